//! Tags, audience profile, clusters, AIDMA and Maslow, with personal data kept private.

//! Marketing funnel, retention and reach, under every published definition.

//! KANO: needs classified from paired questions.

//! Whether memory comes in pages of two megabytes.
//!
//! The allocator asks for them. Work on many millions of rows takes up to a tenth less time with them; a small run would hold, and
//! first clear, dozens of megabytes that it never uses, as each thread touches several pages. So they are left out until a large
//! table is opened. Only Linux has the switch.

/// Rows from which a table is large.
const LARGE: u64 = 4_000_000;

/// Does without huge pages from now on.
pub(crate) fn avoid() {
    switch::avoid();
}

/// Takes huge pages for a table of so many rows, if it is large.
pub(crate) fn for_rows(rows: Option<u64>) {
    if rows.is_some_and(|rows| rows >= LARGE) {
        switch::take();
    }
}

/// Takes huge pages: a process that is started decides by itself, but only of what its parent has.
pub(crate) fn for_children() {
    switch::take();
}

#[cfg(target_os = "linux")]
mod switch {
    use std::sync::atomic::{AtomicBool, Ordering};

    use rustix::thread::{disable_transparent_huge_pages, transparent_huge_pages_are_disabled};

    /// Whether the switch was turned here: who started this process may not want huge pages at all.
    static AVOIDED: AtomicBool = AtomicBool::new(false);

    pub(super) fn avoid() {
        let allowed = transparent_huge_pages_are_disabled().is_ok_and(|disabled| !disabled);
        let avoided = allowed && disable_transparent_huge_pages(true).is_ok();
        AVOIDED.store(avoided, Ordering::Relaxed);
    }

    pub(super) fn take() {
        if AVOIDED.load(Ordering::Relaxed) {
            // A system that refuses leaves it at small ones, which only take longer.
            let _ = disable_transparent_huge_pages(false);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod switch {
    pub(super) fn avoid() {}

    pub(super) fn take() {}
}

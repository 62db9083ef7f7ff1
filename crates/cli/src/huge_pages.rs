//! Whether memory comes in pages of two megabytes.
//!
//! The allocator asks for them. A process holds more memory with them than it uses, as each thread touches several, and each has to
//! be cleared as a whole when it is touched first; where a host takes free memory back from its guests, that costs a quarter of a
//! run over ten million rows. So they are left out. Only Linux has the switch.

/// Does without huge pages from now on; so do processes that are started.
#[cfg(target_os = "linux")]
pub(crate) fn avoid() {
    // A system that refuses has its own way with them.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn avoid() {}

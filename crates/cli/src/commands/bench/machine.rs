//! What is measured on, and with.

use std::thread;

use fourr_bench::{Build, Machine};
use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

/// This machine.
pub(super) fn this() -> Machine {
    let wanted = RefreshKind::nothing()
        .with_cpu(CpuRefreshKind::nothing())
        .with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(wanted);
    let model = system.cpus().first().map(|cpu| cpu.brand().trim());
    let model = model.filter(|model| !model.is_empty());
    let names = [System::long_os_version(), System::kernel_version()];
    let names: Vec<String> = names.into_iter().flatten().collect();
    Machine::new(
        model.map_or_else(|| std::env::consts::ARCH.to_owned(), str::to_owned),
        thread::available_parallelism().map_or(1, usize::from),
        system.total_memory(),
        names.join(", "),
    )
}

/// This program.
pub(super) fn build() -> Build {
    let profile = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
    Build {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        profile: profile.to_owned(),
    }
}

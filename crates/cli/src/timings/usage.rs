//! What this process has used of the machine: processor seconds and memory.

/// Processor seconds of all threads, in the program and in the kernel for it, by the clock that the system keeps of it.
#[cfg(target_os = "linux")]
pub(super) fn processor_seconds() -> f64 {
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime);
    used.tv_sec as f64 + used.tv_nsec as f64 / 1e9
}

/// Processor seconds of all threads, in the program and in the kernel for it; 0 where the system does not say.
#[cfg(not(target_os = "linux"))]
pub(super) fn processor_seconds() -> f64 {
    use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System};
    let Ok(this) = sysinfo::get_current_pid() else {
        return 0.0;
    };
    let mut system = System::new();
    let wanted = ProcessRefreshKind::nothing().with_cpu().without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[this]), false, wanted);
    let milliseconds = system
        .process(this)
        .map(sysinfo::Process::accumulated_cpu_time);
    milliseconds.unwrap_or(0) as f64 / 1e3
}

/// The most memory that was held at once, in bytes, where the system says.
pub(super) fn peak_bytes() -> Option<u64> {
    // Not what getrusage tells: that is never below what the parent held when it started this process.
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = peak.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

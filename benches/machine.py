"""The machine and the programs of a run, by which its figures are to be read."""

import importlib.metadata
import os
import platform
import subprocess
import time
from pathlib import Path

# The distribution where its name is not that of the module.
DISTRIBUTIONS = {"sklearn": "scikit-learn"}


def processor() -> str:
    """The model of the processor; the architecture where the system does not tell."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    models = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def fingerprint() -> dict:
    """Processor, cores that may be used, memory in GiB, load of the last minute, system, and the day."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": time.strftime("%Y-%m-%d"),
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory, 1),
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.release()}",
    }


def versions(fourr: str, modules: list[str]) -> dict[str, str]:
    """Of fourr, of Python and of the modules that are there."""
    said = subprocess.run([fourr, "--version"], capture_output=True, text=True, check=True).stdout
    found = {"fourr": said.split()[-1], "python": platform.python_version()}
    for module in modules:
        try:
            found[module] = importlib.metadata.version(DISTRIBUTIONS.get(module, module))
        except importlib.metadata.PackageNotFoundError:
            continue
    return found

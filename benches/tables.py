"""Figures of side-by-side runs as Markdown and as JSON."""

from dataclasses import asdict, dataclass, field

from harness import Figures, Run

FOURR = "fourr"
COLUMNS = ["program", "median s", "min", "max", "processor s", "peak MiB"]
COLUMNS += ["against fourr", "against the fastest peer", "memory against fourr"]
SUMMARY = ["task", "format", "rows", "fourr s", "fastest peer", "its s", "fourr / fastest"]
SUMMARY += ["fourr MiB", "its MiB", "memory / its"]


@dataclass(frozen=True)
class Case:
    """What one task came to over one file."""

    task: str
    form: str
    rows: int
    bytes: int
    figures: dict[str, Figures]
    # Programs without figures, each with the reason.
    without: dict[str, str] = field(default_factory=dict)

    @property
    def fastest_peer(self) -> str | None:
        """The peer with the smallest median."""
        peers = [name for name in self.figures if not name.startswith(FOURR)]
        return min(peers, key=lambda name: self.figures[name].median, default=None)

    def markdown(self) -> str:
        """The table of the case under a line that says what was read."""
        lines = [f"{self.task}, {self.rows:,} rows, {self.form}, {self.bytes / 2**20:.0f} MiB:", "", *head(COLUMNS)]
        lines += [self.line(name, of) for name, of in self.figures.items()]
        empty = " | ".join([""] * (len(COLUMNS) - 2))
        lines += [f"| {name} | {reason} | {empty}|" for name, reason in self.without.items()]
        return "\n".join(lines)

    def line(self, name: str, of: Figures) -> str:
        fourr, fastest = self.figures[FOURR], self.fastest_peer
        beside = f"{of.median / self.figures[fastest].median:.2f}" if fastest else ""
        cells = [f"{of.median:.2f}", f"{of.fastest:.2f}", f"{of.slowest:.2f}", f"{of.processor:.2f}", f"{of.peak:.0f}"]
        cells += [f"{of.median / fourr.median:.2f}", beside, f"{of.peak / fourr.peak:.2f}"]
        return f"| {name} | {' | '.join(cells)} |"

    def summary(self) -> str:
        """The line of the case in the table of all."""
        fourr, name = self.figures[FOURR], self.fastest_peer
        cells = [self.task, self.form, f"{self.rows:,}", f"{fourr.median:.2f}"]
        if name is None:
            return f"| {' | '.join([*cells, *[''] * 6])} |"
        peer = self.figures[name]
        cells += [name, f"{peer.median:.2f}", f"{fourr.median / peer.median:.2f}"]
        cells += [f"{fourr.peak:.0f}", f"{peer.peak:.0f}", f"{fourr.peak / peer.peak:.2f}"]
        return f"| {' | '.join(cells)} |"

    def json(self) -> dict:
        """Every run with its units in its names."""
        programs = {name: program(of.runs) for name, of in self.figures.items()}
        return {
            "task": self.task,
            "format": self.form,
            "rows": self.rows,
            "bytes": self.bytes,
            "fastest_peer": self.fastest_peer,
            "programs": programs,
            "without_figures": self.without,
        }


def program(runs: list[Run]) -> dict:
    of = Figures(runs)
    return {
        "median_seconds": of.median,
        "median_processor_seconds": of.processor,
        "peak_mib": of.peak,
        "runs": [asdict(run) for run in runs],
    }


def head(columns: list[str]) -> list[str]:
    return [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]


def summary(cases: list[Case]) -> str:
    """fourr beside the fastest peer of every case."""
    return "\n".join([*head(SUMMARY), *(case.summary() for case in cases)])


def circumstances(machine: dict, versions: dict[str, str], runs: int) -> str:
    """The sentence above the tables."""
    programs = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"{machine['date']}; {machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, "
        f"load {machine['load']} at the start; medians of {runs} runs in turn after one that warms up and proves the answers; "
        f"{programs}."
    )

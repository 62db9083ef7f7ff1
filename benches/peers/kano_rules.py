"""The evaluation table of KANO and what follows from its counts, in one place for every program."""

# Ties go to the letter that stands first.
ORDER = "MOAIRQ"
# Rows answer the functional question, columns the dysfunctional one, both from like to dislike.
TABLE = "QAAAO" "RIIIM" "RIIIM" "RIIIM" "RRRRQ"
SUFFIX = "_functional"


def features(columns: list[str]) -> list[str]:
    """The features by the names of their functional questions."""
    return [name.removesuffix(SUFFIX) for name in columns if name.endswith(SUFFIX)]


def figures(cells: dict[int, int]) -> dict:
    """Counts by letter, category, Better and Worse of a feature, from its answers by place in the table."""
    counts = dict.fromkeys(ORDER, 0)
    for cell, count in cells.items():
        counts[TABLE[cell]] += count
    base = sum(counts[code] for code in "AOMI")
    return {
        "counts": counts,
        "category": max(ORDER, key=lambda code: counts[code]),
        "better": round((counts["A"] + counts["O"]) / base, 9),
        "worse": round(-(counts["O"] + counts["M"]) / base, 9),
    }

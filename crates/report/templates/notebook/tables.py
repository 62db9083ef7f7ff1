import html
import math
from decimal import ROUND_HALF_UP, Decimal


def fixed(number, places):
    # {{ say.fixed }}
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded + 0:,f}"


def written(value, form):
    # {{ say.written }}
    if isinstance(value, str):
        return value
    if value is None or not math.isfinite(value):
        return "–"
    number = Decimal(f"{value:.15g}")
    if form == "share":
        return fixed(number * 100, 2) + "%"
    if isinstance(value, int):
        return f"{value:,}"
    if form == "mixed":
        text = fixed(number, 2)
        return text.rstrip("0").rstrip(".")
    places = {"count": 0, "days": 1, "money": 2}
    return fixed(number, places[form] if form in places else int(form.removeprefix("number:")))


class show:
    # {{ say.show }}
    def __init__(self, columns, rows, total=None):
        self.heads = [head for head, _ in columns]
        self.forms = [form for _, form in columns]
        self.rows = [self.line(row) for row in rows]
        self.total = total and self.line(total)

    def line(self, row):
        return [written(value, form) for value, form in zip(row, self.forms)]

    def part(self, name, rows, cell):
        aligned = ["left" if form in ("text", "date", "mixed") else "right" for form in self.forms]
        lines = [f"<{name}>"]
        for row in rows:
            cells = zip(aligned, map(html.escape, row))
            cells = [f'<{cell} style="text-align: {align}">{text}</{cell}>' for align, text in cells]
            lines.append("<tr>" + "".join(cells) + "</tr>")
        return [*lines, f"</{name}>"]

    def _repr_html_(self):
        lines = ['<table class="tex2jax_ignore mathjax_ignore">', *self.part("thead", [self.heads], "th")]
        lines += self.part("tbody", self.rows, "td")
        if self.total:
            lines += self.part("tfoot", [self.total], "th")
        return "\n".join([*lines, "</table>"])

    def __repr__(self):
        total = [self.total] if self.total else []
        return "\n".join(" | ".join(line) for line in [self.heads, *self.rows, *total])


def at(pointer):
    # {{ say.at }}
    found = summary
    for part in pointer.split("/")[1:]:
        if isinstance(found, list):
            found = found[int(part)] if int(part) < len(found) else None
        else:
            found = found and found.get(part.replace("~1", "/").replace("~0", "~"))
    return found


def ratio(part, whole):
    # {{ say.ratio }}
    return pl.when(whole.abs() > 1e-9).then(part / whole)


def by_group(key, records):
    # {{ say.by_group }}
    return records if isinstance(records, dict) else {record[key]: record for record in records}


def complete(groups, wanted, nothing):
    # {{ say.complete }}
    key, nothing = groups.columns[0], nothing.row(0, named=True)
    found = {row[key]: row for row in groups.iter_rows(named=True)}
    assert found.keys() <= wanted.keys(), found.keys() - wanted.keys()
    return {group: found.get(group, nothing) for group in wanted}


def agree(group, found, expected):
    # {{ say.agree }}
    for name in found.keys() & expected.keys():
        here, there = found[name], expected[name]
        close = None not in (here, there) and here != there and math.isclose(here, there, rel_tol=1e-9, abs_tol=1e-6)
        assert here == there or close, f"{group}, {name}: {here}, summary.json {there}"

def differences(one, other, place=""):
    # {{ say.differences }}
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        parts = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        parts = [(place, here, there) for place, (here, there) in enumerate(zip(one, other))]
    else:
        return [] if one == other else [f"{place}: {one!r}, {other!r}"]
    return [found for key, here, there in parts for found in differences(here, there, f"{place}/{key}")]


first = json.loads(Path("summary.json").read_text(encoding="utf-8"))
found = differences(first, summary)
if results == Path("."):
    print("{{ say.not_repeated }}")
elif found:
    print("\n  ".join(["{{ say.different }}", *found[:20]]))
else:
    print("{{ say.same }}")

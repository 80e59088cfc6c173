"""The seconds of every line of a tree's bench as JSON: what `against.py` runs in the environment of each of two commits.

`python seconds.py TREE SIZE` measures the dlxh and the bench of that tree, so that a name that has changed since does not matter.
"""

import json
import sys
from dataclasses import replace
from typing import Any


def sizes(lines: Any, size: str) -> Any:  # noqa: ANN401 - the module of another commit
    """Return how much is measured: everything `full`, `quick`, or in between."""
    if size != "middle":
        return {"full": lines.FULL, "quick": lines.QUICK}[size]
    some = {
        "single": 1_000,
        "columns": 10_000,
        "nested": 10_000,
        "flat": 4_000,
        "queried": 50_000,
        "calls": 40,
    }
    ask = {"country": 3_600, "rowwise": 3_600, "judged": 360, "within": 160, "scale": (1_800,), "rounds": 9}
    return replace(lines.FULL, **some, **ask)


def main() -> None:
    """Measure, and print a line of JSON for each figure as it is known."""
    tree, size = sys.argv[1:]
    sys.path.insert(0, tree)
    from tests.bench import lines
    from tests.bench.figures import figures

    for line in figures(sizes(lines, size)):
        print(json.dumps({"name": line.en, "value": line.ours, "unit": line.unit}), flush=True)


if __name__ == "__main__":
    main()

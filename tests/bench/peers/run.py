"""dlxh next to its peers: `python3 dev.py bench --peers`, in an environment that has them.

Eighteen rules on rows and two across rows, the same rows found by each, medians of turns one after the other.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.bench.peers import forms, shape  # noqa: E402 - the path comes first
from tests.bench.peers.shape import Found, Frames, keys  # noqa: E402
from tests.bench.rules import in_python, to_findings  # noqa: E402
from tests.bench.stopwatch import medians  # noqa: E402

Forms = Mapping[str, Callable[[Frames], Found]]
ROWS: Forms = {
    "dlxh": shape.ours,
    "Polars by hand": shape.by_hand,
    "dataframely": forms.with_dataframely,
    "pandera": forms.with_pandera,
    "pointblank": forms.with_pointblank,
}
ACROSS: Forms = {
    "dlxh": shape.ours_across,
    "Polars by hand": shape.by_hand_across,
    "dataframely": forms.dataframely_across,
    "pandera": forms.pandera_across,
    "pointblank": forms.pointblank_across,
}
ROUNDS = 5


def compare(title: str, given: Frames, each: Forms) -> None:
    """Hold all answers to the first, and print what each took."""
    answers = {name: keys(form(given)) for name, form in each.items()}
    for name, answer in answers.items():
        if answer != answers["dlxh"]:
            other = {
                rule: (len(answer.get(rule, ())), len(answers["dlxh"].get(rule, ())))
                for rule in {*answer, *answers["dlxh"]}
            }
            sys.exit(f"{title}: {name} and dlxh find other rows: {other}")
    tell(title, medians({name: lambda form=form: form(given) for name, form in each.items()}, ROUNDS))  # type: ignore[misc]


def tell(title: str, seconds: Mapping[str, float]) -> None:
    """Print seconds, and the ratio of ours to each."""
    print(f"\n{title}")
    for name, value in sorted(seconds.items(), key=lambda pair: pair[1]):
        print(f"  {name:<16} {value:8.3f} s   dlxh takes {seconds['dlxh'] / value:.2f} x")


def main() -> None:
    """Run everything at the size that is given: collaborators, of whom 36 send 2,000 reports in five years."""
    collaborators = int(sys.argv[1]) if sys.argv[1:] else 18_000
    rows = shape.rows(collaborators)
    height = sum(frame.height for frame in rows.values())
    compare(f"18 rules on rows, {rows['reports'].height:,} reports, {height:,} rows", rows, ROWS)
    across = shape.across(collaborators // 5)
    compare(f"2 rules across rows, {across['reports'].height:,} reports", across, ACROSS)
    with to_findings.files(collaborators // 5) as given:
        each = {
            "dlxh": lambda: to_findings.columns_and_check(given, to_findings.SAME),
            "msgspec": lambda: in_python.by_msgspec(given.ndjson, given.as_of),
            "pydantic": lambda: in_python.by_pydantic(given.ndjson, given.as_of),
        }
        tell("from flat NDJSON to findings, the same rules", medians(each, 3))


if __name__ == "__main__":
    main()

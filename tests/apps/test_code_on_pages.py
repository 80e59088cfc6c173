"""What pages show of the applications is what the applications are."""

import re
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).resolve().parents[2]
APPS = ROOT / "examples" / "apps"
FENCE = re.compile(r"^```(?P<kind>python3|html)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(
    path for path in (ROOT / "docs").glob("*/*.md") if FENCE.search(path.read_text(encoding="utf-8"))
)
FILES = [
    path.read_text(encoding="utf-8")
    for ending in ("py", "html")
    for path in sorted(APPS.rglob(f"*.{ending}"))
]


DEFINITIONS = re.compile(r"\n\n+(?=@|def |async def |class )")


def is_part(code: str) -> bool:
    """Whether each definition in some code is a stretch of a file of an application, perhaps indented there."""
    return all(
        any(indent(stretch.strip("\n"), " " * depth) in file for depth in (0, 4) for file in FILES)
        for stretch in DEFINITIONS.split(code)
    )


def test_code_of_applications_is_theirs() -> None:
    """Each fence that shows an application is a stretch of one of its files, line by line."""
    shown = [
        (page.parent.name, page.name, found["code"])
        for page in PAGES
        for found in FENCE.finditer(page.read_text(encoding="utf-8"))
    ]
    assert [each for each in shown if not is_part(each[2])] == []


def test_other_code_is_noticed() -> None:
    """Nothing of the applications matches a changed line."""
    assert is_part("def nest(flat: Mapping[str, Any]) -> dict[str, Any]:\n")
    assert not is_part("def nest(flat: Mapping[str, Any]) -> list[Any]:\n")

"""Measure dlxh against hand-written baselines: `python3 dev.py bench`, which hands over `--quick` and `--write`."""

import argparse
import os
import platform
import re
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.bench.figures import figures  # noqa: E402 - the path comes first
from tests.bench.lines import FULL, QUICK, Line  # noqa: E402

PAGES = {language: ROOT / "docs" / language / "performance.md" for language in ("vi", "en")}
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
PACKAGES = ("pydantic", "pydantic_core", "polars", "narwhals", "duckdb", "msgspec", "pyarrow")
HEADS = {
    "vi": ("việc", "dlxh", "mốc so sánh nhanh nhất", "thời gian mốc", "tỷ lệ", "mức cần đạt", "đạt"),
    "en": ("work", "dlxh", "fastest baseline", "its time", "ratio", "bar", "reached"),
}
BASELINES = {
    "2.5 ms": "2,5 ms",
    "comprehensions": "biểu thức danh sách",
    "getters, collector paused": "getters, tạm dừng thu gom rác",
    "itself": "chính nó",
    "limit": "giới hạn",
    "one by one": "từng cái một",
    "one report": "một báo cáo",
    "the median": "trung vị",
    "the same with gc.disable()": "như vậy, với gc.disable()",
    "with gc.freeze() and gc.disable()": "với gc.freeze() và gc.disable()",
    "DuckDB, mask": "DuckDB, mặt nạ bit",
    "DuckDB, union": "DuckDB, hợp các truy vấn",
    "Polars, filters": "Polars, bộ lọc",
    "Polars, flags": "Polars, cột đánh dấu",
    "pydantic, enums": "pydantic, kiểu enum",
    "pydantic, literals": "pydantic, kiểu Literal",
}
"""Baselines whose names are not those of a library or a file format, in Vietnamese."""
YES = {"vi": {True: "có", False: "không", None: "—"}, "en": {True: "yes", False: "no", None: "—"}}


def shown(seconds: float, language: str) -> str:
    """Return a time with three digits."""
    unit, factor = next(
        (u, f) for u, f in (("s", 1), ("ms", 1e3), ("µs", 1e6)) if seconds * f >= 1 or u == "µs"
    )
    return f"{number(seconds * factor, 3, language)} {unit}"


def measured(line: Line, value: float, language: str) -> str:
    """Return a time for one thing done, or memory."""
    return f"{number(value, 3, language)} GiB" if line.unit == "GiB" else shown(value / line.each, language)


def number(value: float, digits: int, language: str) -> str:
    """Return a number with a number of significant digits, as the language writes it."""
    text = f"{value:#.{digits}g}".rstrip(".") if value < 10**digits else f"{value:.0f}"
    return text.replace(".", ",") if language == "vi" else text


def thousands(text: str, language: str) -> str:
    """Return a name with thousands as the language writes them."""
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3})", ".", text) if language == "vi" else text


def baseline(line: Line, language: str) -> str:
    """Return the name of what ours is compared with."""
    if language != "vi":
        return line.baseline
    named = BASELINES.get(line.baseline, line.baseline)
    return thousands(re.sub(r"(.+) in proportion", r"\1, theo tỷ lệ", named), language)


def row_of(line: Line, language: str) -> tuple[str, ...]:
    """Return the cells of one figure."""
    name = thousands(line.vi if language == "vi" else line.en, language)
    bar = (
        "—"
        if line.bar is None
        else f"≤ {number(line.bar, 2 if round(line.bar, 1) == line.bar else 3, language)}"
    )
    ratio = number(line.ratio, 3 if line.ratio >= 1 else 2, language)
    return (
        name,
        measured(line, line.ours, language),
        baseline(line, language),
        measured(line, line.best, language),
        ratio,
        bar,
        YES[language][line.reached],
    )


def table(lines: list[Line], language: str) -> str:
    """Return the figures as a Markdown table."""
    rows = [HEADS[language], ("---",) * len(HEADS[language]), *(row_of(line, language) for line in lines)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def machine(language: str) -> str:
    """Return the versions and the cores that the figures belong to."""
    cores = {"vi": "nhân", "en": "cores"}[language]
    packages = " · ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Python {platform.python_version()} · {packages} · {platform.machine()}, {os.cpu_count()} {cores}"


def write(lines: list[Line]) -> None:
    """Put the table into both pages, between the markers."""
    for language, page in PAGES.items():
        before, begin, rest = page.read_text("utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        if not end:
            sys.exit(f"{page.relative_to(ROOT)} has no place for the table: {BEGIN} and {END}")
        block = f"\n\n{table(lines, language)}\n{machine(language)}\n\n"
        page.write_text(f"{before}{begin}{block}{end}{after}", "utf-8")


def main() -> None:
    """Measure, print as it goes, and write if asked."""
    parser = argparse.ArgumentParser(description="Measure dlxh against hand-written baselines.")
    parser.add_argument("--quick", action="store_true", help="small sizes: whether it runs, not how fast")
    parser.add_argument("--write", action="store_true", help="put the table into docs/*/performance.md")
    options = parser.parse_args()
    print(machine("en"), flush=True)
    lines = []
    for line in figures(QUICK if options.quick else FULL):
        lines.append(line)
        print(" | ".join(row_of(line, "en")), flush=True)
    print(f"\n{table(lines, 'en')}")
    if options.write:
        write(lines)


if __name__ == "__main__":
    main()

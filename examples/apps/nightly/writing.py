"""Ghi ra tệp: what the night found, for programs and for people, and what it says while it works."""

import json
import sys
import time
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import narwhals as nw
import polars as pl

import dlxh
from dlxh.words import Grid, Lang

SHOWN = 200
"""The most findings and silent units on the page; the files hold all."""


class Night:
    """The files of one night; they take the place of those of the night before when all are written."""

    def __init__(self, target: Path, lang: Lang) -> None:
        self.target, self.lang = target, lang
        self.began = time.monotonic()
        target.parent.mkdir(parents=True, exist_ok=True)
        self.folder = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        self.page: list[Grid] = []

    def say(self, vi: str, en: str) -> None:
        """Print a line of progress, with the seconds since the night began."""
        seconds = time.monotonic() - self.began
        print(f"[{seconds:5.1f} s] {vi if self.lang == 'vi' else en}", file=sys.stderr, flush=True)

    def write_findings(self, findings: dlxh.rules.CheckFindings) -> None:
        """Write each finding as a line of JSON: sentence and cure in both languages, and no personal value."""
        with (self.folder / "findings.ndjson").open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(each.to_dict(), ensure_ascii=False)}\n" for each in findings)
        self.page.append(findings.table(self.lang, limit=SHOWN))
        found = findings.counts("severity")
        errors, warnings = found.get("error", 0), found.get("warning", 0)
        self.say(
            f"kiểm tra: {errors} lỗi, {warnings} cảnh báo", f"check: {errors} errors, {warnings} warnings"
        )
        if findings.skipped:
            number, codes = len(findings.skipped), ", ".join(findings.skipped)
            self.say(f"chưa xét {number} quy tắc: {codes}", f"{number} rules not judged: {codes}")

    def write_figures(self, figures: dlxh.Result) -> None:
        """Write each figure as a line of CSV, with the names of units next to their ids."""
        named = nw.from_native(figures.to_frame(labels=self.lang)).lazy().collect("polars").to_native()
        named.write_csv(self.folder / "figures.csv")
        self.page.append(figures.table(self.lang))
        count = {lang: dlxh.words.format_int(named.height, lang) for lang in ("vi", "en")}
        self.say(f"đếm: {count['vi']} con số", f"count: {count['en']} figures")

    def write_silent(self, ledger: dlxh.Ledger) -> None:
        """Write who owed a report of the month and has not sent one; people by their ids."""
        names = ledger.names.get("units", {})
        unit = pl.col("org_unit").replace({key: name.text(self.lang) for key, name in names.items()})
        asked = (
            "network",
            "org_unit",
            "unit_name",
            "collaborator",
            "provision",
            "period_start",
            "period_end",
            "due_on",
        )
        gaps = [*ledger.partial.get("reports", ())]
        in_gaps = pl.lit("*" in gaps) | pl.col("network").is_in(gaps)
        silent = ledger.polars.filter(pl.col("status") == "missing").with_columns(
            unit_name=unit, may_have_come=in_gaps
        )
        silent.select(*asked, "may_have_come").sort(asked).write_csv(self.folder / "not_reported.csv")
        self.page.append(ledger.table(self.lang, status="missing", limit=SHOWN))
        may = silent["may_have_come"].sum()
        self.say(
            f"chưa nộp: {silent.height}, trong đó có thể đã nộp: {may}",
            f"not reported: {silent.height}, of which may have come: {may}",
        )

    def finish(self) -> None:
        """Write the page for people, and put the files in their place."""
        tables = "\n".join(grid.to_html() for grid in self.page)
        head = f'<!doctype html><html lang="{self.lang}"><meta charset="utf-8"><title>dlxh</title>'
        (self.folder / "night.html").write_text(f"{head}\n{tables}\n</html>\n", encoding="utf-8")
        rmtree(self.target, ignore_errors=True)
        self.folder.chmod(0o750)  # made for one user alone
        self.folder.replace(self.target)
        self.say(f"đã ghi vào {self.target}", f"written to {self.target}")

    def give_up(self) -> None:
        """Drop what was begun; the files of the night before stay."""
        rmtree(self.folder, ignore_errors=True)

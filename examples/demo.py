"""Reads six examples and prints their figures next to the published ones: `python examples/demo.py --lang vi`."""

import argparse
import io
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
from demo_units import pack_of, say_of_units
from demo_words import WORDS

import dlxh
from dlxh import MEASURES
from dlxh.measures import Context, RowSource
from dlxh.rules.open_questions import name_skipped
from dlxh.words import Lang

HERE = Path(__file__).resolve().parent
WIDTH = 100
COLUMNS = {"vi": (39, 22, 24, 10), "en": (31, 27, 27, 10)}
TOPICS = 5
CALENDAR = dlxh.data.vietnam_calendar(2018, 2026)


@dataclass(frozen=True)
class Line:
    """One published statement with what was counted, ready to print."""

    name: str
    published: str
    counted: str
    result: str = "invented"
    """A key of the words; invented: the article says nothing to compare with."""


def _verdict(*, equal: bool) -> str:
    return "equal" if equal else "differs"


def _measure(code: str) -> dlxh.Measure:
    return next(measure for measure in MEASURES if measure.code == code)


def _plain(register: dlxh.Register, statement: Mapping[str, Any], lang: Lang) -> Line:
    """Compare one figure: value, unit and qualifier."""
    code, period = statement["measure"], statement["period"]
    name, words = _measure(code).name(lang), WORDS[lang]
    counted = dlxh.measure(register, [code], period=period).figure(code)
    if "groups" in statement:
        by_unit = dlxh.measure(register, [code], by=[statement["groups"]], period=period)
        met = by_unit.polars.filter(pl.col("value") > 0)["unit"]
        counted = dlxh.Figure(
            sum(register.unit(unit).level == statement["level"] for unit in met), statement["unit"]
        )
        name = f"{words['level']} {name}"
    if "unit" not in statement:
        return Line(name, words["silent"], counted.text(lang, under=name))
    published = dlxh.Figure(statement.get("value"), statement["unit"], statement.get("qualifier", "exact"))
    text, found = (figure.text(lang, under=name) for figure in (published, counted))
    return Line(name, text, found, _verdict(equal=published == counted))


def _every(register: dlxh.Register, statement: Mapping[str, Any], lang: Lang) -> Line:
    """Count the months of a period that have at least one."""
    code, kind, words = statement["measure"], statement["every"], WORDS[lang]
    result = dlxh.measure(register, [code], by=[kind], period=statement["period"], where=statement["where"])
    met, every = result.polars.filter(pl.col("value") > 0).height, result.polars.height
    name = f"{words[kind]} {_measure(code).name(lang)}"
    return Line(name, words["all"], f"{met} / {every}", _verdict(equal=met == every))


def _stating(rows: RowSource, column: str) -> RowSource:
    """Return the same rows, only those that state a column."""

    def frame(context: Context, wanted: frozenset[str]) -> Any:  # noqa: ANN401 - a lazy frame of any engine
        found = rows.frame(context, wanted | {column})
        return None if found is None else found.filter(~nw.col(column).is_null())

    return replace(rows, name=f"{rows.name}_with_{column}", frame=frame)


def _stated(register: dlxh.Register, statement: Mapping[str, Any], lang: Lang) -> Line:
    """Count the rows of a measure, and those of them that state a column: a measure of our own."""
    every, column = _measure(statement["measure"]), statement["stated"]
    some = replace(every, code=f"{every.code}_with_{column}", rows=_stating(every.rows, column))
    result = dlxh.measure(register, [every, some])
    part, whole = result.figure(some.code), result.figure(every.code)
    words = WORDS[lang]
    name = f"{every.name(lang)} {words['stated']} {words[column]}"
    return Line(name, words["all"], f"{part.value} / {whole.text(lang)}", _verdict(equal=part == whole))


def _labels(register: dlxh.Register, statement: Mapping[str, Any], lang: Lang) -> Line:
    """Compare the names of terms."""
    counted = [term.label for term in register.terms]
    texts = [", ".join(_years(label) for label in labels) for labels in (statement["labels"], counted)]
    return Line(WORDS[lang]["labels"], texts[0], texts[1], _verdict(equal=statement["labels"] == counted))


def _years(label: str) -> str:
    term = dlxh.words.TermLabel.parse(label)
    return f"{term.first_year}-{term.last_year}"


def _units(register: dlxh.Register, statement: Mapping[str, Any], lang: Lang) -> Line:
    """Count the units of a kind right below the province or its Party committee, on the last day of the period."""
    last, kind = statement["period"].end, statement["units"]
    there = (
        unit
        for unit in register.units
        if (unit.kind, unit.level) == (kind, "commune") and (unit.valid_to or last) >= last and unit.parent
    )
    count = sum(register.unit(str(unit.parent)).level == "province" for unit in there)
    published, counted = dlxh.Figure(statement["value"], "unit"), dlxh.Figure(count, "unit")
    name = WORDS[lang]["communes"] if kind == "place" else dlxh.data.code_list("unit_kind").label(kind, lang)
    return Line(name, published.text(lang), counted.text(lang), _verdict(equal=published == counted))


def _contracts(register: dlxh.Register, statement: Mapping[str, Any], lang: Lang) -> Line:
    """Count the contracts that run for a number of years, of all."""
    spans = [(contract.start, contract.end + timedelta(days=1)) for contract in register.engagements]
    fitting = sum(after == start.replace(year=start.year + statement["contracts"]) for start, after in spans)
    words = WORDS[lang]
    return Line(
        words["contracts"], words["all"], f"{fitting} / {len(spans)}", _verdict(equal=fitting == len(spans))
    )


def compare(register: dlxh.Register, facts: Mapping[str, Any], lang: Lang) -> list[Line]:
    """Return each published statement with what the register gives."""
    ways = {"stated": _stated, "labels": _labels, "every": _every, "contracts": _contracts, "units": _units}
    lines = []
    for statement in facts["figures"]:
        way = next((ways[key] for key in ways if key in statement), _plain)
        lines.append(way(register, {**statement, "period": dlxh.Period.parse(facts["period"])}, lang))
    return lines


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> width("đếm được"), width("e\u0323\u0302")
    (8, 1)
    """
    shown = (sign for sign in text if not unicodedata.combining(sign))
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in shown)


def _row(cells: Sequence[str], lang: Lang) -> str:
    padded = (cell + " " * (size - width(cell)) for cell, size in zip(cells, COLUMNS[lang], strict=True))
    return ("  " + " ".join(padded)).rstrip()


def _topics(register: dlxh.Register, lang: Lang) -> str:
    """Return the topics with the most matters, with their labels."""
    result = dlxh.measure(register, ["item_topics"], by=["topic"])
    known = dlxh.data.code_list("topics")
    busiest = result.polars.sort("value", "topic", descending=[True, False])["topic"]
    busiest = busiest.drop_nulls()[:TOPICS]  # a figure of all topics, where nothing is known by topic
    figures = {topic: result.figure("item_topics", topic=topic) for topic in busiest}
    return (
        "; ".join(f"{known.label(topic, lang)} {_bare(figure)}" for topic, figure in figures.items()) or "—"
    )


def _bare(figure: dlxh.Figure) -> str:
    """Return the number of a figure without its unit, but not without its bound."""
    return f"≥ {figure.value}" if figure.qualifier is dlxh.words.Qualifier.AT_LEAST else str(figure.value)


def _since(register: dlxh.Register, lang: Lang) -> Iterator[str]:
    """Return what became of the province on which map."""
    merged: dict[str, list[str]] = {}
    for unit in register.units:
        for step in unit.successors if (unit.kind, unit.level) == ("place", "province") else ():
            merged.setdefault(step.successor, []).append(_coded(unit))
    for successor, names in merged.items():
        unit = register.unit(successor)
        day = min(step.on for old in register.units for step in old.successors if step.successor == successor)
        yield f"{WORDS[lang]['since']} {_day(day, lang)}: {' + '.join(names)} → {_coded(unit)}"


def _day(day: date, lang: Lang) -> str:
    return dlxh.Period.day(day).label(lang)


def _coded(unit: dlxh.OrgUnit) -> str:
    return f"{unit.name} ({unit.area.code})" if unit.area else unit.name


def _findings(reading: dlxh.Reading, folder: Path, lang: Lang) -> str:
    """Return what was found, how often, and what to give so that other rules can judge."""
    written = folder / "regulation.toml"
    regulation = dlxh.ledger.read_regulation(written) if written.exists() else None
    judged = dlxh.check(reading.register, calendar=CALENDAR, regulation=regulation)
    counts = dict(judged.counts())
    for finding in reading.findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    words = WORDS[lang]
    text = ", ".join(f"{code}: {count}" for code, count in counts.items()) or words["none"]
    return "\n".join([text, *(_wrapped(f"· {line}") for line in name_skipped(judged, lang))])


def _wrapped(text: str) -> str:
    """Break a line at blanks, so that it fits the terminal."""
    lines, line = [], " "
    for word in text.split(" "):
        if width(line) + 1 + width(word) > WIDTH:
            lines.append(line)
            line = "   "
        line += " " + word
    return "\n".join([*lines, line])


def show(key: str, facts: Mapping[str, Any], folder: Path, lang: Lang) -> bool:
    """Print one example; return whether every published figure came out."""
    words = WORDS[lang]
    reading = dlxh.read(folder / key, pack=pack_of(HERE / key))
    register = reading.register
    lines = compare(register, facts, lang)
    print(f"{facts['name'][lang]} ({words['as_of']} {_day(register.as_of, lang)})")
    print(_wrapped(f"{words['source']}: {facts['source'][lang]}"))
    print(_wrapped(f"{words['period']}: {dlxh.Period.parse(facts['period']).label(lang)}"))
    print(_row(words["head"].split("|"), lang))
    for line in lines:
        print(_row((line.name, line.published, line.counted, words[line.result]), lang))
    print(f"  {words['findings']}: {_findings(reading, folder / key, lang)}")
    print(_wrapped(f"{words['topics']}: {_topics(register, lang)}"))
    if "month" in facts:
        month, days = (dlxh.Period.parse(facts[name]) for name in ("month", "days"))
        for text in say_of_units(register, month, days, lang):
            print(_wrapped(text))
    for text in _since(register, lang):
        print(_wrapped(text))
    print(_wrapped(f"{words['files']}: {'/'.join((folder / key).parts[-2:])}/"))
    print()
    return all(line.result != "differs" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the examples; 1 if a published figure does not come out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--lang", choices=sorted(WORDS), default="vi", help="language of the text (default: vi)"
    )
    parser.add_argument("--folder", type=Path, default=HERE, help="where the examples lie")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    published = tomllib.loads((HERE / "published.toml").read_text(encoding="utf-8"))
    print(WORDS[options.lang]["opening"])
    print()
    results = [show(key, facts, options.folder, options.lang) for key, facts in published.items()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Rò rỉ: whether a canary of a restricted field shows anywhere: findings, texts of records, errors, files, figures."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, get_args

from pydantic import ValidationError

from dlxh.models.visible_fields import Reader, visible
from dlxh.register.register import Register
from dlxh.rules.engine.examples import tables_of
from dlxh.rules.engine.run import run_rules
from dlxh.rules.findings import CheckFindings
from dlxh.rules.rule import Rule
from dlxh.testing.conformance.canaries import Canaries, set_canaries
from dlxh.testing.conformance.failure import Failure
from dlxh.testing.conformance.own_measures import ask
from dlxh.verbs.check import check
from dlxh.web.conversion import faults
from dlxh.words.bilingual import LANGS
from dlxh.words.record import Record
from dlxh.words.work_calendars import WorkCalendar

Shown: TypeAlias = Iterator[tuple[str, str, str]]
"""What is shown: where, in Vietnamese and in English, and the text."""
_SHOWN: Final = 50
"""At most as many records of a kind are shown."""


def find_leaks(
    canaries: Canaries, way: str, folder: Path, calendar: WorkCalendar | None = None
) -> Iterator[Failure]:
    """Yield where a canary shows; each place and field once.

    >>> import dlxh
    >>> canaries = set_canaries(dlxh.read(dlxh.example("gia-lai")).register.tables)
    >>> list(find_leaks(canaries, "texts", Path("unused")))
    []
    """
    seen: set[tuple[str, str]] = set()
    for vi, en, text in WAYS[way](canaries, folder, calendar):
        for field, value in canaries.values.items():
            if value in text and (en, field) not in seen:
                seen.add((en, field))
                yield Failure(
                    vi=f"{vi} làm lộ giá trị của trường hạn chế {field}",
                    en=f"{en} shows a value of the restricted field {field}",
                    cure_vi="đừng đưa giá trị của trường vào câu, lỗi, repr, chiều hay tên tệp; nêu mã bản ghi thay cho nó",
                    cure_en="keep the value out of sentences, errors, repr, dimensions and names of files; give the record's id instead",
                )


def _show_findings(canaries: Canaries, _: Path, calendar: WorkCalendar | None) -> Shown:
    """Yield all that a check says of the register, and of the wrong examples of own rules."""
    register = canaries.register
    yield from _texts_of(check(register, calendar=calendar), "check(register)")
    for rule in _own_rules(register):
        for place, example in enumerate(rule.wrong if rule.is_function else ()):
            marked = set_canaries(tables_of(rule, example)).register.tables
            yield from _texts_of(run_rules(marked, [rule], {}), f"{rule.code} wrong[{place}]")


def _own_rules(register: Register) -> tuple[Rule, ...]:
    return () if register.pack is None else register.pack.rules


def _texts_of(findings: CheckFindings, place: str) -> Shown:
    for lang in LANGS:
        yield place, place, findings.to_text(lang, limit=None)
        yield place, place, findings.table(lang).to_html()
    yield place, place, repr(findings)
    yield place, place, findings.polars.write_csv()
    for each in findings:
        yield f"{place}: {each.code}", f"{place}: {each.code}", f"{each!r}{json.dumps(each.to_dict())}"


def _show_texts(canaries: Canaries, _: Path, __: WorkCalendar | None) -> Shown:
    """Yield the texts of records and of the register."""
    register = canaries.register
    for each in (register, register.tables):
        name = type(each).__name__
        yield f"repr({name})", f"repr({name})", f"{each!r}{each}"
    for record in _first_records(register):
        name = type(record).__name__
        yield f"repr({name})", f"repr({name})", f"{record!r}{record}"


def _first_records(register: Register) -> Iterator[Record]:
    for model in register.schema.roots.values():
        yield from register.all(model)[:_SHOWN]


def _show_errors(canaries: Canaries, _: Path, __: WorkCalendar | None) -> Shown:
    """Yield what pydantic says of records that cannot be."""
    for model, error in _refuse(canaries):
        place = f"{model.__name__}.model_validate_json"
        for shown in (error, error.__cause__, error.__context__):
            yield place, place, f"{shown}{shown!r}"
        yield place, place, f"{error.json()}{error.errors()!r}"


def _show_answers(canaries: Canaries, _: Path, calendar: WorkCalendar | None) -> Shown:
    """Yield what an application answers: problem details and sentences at fields, and records as a reader may see them."""
    register = canaries.register
    wrong: list[tuple[str, Any, type[Record] | None]]
    wrong = [(model.__name__, error, model) for model, error in _refuse(canaries)]
    for lang in LANGS:
        for name, error, about in [
            *wrong,
            ("own rules", check(register, rules=_own_rules(register), calendar=calendar), None),
        ]:
            found = faults(error, lang, about)
            place = f"faults({name})"
            yield place, place, f"{found!r}{found.problem()}{found.by_field()}"
    for record in _first_records(register):
        name = type(record).__name__
        for reader in get_args(Reader):
            place = f"visible({name}, to={reader!r})"
            yield place, place, str(visible(record, to=reader))


def _refuse(canaries: Canaries) -> Iterator[tuple[type[Record], ValidationError]]:
    """Yield the errors of records that cannot be: a list for a value, a line break, an unknown field, a text that breaks off."""
    marks = frozenset(canaries.values.values())
    for model in canaries.register.schema.roots.values():
        for record in canaries.register.all(model)[:1]:
            document = record.model_dump(mode="json")
            texts = [json.dumps(document)[:-2], *map(json.dumps, _spoil(document, marks))]
            for text in texts:
                try:
                    model.model_validate_json(text)
                except ValidationError as error:
                    yield model, error


def _spoil(document: Any, canaries: frozenset[str]) -> Iterator[Any]:  # noqa: ANN401 - JSON
    """Yield a document with one canary made wrong in each of some ways."""
    if isinstance(document, dict):
        for key, value in document.items():
            if value in canaries if isinstance(value, str) else False:
                for wrong in ([value], f"{value}\n", {"x": value}, f"{value} " * 9000):
                    yield {**document, key: wrong}
                yield {**document, "ho_ten": value}
            else:
                yield from ({**document, key: wrong} for wrong in _spoil(value, canaries))
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from (
                [*document[:place], wrong, *document[place + 1 :]] for wrong in _spoil(value, canaries)
            )


def _show_files(canaries: Canaries, folder: Path, _: WorkCalendar | None) -> Shown:
    """Yield the names and texts of files that are written without `personal=True`."""
    for name in ("public", "public.json"):
        written = canaries.register.write(folder / name)
        for file in [written] if written.is_file() else sorted(written.iterdir()):
            place = f"register.write(…): {file.name}"
            yield place, place, f"{file.name}{file.read_text(encoding='utf-8')}"


def _show_figures(canaries: Canaries, _: Path, calendar: WorkCalendar | None) -> Shown:
    """Yield the answers of own measures, by each of their dimensions."""
    register = canaries.register
    for measure in () if register.pack is None else register.pack.measures:
        for name in ("", *measure.dimensions):
            result = ask(register.tables, measure, (name,) if name else (), calendar)
            place = f"measure({measure.code!r}{f', by={name!r}' if name else ''})"
            yield place, place, result.polars.write_csv()
            yield place, place, result.to_text("vi")


WAYS: Final[Mapping[str, Callable[[Canaries, Path, WorkCalendar | None], Shown]]] = {
    "findings": _show_findings,
    "texts": _show_texts,
    "errors": _show_errors,
    "answers": _show_answers,
    "files": _show_files,
    "figures": _show_figures,
}
"""What is looked through, by name."""

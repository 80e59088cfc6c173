"""Options that are texts: none that a function does not have is taken in silence."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from sqlalchemy import create_engine

import dlxh
from dlxh import Figure, Period, Tables, store
from dlxh.data.area_files import known_area_day
from dlxh.data.code_lists import code_list
from dlxh.data.commune_facts import commune, communes
from dlxh.data.deadline_presets import deadline_preset
from dlxh.data.district_facts import districts
from dlxh.data.own_salary import salary_table
from dlxh.data.province_facts import predecessors, province, provinces, successor
from dlxh.data.salary_steps import base_salaries, base_salary, base_salary_known_to, step_of_month
from dlxh.register.units_of_places import place_units
from dlxh.register.units_over_time import day_of_map
from dlxh.testing.invented import province_tables
from dlxh.web import Fault, Faults
from dlxh.words.bilingual import Error, Lang
from dlxh.words.days import known_day
from dlxh.words.money import round_ratio
from dlxh.words.spelt_amounts import amount_words

DAY = date(2025, 7, 2)
MONTH = Period.month(2024, 7)
WRONG: Any = "sai"
FAULT = Fault("missing", "Nhập mã", "cột mã: thiếu trường bắt buộc; hãy điền trường này", pointer="/id")


def _write_nothing(**options: Any) -> None:  # noqa: ANN401 - options that there are not
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        store.write(connection, Tables({}, as_of=DAY), **options)


def _tables() -> Tables:
    return province_tables(collaborators=3, years=2)


ASKED: dict[str, Callable[[], object]] = {
    "metadata.foreign_keys": lambda: store.metadata(foreign_keys=WRONG),
    "write.on_conflict": lambda: _write_nothing(on_conflict=WRONG),
    "write.coverage": lambda: _write_nothing(coverage=WRONG),
    "amount_words.zero": lambda: amount_words(1, zero=WRONG),
    "amount_words.four": lambda: amount_words(1, four=WRONG),
    "amount_words.thousand": lambda: amount_words(1, thousand=WRONG),
    "known_day.beyond": lambda: known_day(DAY, DAY, WRONG, Error),
    "step_of_month.beyond": lambda: step_of_month(base_salaries(), DAY, base_salary_known_to(), WRONG),
    "base_salary.beyond": lambda: base_salary(DAY, beyond=WRONG),
    "SalaryTable.of_month.beyond": lambda: salary_table().of_month(DAY, WRONG),
    "deadline_preset.beyond": lambda: deadline_preset("nd_20_2008_forward", on=DAY, beyond=WRONG),
    "provinces.beyond": lambda: provinces(on=DAY, beyond=WRONG),
    "province.beyond": lambda: province("14", on=DAY, beyond=WRONG),
    "successor.beyond": lambda: successor("14", on_old=DAY, to=DAY, beyond=WRONG),
    "predecessors.beyond": lambda: predecessors("14", on=DAY, beyond=WRONG),
    "known_area_day.beyond": lambda: known_area_day(DAY, WRONG),
    "communes.beyond": lambda: communes(on=DAY, beyond=WRONG),
    "commune.beyond": lambda: commune("23575", on=DAY, beyond=WRONG),
    "districts.beyond": lambda: districts(on=DAY, beyond=WRONG),
    "place_units.down_to": lambda: place_units(down_to=WRONG),
    "read.extra": lambda: dlxh.read({}, as_of=DAY, extra=WRONG),
    "CodeList.keys.beyond": lambda: code_list("topics").keys(beyond=WRONG),
    "CodeList.choices.beyond": lambda: code_list("topics").choices("vi", beyond=WRONG),
    "CodeList.current.beyond": lambda: code_list("topics").current("land", on=DAY, beyond=WRONG),
    "allowances.beyond": lambda: dlxh.allowances(_tables(), MONTH, beyond=WRONG),
    "measure.units": lambda: dlxh.measure(_tables(), ["reports"], units=WRONG),
    "compare.units": lambda: dlxh.compare(
        _tables(), ["reports"], against="previous", period=MONTH, units=WRONG
    ),
    "compare.against": lambda: dlxh.compare(_tables(), ["reports"], against=WRONG, period=MONTH),
    "lineage.units": lambda: dlxh.register.lineage(_tables(), units=WRONG),
    "day_of_map.units": lambda: day_of_map(WRONG, DAY),
    "Findings.counts.by": lambda: dlxh.Findings().counts(WRONG),
    "visible.to": lambda: dlxh.visible(MONTH, to=WRONG),
    "Fault.text.wording": lambda: FAULT.text(WRONG),
    "Fault.to_dict.wording": lambda: FAULT.to_dict(WRONG),
    "Faults.problem.wording": lambda: Faults((FAULT,), "vi").problem(wording=WRONG),
    "Faults.by_field.wording": lambda: Faults((FAULT,), "vi").by_field(wording=WRONG),
}
WITHIN = {
    "form_text",
    *(
        "parse_query",
        "compare_periods",
        "check_map",
        "comparison_period",
        "terms_of",
        "draw_lines",
        "comparison_table",
    ),
    "Context",
}
"""Steps of the functions above, which look at the option for them."""
CONVENTIONS: dict[str, Callable[[], object]] = {
    "parse a day": lambda: Period.parse("ngày 24/7/2024", convention=WRONG),
    "parse a span": lambda: Period.parse("từ 1/7/2024 đến 24/7/2024", convention=WRONG),
    "parse a term": lambda: Period.parse("nhiệm kỳ 2015-2020", convention=WRONG, start=DAY, end=DAY),
    "parse a month": lambda: Period.parse("2024-07", convention=WRONG),
    "of a day": lambda: Period.of("day", DAY, WRONG),
    "of a week": lambda: Period.of("week", DAY, WRONG),
    "tile days": lambda: Period.tile("day", DAY, DAY, WRONG),
    "measure": lambda: dlxh.measure(_tables(), ["reports"], by=["day"], convention=WRONG),
}


def _options() -> Iterator[str]:
    """Yield each option of a public function that is one of a few texts, but for languages, which `in_language` holds."""
    for module in pkgutil.walk_packages(dlxh.__path__, "dlxh."):
        if module.name.startswith("dlxh.testing"):
            continue
        for name, member in vars(importlib.import_module(module.name)).items():
            if name.startswith("_") or getattr(member, "__module__", None) != module.name:
                continue
            own: dict[str, Any] = {name: member}
            if inspect.isclass(member):
                own = {
                    f"{name}.{each}": getattr(found, "__func__", found)
                    for each, found in vars(member).items()
                }
            for called, function in own.items():
                if inspect.isfunction(function) and "._" not in called:
                    for parameter in inspect.signature(function).parameters.values():
                        if _is_choice(parameter.annotation):
                            yield f"{called}.{parameter.name}"


def _is_choice(annotation: Any) -> bool:  # noqa: ANN401 - any type
    arms = get_args(annotation) if get_origin(annotation) is Union else (annotation,)
    return any(get_origin(arm) is Literal and arm != Lang for arm in arms)


KINDS: dict[str, Callable[[Any], object]] = {
    "kind": lambda given: Period.of(given, DAY),
    "unit of a sum": lambda given: Figure.sum([], unit=given),
    "unit of a text": lambda given: Figure.parse("3", given),
    "rounding": lambda given: round_ratio(1, 2, given),
}


@pytest.mark.parametrize("given", ["sai", None, "x" * 10**6], ids=["text", "nothing", "endless"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_is_none_is_refused(kind: str, given: object) -> None:
    """A kind, a unit or a rounding that is none is refused with those that are, and a long one is not quoted whole."""
    with pytest.raises(Error, match="choose from") as refusal:
        KINDS[kind](given)
    assert len(str(refusal.value)) < 2000


def test_every_option_is_in_the_table() -> None:
    """An option that a new function has is held as those before it are."""
    assert {option for option in _options() if option.split(".")[0] not in WITHIN} == set(ASKED)


@pytest.mark.parametrize("option", ASKED)
def test_an_option_that_is_none_is_refused(option: str) -> None:
    """An option that a function does not have is refused in both languages, with its name or its text, also where it would not matter."""
    with pytest.raises(Error) as refusal:
        ASKED[option]()
    assert "'sai'" in refusal.value.vi
    assert "'sai'" in refusal.value.en


@pytest.mark.parametrize("way", CONVENTIONS)
def test_a_convention_that_is_none_is_refused(way: str) -> None:
    """A convention that is none is refused also where no month is cut by it."""
    with pytest.raises(Error, match="there is no convention 'sai'"):
        CONVENTIONS[way]()

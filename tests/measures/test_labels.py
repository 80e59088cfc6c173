"""Every dimension has a label and a meaning, and frames take the labels of their keys."""

import re
from datetime import date

import polars as pl
import pytest

import dlxh
from dlxh.data.facts import read_facts
from dlxh.measures.dimension_codes import codes_of
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.errors import MeasureError
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import PERIODS, add_labels, given_name, key_label, label_of_dimension
from dlxh.measures.policy import WhyOpen
from dlxh.measures.text.explain import describe_measure
from dlxh.register.finding import Severity
from dlxh.register.levels import LEVELS
from dlxh.register.schema import schema
from dlxh.words.bilingual import LANGS
from dlxh.words.periods import Period, PeriodKind

IDS = {"network", "term", "org_unit", "payer", "provision", "code", *LEVELS}
"""Dimensions whose keys are ids: of a unit, of an article, of a rule."""
NUMBERS = {"stage"}
DIMENSIONS = {*PERIODS, *(name for each in dlxh.MEASURES for name in dimensions_of(each))}


def test_every_dimension() -> None:
    """None lacks one, in either language, and nothing is said of a dimension that there is not."""
    labels = {name: label_of_dimension(name) for name in DIMENSIONS}

    assert [name for name, label in labels.items() if label is None] == []
    for label in labels.values():
        assert label is not None
        assert label.vi.strip()
        assert label.en.strip()
        assert label.means_vi.endswith((".", "…"))
        assert label.means_en.endswith((".", "…"))
    assert {*read_facts("labels.toml")["dimensions"]} <= {*map(given_name, DIMENSIONS), "period"}


SAME_IN_BOTH = {"chatbot", "bon", "phum"}
"""Words that are codes too."""


def _keys(dimension: str) -> list[str]:
    """Return all keys that a dimension can have, of kinds of period one; ids and numbers apart."""
    codes = codes_of(dimension)
    if codes is not None:
        return list(codes.keys())
    if dimension in PERIODS:
        return [each.code for each in Period.tile(PeriodKind(dimension), date(2025, 3, 3), date(2025, 3, 3))]
    return {"table": list(schema()), "severity": [each.value for each in Severity]}[dimension]


@pytest.mark.parametrize("dimension", sorted(DIMENSIONS - IDS - NUMBERS))
def test_no_key_is_read_as_its_code(dimension: str) -> None:
    """In Vietnamese each key is called something else than its code; in English no code with a `_` is shown."""
    keys = _keys(dimension)
    vi, en = ({key: key_label(dimension, key, lang, KeyNames()) for key in keys} for lang in LANGS)

    assert keys
    assert [key for key in keys if vi[key] == key and key not in SAME_IN_BOTH] == []
    assert [label for label in en.values() if "_" in label] == []


@pytest.mark.parametrize("dimension", ["severity", "table"])
def test_a_key_that_is_none_of_ours_is_shown_as_it_is(dimension: str) -> None:
    """A frame of another's making may hold any key."""
    assert key_label(dimension, "foo", "vi", KeyNames()) == "foo"


def test_no_condition_is_read_as_its_code() -> None:
    """What a measure counts only, and what a rate leaves out, is called something, with its code in brackets."""
    heads = ("Chỉ tính những dòng có", "Đạt", *(kind.label("vi").capitalize() for kind in WhyOpen))
    lines = [
        line.partition(": ")[2].partition(": ")[2] if line.startswith(f"- {heads[0]}") else line
        for each in dlxh.MEASURES
        for line in describe_measure(each, "vi").splitlines()
        if line.startswith(tuple(f"- {head}:" for head in heads))
    ]

    assert len(lines) > len(dlxh.MEASURES)
    assert [line for line in lines if re.search(r"(?<!\()`", line.replace("`)", ""))] == []


def test_every_value_is_in_use() -> None:
    """Nothing is called something that no measure has as a value, and both languages have it."""
    sources = [(each.where, each.rows) for whole in dlxh.MEASURES for each in (whole, *whole.inner)]
    used = {value for where, _ in sources for values in where.values() for value in values}
    used |= {value for _, rows in sources for values in rows.outcomes.values() for value in values}

    assert {*read_facts("labels.toml")["values"]} <= used
    assert all(
        each["vi"].strip() and each["en"].strip() for each in read_facts("labels.toml")["values"].values()
    )


def test_frames_take_labels() -> None:
    """Next to each key is what people call it: a code, a period, a unit; ids stay, and what is unknown has none."""
    register = dlxh.read(dlxh.example("gia-lai")).register
    result = dlxh.measure(register, ["reports"], by=["year", "unit", "channel"])
    frame = result.to_frame(labels="vi")
    compared = dlxh.compare(register, ["reports"], period="2024-Q1", against="previous", by="channel")

    assert frame.columns[:6] == ["year", "year_label", "unit", "unit_label", "channel", "channel_label"]
    assert frame.drop("year_label", "unit_label", "channel_label").equals(result.frame)
    assert {"năm 2024", "năm 2023"} <= {*frame["year_label"]}
    assert "Thị ủy An Khê" in {*frame["unit_label"]}
    assert "in writing" not in {*frame["channel_label"]}
    assert compared.to_frame(labels="en").columns[:2] == ["channel", "channel_label"]
    assert (
        dlxh.measure(register, ["reports"])
        .to_frame(labels="en")
        .equals(dlxh.measure(register, ["reports"]).frame)
    )


def test_a_name_that_is_taken() -> None:
    """A key that is not known has no label; a label takes no other column's place."""
    frame = pl.DataFrame({"channel": ["email", None], "own_label": ["a", "b"], "own": ["a", "b"]})

    assert add_labels(frame, ["channel"], "en", KeyNames())["channel_label"].to_list() == ["e-mail", None]
    with pytest.raises(MeasureError, match="there is a column 'own_label' already"):
        add_labels(frame, ["own"], "en", KeyNames())

"""Every dimension has a label and a meaning, and frames take the labels of their keys."""

import polars as pl
import pytest

import dlxh
from dlxh.data.facts import read_facts
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.errors import MeasureError
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import PERIODS, add_labels, given_name, label_of_dimension

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

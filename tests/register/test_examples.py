"""The examples that come with the package."""

import tomllib
from pathlib import Path

import pytest

import dlxh

ROOT = Path(__file__).resolve().parents[2]


def test_an_unknown_example_lists_those_that_there_are() -> None:
    """A name that is none is refused in both languages with the names that fit; what makes them is not an example."""
    with pytest.raises(dlxh.errors.ArgumentError) as error:
        dlxh.example("generating")
    for text in (error.value.vi, error.value.en):
        assert "'bac-lieu', 'gia-lai', 'ha-nam'" in text


def test_every_published_example_is_read() -> None:
    """Each network that the demo shows is found by its name."""
    for key in tomllib.loads((ROOT / "examples" / "published.toml").read_text(encoding="utf-8")):
        assert (dlxh.example(key) / "datapackage.json").is_file()

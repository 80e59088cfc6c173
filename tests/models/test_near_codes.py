"""Who wrote the label of a code is shown the code, and nothing that was written."""

from typing import Annotated

import pytest
from pydantic import create_model

from dlxh.data.code_lists import code_list
from dlxh.models.near_codes import with_near_code
from dlxh.models.report import Report
from dlxh.words.code_marks import In
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import own_field

TOPIC = ("items", 0, "topics", 0)
TEXTS = {"vi": "Nhãn", "en": "Label", "means_vi": "–", "means_en": "–"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("nước sinh hoạt", "water_supply"),
        ("NUOC SINH HOAT", "water_supply"),
        ("nước sinh hoat ", "water_supply"),
        ("nước sinh hoạ", "water_supply"),
        ("Water supply", "water_supply"),
        ("WATER_SUPPLY", "water_supply"),
        ("Nguyễn Thị Ví Dụ", None),
        ("nước", None),
        ("", None),
        ("nước sinh hoạt " * 9, None),
        (5, None),
        (None, None),
    ],
)
def test_what_was_meant(value: object, code: str | None) -> None:
    """A label in either language is known without marks and capitals, and with a slip; another text is not."""
    found = with_near_code({"pattern": "^x$"}, "string_pattern_mismatch", Report, TOPIC, value)

    assert found["pattern"] == "^x$"
    assert found.get("perhaps", {"vi": None})["vi"] == (code and "water_supply (nước sinh hoạt)")


def test_only_where_a_code_was_refused() -> None:
    """A closed list gives its codes too; another refusal, a field without a list and a place that is none give nothing."""
    closed = with_near_code({}, "enum", Report, ("channel",), "Văn bản")

    assert closed["perhaps"] == {"vi": "written (văn bản)", "en": "written"}
    assert with_near_code({}, "missing", Report, ("channel",), "Văn bản") == {}
    assert with_near_code({}, "string_pattern_mismatch", Report, ("author",), "Văn bản") == {}
    assert with_near_code({}, "enum", Report, ("chanel",), "Văn bản") == {}


def test_nothing_of_a_field_that_few_may_see() -> None:
    """What somebody wrote about a person is not repeated even by the code that it may mean."""
    coded = Annotated[str, In(code_list("topics"))]
    models = {
        disclosure: create_model(
            "Own", __base__=Report, about=(Annotated[coded | None, disclosure], own_field(**TEXTS))
        )
        for disclosure in (Disclosure.INTERNAL, Disclosure.RESTRICTED, Disclosure.SECRET)
    }
    found = {
        disclosure.name: with_near_code({}, "string_pattern_mismatch", model, ("about",), "Đất đai")
        for disclosure, model in models.items()
    }

    assert found["INTERNAL"]
    assert found["RESTRICTED"] == found["SECRET"] == {}

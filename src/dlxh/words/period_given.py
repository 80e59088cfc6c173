"""Kỳ ghi bằng chữ: a period that a form or a JSON document gives as one text, such as `2024-07` or `quý III/2024`."""

from collections.abc import Callable
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from dlxh.words.field_texts import MEANING
from dlxh.words.period_text import PERIOD_LENGTH

_MEANING: Final = {
    "vi": "Mã hoặc tên kỳ, hiểu theo dương lịch; cách tính tháng khác thì ghi đủ các mục của kỳ.",
    "en": "Code or name of the period, read by the calendar; for another convention give the parts of the period.",
}


def parts_of_text(text: str, parse: Callable[[str], BaseModel]) -> dict[str, Any]:
    """Return the fields of the period that a text means, as JSON has them, for a field of a record.

    Raises:
        PydanticCustomError: the text is not a period, or leaves open which.

    >>> from dlxh.words.periods import Period
    >>> parts_of_text("quý III/2024", Period.parse)["start"]
    '2024-07-01'
    """
    try:
        return parse(text).model_dump(mode="json")
    except ValueError:  # a kind of ours quotes the text, which a field's refusal must not
        pass
    raise PydanticCustomError("period_text", "not a period; write a code such as 2024-07 or 2024-Q3")


def published_text(schema: dict[str, Any]) -> None:
    """Change the schema of a period: it may be given as a text as well.

    >>> schema = {"type": "object", "title": "Period"}
    >>> published_text(schema)
    >>> [arm["type"] for arm in schema["anyOf"]]
    ['object', 'string']
    """
    parts = {name: schema.pop(name) for name in list(schema)}
    text = {"type": "string", "minLength": 1, "maxLength": PERIOD_LENGTH, "examples": ["2024-07", "2024-Q3"]}
    described = {"description": _MEANING["en"], MEANING: _MEANING}
    schema["anyOf"] = [parts, text | described]

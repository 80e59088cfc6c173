"""Tệp JSON: the text of a whole JSON file, or where it stops being one."""

import json
from dataclasses import dataclass

from dlxh.register.json_text import Json, parse


@dataclass(frozen=True, slots=True)
class NoJson:
    """Why bytes are not JSON, in both languages, without any of their text."""

    vi: str
    en: str


def read_json(data: bytes) -> Json:
    r"""Return the value of a JSON file, or a `NoJson` that says on which line and column it breaks.

    >>> read_json(b'{"as_of": 2024,\n}').en
    'line 2, column 1'
    """
    try:
        return parse(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return _at(error.lineno, error.colno)
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        found = _at(data.count(b"\n", 0, error.start) + 1, column)
        return NoJson(f"không phải UTF-8, {found.vi}", f"not UTF-8, {found.en}")
    except ValueError:  # NaN, Infinity, or more digits than Python turns into a number
        return NoJson("một số không hợp lệ", "a number that is not valid")
    except RecursionError:
        return NoJson("lồng quá sâu", "nested too deeply")


def _at(line: int, column: int) -> NoJson:
    return NoJson(f"dòng {line}, cột {column}", f"line {line}, column {column}")

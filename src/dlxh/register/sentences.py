"""Câu: a sentence of a finding with its placeholders filled."""

import re
from collections.abc import Mapping
from typing import Any, Final

_IN_FRONT: Final = re.compile(r"(?P<words>\w+(?: \w+)?) \{(?P<name>\w+)\}")


def fill_sentence(text: str, values: Mapping[str, Any]) -> str:
    """Return a sentence with what is known of its placeholders; words in front of a name that begins with them are written once.

    >>> fill_sentence("ngoài nhiệm kỳ {evidence}; {more}", {"evidence": "nhiệm kỳ 2021-2026 [t1]"})
    'ngoài nhiệm kỳ 2021-2026 [t1]; {more}'
    """

    def say_once(found: re.Match[str]) -> str:
        words, name = found["words"].split(" "), found["name"]
        for number in range(len(words), 0, -1):
            if str(values.get(name, "")).casefold().startswith(" ".join(words[-number:]).casefold() + " "):
                return " ".join((*words[:-number], f"{{{name}}}"))
        return found[0]

    return _IN_FRONT.sub(say_once, text).format_map(_Known(values))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"

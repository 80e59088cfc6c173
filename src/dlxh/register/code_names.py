"""Tên của mã: the lists that hold the codes of a column, those of a pack among them, and what people call a code."""

from collections.abc import Iterable

from dlxh.register.finding import Phrase
from dlxh.words.bilingual import with_name
from dlxh.words.codes import CodeList


def lists_for(codes: CodeList, own: Iterable[CodeList]) -> tuple[CodeList, ...]:
    """Return the lists that hold the codes of a column: its own one, and of an open one its base and those that add to it.

    >>> from dlxh.data.code_lists import code_list
    >>> [each.name for each in lists_for(code_list("topics"), [])]
    ['topics']
    """
    if not codes.open:
        return (codes,)
    return (codes, *filter(None, [codes.base]), *(each for each in own if each.base == codes))


def name_code(codes: CodeList, own: Iterable[CodeList], key: str) -> Phrase | str:
    """Return what people call a code of a column, with the code; one that no list holds is shown as it is.

    Args:
        codes: The list of the column.
        own: The lists of a pack.
        key: The code.

    >>> from dlxh.data.code_lists import code_list
    >>> name_code(code_list("channel"), [], "written").vi, name_code(code_list("channel"), [], "x")
    ('văn bản (written)', 'x')
    """
    listed = next((each for each in lists_for(codes, own) if key in each), None)
    if listed is None:
        return key
    return Phrase(with_name(listed.label(key, "vi"), key), with_name(listed.label(key, "en"), key))

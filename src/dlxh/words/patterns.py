r"""Mẫu chữ: regular expressions that every engine reads alike, and nothing else.

Rust (Polars, pydantic), RE2 (DuckDB) and Java (Spark) differ in `\d`, `\w`, `\s`, `\b`, `.`, flags, POSIX classes,
set operations inside classes, and in whether `$` lets a line break follow. What they share is enough for our fields.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from dlxh.words.bilingual import WordError, quote

if TYPE_CHECKING:
    import narwhals as nw

_ESCAPES: Final = frozenset("\\.+*?()[]{}|^$-/z")
_TOKEN: Final = re.compile(
    r"\\x[0-9a-fA-F]{2}|\\(?P<escaped>.)|\(\?(?P<group>.)|(?P<set>&&|--|~~)|(?P<plain>.)", re.DOTALL
)


class PatternError(WordError):
    r"""A pattern that engines interpret differently; its author's mistake, raised when it is defined.

    >>> try:
    ...     portable("[0-9]+ \\w")
    ... except PatternError as error:
    ...     print(error.en.split(";")[0])
    '\\w' in '[0-9]+ \\w' means different things on different engines
    """


@cache
def portable(pattern: str) -> str:
    r"""Return a pattern as engines take it, its last `$` as `\z`, or refuse it.

    Give every pattern of a rule through this at the top of its module: then a wrong one is refused at import.

    Raises:
        PatternError: a part that Rust, RE2 and Java read differently, or that is not a regular expression.

    >>> portable("^[a-zà-ỹ]+$")
    '^[a-zà-ỹ]+\\z'
    """
    inside = False
    for token in _TOKEN.finditer(pattern):
        part = token.group()
        wrong = (
            (token["escaped"] is not None and token["escaped"] not in _ESCAPES)
            or (token["group"] is not None and token["group"] != ":" and not inside)
            or (inside and (token["set"] is not None or part == "["))
            or (not inside and _is_misplaced(pattern, token.start()))
        )
        if wrong:
            raise _refuse(pattern, part)
        inside = part == "[" if not inside else part != "]"
    try:
        re.compile(python_pattern(pattern))
    except re.error:
        raise _refuse(pattern, pattern) from None
    return pattern[:-1] + "\\z" if re.search(r"(?<!\\)(?:\\\\)*\$\Z", pattern) else pattern


def _is_misplaced(pattern: str, at: int) -> bool:
    """Return whether a sign means something else, or is not wanted, in its place: a dot, or an anchor inside."""
    sign = pattern[at]
    begins = at == 0 or pattern[at - 3 : at] == "(?:"
    return sign == "." or (sign == "^" and not begins) or (sign == "$" and at < len(pattern) - 1)


def _refuse(pattern: str, part: str) -> PatternError:
    return PatternError(
        vi=f"{quote(part)} trong {quote(pattern)} mỗi máy xử lý hiểu một kiểu; viết rõ ký tự, như [0-9], [a-zà-ỹ], \\x20",
        en=f"{quote(part)} in {quote(pattern)} means different things on different engines; write the characters out, "
        "such as [0-9], [a-zà-ỹ], \\x20",
    )


def python_pattern(pattern: str) -> str:
    r"""Return a portable pattern as Python reads it.

    >>> python_pattern("^[0-9]+\\z")
    '^[0-9]+\\Z'
    """
    return pattern.replace("\\z", r"\Z")


def mismatch(column: "nw.Expr", pattern: str) -> "nw.Expr":
    """Return where a text does not match; null where there is no text.

    >>> import narwhals as nw, polars as pl
    >>> frame = nw.from_native(pl.DataFrame({"code": ["52", "5x", None]}))
    >>> frame.select(mismatch(nw.col("code"), "^[0-9]+$"))["code"].to_list()
    [False, True, None]
    """
    return ~column.str.contains(portable(pattern))

"""Các lỗi để trả lời: what is wrong with a record, as an API answers it and as a form shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Literal, TypeAlias, get_args, overload
from urllib.parse import quote

from dlxh.register.finding import Severity
from dlxh.words.bilingual import ArgumentError, Lang, check_option, in_language
from dlxh.words.given import PlaceError, need

Wording: TypeAlias = Literal["form", "file"]
"""For the person at the field, or for whoever corrects a file and needs the place in the sentence."""

ABOUT_BLANK: Final = "about:blank"
"""The type of a problem that the status explains (RFC 9457, section 4.2.1)."""
_SAFE: Final = "/~!$&'()*+,;=:@"  # what a fragment holds as it is, besides letters, digits and -._
_TITLES: Final = {
    400: ("Yêu cầu không hợp lệ", "Bad Request"),
    401: ("Chưa đăng nhập", "Unauthorized"),
    403: ("Không được phép", "Forbidden"),
    404: ("Không tìm thấy", "Not Found"),
    405: ("Phương thức không được dùng ở địa chỉ này", "Method Not Allowed"),
    406: ("Không có dạng trả lời được yêu cầu", "Not Acceptable"),
    409: ("Trùng với dữ liệu đã có", "Conflict"),
    410: ("Không còn", "Gone"),
    412: ("Bản ghi đã được sửa từ lúc mở", "Precondition Failed"),
    413: ("Nội dung gửi quá lớn", "Content Too Large"),
    415: ("Dạng nội dung không nhận", "Unsupported Media Type"),
    422: ("Dữ liệu chưa hợp lệ", "Unprocessable Content"),
    429: ("Gửi quá nhiều lần", "Too Many Requests"),
    500: ("Lỗi của hệ thống", "Internal Server Error"),
    503: ("Hệ thống tạm ngừng", "Service Unavailable"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Một lỗi: what is wrong at one place, in one language, without the value that is wrong.

    Attributes:
        code: The type of the refusal, or the code of the rule.
        form: What the person at the field reads.
        file: The same with table, row and column, for whoever corrects a file.
        severity: Error or warning.
        pointer: JSON pointer from the record on, empty for the whole of it; None: the fault is not in the record.
        parameter: The parameter of the query, path or header that is wrong; None: it is not one.

    >>> Fault("missing", "Chọn kênh gửi", "cột kênh gửi: thiếu trường bắt buộc", pointer="/channel").path
    'channel'
    """

    code: str
    form: str
    file: str
    severity: Severity = Severity.ERROR
    pointer: str | None = None
    parameter: str | None = None

    @property
    def path(self) -> str | None:
        """The field as forms call it, such as `items.1.place`; None: the fault belongs to no single field."""
        if self.parameter is not None:
            return self.parameter
        if not self.pointer:
            return None
        return ".".join(unescape(step) for step in self.pointer[1:].split("/"))

    @property
    def fragment(self) -> str | None:
        """The pointer as a fragment of a URI, such as `#/items/1/place` (RFC 6901, section 6)."""
        return None if self.pointer is None else "#" + quote(self.pointer, safe=_SAFE)

    def text(self, wording: Wording) -> str:
        """Return the sentence for a form or for a file.

        Raises:
            ArgumentError: there is no such wording.
        """
        check_option("wording", wording, get_args(Wording), ArgumentError)
        return self.form if wording == "form" else self.file

    def to_dict(self, wording: Wording = "form") -> dict[str, Any]:
        """Return the fault as an entry of a problem; the severity is there for a warning only."""
        where = {"pointer": self.fragment, "parameter": self.parameter}
        grave = {} if self.severity is Severity.ERROR else {"severity": self.severity.value}
        known = {name: text for name, text in where.items() if text is not None}
        return {"code": self.code, "detail": self.text(wording), **known, **grave}


def escape(step: str) -> str:
    """Return a name as a step of a JSON pointer (RFC 6901, section 3).

    >>> escape("a/b~c")
    'a~1b~0c'
    """
    return step.replace("~", "~0").replace("/", "~1")


def unescape(step: str) -> str:
    """Return the name that a step of a JSON pointer is of; inverse of `escape`.

    >>> unescape("a~1b~0c")
    'a/b~c'
    """
    return step.replace("~1", "/").replace("~0", "~")


@dataclass(frozen=True, slots=True)
class Faults:
    """Các lỗi: what is wrong with what was sent, in one language.

    Attributes:
        found: The faults in the order in which they were found.
        lang: Their language.

    >>> import dlxh
    >>> from pydantic import ValidationError
    >>> try:
    ...     dlxh.OrgUnit.model_validate({"id": "sl", "name": "Sơn La", "kind": "place"})
    ... except ValidationError as error:
    ...     faults = dlxh.web.faults(error, "vi")
    >>> faults.by_field(), faults.pointers
    ({'level': [('missing', 'Chọn cấp')]}, ('#/level',))
    """

    found: tuple[Fault, ...]
    lang: Lang

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    @overload
    def __getitem__(self, place: int) -> Fault: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Fault, ...]: ...

    def __getitem__(self, place: int | slice) -> Fault | tuple[Fault, ...]:
        """Return one by its place, or those of a slice; raises PlaceError where there is none."""
        if isinstance(place, slice):
            return self.found[place]
        need(int, place=place)
        if not -len(self) <= place < len(self):
            raise PlaceError.none_at(place, len(self))
        return self.found[place]

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return all(each.severity is not Severity.ERROR for each in self.found)

    @property
    def pointers(self) -> tuple[str, ...]:
        """The places that are wrong as fragments of a URI, each once; `#` is the whole record."""
        known = (each.fragment for each in self.found)
        return tuple(dict.fromkeys(each for each in known if each is not None))

    def problem(self, *, status: int = 422, wording: Wording = "form") -> dict[str, Any]:
        """Return the body of an answer with the media type `application/problem+json` (RFC 9457).

        Args:
            status: The status of the answer, as in the HTTP response.
            wording: The sentences for a form, or for a file.

        Raises:
            ArgumentError: the status is not one of HTTP, or there is no such wording.
        """
        need(int, status=status)
        return {
            "type": ABOUT_BLANK,
            "title": self._title(status),
            "status": status,
            "detail": self._count(),
            "errors": [each.to_dict(wording) for each in self.found],
        }

    def by_field(self, *, wording: Wording = "form") -> dict[str | None, list[tuple[str, str]]]:
        """Return code and sentence of each fault by field; under None are those that belong to no single field.

        A path joins the names of fields and the places of entries, counted from 0, by dots: `items.1.place`. None is what
        Django's `add_error` takes for the form as a whole.

        Raises:
            ArgumentError: there is no such wording.
        """
        shown: dict[str | None, list[tuple[str, str]]] = {}
        for each in self.found:
            shown.setdefault(each.path, []).append((each.code, each.text(wording)))
        return shown

    def _title(self, status: int) -> str:
        if status not in {each.value for each in HTTPStatus}:
            raise ArgumentError(
                vi=f"status= nhận một mã trạng thái HTTP, như 422, không nhận {status}",
                en=f"status= takes a status of HTTP, such as 422, not {status}",
            )
        phrase = HTTPStatus(status).phrase
        vi, en = _TITLES.get(status, (f"Không thực hiện được (mã {status})", phrase))
        return in_language(self.lang, vi=vi, en=en)

    def _count(self) -> str:
        errors = sum(each.severity is Severity.ERROR for each in self.found)
        warnings = len(self.found) - errors
        named = ((errors, "lỗi", "error"), (warnings, "cảnh báo", "warning"))
        vi = ", ".join(f"{number} {word}" for number, word, _ in named if number)
        en = ", ".join(f"{number} {word}{'s'[: number > 1]}" for number, _, word in named if number)
        return in_language(
            self.lang,
            vi=f"Có {vi}; xem từng mục trong errors." if vi else "Không có lỗi.",
            en=f"{en}; see errors for each.".capitalize() if en else "Nothing is wrong.",
        )

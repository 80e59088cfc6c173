"""Các phát hiện: what reading, checking, paying and a regulation found is of one type, for people, forms and files alike."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, get_args, overload

from dlxh.register.finding import Finding, Severity
from dlxh.register.findings_table import findings_table
from dlxh.register.findings_text import csv_rows, text_of
from dlxh.register.kinds import Maker, OwnFrame, same
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.work_order import in_work_order
from dlxh.words.bilingual import ArgumentError, Lang, check_option
from dlxh.words.given import PlaceError, need, need_limit, several
from dlxh.words.table import Grid
from dlxh.words.table_parts import SHOWN

if TYPE_CHECKING:
    import polars as pl

By = Literal["code", "table", "network", "severity", "field"]
ROW_NUMBER: Final = "row_number"
"""The position of a row in its table, counted from 1."""
COLUMNS: Final = ("table", "record", "field", "evidence", SOURCE_ROW, "network")
"""The columns of a frame of findings between the severity and the place of each."""


class Findings:
    """Các phát hiện: the findings, how many there are, and all of them as text, table and frame.

    Reading, `check_regulation` and `allowances` return this class: everything else they looked at is in order.
    `check` returns a `dlxh.rules.CheckFindings`, which also records what was undecided, skipped or silenced.

    Attributes:
        skipped: Rules that could not run, with what they lacked.
        skipped_rows: For each rule, on how many rows it was skipped.
        silenced: The grades that silenced findings, with the number each silenced.
        as_of: The as-of date of the records; None: there is none.
        as_kind: Converts a Polars frame to the caller's own kind.

    >>> import dlxh
    >>> findings = dlxh.read(dlxh.example("gia-lai")).findings
    >>> findings.ok, len(findings), findings.to_text("en")
    (True, 0, 'as of 2025-07-01: nothing found')
    """

    TITLE: ClassVar[tuple[str, str]] = ("Phát hiện", "Findings")
    """What its table is called."""

    def __init__(
        self, found: Iterable[Finding] = (), *, as_of: date | None = None, as_kind: Maker = same
    ) -> None:
        self._found = several("found", found, Finding)
        self.as_of = as_of
        self.as_kind = as_kind
        self.skipped: Mapping[str, tuple[str, ...]] = {}
        self.skipped_rows: Mapping[str, int] = {}
        self.silenced: tuple[tuple[Any, int], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return not self.counts("severity").get(Severity.ERROR.value)

    @property
    def unknown(self) -> dict[str, int]:
        """For each rule, on how many rows an input is missing."""
        return {}

    @property
    def rows_judged(self) -> dict[str, int]:
        """How many rows each constraint, and each rule that was not skipped, was applied to."""
        return {}

    def counts(self, by: By = "code") -> dict[str, int]:
        """Return the number of findings by code, or by table, network, severity or field.

        Only non-zero counts are included. Findings without a network or field are counted under an empty text, and so
        are those whose network is not an id, because it may be somebody's name.

        Raises:
            ArgumentError: findings cannot be counted by this.
        """
        refuse_other_count(by)
        found: dict[str, int] = {}
        for key, number in self._counts(by):
            found[key] = found.get(key, 0) + number
        return found

    def _counts(self, by: By) -> Iterator[tuple[str, int]]:
        """Yield how many findings there are under each text; one text may come several times."""
        for each in self:
            key = getattr(each, by)
            yield "" if key is None else str(key), 1

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    @overload
    def __getitem__(self, place: int) -> Finding: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Finding, ...]: ...

    def __getitem__(self, place: int | slice) -> Finding | tuple[Finding, ...]:
        """Return one by its place, or those of a slice; raises PlaceError where there is none."""
        if isinstance(place, slice):
            return tuple(self)[place]
        need(int, place=place)
        if not -len(self) <= place < len(self):
            raise PlaceError.none_at(place, len(self))
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        """Return whether both found the same, in the same order."""
        return list(self) == list(other) if isinstance(other, Findings) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # compared by content, as lists are

    def __repr__(self) -> str:
        return f"<Findings {self.counts()}>"

    @property
    def polars(self) -> "pl.DataFrame":
        """The findings as a Polars frame, whatever the caller passed; its columns are those of `frame`."""
        import polars as pl

        texts = dict.fromkeys(("code", "severity", *COLUMNS, ROW_NUMBER, "reason"), pl.String)
        kinds = {**texts, SOURCE_ROW: pl.Int64, ROW_NUMBER: pl.Int64}
        rows = [
            (
                *(each.code, each.severity.value, each.table, each.record, each.field),
                " ".join(each.evidence) or None,
                None if each.place is None else each.place.line,
                *(each.network, each.row_number, each.reason),
            )
            for each in self
        ]
        return pl.DataFrame(rows, schema=kinds, orient="row")

    @property
    def frame(self) -> OwnFrame:
        """All findings as a frame of the caller's own kind.

        Its columns: code, severity, table, record, field, evidence, source_row, network, row_number, reason.
        """
        return self.as_kind(self.polars)

    def rows(self, lang: Lang) -> Iterator[tuple[str, ...]]:
        """Yield rows of text for a CSV file in one language: the column heads first; message and cure are the last columns.

        >>> import csv, datetime, io
        >>> from dlxh import OrgUnit, Register, check
        >>> unit = OrgUnit(id="a", name="Huyện A", kind="place", level="district", parent="b")
        >>> file = io.StringIO()
        >>> csv.writer(file).writerows(check(Register([unit], as_of=datetime.date(2025, 7, 1))).rows("vi"))
        >>> file.getvalue().splitlines()[1]
        'X101,lỗi,units,a,,parent,,1,,,"bảng đơn vị, dòng Huyện A [a]: cột đơn vị cấp trên ghi mã không có trong sổ","chọn mã khác, hoặc thêm trước mã còn thiếu"'
        """
        return csv_rows(self, lang)

    def to_text(self, lang: Lang, *, limit: int | None = 100) -> str:
        """Return a text for reading: how much was found, what could not be checked and why, then the findings in working order.

        That is by file and row, or by table and row if there is no file, then by code; each has its place, its
        message and how to fix it.

        Args:
            lang: `vi` or `en`.
            limit: List at most this many findings, from 0 upwards; None: all. The text gives the number of the
                others.

        >>> import dlxh
        >>> print(dlxh.check(dlxh.read(dlxh.example("gia-lai")).register, only=["T201"]).to_text("en"))
        as of 2025-07-01: nothing found
        """
        return text_of(self, self._first(limit), lang)

    def table(self, lang: Lang, *, limit: int | None = None) -> Grid:
        """Return the findings as a table for reading, in working order, and below it what could not be checked.

        Args:
            lang: `vi` or `en`.
            limit: List at most this many findings, from 0 upwards; the others are counted. None: list all.
        """
        return findings_table(self, self._first(limit), lang)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in Vietnamese and not all of a long one; `table("en")` is the English one."""
        return self.table("vi", limit=SHOWN).to_html()

    def _first(self, limit: int | None = None) -> Sequence[Finding]:
        """Return the findings that come first in the order of work, that of `to_text`; None: all of them."""
        need_limit(limit)
        return in_work_order(self)[:limit]

    def name_open(self, lang: Lang) -> Iterator[str]:  # noqa: ARG002 - a check says more
        """Yield what was not checked, why, and what to pass, in one language."""
        yield from ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON values: the counts, what was not checked, and each finding."""
        return {
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "ok": self.ok,
            "counts": self.counts(),
            "unknown": self.unknown,
            "rows_judged": self.rows_judged,
            "skipped": {code: list(names) for code, names in self.skipped.items()},
            "skipped_rows": dict(self.skipped_rows),
            "silenced": [
                {"code": grade.code, "network": grade.network, "reason": grade.reason, "count": number}
                for grade, number in self.silenced
            ],
            "findings": [finding.to_dict() for finding in self],
        }

    def to_json(self) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def refuse_other_count(by: object) -> None:
    """Raise ArgumentError for something that findings are not counted by."""
    check_option("by", by, get_args(By), ArgumentError)

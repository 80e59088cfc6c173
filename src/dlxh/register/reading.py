"""Đọc: a register from files or from rows in memory. What does not fit comes back as findings; nothing that was read is lost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from pathlib import Path
from types import NoneType
from typing import IO, TYPE_CHECKING, TypeAlias

from dlxh.register.descriptor import descriptor_of
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding
from dlxh.register.findings import Findings
from dlxh.register.given_source import Document, given_source
from dlxh.register.limits import DEFAULT_LIMITS, Limits
from dlxh.register.nest import collector_paused
from dlxh.register.pack import Pack
from dlxh.register.read_options import Extra, ReadOptions, Renames
from dlxh.register.reading_nested import names_of, read_document, value_stated_once
from dlxh.register.register import Register
from dlxh.register.schema import schema_with
from dlxh.register.set_aside import Aside, Kept
from dlxh.register.source import open_source
from dlxh.register.upgrade_step import Upgrade
from dlxh.words.days import DAY_PATTERN, plain_day
from dlxh.words.given import need

if TYPE_CHECKING:
    from dlxh.register.reading_rows import Rows

Source: TypeAlias = "str | Path | bytes | IO[bytes] | Mapping[str, Rows]"
"""What a register is read from: a path, the bytes of a zip or of a JSON document, a file opened for them, or rows by table."""
_Found: TypeAlias = tuple[Register, list[Finding], Aside]


@dataclass(frozen=True)
class Reading:
    """Kết quả đọc: the register that was read, and the findings.

    Attributes:
        register: The valid records. A table with a refused row is partial: counts on it are lower bounds.
        findings: One for each fault in each invalid row, up to the limits; the row is kept in it but not shown.
        kept: Values for which dlxh has no field, by table, row key and JSON pointer; not shown either.
        upgraded: What was converted in rows of earlier versions, and in how many rows.

    >>> import dlxh
    >>> print(read(dlxh.example("gia-lai")).findings.to_text("en"))
    as of 2025-07-01: nothing found
    """

    register: Register
    findings: Findings
    kept: Kept = field(default_factory=dict, repr=False)
    upgraded: tuple[Upgrade, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every row in the source is now in the register; warnings do not count."""
        return self.findings.ok


def read(  # noqa: PLR0913 - what is read, and how
    source: Source,
    *,
    as_of: date | None = None,
    verify: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    pack: Pack | None = None,
    version: int | None = None,
    extra: Extra = "refuse",
    blank_is_none: bool = False,
    zone: str | tzinfo | None = None,
    renames: Renames | None = None,
) -> Reading:
    """Read a register: a folder or `.zip` of flat files, a nested `.json` document, or rows from memory.

    An invalid row becomes a finding. The rows that it owns stay in their tables: rule X101 reports that they refer to
    nothing, and the objects leave them out. If a whole file cannot be read, its table is absent. A file with fewer
    rows than were written is an error, but its rows are read; a file that was changed since it was written is a
    warning. Rows stored by an earlier version of dlxh are converted to the current one.

    Args:
        source: A path; the bytes of a zip or of a document, or a file opened in binary mode; or rows by table, each a
            mapping or the JSON text of one record. A row is either flat, with the columns of its table, or a whole
            record with everything it owns; it is a whole record if it has a field that is not a column, such as
            `items` or `period`.
        as_of: The as-of date of the records; needed for rows, because only files and documents state it.
        verify: Whether to compare the hash of each file too, which detects changes that leave the number of rows and
            bytes the same.
        limits: How much to read, and how many findings to list.
        pack: The province's pack; without it, each own table or field is reported once and set aside.
        version: The version of the stored form for rows that do not state `schema_version`; None: the current one.
        extra: What to do with an unknown field, or with an unknown code in a field that may be empty: `refuse` its
            row, or `keep` the row, set the value aside in `kept` and report it once.
        blank_is_none: Whether an empty text means no value, as in the fields of a form.
        zone: The time zone of instants without an offset, which are refused otherwise: `Asia/Ho_Chi_Minh`, or a `tzinfo`.
        renames: For each table, the name in dlxh for each column that has another name in the source: `{"reports": {"received": "received_at"}}`.

    Raises:
        ReadError: the source does not exist or does not have a valid format.
        TableError: rows or renames are for a table that does not exist.
        ArgumentError: an option has an invalid value.

    >>> import dlxh
    >>> reading = read(dlxh.example("gia-lai"))
    >>> reading.ok, len(reading.register.networks)
    (True, 1)
    >>> unit = {"id": "sl", "name": "Sơn La", "kind": "place", "level": "district", "mayor": "…"}
    >>> reading = read({"units": [unit]}, as_of=date(2022, 7, 4), extra="keep")
    >>> reading.register.units[0].id, reading.kept, [finding.code for finding in reading.findings]
    ('sl', {'units': {'sl': {'/mayor': '…'}}}, ['unknown_field'])
    """
    need(bool, verify=verify)
    need(Limits, limits=limits)
    need((Pack, NoneType), pack=pack)
    options = ReadOptions.of(
        schema_with(pack),
        version=version,
        extra=extra,
        blank_is_none=blank_is_none,
        zone=zone,
        renames=renames,
    )
    with collector_paused():
        if isinstance(source, Mapping):
            from dlxh.register.reading_rows import read_rows

            found = read_rows(source, day_stated(as_of, None, "source="), limits, options, pack)
        else:
            found = _read_file(source, as_of, limits, options, pack, verify=verify)
    register, findings, aside = found
    return Reading(register, Findings(findings, as_of=register.as_of), aside.kept, aside.upgraded)


def _read_file(  # noqa: PLR0913 - what is read, and how
    source: "str | Path | bytes | IO[bytes]",
    as_of: date | None,
    limits: Limits,
    options: ReadOptions,
    pack: Pack | None,
    *,
    verify: bool,
) -> _Found:
    """Return what a file holds, or a folder, or the bytes of a file."""
    opened = given_source(source, limits)
    if isinstance(opened, Document):
        document = names_of(opened.data, opened.name)
        day = day_stated(as_of, value_stated_once(document, "as_of"), opened.name)
        return read_document(document, opened.name, day, limits=limits, options=options, pack=pack)
    from dlxh.register.reading_flat import read_package

    with open_source(opened, limits) as package:
        descriptor = descriptor_of(package)
        day = day_stated(as_of, descriptor.get("dlxh:asOf"), package.name)
        return read_package(
            package, descriptor, day, pack=pack, limits=limits, verify=verify, options=options
        )


def day_stated(given: date | None, stated: object, source: str) -> date:
    """Return the day on which records were true; raises ReadError where it is missing, ArgumentError if it is not a date."""
    if given is not None:
        return plain_day(given, "as_of")
    try:
        if isinstance(stated, str) and re.fullmatch(DAY_PATTERN, stated):
            return date.fromisoformat(stated)
    except ValueError:  # a day that the calendar does not have
        pass
    raise ReadError(
        vi=f"{source} không ghi ngày số liệu như 2024-07-24; hãy đưa as_of=date(năm, tháng, ngày)",
        en=f"{source} does not give its as-of day, like 2024-07-24; give as_of=date(year, month, day)",
    )

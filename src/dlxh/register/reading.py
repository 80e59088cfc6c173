"""Đọc: a register from files. What does not fit comes back as findings; nothing that was read is lost."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import NoneType

from dlxh.data.given_path import readable_path
from dlxh.register.descriptor import descriptor_of
from dlxh.register.exchange import ReadError
from dlxh.register.findings import Findings
from dlxh.register.limits import DEFAULT_LIMITS, Limits
from dlxh.register.nest import collector_paused
from dlxh.register.pack import Pack
from dlxh.register.reading_nested import read_document, read_names, value_stated_once
from dlxh.register.register import Register
from dlxh.register.source import open_source
from dlxh.words.days import DAY_PATTERN, plain_day
from dlxh.words.given import need


@dataclass(frozen=True)
class Reading:
    """Kết quả đọc: the register of a source, and the findings.

    Attributes:
        register: The records that fit. A table with a refused row is partial: counts on it are lower bounds.
        findings: One for each fault of each row that did not fit, up to the limits; the row is in it, and is not shown.

    >>> import dlxh
    >>> print(read(dlxh.example("gia-lai")).findings.to_text("en"))
    as of 2025-07-01: nothing found
    """

    register: Register
    findings: Findings

    @property
    def ok(self) -> bool:
        """Whether everything that was written became part of the register; warnings do not count."""
        return self.findings.ok


def read(
    path: str | Path,
    *,
    as_of: date | None = None,
    verify: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    pack: Pack | None = None,
) -> Reading:
    """Read a register: a folder or `.zip` of flat files with `datapackage.json`, or a nested `.json` document.

    A row that does not fit is a finding, and the rows that it owns stay in their tables: rule X101 reports that they
    refer to nothing, and the objects leave them out. A file that cannot be read as a whole leaves its table absent.
    A file with fewer rows than were written is an error, and its rows stay; one that was changed since is a warning.

    Args:
        path: The source.
        as_of: The day on which the records were true; without it the source must say so.
        verify: Whether the hash of each file is compared too, which sees a change that keeps rows and bytes.
        limits: How much is read, and how many findings are listed.
        pack: What a province has of its own; without it each table or field of its own is reported once, and set aside.

    Raises:
        ReadError: the source is not there or is not what it purports to be.

    >>> import dlxh
    >>> reading = read(dlxh.example("gia-lai"))
    >>> reading.ok, len(reading.register.networks)
    (True, 1)
    """
    need(bool, verify=verify)
    need(Limits, limits=limits)
    need((Pack, NoneType), pack=pack)
    path = readable_path(path, ReadError, folder=True)
    with collector_paused():
        if path.suffix.lower() == ".json" and path.is_file():
            document = read_names(path)
            day = day_stated(as_of, value_stated_once(document, "as_of"), path.name)
            register, findings = read_document(document, path.name, day, limits, pack)
        else:
            from dlxh.register.reading_flat import read_package

            with open_source(path, limits) as source:
                package = descriptor_of(source)
                day = day_stated(as_of, package.get("dlxh:asOf"), source.name)
                register, findings = read_package(
                    source, package, day, pack=pack, limits=limits, verify=verify
                )
    return Reading(register, Findings(findings, as_of=register.as_of))


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

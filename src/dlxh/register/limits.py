"""Giới hạn khi đọc: how much of a source is taken in, so that what a stranger sends ends in known time and memory.

The bounds count bytes, lines and findings, never seconds: one source has one answer, on every machine.
"""

from dataclasses import dataclass, fields

from dlxh.register.exchange import ReadError


class LimitError(ReadError):
    """A limit that is not a whole number from 1 upwards.

    >>> print(LimitError(vi="giới hạn lines", en="the bound lines").en)
    the bound lines
    """


@dataclass(frozen=True, slots=True)
class Limits:
    """Giới hạn đọc: limits on what is read; set them lower for untrusted files, higher for sources that you trust.

    Attributes:
        unpacked: The unpacked size of a zip in bytes. A few kilobytes can unpack to any size, while the size of a
            folder or a JSON file is seen beforehand.
        lines: Lines of one flat file, blank ones included. A file with more stays unread, which is a finding.
        row_findings: Findings for one row or record. A last one gives the number of further faults.
        file_findings: Findings for one file. A last one gives the number of further invalid rows; these are not kept.

    Raises:
        LimitError: a limit that is not a whole number from 1 upwards.

    >>> Limits(lines=50_000).file_findings
    10000
    """

    unpacked: int = 2**30
    lines: int = 10_000_000
    row_findings: int = 100
    file_findings: int = 10_000

    def __post_init__(self) -> None:
        for field in fields(self):
            bound = getattr(self, field.name)
            if type(bound) is not int or bound < 1:
                raise LimitError(
                    vi=f"giới hạn {field.name} phải là số nguyên từ 1 trở lên",
                    en=f"the limit {field.name} must be an integer of at least 1",
                )


DEFAULT_LIMITS = Limits()
"""The limits unless the caller gives others."""

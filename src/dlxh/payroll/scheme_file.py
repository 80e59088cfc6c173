"""Tệp chế độ chi: a scheme from a TOML file that an accountant can read and check."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from dlxh.data.given_path import readable_path
from dlxh.data.toml_file import read_toml
from dlxh.models.allowance import AllowanceScheme
from dlxh.payroll.schemes import overlap_findings, tolerant
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding, Place
from dlxh.register.findings import Findings


class SchemeError(ReadError):
    """A file that is not a scheme.

    Attributes:
        findings: One for each fault, with file, provision, field and cure.

    >>> SchemeError(vi="sai", en="wrong").findings.ok
    True
    """

    def __init__(self, vi: str, en: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(vi, en)
        self.findings = Findings(findings)


def read_scheme(path: str | Path) -> AllowanceScheme:
    """Read one scheme (chế độ chi) from a TOML file; its keys are the fields of `AllowanceScheme`.

    Coefficients are texts, such as "0.3": a number with a point would be a float.

    Raises:
        SchemeError: the file is not there, is not valid UTF-8 TOML, says what no provision can say, or its provisions
            overlap; `findings` names file, provision and field of each fault.

    >>> import dlxh
    >>> read_scheme(dlxh.example("bac-lieu") / "scheme.toml").provisions[0].rate.coefficient
    Decimal('0.3')
    """
    path = readable_path(path, SchemeError)
    fields = read_toml(path, SchemeError)
    scheme, findings = tolerant(AllowanceScheme, fields, Place(path.name))
    found = (*findings, *(overlap_findings((scheme,), Place(path.name)) if scheme is not None else ()))
    if scheme is None or found:
        raise SchemeError(vi=_describe(found, "vi"), en=_describe(found, "en"), findings=found)
    return scheme


def _describe(findings: tuple[Finding, ...], lang: Literal["vi", "en"]) -> str:
    return "; ".join(
        ", ".join(str(part) for part in (fault.place, fault.record, fault.field) if part is not None)
        + f": {fault.message(lang)}"
        for fault in findings
    )

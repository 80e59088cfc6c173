"""Tệp quy chế: a regulation from a TOML file that a lawyer can read and check."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from dlxh.data.given_path import readable_path
from dlxh.data.refusals import refusal
from dlxh.data.toml_file import read_toml
from dlxh.models.code_fields import name_allowed
from dlxh.models.regulation import Regulation
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding, Phrase, Place
from dlxh.register.findings import Findings
from dlxh.register.read_options import ReadOptions
from dlxh.register.row_changes import version_of
from dlxh.register.rows import is_key
from dlxh.register.schema import schema
from dlxh.register.upgrades import upgrade_nested
from dlxh.words.bilingual import Lang
from dlxh.words.record import SCHEMA_VERSION, VERSION_FIELD

_FIRST: Final = 1
"""The version of the stored form in which dlxh 2026.11.0 wrote."""


class RegulationError(ReadError):
    """A file that is not a regulation.

    Attributes:
        findings: One for each fault, with file, provision and field.

    >>> RegulationError(vi="sai", en="wrong").findings.ok
    True
    """

    def __init__(self, vi: str, en: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(vi, en)
        self.findings = Findings(findings)


def read_regulation(path: str | Path, *, version: int | None = None) -> Regulation:
    """Read one regulation (quy chế) from a TOML file; its keys are the fields of `Regulation`.

    Args:
        path: The file.
        version: The version of the stored form in which a file is written that does not state `schema_version`; None: this one.
            Files of dlxh 2026.11.0 are of version 1. What is older is brought to this version.

    Raises:
        ArgumentError: `version` is not a whole number from 1 upwards.
        RegulationError: the file is not there, is not valid UTF-8 TOML, is of a later version or of none, cannot be brought to
            this one without a guess or a loss, or a provision says what no provision can say; `findings` names file, provision and field of each fault.

    >>> import dlxh
    >>> read_regulation(dlxh.example("gia-lai") / "regulation.toml").network
    'GL-ML'
    """
    options = ReadOptions.of(
        schema(), version=version, extra="refuse", blank_is_none=False, zone=None, renames=None
    )
    path = readable_path(path, RegulationError)
    document = read_toml(path, RegulationError)
    version = _bring_to_this_version(path.name, document, options.version)
    try:
        return Regulation.model_validate(document)
    except ValidationError as error:
        lines = error.errors(include_input=False)
        findings = tuple(
            _fault(path.name, document, line["type"], line["loc"], line.get("ctx", {})) for line in lines
        )
    if version == SCHEMA_VERSION and _has_fields_of_first(document):
        raise RegulationError(
            vi=f"{path.name} viết theo phiên bản {_FIRST} của dạng lưu (ai phải báo cáo nay nằm trong duty.owed_by); hãy đưa "
            f"version={_FIRST}, hoặc ghi {VERSION_FIELD} = {_FIRST} ở đầu tệp",
            en=f"{path.name} is written in version {_FIRST} of the stored form (who owes a report is in duty.owed_by now); give "
            f"version={_FIRST}, or write {VERSION_FIELD} = {_FIRST} at the top of the file",
            findings=findings,
        )
    raise RegulationError(
        vi="; ".join(_describe(fault, "vi") for fault in findings),
        en="; ".join(_describe(fault, "en") for fault in findings),
        findings=findings,
    )


def _bring_to_this_version(file: str, document: dict[str, Any], given: int | None) -> int:
    """Lead a regulation, which is changed, to this version, and return its own; raise RegulationError where that would be a guess or a loss."""
    version = _version(file, document.pop(VERSION_FIELD, None), given)
    if version > SCHEMA_VERSION:
        raise _error(
            Place(file),
            "stored_by_newer",
            Phrase(
                f"viết theo phiên bản {version} của dạng lưu, dlxh này biết đến phiên bản {SCHEMA_VERSION}; hãy nâng cấp dlxh rồi đọc lại",
                f"written in version {version} of the stored form, and this dlxh knows versions up to {SCHEMA_VERSION}; upgrade dlxh and read again",
            ),
        )
    changes = upgrade_nested(schema(), "regulations", document, version)
    if changes.unclear is not None:
        raise _error(
            Place(file),
            "ambiguous_upgrade",
            Phrase(
                f"{changes.unclear} ghi khác với trường đã thay nó ở phiên bản {SCHEMA_VERSION}; hãy chỉ giữ một trong hai",
                f"{changes.unclear} contradicts the field that took its place in version {SCHEMA_VERSION}; keep one of the two",
            ),
            field=changes.unclear,
        )
    if changes.dropped:
        raise _error(
            Place(file, pointer=changes.dropped[0][0]),
            "value_dropped",
            Phrase(
                f"phiên bản {SCHEMA_VERSION} không còn chỗ cho giá trị này; hãy ghi vào trường khác, hoặc xóa đi",
                f"version {SCHEMA_VERSION} has no place for this value; write it into another field, or delete it",
            ),
        )
    return version


def _version(file: str, stated: object, given: int | None) -> int:
    """Return the version in which a file is written; the one that the caller gives counts where it states none."""
    found = version_of(stated, given or SCHEMA_VERSION)
    if isinstance(found, int):
        return found
    if given is not None:
        return given
    raise _error(
        Place(file, pointer=f"/{VERSION_FIELD}"),
        found.first[0].code,
        Phrase(
            f"phiên bản của dạng lưu phải là số nguyên từ 1, không có dấu nháy; hãy sửa, hoặc đưa version=, bản hiện nay là {SCHEMA_VERSION}",
            f"states an invalid version: a whole number from 1 upwards is needed, without quotes; correct it, or give version=, the current one is {SCHEMA_VERSION}",
        ),
        field=VERSION_FIELD,
    )


def _error(place: Place, code: str, sentence: Phrase, field: str | None = None) -> RegulationError:
    """Return the error for what the version of a whole file makes impossible."""
    vi, en = sentence.vi, sentence.en
    fault = Finding(code, vi, en, table="regulations", field=field, place=place, pointer=place.pointer)
    return RegulationError(vi=f"{place}: {vi}", en=f"{place}: {en}", findings=[fault])


def _has_fields_of_first(document: dict[str, Any]) -> bool:
    """Return whether a file holds what the first version called otherwise; that it lacks what is new says nothing."""
    made = upgrade_nested(schema(), "regulations", dict(document), _FIRST).made
    return any(not change.startswith("->") for _, change in made)


def _fault(
    file: str, document: object, code: str, loc: tuple[int | str, ...], context: dict[str, Any]
) -> Finding:
    steps, provision = _path(document, loc)
    named = name_allowed(context, Regulation, loc)
    vi, en = (refusal(code, named, lang).replace("{", "{{").replace("}", "}}") for lang in ("vi", "en"))
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    root = document.get("id") if isinstance(document, dict) else None
    field = ".".join(str(step) for step in steps if isinstance(step, str) and step != "provisions")
    return Finding(
        code,
        vi,
        en,
        table="regulations",
        record=provision,
        field=field or None,
        place=Place(file, pointer=pointer),
        root=root if isinstance(root, str) and is_key(root) else None,
        pointer=pointer,
    )


def _path(document: object, loc: tuple[int | str, ...]) -> tuple[list[int | str], str | None]:
    """Return the steps to the field as the file has them, without pydantic's names of arms, and the provision's id."""
    node: Any = document
    steps: list[int | str] = []
    provision = None
    chosen = False
    for step in loc:
        if not chosen and isinstance(node, dict) and step == node.get("kind"):
            chosen = True  # the arm of a union, which pydantic names by its kind before the field
            continue
        chosen = False
        steps.append(step)
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        if steps == ["provisions", step] and isinstance(step, int) and isinstance(node, dict):
            provision = str(node.get("id", f"#{step + 1}"))
    return steps, provision


def _describe(fault: Finding, lang: Lang) -> str:
    where = {"vi": "điều khoản", "en": "provision"}[lang]
    named = f", {where} {fault.record}" if fault.record is not None else ""
    return f"{fault.place}{named}, {fault.field}: {fault.message(lang)}"

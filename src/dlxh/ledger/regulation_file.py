"""Tệp quy chế: a regulation from a TOML file that a lawyer can read and check."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dlxh.data.given_path import readable_path
from dlxh.data.refusals import refusal
from dlxh.data.toml_file import read_toml
from dlxh.models.code_fields import name_allowed
from dlxh.models.regulation import Regulation
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding, Place
from dlxh.register.findings import Findings
from dlxh.register.rows import is_key
from dlxh.words.bilingual import Lang


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


def read_regulation(path: str | Path) -> Regulation:
    """Read one regulation (quy chế) from a TOML file; its keys are the fields of `Regulation`.

    Raises:
        RegulationError: the file is not there, is not valid UTF-8 TOML, or a provision says what no provision can say;
            `findings` names file, provision and field of each fault.

    >>> import dlxh
    >>> read_regulation(dlxh.example("gia-lai") / "regulation.toml").network
    'GL-ML'
    """
    path = readable_path(path, RegulationError)
    document = read_toml(path, RegulationError)
    try:
        return Regulation.model_validate(document)
    except ValidationError as error:
        lines = error.errors(include_input=False)
        findings = tuple(
            _fault(path.name, document, line["type"], line["loc"], line.get("ctx", {})) for line in lines
        )
    raise RegulationError(
        vi="; ".join(_describe(fault, "vi") for fault in findings),
        en="; ".join(_describe(fault, "en") for fault in findings),
        findings=findings,
    )


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


def _path(document: Any, loc: tuple[int | str, ...]) -> tuple[list[int | str], str | None]:  # noqa: ANN401 - parsed TOML
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
        if steps[:1] == ["provisions"] and len(steps) == 2 and isinstance(node, dict):  # noqa: PLR2004 - name, place
            provision = str(node.get("id", f"#{int(step) + 1}"))
    return steps, provision


def _describe(fault: Finding, lang: Lang) -> str:
    where = {"vi": "điều khoản", "en": "provision"}[lang]
    named = f", {where} {fault.record}" if fault.record is not None else ""
    return f"{fault.place}{named}, {fault.field}: {fault.message(lang)}"

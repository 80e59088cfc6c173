"""Từ lỗi đến lời: whatever refuses or finds a fault, as faults in the words of one language.

No value that was given is read, so none can be repeated: of pydantic's lines only type, place and what was allowed is taken.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import NoneType
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from pydantic import BaseModel, ValidationError

from dlxh.data.form_texts import form_text
from dlxh.data.refusals import refusal, refusal_types
from dlxh.models.code_fields import name_allowed
from dlxh.register.finding import Finding
from dlxh.register.findings_text import name_place
from dlxh.register.json_text import unknown_name
from dlxh.register.places_in_words import name_steps
from dlxh.register.pointers import pointer_into
from dlxh.register.schema import schema
from dlxh.web.fault_list import Fault, Faults, escape, unescape
from dlxh.web.field_of_fault import FieldOfFault, Steps, follow, model_called
from dlxh.web.form_sentences import form_sentence
from dlxh.words.bilingual import ArgumentError, Error, Lang, in_language
from dlxh.words.given import need
from dlxh.words.record import Value
from dlxh.words.refused_members import without_consequences
from dlxh.words.table_parts import capitalize

Line: TypeAlias = Mapping[str, Any]
"""A line of `ValidationError.errors()`, or of what a framework makes of it."""


@runtime_checkable
class HasErrors(Protocol):
    """An error with lines like pydantic's, as `RequestValidationError` of FastAPI is."""

    def errors(self) -> Iterable[Any]:
        """Return the lines."""
        ...


Faulty: TypeAlias = ValidationError | Error | HasErrors | Iterable[Finding] | Sequence[Line]
"""What says that something is wrong."""
About: TypeAlias = type[BaseModel] | BaseModel | Mapping[str, Any] | None

_BODY: Final = "body"
_PARAMETERS: Final = frozenset({"query", "path", "header", "cookie"})
"""How frameworks begin the place of a fault that is not in the body."""
_STRANGERS: Final = frozenset({"extra_forbidden", "invalid_key"})
"""Refusals of a name that somebody wrote."""
_WORD: Final = re.compile("(?<=[a-z])(?=[A-Z])")


def faults(error_or_findings: Faulty, lang: Lang, record: About = None) -> Faults:
    """Return the faults in one language, for a form or an API, without the wrong values.

    Args:
        error_or_findings: A `pydantic.ValidationError`; an error of a framework with such lines, or the lines themselves, whose
            places may begin with `body`; findings of `check`, of `read` or of yours; or a `dlxh.Error`.
        lang: `vi` or `en`.
        record: What it is about: the class of the model, best, since labels and lists of codes come from it; the record that was
            checked, so that findings on others belong to no field; or the JSON that was sent. None: the model of ours that
            pydantic names.

    Raises:
        ArgumentError: something else than an error or findings, or about something else than a record.
        LangError: the language is neither `vi` nor `en`.

    >>> import dlxh
    >>> lines = [{"type": "missing", "loc": ("body", "items", 1, "scope"), "msg": "…", "input": None}]
    >>> dlxh.web.faults(lines, "vi", dlxh.Report).problem()["errors"]
    [{'code': 'missing', 'detail': 'Chọn phạm vi', 'pointer': '#/items/1/scope'}]
    """
    in_language(lang, vi="", en="")
    if not (isinstance(record, type) and issubclass(record, BaseModel)):
        need((BaseModel, Mapping, NoneType), record=record)
    given: Any = error_or_findings
    if isinstance(given, Error):
        return Faults((_of_error(given, lang),), lang)
    if isinstance(given, ValidationError):
        about = model_called(given.title) if record is None else record
        lines = without_consequences(given.errors(include_url=False, include_input=False))
        return Faults(tuple(_of_line(line, lang, about, line["loc"]) for line in lines), lang)
    found = given.errors() if isinstance(given, HasErrors) else given
    return Faults(tuple(_of_any(each, lang, record) for each in _entries_of(found)), lang)


def _entries_of(found: object) -> list[Finding | Line]:
    """Return findings or lines; raises ArgumentError for anything else."""
    if not isinstance(found, str | bytes | Mapping) and isinstance(found, Iterable):
        listed = list(found)
        findings = [each for each in listed if isinstance(each, Finding)]
        lines = [each for each in listed if _is_line(each)]
        if len(findings) + len(lines) == len(listed):
            return [*findings, *without_consequences(lines)]
    raise ArgumentError(
        vi="faults nhận ValidationError, phát hiện, dlxh.Error, hoặc danh sách errors() của pydantic, "
        f"không nhận {type(found).__name__}",
        en="faults takes a ValidationError, findings, a dlxh.Error, or the list that errors() of pydantic returns, "
        f"not {type(found).__name__}",
    )


def _is_line(each: object) -> bool:
    if not isinstance(each, Mapping) or not isinstance(each.get("type"), str):
        return False
    place = each.get("loc")
    if not isinstance(each.get("ctx"), Mapping | None):
        return False
    return isinstance(place, Sequence) and all(isinstance(step, str | int) for step in place)


def _of_error(error: Error, lang: Lang) -> Fault:
    text = capitalize(in_language(lang, vi=error.vi, en=error.en))
    return Fault(_WORD.sub("_", type(error).__name__).lower(), text, text, pointer="")


def _of_any(each: Finding | Line, lang: Lang, record: About) -> Fault:
    if isinstance(each, Finding):
        return _of_finding(each, lang, record)
    first, *rest = each["loc"] or (_BODY,)
    if first in _PARAMETERS and rest:
        return _of_line(each, lang, None, tuple(rest), is_parameter=True)
    return _of_line(each, lang, record, tuple(rest if first == _BODY else each["loc"]))


def _of_line(line: Line, lang: Lang, record: About, place: Steps, *, is_parameter: bool = False) -> Fault:
    """Return a line of pydantic's as a fault."""
    code, context = str(line["type"]), dict(line.get("ctx") or {})
    model = _model_of(record)
    if code == "json_invalid":  # frameworks give the number of the character
        place = ()
    elif code == "dates_order" and isinstance(context.get("last"), str):
        place = (*place, context["last"])
    if model is None:
        steps = pointer_into(dict(record), place) if isinstance(record, Mapping) else place
        name = next((step for step in reversed(steps) if isinstance(step, str)), None)
        field = FieldOfFault(None, name, tuple(steps))
    else:
        field = follow(model, _within(model, place))
        context = dict(name_allowed(context, model, _within(model, place)))
    steps = () if model is None else _within(model, place)
    if code in _STRANGERS:
        field = _without_stranger(field)
        steps = field.steps
    names = [str(step) for step in field.steps]
    pointer = None if is_parameter else "".join(f"/{escape(name)}" for name in names)
    parameter = (".".join(names) or "…") if is_parameter else None
    sentence = refusal(code, context, lang)
    label = field.label(lang)
    where = (f"{pointer}: " if pointer else "") + _place_in_words(model, field, steps, lang)
    short = form_text(code, context, lang, field=label, entry=field.entry) or sentence
    return Fault(code, capitalize(short), where + sentence, pointer=pointer, parameter=parameter)


def _place_in_words(model: type[BaseModel] | None, field: FieldOfFault, steps: Steps, lang: Lang) -> str:
    """Return where a fault is, as the sentence for a file begins; steps that name kinds part fields of one name."""
    if field.name is None:
        return ""
    if model is not None and len(field.steps) > 1:
        return f"{name_steps(model, steps, lang)}: "
    label = field.label(lang)
    return in_language(lang, vi=f"cột {label}: ", en=f"column {label}: ")


def _model_of(record: About) -> type[BaseModel] | None:
    if isinstance(record, BaseModel):
        return type(record)
    return record if isinstance(record, type) else None


def _within(model: type[BaseModel], place: Steps) -> Steps:
    """Return a place in a record: some frameworks put the name of the parameter in front that takes the record."""
    first, *rest = place or ("",)
    fields = model.model_fields
    is_wrapped = isinstance(first, str) and first not in fields and bool(rest) and rest[0] in fields
    return tuple(rest) if is_wrapped else place


def _without_stranger(field: FieldOfFault) -> FieldOfFault:
    """Return an unknown field as it may be shown: one that is written as no field is may be somebody's name."""
    *above, last = field.steps
    shown = unknown_name(str(last))
    steps = tuple(above) if shown == "…" else (*above, shown)
    return FieldOfFault(None, shown, steps)


def _of_finding(finding: Finding, lang: Lang, record: About) -> Fault:
    """Return a finding as a fault, at its field where that is in the record."""
    if finding.code in refusal_types():
        field = _field_of(finding, record)
        is_own = field.model is None and "field" in finding.parameters
        label = finding.name_place(lang)[1] if is_own else field.label(lang)
        short = form_text(
            finding.code, finding.parameters, lang, field=label or "", entry=field.entry
        ) or refusal(finding.code, finding.parameters, lang)
    else:
        short = form_sentence(
            finding, lang, is_own=_key_of(record) in {finding.record, finding.root} - {None}
        )
    whole, cure = finding.message(lang), finding.cure(lang)
    file = f"{name_place(finding, lang)}: {whole}" + ("" if cure in whole else f"; {cure}")
    return Fault(finding.code, capitalize(short), file, finding.severity, _pointer_of(finding, record))


def _key_of(record: About) -> str | None:
    """Return the id of a record that was given."""
    return getattr(record, "id", None) if isinstance(record, Value) else None


def _field_of(finding: Finding, record: About) -> FieldOfFault:
    """Return the field of a finding: that at its pointer from the record on, or the column of its table."""
    known = schema()
    if finding.table not in known:
        return FieldOfFault(None, finding.field, ())
    if not finding.pointer:
        return FieldOfFault(known[str(finding.table)].model, finding.field, ())
    steps = (unescape(step) for step in finding.pointer[1:].split("/"))
    place = tuple(int(step) if step.isdecimal() else step for step in steps)
    model = _model_of(record) or known.roots[known.root(str(finding.table))]
    return follow(model, place, names_kinds=False)


def _pointer_of(finding: Finding, record: About) -> str | None:
    """Return the pointer to a finding from the record on, or from the document that was read."""
    key = _key_of(record)
    if key is not None and finding.root is not None and finding.root != key:
        return None
    document = None if finding.place is None or record is not None else finding.place.pointer
    if document is None and finding.pointer is None:
        return None
    return (document or "") + (finding.pointer or "")

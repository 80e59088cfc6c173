"""Trả lời: what agencies found and did, grouped by agency and numbered, as it is published.

The form is that of report 165-BC/BTGTU, 10/01/2022 (An Giang): one section for each agency, each matter numbered 1.1 and
quoted, then the facts, then the measures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dlxh.casework.briefs import traces
from dlxh.data.code_lists import code_list, label
from dlxh.models.case import VerificationCase
from dlxh.models.case_brief import clean, refuse_secret
from dlxh.models.case_fold import CaseState, Step
from dlxh.models.case_kinds import REPLIES, CaseOutcome, ContentFinding
from dlxh.register.register import Register
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.given import need, several
from dlxh.words.traces import Traces

KINDS: Final = code_list("case_event_kind")
FACTS, MEASURES = KINDS.having("facts"), KINDS.having("measures")
"""The events whose notes are facts, and those whose notes are measures or the reply itself."""


@dataclass(frozen=True, slots=True)
class AnsweredContent:
    """One content as one agency answered it.

    Attributes:
        number: Such as 1.1: the section of the agency, and the place in it.
        case: Id of the case.
        content: Id of the content.
        quoted: The content as it was raised.
        finding: What was found; None: not concluded.
        outcome: What was done; None: nothing said.
        facts: What the agency wrote when it concluded.
        measures: What it wrote when it proposed, resolved or replied.
    """

    number: str
    case: str
    content: str
    quoted: str
    finding: ContentFinding | None
    outcome: CaseOutcome | None
    facts: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All that one agency answered."""

    number: int
    agency: str
    name: str
    items: tuple[AnsweredContent, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Văn bản trả lời: answers to one case or several, in sections by agency."""

    sections: tuple[Section, ...]

    def to_text(self, lang: Lang) -> str:
        """Return the answers for reading.

        Raises:
            LangError: the language is neither `vi` nor `en`.
        """
        lines = []
        for section in self.sections:
            lines.append(f"{section.number}. {section.name}")
            for item in section.items:
                lines.append(f"{item.number}. “{item.quoted}”")
                lines += [*item.facts, *item.measures]
                if item.finding is not None:
                    head = in_language(lang, vi="Kết luận", en="Finding")
                    lines.append(f"{head}: {label(item.finding, lang)}")
                if item.outcome is not None:
                    head = in_language(lang, vi="Kết quả xử lý", en="Outcome")
                    lines.append(f"{head}: {label(item.outcome, lang)}")
        return "\n".join(lines)


def answers(register: Register, *cases: str) -> Answers:
    """Return the agencies' answers, grouped by agency in the order of assignment.

    A content that two agencies have is in the section of each. A unit has the name that the register gives it.

    Args:
        register: The register that holds the cases.
        cases: Ids of cases, in the order in which they are printed; none: all that were answered.

    Raises:
        RegisterError: there is no such case.
        DisclosureError: a case has a secrecy mark, a text appears to contain personal data, or a text or an id holds something that
            leads to who reported, as for `dlxh.casework.brief`.

    >>> from datetime import date
    >>> answers(Register(as_of=date(2022, 1, 10))).to_text("vi")
    ''
    """
    need(Register, register=register)
    several("cases", cases, str)
    answered = (case for case in register.cases if any(event.kind in REPLIES for event in case.events))
    chosen = [register.case(key) for key in cases] if cases else list(answered)
    found: dict[str, list[tuple[VerificationCase, CaseState, str]]] = {}
    for case in chosen:
        refuse_secret(case.secrecy)
        state = case.state(register)
        for part in state.assignments:
            replied = part.closed is not None and state.steps[part.closed - 1].event.kind in REPLIES
            if part.agency is None or not replied:
                continue
            rows = found.setdefault(part.agency, [])
            meant = part.event.contents or tuple(content.id for content in case.contents)
            rows += [(case, state, content) for content in meant if (case, state, content) not in rows]
    names = {unit.id: unit.name for unit in register.units}
    published = Answers(
        tuple(
            Section(number, agency, names.get(agency, agency), tuple(_items(number, agency, rows)))
            for number, (agency, rows) in enumerate(found.items(), start=1)
        )
    )
    _guard(published, Traces(traces(register)))
    return published


def _guard(published: Answers, kept: Traces) -> None:
    """Refuse what leads to somebody in any text or id that is published; raises DisclosureError."""
    for section in published.sections:
        place = f"sections.{section.number}"
        clean({f"{place}.name": section.name}, kept, ids={f"{place}.agency": section.agency})
        for item in section.items:
            ids = {f"contents.{item.number}.case": item.case, f"contents.{item.number}.id": item.content}
            parts = {
                "text": item.quoted,
                "facts": "\n".join(item.facts),
                "measures": "\n".join(item.measures),
            }
            clean({f"contents.{item.content}.{name}": text for name, text in parts.items()}, kept, ids=ids)


def _items(
    section: int, agency: str, rows: list[tuple[VerificationCase, CaseState, str]]
) -> Iterable[AnsweredContent]:
    for place, (case, state, key) in enumerate(rows, start=1):
        index, content = next((i, c) for i, c in enumerate(case.contents) if c.id == key)
        yield AnsweredContent(
            number=f"{section}.{place}",
            case=case.id,
            content=key,
            quoted=content.text,
            finding=state.findings[index],
            outcome=state.outcomes[index],
            facts=_notes(state.steps, agency, key, FACTS),
            measures=_notes(state.steps, agency, key, MEASURES),
        )


def _notes(steps: Iterable[Step], agency: str, content: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        step.event.note
        for step in steps
        if step.event.kind in kinds
        and step.event.by == agency
        and step.event.note is not None
        and (not step.event.contents or content in step.event.contents)
    )

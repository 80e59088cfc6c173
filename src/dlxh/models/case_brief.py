"""Phiếu giao việc: what goes to a verifying agency, the matter and never the collaborator.

It is built from named fields, not by taking fields away: the title, the contents assigned to the agency, the task and the
time. No item, no report, no author, no actor, no note can be in it. A text that appears to contain personal data is refused.
"""

from collections.abc import Iterable, Mapping

from pydantic import Field

from dlxh.data.code_lists import label
from dlxh.models.case_event import CaseContent
from dlxh.models.case_fold import Assignment
from dlxh.models.case_kinds import AssignmentTask
from dlxh.models.secrecy import SecrecyMark
from dlxh.words.bilingual import Error, Lang, in_language
from dlxh.words.days import Instant
from dlxh.words.deadlines import Deadline
from dlxh.words.disclosure import Internal
from dlxh.words.given import several
from dlxh.words.ids import CaseId, ContentId, UnitId
from dlxh.words.personal_data import personal_data_in
from dlxh.words.record import Value
from dlxh.words.text import Line, Prose
from dlxh.words.traces import Traces


class DisclosureError(Error):
    """Something that may not leave the office; the error gives the field and the kind, never the text.

    >>> try:
    ...     clean({"title": "Gọi 0903 123 456"})
    ... except DisclosureError as error:
    ...     print(error.en)
    title appears to contain personal data (phone); remove it from the text first
    """


class BriefContent(Value):
    """One content as the agency gets it."""

    number: Internal[Line] = Field(description="Number in this brief, such as 1.2.")
    id: Internal[ContentId] = Field(description="Id of the content, for the reply.")
    text: Internal[Prose] = Field(description="What is to be verified.")


class BriefTask(Value):
    """One assignment as the agency gets it."""

    task: Internal[AssignmentTask | None] = Field(
        default=None, description="What is to be done; empty: not said."
    )
    assigned_at: Internal[Instant] = Field(description="From when the time runs.")
    allowed: Internal[Deadline | None] = Field(
        default=None, description="The time allowed, with its extensions."
    )
    contents: Internal[tuple[BriefContent, ...]] = Field(min_length=1, description="The contents, numbered.")


class Brief(Value):
    """Phiếu giao việc: the brief for one agency."""

    case: Internal[CaseId] = Field(description="Id of the case, for the reply.")
    title: Internal[Line] = Field(description="Short name of the matter.")
    agency: Internal[UnitId] = Field(description="The agency that is to act.")
    tasks: Internal[tuple[BriefTask, ...]] = Field(
        min_length=1, description="Its open assignments, in order."
    )

    def to_text(self, lang: Lang) -> str:
        """Return the brief for reading.

        Raises:
            LangError: the language is neither `vi` nor `en`.
        """
        lines = [f"{in_language(lang, vi='Vụ việc', en='Case')} {self.case}: {self.title}"]
        for number, task in enumerate(self.tasks, start=1):
            done = label(task.task, lang) if task.task else in_language(lang, vi="xử lý", en="handle")
            head = f"{number}. {done[0].upper()}{done[1:]}"
            if task.allowed is not None:
                amount = task.allowed.amount + sum(task.allowed.extensions)
                unit = label(task.allowed.unit, lang)
                head += in_language(
                    lang, vi=f", trong {amount} {unit}", en=f", within {amount} {unit}{'s' * (amount != 1)}"
                )
            lines.append(head)
            lines += [f"{content.number}. {content.text}" for content in task.contents]
        return "\n".join(lines)


def clean(
    texts: Mapping[str, str], keep_out: Iterable[str] | Traces = (), *, ids: Mapping[str, str] | None = None
) -> None:
    """Refuse texts that seem to hold personal data, or one of the words to be kept out; ids that hold such a word too.

    Args:
        texts: The text of each field.
        keep_out: Ids, names, phones and the like that lead to somebody, or the traces made of them.
        ids: The ids that go out with the texts; an error names their fields and repeats none.

    Raises:
        DisclosureError: a text has to be rewritten first, or a record given another id.
    """
    kept = keep_out if isinstance(keep_out, Traces) else Traces(several("keep_out", keep_out, str))
    for field, key in (ids or {}).items():
        if kept.lie_in(key, within_words=True):
            raise DisclosureError(
                vi=f"{field} chứa mã, tên hoặc số dẫn tới người báo cáo hay điều ghi ở trường hạn chế; đặt mã khác trước khi gửi",
                en=f"{field} contains an id, a name or a number that leads to the person who reported, or what a restricted field holds; give it another id first",
            )
    for field, text in texts.items():
        if kinds := personal_data_in(text):
            listed = ", ".join(kinds)
            raise DisclosureError(
                vi=f"{field} có vẻ chứa dữ liệu cá nhân ({listed}); bỏ khỏi văn bản trước",
                en=f"{field} appears to contain personal data ({listed}); remove it from the text first",
            )
        if kept.lie_in(text):
            raise DisclosureError(
                vi=f"{field} nêu mã, tên hoặc số dẫn tới người báo cáo hay điều ghi ở trường hạn chế; bỏ khỏi văn bản trước",
                en=f"{field} contains an id, a name or a number that leads to the person who reported, or what a restricted field holds; remove it from the text first",
            )


def refuse_secret(mark: SecrecyMark | None) -> None:
    """Refuse what is under a secrecy mark; raises DisclosureError."""
    if mark is not None:
        raise DisclosureError(
            vi="vụ việc có độ mật; gửi theo quy định bảo vệ bí mật nhà nước, không qua thư viện",
            en="the case has a secrecy mark; it goes out as the law on state secrets says, not through the library",
        )


def brief_of(  # noqa: PLR0913 - the named parts are all that can get into a brief
    case: str,
    *,
    title: str,
    contents: Iterable[CaseContent],
    assignments: Iterable[Assignment],
    agency: str,
    keep_out: Iterable[str] | Traces = (),
) -> Brief:
    """Return the brief of an agency from its open assignments; raises DisclosureError."""
    texts = {content.id: content.text for content in contents}
    own = [part for part in assignments if part.closed is None and part.agency == agency]
    if not own:
        raise DisclosureError(
            vi=f"vụ việc {case} không có việc đang giao cho {agency}; giao việc trước (assigned)",
            en=f"case {case} has nothing assigned to {agency} now; assign it first",
        )
    tasks = [
        BriefTask(
            task=part.event.task,
            assigned_at=part.event.at,
            allowed=part.deadline,
            contents=tuple(
                BriefContent(number=f"{number}.{place}", id=content, text=texts[content])
                for place, content in enumerate(_meaning_of(part, texts), start=1)
            ),
        )
        for number, part in enumerate(own, start=1)
    ]
    sent = [content for task in tasks for content in task.contents]
    ids = {"case": case, "agency": agency, **{f"contents.{c.number}.id": c.id for c in sent}}
    clean({"title": title, **{f"contents.{c.id}.text": c.text for c in sent}}, keep_out, ids=ids)
    return Brief(case=case, title=title, agency=agency, tasks=tuple(tasks))


def _meaning_of(part: Assignment, texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(content for content in part.event.contents if content in texts) or tuple(texts)

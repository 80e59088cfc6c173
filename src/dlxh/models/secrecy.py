"""Độ mật: a mark that a competent person set, with its legal basis. The library never sets one."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from dlxh.data.code_lists import code_list
from dlxh.words.code_marks import In
from dlxh.words.days import Day
from dlxh.words.disclosure import Internal
from dlxh.words.documents import Document
from dlxh.words.record import Value
from dlxh.words.text import Line


class SecrecyLevel(StrEnum):
    """Tuyệt mật, tối mật, mật (Luật 29/2018/QH14; since 2026-03-01 Luật 117/2025/QH15)."""

    TOP_SECRET = "top_secret"
    SECRET = "secret"
    CONFIDENTIAL = "confidential"


class SecrecyMark(Value):
    """Dấu chỉ độ mật: the secrecy mark of a document.

    >>> SecrecyMark(
    ...     level="confidential",
    ...     decided_by="Trưởng ban",
    ...     decided_on="2026-05-04",
    ...     legal_basis="Quyết định 1630/QĐ-TTg, 30/7/2025",
    ...     listed_in="party_2025",
    ... ).level.value
    'confidential'
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("decided_on", "expires"),)

    level: Internal[SecrecyLevel] = Field(description="Level of the mark.")
    decided_by: Internal[Line] = Field(description="The office that set the mark, not a person's name.")
    decided_on: Internal[Day] = Field(description="Day of the decision.")
    legal_basis: Internal[Document] = Field(description="The list or law that the mark rests on.")
    listed_in: Internal[Annotated[str, In(code_list("secrecy_lists"))] | None] = Field(
        default=None, description="The list of state secrets; empty: not recorded."
    )
    item: Internal[Line | None] = Field(
        default=None,
        description="The item of that list, as the list numbers or words it; empty: not recorded.",
    )
    expires: Internal[Day | None] = Field(default=None, description="Last day of protection, inclusive.")

"""Dấu danh mục: which code list a field takes its codes from."""

import re
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from dlxh.words.code_entries import CodeListError
from dlxh.words.codes import CodeList
from dlxh.words.given import need
from dlxh.words.ids import CODE_PATTERN, Code


@dataclass(frozen=True, slots=True)
class In:
    """Marks a text with the code list whose keys it takes: `Annotated[str, In(codes)]`.

    A field of a closed list has a key of the list, and nothing else. One of an open list may have any code: what
    the list does not have is new, and is reported, not refused. An enumeration has its own list and needs no mark.

    Attributes:
        codes: The list.
        refines: The field of the same record whose code this one makes finer.

    Raises:
        CodeListError: an open list has a key that no field takes, such as one in capitals; or a list that is to make
            another field finer is open, or has no base.

    >>> from typing import Annotated
    >>> from pydantic import TypeAdapter
    >>> from dlxh.words.code_entries import CodeEntry
    >>> stages = CodeEntry("early", "sớm", "early"), CodeEntry("late", "muộn", "late")
    >>> listed = CodeList("stages", vi="Mức", en="Stages", open=False, source="ví dụ", entries=stages)
    >>> TypeAdapter(Annotated[str, In(listed)]).json_schema()
    {'enum': ['early', 'late'], 'type': 'string'}
    """

    codes: CodeList
    refines: str | None = None

    def __post_init__(self) -> None:
        need(CodeList, codes=self.codes)
        need((str, type(None)), refines=self.refines)
        odd = [key for key in self.codes.keys() if not re.search(CODE_PATTERN, key)]  # noqa: SIM118 - of a list
        if self.codes.open and odd:
            raise CodeListError(
                vi=f"danh mục mở {self.codes.name!r}: mã {odd[0]!r} phải là chữ thường không dấu, số và _, bắt đầu bằng chữ",
                en=f"open code list {self.codes.name!r}: {odd[0]!r} must be lower-case ASCII letters, digits and _, a letter first",
            )

        if self.refines is not None and (self.codes.open or self.codes.base is None):
            raise CodeListError(
                vi=f"danh mục {self.codes.name!r}: refines= cần một danh mục đóng có danh mục gốc (base)",
                en=f"code list {self.codes.name!r}: refines= takes a closed list that has a base",
            )

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take a text as the list says; a `Literal` or a union stays what it is."""
        if source is not str:
            return handler(source)
        if self.codes.open:
            return handler.generate_schema(Code)
        return core_schema.literal_schema([*self.codes.keys()])

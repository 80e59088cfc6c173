"""Cộng tác viên: who serves, for which term, under which contract.

There is no field for bank account, identity card, ethnicity or religion.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from dlxh.data.code_lists import code_list
from dlxh.words.code_marks import In
from dlxh.words.days import Day
from dlxh.words.disclosure import Internal, Restricted
from dlxh.words.documents import Document
from dlxh.words.ids import (
    Code,
    CollaboratorId,
    EngagementId,
    MembershipId,
    NetworkId,
    PersonId,
    TermId,
    UnitId,
)
from dlxh.words.record import Record, Value
from dlxh.words.text import Line

PHONE_PATTERN = "^[+]?[0-9][0-9 .]{6,18}[0-9]$"
_MAIL = "[^@\\x00-\\x20\\x7f-\\xa0]"  # a line break in an address would let a mail program be given more
EMAIL_PATTERN = f"^{_MAIL}+@{_MAIL}+[.]{_MAIL}+$"


class Contact(Value):
    """Liên hệ: how to reach a collaborator; never exported by default.

    >>> Contact(phone="0903000000")
    Contact()
    """

    phone: Restricted[Annotated[str, StringConstraints(strict=True, pattern=PHONE_PATTERN)] | None] = Field(
        default=None, description="8 to 20 digits, spaces and dots; the first and the last are digits."
    )
    email: Restricted[
        Annotated[str, StringConstraints(strict=True, max_length=200, pattern=EMAIL_PATTERN)] | None
    ] = Field(default=None, description="One address.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.phone is None and self.email is None:
            raise PydanticCustomError(
                "contact_empty", "a contact has a phone or an e-mail; leave it out otherwise"
            )
        return self


class Collaborator(Record):
    """Cộng tác viên dư luận xã hội: identified in all tables by a code.

    >>> Collaborator(id="CTV-1", network="gl", name="Nguyễn Thị Ví Dụ", position="Phó trưởng ban")
    Collaborator(id='CTV-1', network='gl', organisation=None, position='Phó trưởng ban', composition=None, erase_after=None)

    Somebody who serves in two networks has two codes, linked by the same `person`:

    >>> Collaborator(id="CTV-1", network="gl", person="N-7").person
    'N-7'
    """

    id: Internal[CollaboratorId] = Field(
        description="Given by your software; never changed or reused: the network knows the person by it."
    )
    network: Internal[NetworkId] = Field(description="The network that gave the code.")
    name: Restricted[Line | None] = Field(
        default=None, description="Only in the table of names and contacts; empty: not shared."
    )
    organisation: Internal[UnitId | None] = Field(default=None, description="The sending organisation.")
    position: Internal[Line | None] = Field(default=None, description="Post in the sending organisation.")
    composition: Internal[Annotated[str, In(code_list("composition_groups"))] | None] = Field(
        default=None,
        description="The group that the collaborator represents; a network may add codes.",
    )
    contact: Restricted[Contact | None] = Field(default=None, description="Phone, e-mail; optional.")
    person: Restricted[PersonId | None] = Field(
        default=None,
        description="The same at all records of one person, in whatever network; a random code of your software, "
        "never an identity number; empty: not stated.",
    )
    erase_after: Internal[Day | None] = Field(default=None, description="Last day of keeping, inclusive.")


class MembershipRole(StrEnum):
    """What a member does in the network or group."""

    MEMBER = "member"
    HEAD = "head"
    DEPUTY_HEAD = "deputy_head"
    SECRETARY = "secretary"


class EndReason(StrEnum):
    """Why a membership ended."""

    TERM_END = "term_end"
    TRANSFER = "transfer"
    RETIREMENT = "retirement"
    NOT_FULFILLING = "not_fulfilling"
    DISCIPLINE = "discipline"
    OWN_REQUEST = "own_request"
    DEATH = "death"
    ORGANISATION_DISSOLVED = "organisation_dissolved"
    MERGED = "merged"
    OTHER = "other"


class Membership(Record):
    """Tư cách: one collaborator in one term; kiện toàn ends some memberships and begins others.

    >>> member = Membership(
    ...     id="m1", network="gl", term="t1", collaborator="CTV-1", start="2021-05-04", paid=True
    ... )
    >>> member.end is None
    True
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    id: Internal[MembershipId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network that the record belongs to.")
    term: Internal[TermId] = Field(description="The term served.")
    collaborator: Internal[CollaboratorId] = Field(description="Who serves.")
    start: Internal[Day] = Field(description="First day, inclusive.")
    end: Internal[Day | None] = Field(default=None, description="Last day, inclusive; empty: still serving.")
    decision: Internal[Document | None] = Field(default=None, description="Appointment decision.")
    role: Internal[MembershipRole] = Field(
        default=MembershipRole.MEMBER, description="Role in the network or group."
    )
    rank: Internal[Code | None] = Field(
        default=None, description="The rank by which pay differs, a code of the network's own list."
    )
    organisation: Internal[UnitId | None] = Field(
        default=None, description="Sending organisation during these days."
    )
    paid: Internal[bool] = Field(description="Whether an allowance is due at all.", strict=True)
    single_line: Internal[bool] = Field(
        default=False,
        description="Whether the collaborator reports to one person only (đơn tuyến).",
        strict=True,
    )
    end_reason: Internal[EndReason | None] = Field(
        default=None, description="Only once the membership has ended."
    )


class Engagement(Record):
    """Hợp đồng: inside a membership, 24 months, or yearly in a five-year term; gaps are allowed.

    >>> Engagement(id="e1", network="ls", membership="m1", start="2020-01-01", end="2020-12-31").id
    'e1'
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    id: Internal[EngagementId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network that the record belongs to.")
    membership: Internal[MembershipId] = Field(description="The membership that the contract is part of.")
    start: Internal[Day] = Field(description="First day, inclusive.")
    end: Internal[Day] = Field(description="Last day, inclusive.")
    contract: Internal[Document | None] = Field(default=None, description="Number of the contract.")

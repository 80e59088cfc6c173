"""Ai phải báo cáo: the members of a network, units that a provision selects, or the unit that runs the network."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from dlxh.data.code_lists import code_list
from dlxh.models.collaborator import MembershipRole
from dlxh.models.unit import Level, UnitKind
from dlxh.words.code_marks import In
from dlxh.words.disclosure import Public
from dlxh.words.ids import UnitId
from dlxh.words.record import Value

_KINDS: Final = In(code_list("owed_by_kind"))

Truth: TypeAlias = Annotated[bool, Field(strict=True)]
"""Yes or no, stated as such."""
_SUCCESSORS: Final = "Whether the successor of a merged or divided unit owes the period in which it follows; a renamed unit always goes on."


class OwedByMembers(Value):
    """Thành viên phải báo cáo: each member of the network has to report.

    >>> OwedByMembers(role="head", single_line=False, needs_engagement=False, ends_with_unit=True).kind
    'members'
    """

    kind: Public[Annotated[Literal["members"], _KINDS]] = Field(default="members", description="Who owes it.")
    role: Public[MembershipRole | None] = Field(default=None, description="Who owes; empty: every member.")
    single_line: Public[Truth] = Field(
        description="Whether single-line collaborators (đơn tuyến) owe it too."
    )
    needs_engagement: Public[Truth] = Field(description="Whether it is owed only while a contract runs.")
    ends_with_unit: Public[Truth] = Field(
        description="Whether it ends on the last day of the sending organisation, unless that is only renamed."
    )


class OwedByUnits(Value):
    """Đơn vị phải báo cáo: units of a level, of a kind, below a unit, or in the list `units` of the provision.

    Several of these narrow each other; of the units that match, those below another matching unit do not have to report.

    >>> OwedByUnits(level="commune", unit_kind="place", below="T19-08", successor_owes=True).below
    'T19-08'
    """

    kind: Public[Annotated[Literal["units"], _KINDS]] = Field(default="units", description="Who owes it.")
    level: Public[Level | None] = Field(default=None, description="Units of this level; empty: of any.")
    unit_kind: Public[UnitKind | None] = Field(default=None, description="Units of this kind; empty: of any.")
    below: Public[UnitId | None] = Field(
        default=None,
        description="Units below this one, under whatever name it had; empty: below the owner's place, which is its topmost unit of its own level.",
    )
    successor_owes: Public[Truth] = Field(description=_SUCCESSORS)


class OwedByOwner(Value):
    """Đơn vị chủ quản phải báo cáo: the unit that runs the network has to report.

    >>> OwedByOwner(successor_owes=False).kind
    'owner'
    """

    kind: Public[Annotated[Literal["owner"], _KINDS]] = Field(default="owner", description="Who owes it.")
    successor_owes: Public[Truth] = Field(description=_SUCCESSORS)


OwedBy: TypeAlias = Annotated[OwedByMembers | OwedByUnits | OwedByOwner, Field(discriminator="kind")]

"""Quy chế: what a network owes and pays, from when to when, by which document."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from dlxh.models.duties import Duty
from dlxh.models.own_moves import OwnMove
from dlxh.words.days import OPEN_END, Day
from dlxh.words.disclosure import Public
from dlxh.words.documents import Document
from dlxh.words.ids import NetworkId, RegulationId, RegulationProvisionId, UnitId
from dlxh.words.record import Record, Value
from dlxh.words.text import Line, Prose


class RegulationProvision(Value):
    """Điều khoản: a provision of a regulation, with the days on which it is in force.

    >>> RegulationProvision(
    ...     id="d3", article="Điều 3", text="Đầu mối duy nhất.", published=True, valid_from="2021-05-04"
    ... ).duty is None
    True
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("valid_from", "valid_to"),)

    id: Public[RegulationProvisionId] = Field(description="Given by your software; never changed or reused.")
    document: Public[Document | None] = Field(
        default=None, description="The document; empty: that of the regulation."
    )
    article: Public[Line] = Field(description="As written in the document.")
    text: Public[Prose] = Field(description="What it says.")
    published: Public[bool] = Field(
        description="True: a published text says so; false: it is assumed.", strict=True
    )
    valid_from: Public[Day] = Field(description="First day, inclusive.")
    valid_to: Public[Day | None] = Field(default=None, description="Last day, inclusive; empty: in force.")
    duty: Public[Duty | None] = Field(
        default=None, description="What follows; empty: nothing that is counted."
    )
    units: Public[tuple[UnitId, ...]] = Field(
        default=(), description="With a duty owed by units: only these, under whatever name."
    )
    yields_to: Public[tuple[RegulationProvisionId, ...]] = Field(
        default=(),
        description="With a duty `report`: provisions on longer periods; a period in which such a longer one ends is not owed.",
    )
    moves: Public[tuple[OwnMove, ...]] = Field(
        default=(), description="With a duty `moves`: how the network's own table of moves differs."
    )


class Regulation(Record):
    """Quy chế hoạt động: that of a network, with its provisions.

    >>> Regulation(id="qc", network="gl", name="Quy chế", valid_from="2021-05-04").provisions
    ()
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("valid_from", "valid_to"),)

    id: Public[RegulationId] = Field(description="Given by your software; never changed or reused.")
    network: Public[NetworkId] = Field(description="The network that it binds.")
    name: Public[Line] = Field(description="Name of the regulation.")
    document: Public[Document | None] = Field(default=None, description="Number; empty: not published.")
    valid_from: Public[Day] = Field(description="First day, inclusive.")
    valid_to: Public[Day | None] = Field(default=None, description="Last day, inclusive; empty: in force.")
    provisions: Public[tuple[RegulationProvision, ...]] = Field(default=(), description="Its provisions.")


def in_force(regulation: Regulation, provision: RegulationProvision) -> tuple[date, date]:
    """Return the days on which a provision binds: its own, within those of its regulation."""
    first = max(regulation.valid_from, provision.valid_from)
    return first, min(regulation.valid_to or OPEN_END, provision.valid_to or OPEN_END)

"""Người: names that nobody bears, and the records of invented collaborators."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from dlxh.models.collaborator import Collaborator
from dlxh.models.unit import OrgUnit

from .dice import Dice

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
_MIDDLES = ("Văn", "Thị", "Đức", "Ngọc", "Xuân", "Thanh")
_GIVEN = ("Ví Dụ", "Minh Họa", "Giả Định", "Thử Nghiệm")
"""An example, an illustration, a supposition, a trial: no one is called so."""

_NAMES = tuple(" ".join(parts) for parts in product(_FAMILIES, _MIDDLES, _GIVEN))


@dataclass(frozen=True)
class Seat:
    """Whom a body sends: its composition group and the position of the one who is sent."""

    organisation: OrgUnit
    composition: str
    position: str


def collaborators(dice: Dice, network: str, prefix: str, seats: Iterable[Seat]) -> list[Collaborator]:
    """Return one invented collaborator for each seat, with codes in order."""
    taken = list(seats)
    names = dice.some(_NAMES, len(taken))
    return [
        Collaborator(
            id=f"{prefix}-CTV-{number:02}",
            network=network,
            name=name,
            organisation=seat.organisation.id,
            position=seat.position,
            composition=seat.composition,
        )
        for number, (seat, name) in enumerate(zip(taken, names, strict=True), start=1)
    ]

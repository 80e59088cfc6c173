"""Vấn đề: what several items are about, whichever way they came."""

from pydantic import Field

from dlxh.words.disclosure import Internal
from dlxh.words.given import several
from dlxh.words.ids import ItemId, MatterId, NetworkId
from dlxh.words.record import Record
from dlxh.words.text import Line


class Matter(Record):
    """Vấn đề: items from collaborators, an app or meetings that are about the same thing.

    The items stay as they were reported. So items, matters and cases are counted apart: three reports of one landslide
    are three items and one matter, and a matter has no case, one, or a second one a year later.

    >>> matter = Matter(id="VD-1", network="sl", title="Sạt lở đường xã A", items=("BC-1.1", "SMART-7"))
    >>> matter.merged_with(
    ...     Matter(id="VD-2", network="sl", title="Đường hỏng", items=("HOP-3.2", "BC-1.1"))
    ... ).items
    ('BC-1.1', 'SMART-7', 'HOP-3.2')
    """

    id: Internal[MatterId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network that keeps it.")
    title: Internal[Line] = Field(description="What it is about, without names of persons.")
    items: Internal[tuple[ItemId, ...]] = Field(
        min_length=1, description="The items about it, from whatever source."
    )

    def merged_with(self, *others: "Matter") -> "Matter":
        """Return this matter with the items of others, each once; the others are then left out by the caller."""
        items = dict.fromkeys(self.items)
        for other in several("others", others, Matter):
            items |= dict.fromkeys(other.items)
        return self.replace(items=tuple(items))

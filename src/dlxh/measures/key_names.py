"""Tên của khóa: what people call the keys of an answer and its dimensions, which its frames do not hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dlxh.register.finding import Phrase
from dlxh.register.names import IdNames


@dataclass(frozen=True, slots=True)
class KeyNames:
    """What people call keys and dimensions; ids go by their table, so that no own field hides them.

    Attributes:
        ids: By table and id, of units, terms and networks.
        keys: By dimension and key, of own fields and of own codes.
        headings: The labels of the dimensions that are own fields.
        renamed: For a dimension that was given another name, the one that the library knows.
    """

    ids: IdNames = field(default_factory=dict)
    keys: IdNames = field(default_factory=dict)
    headings: Mapping[str, Phrase] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def dimension(self, name: str) -> str:
        """Return the dimension of the library that a column holds.

        >>> KeyNames().rename({"unit": "đơn vị"}).dimension("đơn vị")
        'unit'
        """
        return self.renamed.get(name, name)

    def rename(self, names: Mapping[str, str]) -> "KeyNames":
        """Return the same for an answer whose dimensions have other names, new ones by old.

        >>> KeyNames().rename({"unit": "a"}).rename({"a": "b"}).dimension("b")
        'unit'
        """
        kept = {name: own for name, own in self.renamed.items() if name not in names}
        return replace(self, renamed=kept | {new: self.dimension(old) for old, new in names.items()})

"""Lớp: rows of tables that lie together in memory, with what was made of them to find single rows."""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import narwhals as nw


class Layer:
    """Frames of Polars by name of table, and places in them of rows that are gone.

    Tables that grow lie in several layers, so that what was made of one is kept when rows are added to others.

    Attributes:
        frames: The frames; the place of a row is its number in the frame, from 0.
        gone: For each table the places of rows that another layer replaces.
    """

    __slots__ = ("_made", "frames", "gone")

    def __init__(
        self, frames: "Mapping[str, nw.LazyFrame[Any]]", gone: Mapping[str, frozenset[int]] | None = None
    ) -> None:
        self.frames = frames
        self.gone = gone or {}
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what upper rooms make
        """Return what was made of the frames under a key, made when it is first asked for.

        >>> Layer({}).once("answer", lambda: 42)
        42
        """
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

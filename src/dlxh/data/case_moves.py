"""Bảng quy trình: what may happen to a verification case, from where, and what it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from types import NoneType
from typing import Any, Final

from dlxh.data.code_lists import code_list
from dlxh.data.facts import FactError, read_facts
from dlxh.words.bilingual import Error, check_option
from dlxh.words.given import need, need_text, several

STANDARD = "standard"
"""The name of the table that applies where no regulation gives one."""
START = "start"
"""What `from` calls a case to which nothing has happened."""
BEFORE = "before"
"""What `to` calls the status before a pause."""

_CHOICES: Mapping[str, tuple[str | None, ...]] = {
    "unless": (None, "contents_open", "assignments_open"),
    "holder": (None, "by", "to", "nobody"),
    "opens": (None, "to"),
    "closes": (None, "by"),
}
_NEEDED = frozenset((
    *("by", "actor", "to", "contents", "task", "allowed"), *("finding", "outcome", "route", "other", "document", "note"),
))  # fmt: skip
"""The fields of an event that a move may need."""
CHECKS = ("V101", "V102", "V104")
"""The rules that a move may follow besides the table."""
PAUSED: Final = code_list("case_status").having("paused")
"""Statuses in which clocks are halted, and from which the one before comes back."""


class MoveTableError(FactError):
    """A table of moves that contradicts itself."""


@dataclass(frozen=True, slots=True)
class Status:
    """Tình trạng: where the work is.

    Attributes:
        key: Its code.
        open: Whether work is left.
        waiting: Whether an open case may be here without a holder.
    """

    key: str
    open: bool
    waiting: bool = False

    def __post_init__(self) -> None:
        need_text(key=self.key)
        need(bool, open=self.open, waiting=self.waiting)


@dataclass(frozen=True, slots=True)
class Move:
    """Bước: one kind of event. The head of `move_tables/standard.toml` says what each part means."""

    kind: str
    sources: tuple[str, ...]
    role: str
    to: str | None = None
    unless: str | None = None
    otherwise: str | None = None
    holder: str | None = None
    opens: str | None = None
    closes: str | None = None
    ends: bool = False
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        need_text(kind=self.kind, role=self.role)
        need((str, NoneType), to=self.to, unless=self.unless, otherwise=self.otherwise)
        need((str, NoneType), holder=self.holder, opens=self.opens, closes=self.closes)
        need(bool, ends=self.ends)
        for name in ("sources", "needs", "after", "checks"):
            object.__setattr__(self, name, several(name, getattr(self, name), str))

    @property
    def sets_status(self) -> bool:
        """Whether it leads to a status of its own, and not back to an earlier one."""
        return self.to not in {None, BEFORE} and not self.pauses

    @property
    def pauses(self) -> bool:
        """Whether a move can lead back from where this one leads."""
        return self.to in PAUSED

    @property
    def resumes(self) -> bool:
        """Whether it leads back to the status before the pause."""
        return self.to == BEFORE


@dataclass(frozen=True, slots=True)
class MoveTable:
    """Bảng quy trình: the statuses, the moves between them, and the roles to be kept apart.

    Raises:
        MoveTableError: a move or a status that does not fit the others.

    >>> moves()["assigned"].needs
    ('by', 'to')
    """

    statuses: tuple[Status, ...]
    moves: tuple[Move, ...]
    apart: tuple[tuple[str, str], ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        need_text(source=self.source)
        for name, kind in (("statuses", Status), ("moves", Move), ("apart", tuple)):
            object.__setattr__(self, name, several(name, getattr(self, name), kind))
        kinds, keys = {move.kind for move in self.moves}, {status.key for status in self.statuses}
        if len(kinds) < len(self.moves) or len(keys) < len(self.statuses):
            raise wrong_table("một bước hoặc một tình trạng có hai dòng", "a move or a status appears twice")
        for move in self.moves:
            if not move.role:
                raise wrong_table(f"{move.kind}: chưa ghi vai trò (role)", f"{move.kind}: no role is given")
        roles = {move.role for move in self.moves}
        for name, found in (("case_event_kind", kinds), ("case_status", keys), ("actor_role", roles)):
            for key in sorted(found - set(code_list(name).keys())):
                raise wrong_table(f"danh mục {name} không có {key!r}", f"the list {name} has no {key!r}")
        for move in self.moves:
            _check_move(move, frozenset(kinds), frozenset(keys))

    def __getitem__(self, kind: str) -> Move:
        """Return the move of a kind; raises MoveTableError."""
        check_option("kind", kind, self.kinds, MoveTableError)
        return {move.kind: move for move in self.moves}[kind]

    def get(self, kind: str) -> Move | None:
        """Return the move of a kind; None: the table has none."""
        need_text(kind=kind)
        return {move.kind: move for move in self.moves}.get(kind)

    def __contains__(self, kind: object) -> bool:
        return isinstance(kind, str) and kind in self.kinds

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all moves, in the order of the table."""
        return tuple(move.kind for move in self.moves)

    def on(self, day: date) -> "MoveTable":  # noqa: ARG002 - the same on every day
        """Return the table that holds on a day: this one, as it is not dated; see `DatedMoves`."""
        return self

    def status(self, key: str) -> Status:
        """Return a status; raises MoveTableError."""
        found = {status.key: status for status in self.statuses}
        check_option("key", key, tuple(found), MoveTableError)
        return found[key]

    @property
    def open_statuses(self) -> tuple[str, ...]:
        """The statuses in which work is left."""
        return tuple(status.key for status in self.statuses if status.open)

    def next_moves(self, status: str | None) -> tuple[str, ...]:
        """Return the kinds of moves that the table allows in a status; None: nothing has happened yet.

        >>> moves().next_moves("suspended")
        ('extended', 'reminded', 'resumed', 'routed_out')
        """
        need((str, type(None)), status=status)
        return tuple(move.kind for move in self.moves if (status or START) in move.sources)

    def with_moves(self, *changed: Move) -> "MoveTable":
        """Return a table in which moves are exchanged for others of the same kind, for a network's own routes.

        >>> from dataclasses import replace
        >>> short = replace(moves()["assigned"], sources=("submitted",), after=("submitted",))
        >>> moves().with_moves(short).next_moves("submitted")
        ('directed', 'assigned', 'closed', 'returned', 'rejected', 'merged', 'split', 'routed_out')
        """
        new = {move.kind: move for move in several("changed", changed, Move)}
        kept = tuple(new.get(move.kind, move) for move in self.moves)
        added = tuple(move for move in changed if move.kind not in self.kinds)
        return MoveTable(self.statuses, kept + added, self.apart, self.source)


def _check_move(move: Move, kinds: frozenset[str], keys: frozenset[str]) -> None:
    """Refuse a move with a part that does not fit the others; raises MoveTableError."""
    unknown = {
        *({*move.sources} - {START, *keys}),
        *({move.to} - {BEFORE, *keys}),
        *({move.otherwise} - keys),
    }
    for status in sorted(filter(None, unknown)):
        raise wrong_table(
            f"{move.kind}: không có tình trạng {status!r}", f"{move.kind}: no status {status!r}"
        )
    for kind in sorted(set(move.after) - kinds):
        raise wrong_table(f"{move.kind}: không có bước {kind!r}", f"{move.kind}: no move {kind!r}")
    for name in sorted({*move.needs} - _NEEDED):
        raise wrong_table(f"{move.kind}: sự kiện không có trường {name!r}", f"{move.kind}: no field {name!r}")
    choices: list[tuple[str, object, tuple[str | None, ...]]] = [
        *((name, getattr(move, name), allowed) for name, allowed in _CHOICES.items()),
        *(("checks", code, CHECKS) for code in move.checks),
    ]
    for name, value, allowed in choices:
        if value not in allowed:
            listed = ", ".join(filter(None, allowed))
            raise wrong_table(
                f"{move.kind}: {name} là một trong {listed}", f"{move.kind}: {name} is one of {listed}"
            )


def wrong_table(vi: str, en: str) -> MoveTableError:
    """Return the error of a table that contradicts itself."""
    return MoveTableError(
        vi=f"bảng quy trình không dùng được: {vi}; sửa dòng đó",
        en=f"the table of moves cannot be used: {en}; correct that row",
    )


def move_table(facts: Mapping[str, Any]) -> MoveTable:
    """Return a table from the content of a TOML file with the form of `move_tables/standard.toml`.

    Raises:
        MoveTableError: a key that is not known, or rows that do not fit together.

    >>> table = {"statuses": [{"key": "draft", "open": True}], "source": "dlxh"}
    >>> table["moves"] = [{"kind": "drafted", "from": ["start"], "to": "draft", "role": "proposer"}]
    >>> move_table(table).next_moves(None)
    ('drafted',)
    """
    need(Mapping, facts=facts)
    try:
        rows = tuple(map(_move_of, facts["moves"]))
        apart = tuple((first, second) for first, second in facts.get("apart", ()))
        return MoveTable(tuple(Status(**row) for row in facts["statuses"]), rows, apart, facts["source"])
    except Error:
        raise
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        at = repr(error.args[0]) if isinstance(error, KeyError) else "statuses, moves, apart"
        raise wrong_table(f"thiếu hoặc sai: {at}", f"missing or wrong: {at}") from None


def _move_of(row: Mapping[str, Any]) -> Move:
    known = {field.name for field in fields(Move)} - {"sources"} | {"from"}
    for key in set(row) - known:
        raise wrong_table(f"không có khóa {key!r}", f"there is no key {key!r}")
    return Move(sources=row["from"], **{key: value for key, value in row.items() if key != "from"})


def move_table_names() -> tuple[str, ...]:
    """Return the names of the tables that come with the library.

    >>> move_table_names()
    ('commune', 'hotline_1022', 'standard')
    """
    found = (file.name for file in files("dlxh.data").joinpath("move_tables").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def moves(name: str = STANDARD) -> MoveTable:
    """Return a table that comes with the library.

    Raises:
        MoveTableError: there is no table of this name.

    >>> moves().next_moves(None), moves("hotline_1022").next_moves(None)
    (('drafted',), ('submitted',))
    """
    known = move_table_names()
    if name not in known:
        listed = ", ".join(known)
        raise MoveTableError(
            vi=f"không có bảng quy trình {name!r}; có: {listed}",
            en=f"there is no table of moves {name!r}; choose from: {listed}",
        )
    return move_table(read_facts("move_tables", f"{name}.toml"))


def kinds_where(table: MoveTable, **parts: object) -> tuple[str, ...]:
    """Return the kinds of the moves whose parts have these values.

    >>> kinds_where(moves(), ends=True)
    ('closed', 'merged', 'routed_out')
    """
    return tuple(
        move.kind
        for move in table.moves
        if all(getattr(move, name) == value for name, value in parts.items())
    )

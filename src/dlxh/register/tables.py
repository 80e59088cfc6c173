"""Bảng: the columns of one or several networks, on any engine that narwhals knows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING, Any, Self

import narwhals as nw
import polars as pl

from dlxh.register import coverage
from dlxh.register.conform import conform, in_utc
from dlxh.register.coverage import as_partial, is_partial
from dlxh.register.finding import Finding
from dlxh.register.flatten import frames_of_records
from dlxh.register.intake import count_rows
from dlxh.register.kinds import kind_of, maker
from dlxh.register.known_tables import Schema
from dlxh.register.layers import Layer, Stack, from_pickle, stack, to_pickle
from dlxh.register.own_columns import split_own
from dlxh.register.pack import Pack, join_packs
from dlxh.register.places import holds, places_owned
from dlxh.register.relations import Held, join_relations, take_out
from dlxh.register.schema import schema_with
from dlxh.register.table_error import TableError
from dlxh.words.bilingual import check_option
from dlxh.words.days import plain_day
from dlxh.words.figures import Qualifier
from dlxh.words.given import need, need_text, several
from dlxh.words.record import Record

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_PICKLED = ("as_kind", "as_of", "enforced", "kind", "pack", "partial", "places", "refused")


class Tables:
    """Các bảng: flat tables by name, with their as-of date.

    An absent table was not collected: figures on it are unknown. An empty table means that there was nothing. A table
    may also be partial: a count on it is a lower bound. `refused` has the faults of lines that did not become rows.

    >>> import polars as pl
    >>> from datetime import date
    >>> unit = pl.DataFrame({"id": ["sl"], "name": ["Sơn La"], "kind": ["place"], "level": ["district"]})
    >>> tables = Tables({"units": unit}, as_of=date(2022, 7, 4))
    >>> tables.names, "reports" in tables
    (('units',), False)
    """

    __slots__ = ("_derived", "_frames", "_memo", *_PICKLED)

    def __init__(  # noqa: PLR0913 - what is said of the frames as a whole: each has a name at the call
        self,
        frames: "Mapping[str, IntoFrame]",
        *,
        as_of: date,
        partial: Iterable[str] | Mapping[str, Iterable[str]] = (),
        places: Mapping[str, str] | None = None,
        enforced: bool = False,
        refused: Iterable[Finding] = (),
        pack: Pack | None = None,
    ) -> None:
        """Take frames of any engine: Polars, DuckDB, Spark; pandas and PyArrow go through Polars.

        Args:
            frames: Frame by name of table. A column that may be empty can be left out.
            as_of: The day on which the tables were true: a date, neither text nor instant.
            partial: Names of tables, or own columns as `table.column`, that are not all there; or the networks of each.
            places: Name of the file from which each table was read, for findings to say. A frame without `source_row` is
                taken to be that file from its first row on, unless its engine keeps no order.
            enforced: Whether every row has passed the constraints of its model, so that `check` need not judge it again.
            pack: The province's pack. Its columns may be columns of our tables, or tables next to them.
            refused: What is wrong with lines that are not rows of a table, because no column can hold them; `check` reports it.

        Raises:
            TableError: an unknown table or column, a missing column, a type that cannot become the declared one, or
                frames of several engines.
        """
        need(Mapping, frames=frames)
        need((Mapping, NoneType), places=places)
        need((Pack, NoneType), pack=pack)
        self.pack = pack
        frames = split_own(frames, self.schema)
        self._frames = stack(conform(frames, self.schema, places or ()), count_rows(frames))
        self.kind, self.as_kind = kind_of(frames), maker(frames)
        self.as_of = plain_day(as_of, "as_of")
        self.partial = as_partial(partial)
        self.places = dict(places or {})
        self.enforced = enforced
        self.refused = several("refused", refused, Finding)
        self._derived: dict[str, nw.LazyFrame[Any]] = {}
        self._memo: dict[str, Any] = {}
        TableError.refuse_unknown(self.partial, self.schema, self.schema.coverable)

    @classmethod
    def of(
        cls,
        records: Iterable[Record],
        *,
        as_of: date,
        empty: Iterable[str] = (),
        partial: Iterable[str] | Mapping[str, Iterable[str]] = (),
        pack: Pack | None = None,
    ) -> Self:
        """Return the tables of some records.

        A kind of record that is not among them has no table, unless `empty` states that there was nothing to record.
        With `pack`, the library's records become records of the pack's classes.
        """
        known = schema_with(pack)
        frames = frames_of_records(several("records", records), several("empty", empty, str), known)
        return cls(frames, as_of=as_of, partial=partial, enforced=True, pack=pack)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The rows in layers of Polars frames, later layers over earlier ones; for other engines, what they held on first use."""
        if isinstance(self._frames, Stack):
            return self._frames.layers
        held: tuple[Layer, ...] = self.once("layers", lambda: (Layer(Held(self._frames)),))
        return held

    @property
    def schema(self) -> Schema:
        """The tables that there may be."""
        return schema_with(self.pack)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tables that are present."""
        return tuple(self._frames)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self._frames or name in self._derived)

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __getitem__(self, name: str) -> nw.LazyFrame[Any]:
        """Return a table; raises TableError when it is not there."""
        need_text(name=name)
        if name not in self:
            raise TableError.absent(name, self.names, self.schema)
        return self._derived[name] if name in self._derived else self._frames[name]

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: rows in memory as such, and of a scan of files its plan.

        Raises:
            TableError: they are in DuckDB or Spark.
        """
        if self.engine != "polars":
            raise TableError.in_one_process(self.engine)
        in_memory = self.is_in_memory
        frames, derived = (to_pickle(each, collect=in_memory) for each in (self._frames, self._derived))
        kept = {name: getattr(self, name) for name in _PICKLED}
        return {**kept, "frames": frames, "derived": derived, "in_memory": in_memory}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name in _PICKLED:
            setattr(self, name, state[name])
        rows = sum(map(len, state["frames"].values())) if state["in_memory"] else None
        self._frames = stack(from_pickle(state["frames"]), rows)
        self._derived = from_pickle(state["derived"])
        self._memo = {}

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same rows in the same order, as of one day, and are partial alike."""
        if not isinstance(other, Tables):
            return NotImplemented
        stated = ("as_of", "partial", "places", "names")
        same = all(getattr(self, name) == getattr(other, name) for name in stated)
        return same and all(self.polars(name).equals(other.polars(name)) for name in self)

    __hash__ = None  # type: ignore[assignment] # compared by content, as registers are

    def __repr__(self) -> str:
        return f"<Tables as of {self.as_of}: {', '.join(self.names)}>"

    @property
    def engine(self) -> str:
        """Name of the engine that holds the tables, such as polars or duckdb."""
        if isinstance(self._frames, Stack):
            return "polars"
        return next((str(frame.implementation.value) for frame in self._frames.values()), "polars")

    @property
    def is_in_memory(self) -> bool:
        """Whether all rows are held in memory, by Polars."""
        return isinstance(self._frames, Stack) and all(layer.rows is not None for layer in self.layers)

    def polars(self, name: str) -> pl.DataFrame:
        """Return a table as a Polars frame, with its columns in the declared order and its instants in UTC."""
        return in_utc(self[name].collect("polars").to_native())

    def collect(self) -> "Tables":
        """Return the same tables in memory, on Polars: data in a file, in DuckDB or in Spark is read now.

        >>> Tables({}, as_of=date(2022, 7, 4)).collect()
        <Tables as of 2022-07-04: >
        """
        if self.is_in_memory:
            return self
        kept = {name: getattr(self, name) for name in _PICKLED if name not in {"as_kind", "kind"}}
        return Tables({name: self.polars(name) for name in self}, **kept)

    def qualifier(self, *names: str, network: str | None = None) -> Qualifier:
        """Return the qualifier of a count on tables, or on own columns (`table.column`): exact, at_least (partial) or unknown (absent)."""
        need((str, type(None)), network=network)
        if any(name.partition(".")[0] not in self for name in several("names", names, str)):
            return Qualifier.UNKNOWN
        return Qualifier.AT_LEAST if is_partial(self.partial, names, network) else Qualifier.EXACT

    def once(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what upper rooms make
        """Return what was made of these tables under a name, made on first use."""
        if name not in self._memo:
            self._memo[name] = make()
        return self._memo[name]

    def append(self, other: "Tables") -> "Tables":
        """Return both, one appended to the other.

        Tables of Polars cost what is appended, however often: they are in layers, and small layers are joined. A table that
        the two read from different files is of none: a finding then says the row of the table.

        Raises:
            TableError: the two are held by different engines.
        """
        need(Tables, other=other)
        if self.names and other.names and self.engine != other.engine:
            raise TableError.engines({self.engine, other.engine})
        more = other._frames  # noqa: SLF001 - it is one of us
        if isinstance(self._frames, Stack) and isinstance(more, Stack):
            return self._with(self._frames.append(more), other)
        return self._with(join_relations(self._frames, more), other)

    def without(self, name: str, ids: Iterable[str]) -> "Tables":
        """Return the tables without some records of one root table, and without what these own."""
        check_option("name", name, tuple(self.schema.roots), TableError)
        gone = several("ids", ids, str)
        if not gone:
            return self
        if not isinstance(self._frames, Stack):
            return self._with(take_out(self._frames, name, gone, self.schema), self)
        places = [places_owned(each, name, gone, self.schema) for each in self.layers]
        return self._with(self._frames.without(places), self)

    def holds(self, name: str, key: str) -> bool:
        """Return whether a root table holds a record of some id."""
        need_text(name=name, key=key)
        return name in self._frames and holds(self.layers, name, key)

    def with_metadata(self, *, as_of: date, partial: Mapping[str, Iterable[str]]) -> "Tables":
        """Return the same frames with another day and other statements of what is partial."""
        same = self._with(self._frames, self)
        same.as_of, same.partial = plain_day(as_of, "as_of"), as_partial(partial)
        return same

    def select(self, names: Iterable[str]) -> "Tables":
        """Return some of the tables, as if the others were absent."""
        kept = frozenset(several("names", names, str))
        TableError.refuse_unknown(kept, self.schema)
        held = self._frames
        own = {} if isinstance(held, Stack) else {name: held[name] for name in held if name in kept}
        some = self._with(held.select(tuple(kept)) if isinstance(held, Stack) else own, self)
        some.refused = tuple(finding for finding in self.refused if finding.table in kept)
        return some

    def with_derived(self, derived: Mapping[str, nw.LazyFrame[Any]]) -> "Tables":
        """Return the same tables with frames that were worked out from them, such as the ledger.

        They can be had by name; they are not records, so they are not among the `names`.
        """
        same = self._with(self._frames, self)
        same._derived = dict(derived)  # noqa: SLF001 - it is one of us
        return same

    @property
    def derived(self) -> Mapping[str, nw.LazyFrame[Any]]:
        """The frames that were worked out from the tables."""
        return self._derived

    def replace_frames(self, frames: Mapping[str, nw.LazyFrame[Any]]) -> "Tables":
        """Return the same tables with some frames in place of others; they have the declared columns already."""
        return self._with({**self._frames, **frames}, self)

    def _with(self, frames: Mapping[str, nw.LazyFrame[Any]], other: "Tables") -> "Tables":
        joined = object.__new__(Tables)
        joined._frames = frames if isinstance(frames, Stack) else stack(frames, None)
        joined.kind, joined.as_kind = self.kind, self.as_kind
        joined.pack = self.pack if other is self else join_packs(self.pack, other.pack)
        joined.as_of = max(self.as_of, other.as_of)
        joined.partial = coverage.join_partial(self.partial, other.partial)
        places = {**other.places, **self.places}
        joined.places = {name: file for name, file in places.items() if other.places.get(name, file) == file}
        joined.enforced = self.enforced and other.enforced
        joined.refused = self.refused if other is self else (*self.refused, *other.refused)
        joined._derived, joined._memo = self._derived, {}
        return joined

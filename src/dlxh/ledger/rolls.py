"""Danh sách đơn vị phải báo cáo: which units answer to a provision, and as whom they go on.

A spell is a record of a unit on one list, as a membership is of a member: the columns are those of `service_spells`, with `roll`,
the number of the list, and without a collaborator.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from dlxh.ledger.errors import ObligationError
from dlxh.ledger.unit_lines import UnitLines
from dlxh.models.owed_by import OwedByOwner, OwedByUnits
from dlxh.register.tables import Tables


class Roll(NamedTuple):
    """One selection of units.

    Attributes:
        network: The network whose provision it is.
        owed_by: Which units.
        units: Only these, where there are any.
    """

    network: str
    owed_by: OwedByUnits | OwedByOwner
    units: tuple[str, ...]


def owners_of(tables: Tables) -> dict[str, str]:
    """Return the unit that runs each network."""
    if "networks" not in tables:
        return {}
    frame = tables["networks"].select("id", "owner").collect("polars").to_native()
    return dict(frame.drop_nulls().iter_rows())


def spells_of_units(
    lines: UnitLines, rolls: Mapping[Roll, Sequence[str]], owners: Mapping[str, str]
) -> pl.DataFrame:
    """Return the records of units that answer to some lists, numbered in order, with their lives and what they go on as.

    Args:
        lines: The units.
        rolls: The lists, each with the provisions that it is of.
        owners: The unit that runs each network.

    Raises:
        ObligationError: no unit is on a list; the ledger would be empty, and nobody would see why.
    """
    frames = []
    for number, (roll, provisions) in enumerate(rolls.items()):
        units = _select(lines, roll, owners.get(roll.network))
        if units.is_empty():
            raise ObligationError.no_units(provisions)
        spells = units.select("unit", "line", "first_ordinal", "last_ordinal").with_columns(
            pl.lit(number, pl.Int64).alias("roll"), pl.lit(roll.network).alias("network")
        )
        frames.append(_with_successors(_with_names(spells), lines, owes=roll.owed_by.successor_owes))
    spells = pl.concat(frames).rename({"unit": "org_unit", "line": "person"})
    spells = spells.sort("roll", "org_unit")
    return spells.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("spell"))


def _select(lines: UnitLines, roll: Roll, owner: str | None) -> pl.DataFrame:
    owed_by = roll.owed_by
    if isinstance(owed_by, OwedByOwner):
        return lines.units.filter(pl.col("line").is_in(lines.lines_of([owner] if owner else [])))
    fits = pl.lit(value=True)
    for column, wanted in (("level", owed_by.level), ("kind", owed_by.unit_kind)):
        fits = fits if wanted is None else fits & (pl.col(column) == wanted.value)
    if roll.units:
        fits &= pl.col("line").is_in(lines.lines_of(roll.units))
    below = owed_by.below
    if below is None and not roll.units and owner is not None:
        below = lines.place_of(owner)
    if below is not None or not roll.units:
        return lines.topmost_below(lines.lines_of([below] if below else []), fits)
    return lines.topmost_of(fits)


def _with_names(spells: pl.DataFrame) -> pl.DataFrame:
    """Add to each record the next one of its line, and the first day of the run of records without a gap."""
    spells = spells.sort("line", "first_ordinal", "unit")
    goes_on = pl.col("line") == pl.col("line").shift(
        -1
    )  # they are in order: a window over each line takes far longer
    later = [
        pl.when(goes_on).then(pl.col(name).shift(-1)).alias(alias)
        for name, alias in (
            ("first_ordinal", "later_from_ordinal"),
            ("last_ordinal", "later_to_ordinal"),
            ("unit", "later"),
        )
    ]
    before = pl.col("last_ordinal").cum_max().shift(1).over("line")
    fresh = before.is_null() | (pl.col("first_ordinal") > before + 1)
    begins = pl.when(fresh).then("first_ordinal").otherwise(0)
    return spells.with_columns(*later, begins.alias("begins")).with_columns(
        pl.col("begins").cum_max().over("line").alias("spell_from_ordinal")
    ).drop("begins")  # fmt: skip


def _with_successors(spells: pl.DataFrame, lines: UnitLines, *, owes: bool) -> pl.DataFrame:
    """Let what took the place of a unit owe instead of it, and count its days from those of the unit before."""
    if not owes:
        return spells
    own = spells.filter(pl.col("later").is_null()).select("unit", gone="last_ordinal")
    follows = spells.select(successor="unit", begun="first_ordinal", until="last_ordinal")
    pairs = lines.after.join(own, on="unit").join(follows, on="successor")
    pairs = pairs.filter(pl.col("until") > pl.col("gone"))
    if pairs.is_empty():
        return spells
    turned = pairs.group_by("unit").agg(
        pl.max_horizontal(pl.col("begun"), pl.col("gone") + 1).min().alias("after_from"),
        pl.col("until").max().alias("after_to"),
        pl.when(pl.len() == 1).then(pl.col("successor").first()).alias("after"),
    )
    renamed = spells.filter(pl.col("later").is_not_null()).select(
        "unit", pl.col("later").alias("successor"), gone="last_ordinal"
    )
    spells = spells.join(turned, on="unit", how="left").with_columns(
        pl.coalesce("later_from_ordinal", "after_from").alias("later_from_ordinal"),
        pl.coalesce("later_to_ordinal", "after_to").alias("later_to_ordinal"),
        pl.coalesce("later", "after").alias("later"),
    )
    return _count_from(spells.drop("after_from", "after_to", "after"), pairs, renamed)


def _count_from(spells: pl.DataFrame, pairs: pl.DataFrame, renamed: pl.DataFrame) -> pl.DataFrame:
    """Let the days of each record count from those of the records before it, whose place it took."""
    met = pl.col("begun") <= pl.col("gone") + 1
    taken = pairs.filter(met, pl.col("begun") >= pl.col("on_ordinal")).select("unit", "successor", "gone")
    since = dict(spells.select("unit", "spell_from_ordinal").iter_rows())
    starts = dict(spells.select("unit", "first_ordinal").iter_rows())
    for unit, successor, gone in pl.concat([taken, renamed]).sort("gone", "unit").iter_rows():
        if starts[successor] <= gone + 1:
            since[successor] = min(since[successor], since[unit])
    return spells.with_columns(pl.col("unit").replace_strict(since).alias("spell_from_ordinal"))


def senders_of(
    lines: UnitLines, spells: pl.DataFrame, kinds: Mapping[int, Iterable[str]], before: pl.DataFrame
) -> pl.DataFrame:
    """Return whose a report is that a unit sent: sender, person, and network and kind where that hangs on them.

    It is the nearest that owes reports of that kind, or took the place of one that did: the sender itself, or a unit
    above it.

    Args:
        lines: The units.
        spells: Those that owe.
        kinds: The kinds of report that each list owes.
        before: Lines with those in whose place they came: person, before.
    """
    lists: dict[tuple[str, str], set[int]] = {}
    for roll, network in spells.select("roll", "network").unique().iter_rows():
        for kind in kinds[roll]:
            lists.setdefault((network, kind), set()).add(roll)
    groups: dict[frozenset[int], list[tuple[str, str]]] = {}
    for lane, several in sorted(lists.items()):
        groups.setdefault(frozenset(several), []).append(lane)
    found = []
    for together, lanes in groups.items():
        owing = spells.filter(pl.col("roll").is_in(list(together)))["person"].unique().to_list()
        nearest = _nearest(lines, owing, before)
        if len(groups) == 1:
            return nearest
        named = pl.DataFrame(lanes, schema={"network": pl.String, "kind": pl.String}, orient="row")
        found.append(nearest.join(named, how="cross"))
    return pl.concat(found)


def _nearest(lines: UnitLines, owing: list[int], before: pl.DataFrame) -> pl.DataFrame:
    """Return for each unit the line that its reports are of, which may be one that owes nothing itself but followed one."""
    nearest = lines.nearest(owing)
    after = before.filter(pl.col("before").is_in(owing) & ~pl.col("person").is_in(owing))["person"].unique()
    if after.is_empty():
        return nearest
    return pl.concat([nearest, lines.nearest(after.to_list()).join(nearest, on="sender", how="anti")])

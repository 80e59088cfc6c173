"""Invented reports of the real communes since 1/7/2025, which owe one a month, with the units of both maps."""

from datetime import date, timedelta
from functools import cache
from random import Random

import polars as pl

from dlxh import Network, OrgUnit, Period, Regulation, Tables
from dlxh.data.province_facts import MERGED
from dlxh.models.regulation import RegulationProvision
from dlxh.register import place_units

NETWORK, TOP, SENT = "n", "VN", 0.9
AS_OF = date(2035, 7, 31)
"""A month after the last of 120 months."""


def months(number: int) -> Period:
    """Return a number of months from July 2025 on."""
    last = [tile for tile in Period.tile("month", MERGED, AS_OF) if tile.end < AS_OF][number - 1]
    return Period.custom(MERGED, last.end)


def regulation() -> Regulation:
    """Return that each commune owes a report a month, in time on the fourth of the next."""
    duty = {
        "kind": "report",
        "report": "periodic",
        "period_kind": "month",
        "convention": "calendar",
        "due": {"kind": "day_of_month", "day": 4, "months_after": 1},
        "on_day_off": "stays",
        "grace_days": 0,
        "undeclared": "not_counted",
        "least_days_served": 15,
        "owed_by": {"kind": "units", "level": "commune", "unit_kind": "place", "successor_owes": True},
    }
    said = {"article": "Điều 1", "text": "Ví dụ.", "published": False, "valid_from": MERGED}
    provision = RegulationProvision.model_validate({"id": "month", "duty": duty, **said})
    known = {"id": "qc", "network": NETWORK, "name": "Quy chế", "valid_from": MERGED}
    return Regulation.model_validate({**known, "provisions": [provision]})


@cache
def frames_of_units(province: str | None) -> dict[str, pl.DataFrame]:
    """Return the units of both maps of a province, or of the country, with their successors and the network at their top."""
    top = OrgUnit(id=TOP, name="Cả nước", kind="place", level="central")
    network = Network(id=NETWORK, name="Mạng lưới", owner=TOP, level="central")
    tables = Tables.of([top, network, *place_units(province)], as_of=AS_OF)
    units = tables.polars("units")
    is_new = (pl.col("level") == "province") & pl.col("id").str.starts_with("T19-")
    below = units.with_columns(pl.when(is_new).then(pl.lit(TOP)).otherwise("parent").alias("parent"))
    return {
        "units": below,
        "unit_successors": tables.polars("unit_successors"),
        "networks": tables.polars("networks"),
    }


def communes_of(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the communes since 1/7/2025, one row for each name."""
    is_new = (pl.col("level") == "commune") & pl.col("id").str.starts_with("T19-")
    return frames["units"].filter(is_new).select("id", "valid_from", "valid_to")


def frames(province: str | None, number: int, seed: int = 7) -> dict[str, pl.DataFrame]:
    """Return the units with the reports of a number of months, in no order; one in ten is not sent, some come late, some twice."""
    made = frames_of_units(province)
    dice, communes = Random(seed), communes_of(made)  # noqa: S311 - invented reports
    parts = []
    for tile in Period.tile("month", MERGED, months(number).end):
        living = communes.filter(
            pl.col("valid_from") <= tile.end, pl.col("valid_to").is_null() | (pl.col("valid_to") >= tile.end)
        )
        mine = living.sample(fraction=SENT, seed=dice.randrange(2**31)).select(author_unit="id")
        parts.append(_month(mine, tile, dice.randrange(2**31)))
    whole = pl.concat(parts)
    again = whole.sample(fraction=0.01, seed=seed).with_columns(pl.col("day") + timedelta(days=1))
    both = pl.concat([whole, again]).sample(fraction=1, shuffle=True, seed=seed)
    received = pl.col("day").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    fixed = {name: pl.lit(value) for name, value in _FIXED.items()}
    ids = pl.lit("R") + pl.int_range(pl.len()).cast(pl.String).str.zfill(7)
    return made | {"reports": both.with_columns(ids.alias("id"), received_at=received, **fixed).drop("day")}


_FIXED = {
    "network": NETWORK,
    "kind": "periodic",
    "channel": "written",
    "period_kind": "month",
    "period_convention": "calendar",
}


def _month(senders: pl.DataFrame, tile: Period, seed: int) -> pl.DataFrame:
    salt = (pl.int_range(pl.len()).hash(seed) % 9).cast(pl.Int64) - 3
    return senders.with_columns(
        day=pl.lit(tile.end) + pl.duration(days=salt),
        period_start=pl.lit(tile.start),
        period_end=pl.lit(tile.end),
    )

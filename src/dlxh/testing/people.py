"""Người của tỉnh giả định: networks, terms, collaborators, memberships, contracts and leave, all invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import polars as pl

from dlxh.testing.lands import DISTRICTS, LAST_OLD_DAY, OFFICES

AS_OF: Final = date(2026, 6, 30)
LAST_NEW_DAY: Final = date(2030, 6, 30)
SECOND_TERM: Final = date(2025, 7, 15)
"""Two weeks lie between the teams: reports come in, and nobody is in office."""
GROUPS: Final = 22
NETWORKS: Final = DISTRICTS + 1


@dataclass(frozen=True)
class Times:
    """The days of an invented province.

    Attributes:
        first: First day of the first term.
        turn: Last day before some left and others came, in mid-term.
        months: First day of each month that was reported on.
    """

    first: date
    turn: date
    months: tuple[date, ...]

    @classmethod
    def of(cls, years: int) -> "Times":
        """Return the days of a number of years up to 2026-06-30.

        >>> Times.of(5).first, len(Times.of(5).months)
        (datetime.date(2021, 7, 1), 59)
        """
        first = date(AS_OF.year - years, 7, 1)
        turn = date(first.year + (LAST_OLD_DAY.year - first.year) // 2, 12, 31)
        months = tuple(date(first.year + (6 + n) // 12, (6 + n) % 12 + 1, 1) for n in range(years * 12 - 1))
        return cls(first, turn, months)


def month_end(month: date) -> date:
    """Return the last day of a month.

    >>> month_end(date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)


def write_key(pattern: str, *parts: pl.Expr | str) -> pl.Expr:
    """Return a text with columns in its gaps; `pl.format` breaks on a frame without rows.

    >>> pl.DataFrame({"i": [1, 2]}).select(write_key("BC-{}.h", "i"))["literal"].to_list()
    ['BC-1.h', 'BC-2.h']
    """
    first, *others = pattern.split("{}")
    written = pl.lit(first)
    for part, text in zip(parts, others, strict=True):
        column = pl.col(part) if isinstance(part, str) else part
        written = written + column.cast(pl.String) + pl.lit(text)
    return written


def board_of(network: int, month: date) -> str:
    """Return the board that runs a network in a month.

    >>> board_of(0, date(2025, 2, 1)), board_of(0, date(2025, 3, 1)), board_of(2, date(2025, 3, 1))
    ('BTG', 'BTGDV', 'BTG-H-01')
    """
    if network:
        return f"BTG-H-{network - 1:02}"
    if month < date(2025, 3, 1):
        return "BTG"
    return "BTGDV" if month <= LAST_OLD_DAY else "BTGDV-2"


def networks(times: Times) -> dict[str, pl.DataFrame]:
    """Return the province's network and one for each district, which ended with it."""
    keys = [f"ML-{n:02}" for n in range(NETWORKS)]
    old = [
        {
            "id": f"NK-{n:02}-1",
            "network": keys[n],
            "label": "giai đoạn 2021-2025",
            "start": times.first,
            "end": LAST_OLD_DAY,
        }
        for n in range(NETWORKS)
    ]
    new = {
        "id": "NK-00-2",
        "network": "ML-00",
        "label": "nhiệm kỳ 2025 - 2030",
        "start": SECOND_TERM,
        "end": LAST_NEW_DAY,
    }
    terms = pl.DataFrame([*old, new])
    return {
        "networks": pl.DataFrame(
            {
                "id": keys,
                "name": ["Cộng tác viên dư luận xã hội" for _ in keys],
                "owner": [board_of(n, AS_OF) for n in range(NETWORKS)],
                "level": ["district" if n else "province" for n in range(NETWORKS)],
                "form": ["persons" for _ in keys],
            }
        ),
        "terms": terms,
        "term_regulations": terms.select(
            pl.col("id").alias("term"),
            "network",
            pl.lit(1).alias("position"),
            write_key("QC-{}", pl.col("network").str.slice(3)).alias("regulation"),
        ),
    }


def people(collaborators: int) -> pl.DataFrame:
    """Return one row for each collaborator: number, id, number and id of the network.

    Half of them work for the province, the others for its districts in turn.
    """
    i = pl.int_range(collaborators).alias("i")
    network = pl.when(i % 2 == 0).then(0).otherwise(1 + (i // 2) % DISTRICTS)
    return pl.select(
        i,
        network.alias("k"),
        write_key("CTV-{}", i.cast(pl.String).str.zfill(6)).alias("collaborator"),
        write_key("ML-{}", network.cast(pl.String).str.zfill(2)).alias("network"),
    )


def memberships(who: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return the memberships with the number of their collaborator; some leave in mid-term and others come."""
    leaves, comes = pl.col("i") % 10 == 3, pl.col("i") % 10 == 4  # noqa: PLR2004 - one in ten each
    dissolved = pl.when(pl.col("k") == 0).then(pl.lit("term_end")).otherwise(pl.lit("organisation_dissolved"))
    office = (pl.col("i") % OFFICES).cast(pl.String).str.zfill(2)
    common = [
        pl.col("i", "k", "network", "collaborator"),
        pl.lit("member").alias("role"),
        (pl.col("i") % 8 != 7).alias("paid"),  # noqa: PLR2004 - one in eight serves without pay
        (pl.col("i") % 12 == 5).alias("single_line"),  # noqa: PLR2004 - one in twelve
    ]
    first = who.select(
        *common,
        write_key("{}.1", "collaborator").alias("id"),
        write_key("NK-{}-1", pl.col("network").str.slice(3)).alias("term"),
        pl.when(comes)
        .then(pl.lit(times.turn + timedelta(days=1)))
        .otherwise(pl.lit(times.first))
        .alias("start"),
        pl.when(leaves).then(pl.lit(times.turn)).otherwise(pl.lit(LAST_OLD_DAY)).alias("end"),
        pl.when(leaves).then(pl.lit("transfer")).otherwise(dissolved).alias("end_reason"),
        write_key("CQ-{}", office).alias("organisation"),
    )
    second = who.filter(pl.col("k") == 0).select(
        *common,
        write_key("{}.2", "collaborator").alias("id"),
        pl.lit("NK-00-2").alias("term"),
        pl.lit(SECOND_TERM).alias("start"),
        pl.lit(None, pl.Date).alias("end"),
        pl.lit(None, pl.String).alias("end_reason"),
        write_key("CQM-{}", office).alias("organisation"),
    )
    return pl.concat([first, second])


def records(who: pl.DataFrame, memberships: pl.DataFrame, times: Times) -> dict[str, pl.DataFrame]:
    """Return the tables of collaborators, memberships, contracts and absences."""
    office = (pl.col("i") % OFFICES).cast(pl.String).str.zfill(2)
    stays = pl.when(pl.col("k") == 0).then(pl.lit("CQM-")).otherwise(pl.lit("CQ-"))
    listed = who.select(
        pl.col("collaborator").alias("id"),
        "network",
        pl.concat_str(stays, office).alias("organisation"),
        pl.lit("Phó trưởng phòng").alias("position"),
        write_key("co_cau_{}", pl.col("i") // 2 % GROUPS).alias("composition"),
        pl.lit(date(2036, 12, 31)).alias("erase_after"),
    )
    names = write_key("Nguyễn Thị Ví Dụ {}", pl.col("id").str.slice(4))
    contacts = listed.select(pl.col("id").alias("collaborator"), "network", names.alias("name"))
    persons = listed.select(
        pl.col("id").alias("collaborator"), "network", write_key("N-{}", "id").alias("person")
    )
    return {
        "collaborators": listed,
        "contacts": contacts,
        "persons": persons,
        "memberships": memberships.drop("i", "k"),
        "engagements": _contracts(memberships, times),
        "absences": _absences(memberships, times),
    }


def _contracts(memberships: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return yearly contracts in the first term, and one of 24 months in the second."""
    years = range(times.first.year, LAST_OLD_DAY.year)
    spans = [(n, date(year, 7, 1), date(year + 1, 6, 30)) for n, year in enumerate(years, start=1)]
    spans.append((len(spans) + 1, SECOND_TERM, date(2027, 7, 14)))
    windows = pl.DataFrame(spans, schema={"n": pl.Int64, "from": pl.Date, "to": pl.Date}, orient="row")
    both = memberships.filter("paid").join(windows, how="cross")
    last = pl.min_horizontal(pl.col("to"), pl.col("end").fill_null(LAST_NEW_DAY))
    clipped = both.with_columns(pl.max_horizontal("from", "start").alias("start"), last.alias("end"))
    return clipped.filter(pl.col("start") <= pl.col("end")).select(
        write_key("{}.h{}", "id", "n").alias("id"),
        "network",
        pl.col("id").alias("membership"),
        "start",
        "end",
    )


def _absences(memberships: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return one short leave in each year of the first term."""
    days = [date(year, 8, 19) for year in range(times.first.year, LAST_OLD_DAY.year)]
    leave = pl.DataFrame({"start_": days})
    both = memberships.join(leave, how="cross")
    held = (pl.col("start_") >= pl.col("start")) & (
        pl.col("start_") < pl.col("end").fill_null(LAST_NEW_DAY).dt.offset_by("-5d")
    )
    return both.filter(held).select(
        write_key("NV-{}-{}", "id", pl.col("start_").dt.year()).alias("id"),
        "network",
        "collaborator",
        pl.col("start_").alias("start"),
        pl.col("start_").dt.offset_by("3d").alias("end"),
        pl.lit("sick_leave").alias("reason"),
    )

"""Báo cáo của tỉnh giả định: periodic reports and corrections, ad hoc chains, syntheses and marked papers."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from dlxh.testing.people import NETWORKS, Times, board_of, month_end, write_key

MARKED: Final = 32
_OF_NEW_LAW: Final = 14
"""How many of them have a mark of March or April 2026, under Luật 117/2025/QH15."""
_LEVELS: Final = (("confidential", 10), ("secret", 20), ("top_secret", 30))
KEPT_UNTIL: Final = date(2036, 12, 31)
_CHANNELS: Final = ("written", "email", "phone", "meeting", "app")
_MONTHS: Final = 1000
"""More than there are months: collaborator × 1000 + month is one number for one report."""

_MONTHLY: Final = (
    pl.lit("month").alias("period_kind"),
    pl.col("month").alias("period_start"),
    pl.col("month_end").alias("period_end"),
    pl.lit("calendar").alias("period_convention"),
)
"""What a report on a month says of its period."""


def dice(number: pl.Expr, seed: int, sides: int) -> pl.Expr:
    """Return a number from 0 to sides - 1 that hangs on a number and the seed alone.

    >>> import polars as pl
    >>> rolled = pl.select(dice(pl.int_range(600), 7, 3)).to_series()
    >>> sorted(rolled.unique())
    [0, 1, 2]
    """
    return ((number + 1 + seed * 7919) * 2_654_435_761 // 65_536) % sides


def at(day: pl.Expr, hour: int) -> pl.Expr:
    """Return the instant of an hour of a day in Viet Nam, which is seven hours before UTC in no season."""
    return day.cast(pl.Datetime("us")).dt.offset_by(f"{hour - 7}h").dt.replace_time_zone("UTC")


def calendar(times: Times) -> pl.DataFrame:
    """Return one row for each month: number, first and last day."""
    return pl.DataFrame(
        {
            "m": list(range(len(times.months))),
            "month": list(times.months),
            "month_end": [month_end(month) for month in times.months],
        }
    )


def person_months_served(memberships: pl.DataFrame, times: Times) -> pl.DataFrame:
    """Return one row for each membership and month with a day served."""
    both = memberships.lazy().join(calendar(times).lazy(), how="cross")
    last = pl.col("end").fill_null(KEPT_UNTIL)
    return (
        both.filter(pl.col("start") <= pl.col("month_end"), pl.col("month") <= last).sort("i", "m").collect()
    )


def periodic(months: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Return monthly reports, some of them not sent, some corrected two days later."""
    number = pl.col("i") * _MONTHS + pl.col("m")
    sent = months.filter(dice(number, seed, 12) != 0).select(
        write_key("BC-{}-{}", "i", "m").alias("id"),
        number.alias("number"),
        "k",
        "m",
        "network",
        pl.col("collaborator").alias("author"),
        pl.lit("periodic").alias("kind"),
        *_MONTHLY,
        at(pl.col("month_end").dt.offset_by("1d"), 8).alias("received_at"),
        one_of(dice(number, seed + 1, len(_CHANNELS)), _CHANNELS).alias("channel"),
        pl.when(number % 5 == 0).then(pl.lit(KEPT_UNTIL)).alias("erase_after"),
    )
    sent = sent.with_columns(pl.col("received_at") + pl.duration(hours=24 * dice(pl.col("number"), seed, 4)))
    corrected = sent.filter(dice(pl.col("number"), seed, 23) == 1).with_columns(
        pl.concat_str("id", pl.lit("s")).alias("id"),
        pl.col("id").alias("replaces"),
        pl.col("received_at") + pl.duration(days=2),
    )
    return pl.concat([sent, corrected], how="diagonal")


def one_of(number: pl.Expr, values: Sequence[str]) -> pl.Expr:
    """Return the value at a place."""
    return number.replace_strict(list(range(len(values))), list(values), return_dtype=pl.String)


def ad_hoc(months: pl.DataFrame) -> pl.DataFrame:
    """Return chains of three: quick by phone within the hour, written a day later, concluding after five."""
    steps = pl.DataFrame(
        {
            "stage": [1, 2, 3],
            "hours": [1, 24, 120],
            "channel": ["phone", "written", "written"],
            "before": [None, 1, 2],
        }
    )
    number = pl.col("i") * _MONTHS + pl.col("m")
    chosen = months.filter((pl.col("i") + pl.col("m")) % 17 == 0).with_columns(
        write_key("DX-{}-{}-", "i", "m").alias("head"),
        at(pl.col("month").dt.offset_by("19d"), 8).alias("event_at"),
    )
    return chosen.join(steps, how="cross").select(
        write_key("{}{}", "head", "stage").alias("id"),
        (number + 500 + pl.col("stage") * 100).alias("number"),
        "k",
        "m",
        "network",
        pl.col("collaborator").alias("author"),
        pl.lit("ad_hoc").alias("kind"),
        pl.col("stage").cast(pl.Int64),
        write_key("{}{}", "head", "before").alias("previous_stage"),
        "event_at",
        (pl.col("event_at") + pl.duration(hours=pl.col("hours"))).alias("received_at"),
        "channel",
    )


def syntheses(sent: pl.DataFrame, times: Times) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the monthly synthesis of each network, on the ninth of the next month, and what each drew on.

    Args:
        sent: What may be drawn on.
        times: The days of the province.
    """
    gone = sent.filter(pl.col("replaces").is_not_null()).select(pl.col("replaces").alias("id"))
    standing = sent.join(gone, on="id", how="anti")
    numbered = list(enumerate(times.months))
    boards = pl.DataFrame(
        [
            {"k": k, "m": m, "author_unit": board_of(k, month)}
            for k in range(NETWORKS)
            for m, month in numbered
        ]
    )
    head = write_key("TH-{}-{}", "k", "m")
    made = standing.select("k", "m", "network").unique(maintain_order=True)
    rows = made.join(boards, on=["k", "m"], how="inner", maintain_order="left").join(
        calendar(times), on="m", how="inner", maintain_order="left"
    )
    whole = rows.select(
        head.alias("id"),
        (pl.col("k") * _MONTHS + pl.col("m") + 10**12).alias("number"),
        "k",
        "m",
        "network",
        "author_unit",
        pl.lit("synthesis").alias("kind"),
        pl.concat_str((pl.col("m") + 1).cast(pl.String).str.zfill(2), pl.lit("-BC/BTG")).alias("paper"),
        *_MONTHLY,
        at(pl.col("month_end").dt.offset_by("9d"), 8).alias("received_at"),
        pl.lit("written").alias("channel"),
    )
    links = standing.select(
        head.alias("report"),
        "network",
        pl.col("id").cum_count().over("k", "m").cast(pl.Int64).alias("position"),
        pl.col("id").alias("source"),
    )
    return whole, links


def topical(times: Times) -> pl.DataFrame:
    """Return a thematic paper of the province's board for each month, a week after it."""
    days = calendar(times)
    boards = pl.Series("author_unit", [board_of(0, month) for month in times.months])
    return days.with_columns(boards).select(
        write_key("CM-{}", "m").alias("id"),
        (pl.col("m") + 3 * 10**12).alias("number"),
        pl.lit(0, pl.Int64).alias("k"),
        "m",
        pl.lit("ML-00").alias("network"),
        "author_unit",
        pl.lit("thematic").alias("kind"),
        *_MONTHLY,
        at(pl.col("month_end").dt.offset_by("8d"), 8).alias("received_at"),
        pl.lit("written").alias("channel"),
    )


def _draw_on_last_report(links: pl.DataFrame, papers: pl.DataFrame) -> pl.DataFrame:
    """Let each thematic paper draw on the last report of its month, which the synthesis of both then leaves to it."""
    above = papers.select(pl.col("id").alias("paper")).join(
        links.select("report", pl.col("source").alias("paper")), on="paper", maintain_order="left"
    )
    own = links.join(above, on="report", how="inner", maintain_order="left")
    own = own.filter(pl.col("source").str.starts_with("BC-")).unique(
        "report", keep="last", maintain_order=True
    )
    moved = own.select(
        pl.col("paper").alias("report"), "network", pl.lit(1, pl.Int64).alias("position"), "source"
    )
    return pl.concat([links.join(moved, on="source", how="anti", maintain_order="left"), moved])


def mark_papers(times: Times) -> pl.DataFrame:
    """Return papers of the province's board on one topic, each with a mark that a competent office set."""
    rows = []
    for n in range(MARKED):
        is_new = n >= MARKED - _OF_NEW_LAW
        month = times.months[-3 - n % 2 if is_new else n * (len(times.months) - 6) // MARKED]
        level, years = _LEVELS[n % len(_LEVELS)]
        decided = month.replace(day=10)
        rows.append(
            {
                "id": f"CD-{n}",
                "number": 2 * 10**12 + n,
                "k": 0,
                "m": times.months.index(month),
                "network": "ML-00",
                "author_unit": board_of(0, month),
                "kind": "thematic",
                "received": decided,
                "channel": "written",
                "secrecy_level": level,
                "secrecy_decided_by": "Trưởng ban",
                "secrecy_decided_on": decided,
                "secrecy_legal_basis": "1630/QĐ-TTg" if is_new else "29/2018/QH14",
                "secrecy_listed_in": "party_2025" if is_new else None,
                "secrecy_item": "Điều 1" if is_new else None,
                "secrecy_expires": decided.replace(year=decided.year + years),
            }
        )
    return (
        pl.DataFrame(rows, infer_schema_length=None)
        .with_columns(at(pl.col("received"), 15).alias("received_at"))
        .drop("received")
    )


def late_corrections(sent: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Return corrections that come two weeks later, when the synthesis has drawn on what they correct."""
    corrected = sent.filter(pl.col("replaces").is_not_null())
    first = sent.filter(pl.col("kind") == "periodic", dice(pl.col("number"), seed, 29) == 2)  # noqa: PLR2004 - one in 29
    return first.filter(
        ~pl.col("id").is_in(pl.concat([corrected["id"], corrected["replaces"]]).implode())
    ).with_columns(
        pl.concat_str("id", pl.lit("m")).alias("id"),
        pl.col("id").alias("replaces"),
        pl.col("received_at") + pl.duration(days=14),
    )


def marked_syntheses(papers: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return for each marked paper a synthesis of the next day with the same mark, and that it draws on the paper."""
    head = pl.concat_str(pl.lit("TM-"), pl.col("id").str.slice(3))
    whole = papers.with_columns(
        head.alias("id"),
        pl.col("number") + MARKED,
        pl.lit("synthesis").alias("kind"),
        pl.col("received_at") + pl.duration(days=1),
    )
    links = papers.select(
        head.alias("report"), "network", pl.lit(1, pl.Int64).alias("position"), pl.col("id").alias("source")
    )
    return whole, links


def reports(months: pl.DataFrame, times: Times, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return all reports, still with their numbers, and the sources of the syntheses."""
    papers = topical(times)
    sent = pl.concat([periodic(months, seed), papers], how="diagonal")
    whole, links = syntheses(sent, times)
    links = _draw_on_last_report(links, papers)
    secret = mark_papers(times)
    of_secret, more = marked_syntheses(secret)
    every = [sent, late_corrections(sent, seed), ad_hoc(months), whole, secret, of_secret]
    return pl.concat(every, how="diagonal"), pl.concat([links, more])

"""Nội dung của tỉnh giả định: items with topics, streams and words of mood, and the matters that several are about."""

from typing import Final

import polars as pl

from dlxh.data.province_facts import MERGED
from dlxh.testing.lands import COMMUNES, NEW_COMMUNES
from dlxh.testing.papers import dice, one_of
from dlxh.testing.people import write_key

TOPICS: Final = (
    "land",
    "environment",
    "health",
    "education",
    "transport",
    "prices",
    "water_supply",
    "online_fraud",
)
GROUPS: Final = ("farmers", "workers", "cadres", "retirees", "women", "youth")
SUMMARIES: Final = (
    "Người dân hỏi về tiến độ chi trả tiền đền bù của dự án đường liên xã.",
    "Nước thải của cơ sở chế biến làm đổi màu nước suối, cá chết nhiều.",
    "Giá vật tư nông nghiệp tăng, bà con đề nghị có hỗ trợ vụ tới.",
    "Trường học thu nhiều khoản đầu năm, phụ huynh muốn công khai.",
    "Đường vào thôn xuống cấp, mùa mưa học sinh đi lại khó.",
    "Sắp xếp đơn vị hành chính: người dân hỏi nơi làm thủ tục mới.",
    "Tin về dịch bệnh trên mạng chưa kiểm chứng, chợ vắng người.",
    "Đồng tình với việc lắp đèn chiếu sáng ở khu dân cư.",
)
STANCES: Final = ("approving", "opposed", "hesitant", "unclear")
MOODS: Final = {
    "approving": "agreeing",
    "opposed": "indignant",
    "hesitant": "wondering",
    "unclear": "attentive",
}


def _twice(rows: pl.DataFrame) -> pl.LazyFrame:
    """Return each row twice, `at` the first and the second place."""
    return rows.lazy().join(pl.LazyFrame({"at": [1, 2]}), how="cross")


def items(reports: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Return two items for each report, still with their numbers; a place is a commune of those days."""
    two = reports.lazy().join(pl.LazyFrame({"position": [1, 2]}), how="cross")
    number = pl.col("number") * 2 + pl.col("position") - 1
    first = pl.coalesce(pl.col("period_start"), pl.col("received_at").dt.offset_by("7h").dt.date())
    old = write_key("XC-{}", (number % COMMUNES).cast(pl.String).str.zfill(2))
    new = write_key("XM-{}", (number % NEW_COMMUNES).cast(pl.String).str.zfill(2))
    asks = pl.col("k") % 3 == 0
    return two.select(
        pl.col("id").alias("report"),
        "network",
        pl.col("position").cast(pl.Int64),
        write_key("{}.{}", "id", "position").alias("id"),
        number.alias("number"),
        asks.alias("asks"),
        "kind",
        "m",
        pl.lit("local").alias("scope"),
        pl.when(first < MERGED).then(old).otherwise(new).alias("place"),
        one_of(dice(number, seed, len(SUMMARIES)), SUMMARIES).alias("summary"),
        pl.when(number % 4 == 0).then(pl.lit("Phản ánh tại cuộc họp thôn.")).alias("basis"),
        pl.when(number % 3 == 0).then(pl.lit("Có thể lan sang xã bên.")).alias("forecast"),
        pl.when(number % 3 == 1).then(pl.lit("Đề nghị xã thông báo kế hoạch.")).alias("proposal"),
        pl.when(number % 9 == 0).then(pl.lit("urgent")).otherwise(pl.lit("normal")).alias("urgency"),
        (number % 4 == 0).alias("prominent"),
        pl.when(number % 2 == 0).then(pl.lit("confirmed")).alias("grade"),
    ).collect()


def topics(item_rows: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Return one or two topics for each item."""
    rolled = dice(pl.col("number"), seed + 2, len(TOPICS))
    both = _twice(item_rows).filter((pl.col("at") == 1) | (pl.col("number") % 3 == 0))
    return both.select(
        pl.col("id").alias("item"),
        "network",
        pl.col("at").cast(pl.Int64).alias("position"),
        one_of((rolled + pl.col("at")) % len(TOPICS), TOPICS).alias("topic"),
    ).collect()


def streams(item_rows: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Return one or two streams for each item: the second is a few people of the same group who see it otherwise."""
    number = pl.col("number")
    both = _twice(item_rows).filter((pl.col("at") == 1) | (number % 2 == 0))
    wide = one_of(dice(number, seed + 3, 3), ("majority", "many", "large_majority"))
    return both.select(
        pl.col("id").alias("item"),
        "network",
        pl.col("at").cast(pl.Int64).alias("position"),
        one_of(dice(number, seed + 4, len(GROUPS)), GROUPS).alias("group"),
        one_of((dice(number, seed + 5, len(STANCES)) + pl.col("at")) % len(STANCES), STANCES).alias("stance"),
        pl.when(pl.col("at") == 1).then(wide).otherwise(pl.lit("some")).alias("breadth"),
        pl.when(number % 5 == 0).then(pl.lit("high")).alias("intensity"),
        pl.when(pl.col("asks") | (number % 7 == 0))
        .then(pl.lit("Ý kiến tại ba cuộc họp thôn."))
        .alias("basis"),
    ).collect()


def moods(heard: pl.DataFrame) -> pl.DataFrame:
    """Return the words of mood of the streams: one that fits the stance, and often attention too."""
    fits = pl.col("stance").replace_strict(list(MOODS), list(MOODS.values()), return_dtype=pl.String)
    kept = _twice(heard).filter(
        (pl.col("at") == 1) | ((pl.col("stance") != "unclear") & (pl.col("position") == 1))
    )
    return kept.select(
        "item",
        pl.col("position").alias("stream"),
        "network",
        pl.col("at").cast(pl.Int64).alias("position"),
        pl.when(pl.col("at") == 1).then(fits).otherwise(pl.lit("attentive")).alias("expression"),
    ).collect()


def matters(item_rows: pl.DataFrame, seed: int, until: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return matters of three items of one network each, from periodic reports of the months before `until`."""
    chosen = item_rows.filter(
        pl.col("kind") == "periodic",
        pl.col("position") == 1,
        pl.col("m") < until,
        dice(pl.col("number"), seed + 6, 16) == 0,
    ).sort("network", "m", "number")
    nth = (pl.col("id").cum_count().over("network") - 1).cast(pl.Int64)
    grouped = chosen.with_columns(
        write_key("VD-{}-{}", pl.col("network").str.slice(3), nth // 3).alias("matter"),
        (nth % 3 + 1).alias("place_in"),
    )
    heads = grouped.group_by("matter", maintain_order=True).agg(pl.col("network").first(), pl.col("m").max())
    titled = heads.select(
        pl.col("matter").alias("id"), "network", pl.lit("Việc được nhiều nơi nói tới").alias("title"), "m"
    )
    return titled, grouped.select(
        "matter", "network", pl.col("place_in").alias("position"), pl.col("id").alias("item")
    )

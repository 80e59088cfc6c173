"""Luồng ý kiến: how groups see a matter, in words that do not contradict each other."""

from typing import Any, Final

import narwhals as nw

from dlxh.models.opinion import Breadth, Expression, Stance
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty, near, repeated

WIDE: Final = (Breadth.OVERWHELMING_MAJORITY.value, Breadth.LARGE_MAJORITY.value, Breadth.MAJORITY.value)
ATTENTION: Final = (Expression.ATTENTIVE.value, Expression.WISHING.value)
PLEASED: Final = (
    Expression.ENTHUSIASTIC.value,
    Expression.TRUSTING.value,
    Expression.APPRECIATIVE.value,
    Expression.AGREEING.value,
)
AXES: Final = "Đảng ủy Khối doanh nghiệp Vĩnh Phúc, tài liệu tập huấn dư luận xã hội (dukdnvinhphuc.vn)"


@rule(
    "I201",
    table="streams",
    needs=(),
    severity=Severity.WARNING,
    vi="luồng ý kiến {record} và {evidence} cùng là đa số của một nhóm",
    en="streams {record} and {evidence} are both the majority of one group",
    cure_vi="sửa độ rộng của một luồng, hoặc tách nhóm",
    cure_en="correct the breadth of one, or tell the groups apart",
    source=AXES,
    why_vi="Một nhóm không thể có hai đa số khác nhau về cùng một việc; bản tổng hợp sẽ nói ngược nhau.",
    judges=lambda _: nw.col("breadth").is_in(WIDE),
)
def two_majorities(tables: Tables) -> "nw.LazyFrame[Any]":
    """One group cannot be of two different majorities on one matter; the synthesis would contradict itself."""
    wide = near(tables, "streams", "item").filter(nw.col("breadth").is_in(WIDE))
    second = repeated(tables, wide, "item", "group", tells="position", order="position")
    return faulty(_with_key_before(second), "streams", field="breadth", evidence="key_before")


def _with_key_before(rows: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    """Return rows with the key of the stream before them, which is one of the same item."""
    key = nw.concat_str([nw.col("item"), nw.col("before").cast(nw.String())], separator="#")
    return rows.with_columns(key.alias("key_before"))


@rule(
    "I202",
    table="streams",
    needs=("items", "regulation_provisions"),
    severity=Severity.WARNING,
    vi="luồng ý kiến {record} không nêu căn cứ, trong khi quy chế yêu cầu",
    en="stream {record} states no basis, and the regulation asks for one",
    cure_vi="nêu căn cứ ở luồng, hoặc ở nội dung nếu chung cho mọi luồng",
    cure_en="state it with the stream, or with the item where it is that of all streams",
    source="Tỉnh ủy Hà Nam, hội thảo 13/11/2018 (mỗi luồng ý kiến nêu căn cứ, dự báo, kiến nghị)",
    why_vi="Luồng không có căn cứ thì người nhận không biết dựa vào đâu để tin.",
    judges=lambda tables: tables["streams"].join(_asking(tables), on="network", how="semi"),
)
def stream_without_basis(tables: Tables) -> "nw.LazyFrame[Any]":
    """Without a basis nobody who receives it can tell why to believe it."""
    asked = (
        tables["streams"].join(_asking(tables), on="network", how="semi").filter(nw.col("basis").is_null())
    )
    both = beside(asked, tables, "items", on="item", names=("basis",))
    return faulty(both.filter(nw.col("other_basis").is_null()), "streams", field="basis")


def _asking(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the networks whose regulation asks for the basis of each stream."""
    asks = tables["regulation_provisions"].filter(nw.col("duty_kind") == "stream_basis")
    return asks.select("network").unique()


@rule(
    "I203",
    table="streams",
    needs=("stream_expressions",),
    severity=Severity.WARNING,
    vi="luồng ý kiến {record} ghi tán thành hoặc phản đối mà chỉ có quan tâm, mong muốn",
    en="stream {record} is marked approving or opposed, and its only words are attention or wish",
    cure_vi="ghi thái độ chưa rõ (unclear), hoặc nêu từ ngữ thể hiện thái độ",
    cure_en="mark its stance as unclear, or give the words that show it",
    source=AXES,
    why_vi="Quan tâm, mong muốn không phải thái độ; coi đó là tán thành thì số liệu về đồng tình tăng khống.",
    judges=lambda tables: tables["streams"].join(_moods(tables), on=["item", "position"], how="semi"),
)
def attention_as_stance(tables: Tables) -> "nw.LazyFrame[Any]":
    """Attention and wishes are no stances; taken for approval they swell the figures on agreement."""
    only = _moods(tables).filter(nw.col("other_words") == 0)
    taken = nw.col("stance").is_in([Stance.APPROVING.value, Stance.OPPOSED.value])
    return faulty(
        tables["streams"].filter(taken).join(only, on=["item", "position"], how="semi"),
        "streams",
        field="stance",
    )


def _moods(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the streams with words of mood, and how many of these are neither attention nor wish."""
    other = (~nw.col("expression").is_in(ATTENTION)).cast(nw.Int64())
    words = near(tables, "stream_expressions", "item").with_columns(other.alias("other_words"))
    counted = words.group_by("item", "stream").agg(nw.col("other_words").sum().cast(nw.Int64()))
    return counted.rename({"stream": "position"})


@rule(
    "I204",
    table="stream_expressions",
    needs=("streams",),
    severity=Severity.WARNING,
    vi="luồng ý kiến phản đối lại có từ phấn khởi, tin tưởng ({record})",
    en="a stream that is opposed has words of joy or trust ({record})",
    cure_vi="tách thành hai luồng, hoặc sửa thái độ",
    cure_en="make two streams of it, or correct the stance",
    source=AXES,
    why_vi="Luồng là tập hợp ý kiến giống nhau; hai thái độ ngược nhau là hai luồng.",
    judges=lambda tables: tables["stream_expressions"].join(
        _opposed(tables), on=["item", "stream"], how="semi"
    ),
)
def mood_against_stance(tables: Tables) -> "nw.LazyFrame[Any]":
    """A stream is a set of similar opinions; two contrary ones are two streams."""
    pleased = tables["stream_expressions"].filter(nw.col("expression").is_in(PLEASED))
    return faulty(
        pleased.join(_opposed(tables), on=["item", "stream"], how="semi"),
        "stream_expressions",
        field="expression",
    )


def _opposed(tables: Tables) -> "nw.LazyFrame[Any]":
    opposed = tables["streams"].filter(nw.col("stance") == Stance.OPPOSED.value)
    return opposed.select("item", nw.col("position").alias("stream"))


@rule(
    "I205",
    table="streams",
    needs=(),
    severity=Severity.ERROR,
    vi="luồng ý kiến {record} trùng nhóm, thái độ và độ rộng với {evidence}",
    en="stream {record} repeats group, stance and breadth of {evidence}",
    cure_vi="gộp hai luồng",
    cure_en="make one stream of the two",
    source=AXES,
    why_vi="Những ý kiến giống nhau là một luồng; ghi hai lần thì số luồng tăng khống.",
)
def stream_repeated(tables: Tables) -> "nw.LazyFrame[Any]":
    """Similar opinions are one stream; written twice they swell the number of streams."""
    streams = near(tables, "streams", "item").with_columns(nw.col("breadth").fill_null("").alias("width"))
    again = repeated(tables, streams, "item", "group", "stance", "width", tells="position", order="position")
    return faulty(_with_key_before(again), "streams", field="group", evidence="key_before")


RULES = (two_majorities, stream_without_basis, attention_as_stance, mood_against_stance, stream_repeated)

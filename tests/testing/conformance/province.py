"""A province that breaks what the tests of `dlxh.testing.plugin` hold it to: a rule or a measure for each promise."""

from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

import dlxh
from dlxh import Pack, Register, Severity, rule
from dlxh.measures import Context, Count, Distinct, Policy, RowSource, Share, Total
from dlxh.measures.measure import Measure
from dlxh.measures.policy import Standing
from dlxh.rules.language import Row, Value
from dlxh.testing import case
from dlxh.words import FigureUnit
from tests import own, sample

FROM = date(2026, 2, 1)
TEXTS: dict[str, Any] = {
    "severity": Severity.WARNING,
    "vi": "báo cáo {record} sai",
    "en": "report {record} is wrong",
    "cure_vi": "sửa",
    "cure_en": "mend",
    "source": "ví dụ",
}
HEARD, UNHEARD = case(reports={"hamlet": "Làng Ốp"}), case(reports={"hamlet": None})


@rule("GL11", table="reports", right=[UNHEARD], wrong=[HEARD], **TEXTS)
def turned_round(r: Row) -> Value:
    """Its examples are on the wrong sides."""
    return r.hamlet.is_null()


EARLY, LATE = (case(reports={"received_day": day}) for day in (date(2026, 1, 1), FROM))


@rule("GL12", table="reports", right=[EARLY], wrong=[LATE], **TEXTS)
def without_boundary(r: Row) -> Value:
    """No example is on the day before."""
    return r.received_day >= FROM


@rule("GL13", table="reports", right=[HEARD], wrong=[UNHEARD], **TEXTS)
def repeated(r: Row) -> Value:
    """It says what GL01 says."""
    return r.hamlet.is_null()


NAMED = case(collaborators={}, contacts={"collaborator": "collaborator1", "name": "Ví Dụ"})


@rule(
    "GL14",
    table="collaborators",
    needs=("contacts",),
    right=[case(collaborators={})],
    wrong=[NAMED],
    **{**TEXTS, "vi": "{record}: {who}", "en": "{record}: {who}"},
)
def naming_somebody(tables: dlxh.Tables) -> Any:  # noqa: ANN401 - a frame of any engine
    """It fills a placeholder with a name."""
    named = tables["contacts"].filter(~nw.col("name").is_null())
    return named.select(nw.col("collaborator").alias("record"), nw.col("name").alias("who"))


@rule(
    "GL15",
    table="networks",
    needs=(),
    right=[case(networks={"name": "y"})],
    wrong=[case(networks={"name": "x"})],
    **{**TEXTS, "vi": "{record} {gap}", "en": "{record} {gap}"},
)
def on_polars_alone(tables: dlxh.Tables) -> Any:  # noqa: ANN401 - a frame of Polars
    """It takes the frame out of narwhals, and fills not all that its sentence has room for."""
    native: Any = tables["networks"].to_native()
    return nw.from_native(native.filter(pl.col("name") == "x").select(pl.col("id").alias("record")))


@rule(
    "GL16",
    table="reports",
    needs=(),
    right=[case(reports={"stage": 1})],
    wrong=[case(reports={"stage": 2})],
    **TEXTS,
)
def as_a_function(tables: dlxh.Tables) -> Any:  # noqa: ANN401 - a frame of any engine
    """It is a function of tables, which sees own fields in tables of their own."""
    return tables["reports"].filter(nw.col("stage") == 2).select(nw.col("id").alias("record"))


def reports(context: Context, _: object) -> Any:  # noqa: ANN401 - a frame of any engine
    """All reports, with an outcome and a whole number."""
    frame = context.tables["reports"]
    return frame.with_columns(day=nw.col("received_day"), out=nw.col("channel"), amount=nw.lit(1, nw.Int64()))


def doubled(context: Context, wanted: object) -> Any:  # noqa: ANN401 - a frame of any engine
    """Reports, each several times where somebody wants to know the others."""
    found = reports(context, wanted)
    others = found.select(nw.col("id").alias("other"))
    return found.join(others, how="cross") if "other" in str(wanted) else found


def with_items(context: Context, wanted: object) -> Any:  # noqa: ANN401 - a frame of any engine
    """Reports that hold something: it reads a table that it does not declare."""
    held = context.tables["items"].select("report").unique()
    return reports(context, wanted).join(held, left_on="id", right_on="report", how="semi")


def with_items_if_there(context: Context, wanted: object) -> Any:  # noqa: ANN401 - a frame of any engine
    """The same, but it says nothing where the table is absent."""
    return (with_items if "items" in context.tables else reports)(context, wanted)


def ranked(context: Context, wanted: object) -> Any:  # noqa: ANN401 - a frame of any engine
    """Reports with their rank, which DuckDB cannot give."""
    place = nw.col("id").rank("ordinal").over("network", order_by="id").cast(nw.Int64())
    return reports(context, wanted).with_columns(place=place)


def shown(context: Context, _: object) -> Any:  # noqa: ANN401 - a frame of any engine
    """Contacts, by the name of the person."""
    day = nw.lit(FROM)
    return context.tables["contacts"].with_columns(day=day)


def rows(frame: Any, *dimensions: str, **more: Any) -> RowSource:  # noqa: ANN401 - a function
    """Return rows of reports, called after the function that makes them."""
    days = ("Tính vào ngày nhận.", "Counts on the day of receipt.")
    given = {"reads": ("reports",), **more}
    return RowSource(frame.__name__, given.pop("reads"), frame, ("network", *dimensions), *days, **given)


def measure(kind: type[Any], code: str, counted: RowSource, **more: Any) -> Measure:  # noqa: ANN401 - of its kind
    """Return a measure of a kind."""
    texts = {name: f"{code} {name}." for name in ("vi", "en", "definition_vi", "definition_en", "source")}
    made: Measure = kind(code=code, unit=FigureUnit.REPORT, rows=counted, **texts, **more)
    return made


UNMET = dict.fromkeys(("pending", "not_due", "no_reply", "withdrawn", "out_of_scope"), Standing.UNMET)
GOOD = rows(reports, outcomes={"out": {"written": None, "unknown": None}})
MEASURES = {
    "good": measure(Count, "gl_good", GOOD, where={"network": ("gl",)}),
    "total": measure(Total, "gl_total", GOOD, of="amount"),
    "distinct": measure(Distinct, "gl_distinct", GOOD, of="author"),
    "rate": measure(Share, "gl_rate", GOOD, outcome="out", met=("written",), policy=Policy(**UNMET)),
    "without a column": measure(Count, "gl_column", rows(reports, "weather")),
    "undeclared outcome": measure(Count, "gl_outcome", rows(reports, outcomes={"out": {"phone": None}})),
    "doubled": measure(Count, "gl_doubled", rows(doubled, "other")),
    "undeclared table": measure(Count, "gl_table", rows(with_items)),
    "undeclared table, in silence": measure(Count, "gl_silence", rows(with_items_if_there)),
    "without an outcome": measure(Count, "gl_gone", rows(reports, outcomes={"gone": {"phone": None}})),
    "ranked": measure(Total, "gl_ranked", rows(ranked), of="place"),
    "named": measure(Count, "gl_named", rows(shown, "name", reads=("contacts",))),
}
RULES = (turned_round, without_boundary, repeated, naming_somebody, on_polars_alone)
PACK = Pack(
    "gl",
    models=own.PACK.models,
    rules=(*own.PACK.rules, *RULES),
    measures=(MEASURES["good"], MEASURES["named"]),
)


def register() -> Register:
    """Return the small register, with a value in an own field."""
    plain = sample.register()
    records = [each for model in plain.schema.roots.values() for each in plain.all(model)]
    found = Register(records, as_of=plain.as_of, pack=PACK)
    return found.put(found.all(own.Report)[1].replace(hamlet="Làng Ốp", interpreter="Ví Dụ"))

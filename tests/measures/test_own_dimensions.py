"""Own fields break down the measures that count their rows; what is prose or restricted does not."""

import pickle
from dataclasses import replace
from typing import Annotated, Any

import pytest
from pydantic import create_model

import dlxh
from dlxh import Grade, Pack, Tables, measure
from dlxh.measures import Count, Distinct, Quantile, Ratio, Total, dimension_codes
from dlxh.measures.catalogue import find_measure
from dlxh.measures.errors import MeasureError
from dlxh.measures.own_dimensions import add_own_dimensions, columns_counted
from dlxh.measures.pairs import Trend
from dlxh.measures.text.explain import explain_measure
from dlxh.register import PackError
from dlxh.words import (
    CodeEntry,
    CodeList,
    Coefficient,
    Disclosure,
    FigureUnit,
    In,
    Internal,
    Line,
    Restricted,
    own_field,
)
from dlxh.words.days import Instant
from dlxh.words.ids import Code, Names, UnitId
from dlxh.words.text import Prose
from tests.engines import CARRIERS
from tests.own import PACK, TEXTS
from tests.register.test_pack import AS_OF, BARE, FILLED, PLAIN, REGISTER, own
from tests.sample import unit

COUNTED = REGISTER.put(FILLED, BARE)


def numbers(result: dlxh.Result) -> list[tuple[object, ...]]:
    """Return keys and values of an answer, with what they claim."""
    return result.polars.select(*result.by, "value", "qualifier").rows()


def test_by_own_fields() -> None:
    """A closed list shows its zeros, a line what was found; of an item also what its report says."""
    by_code = measure(COUNTED, "reports", by="settlement")

    assert numbers(by_code) == [("village", 1, "exact"), ("town", 0, "exact"), (None, 1, "exact")]
    assert pickle.loads(pickle.dumps(by_code)).polars.equals(by_code.polars)  # noqa: S301 - our own
    assert numbers(measure(COUNTED, "reports", by="hamlet")) == [("Làng Ốp", 1, "exact"), (None, 1, "exact")]
    assert numbers(measure(COUNTED, "items", by=["dialect", "settlement"])) == [
        ("Ba Na", "village", 1, "exact"),
        ("Ba Na", "town", 0, "exact"),
    ]
    assert numbers(measure(COUNTED, "reports", where={"settlement": "village"})) == [(1, "exact")]
    with pytest.raises(MeasureError, match="settlement"):
        measure(COUNTED, "reports", where={"settlement": "city"})


def test_rows_that_are_absent_by_an_own_field() -> None:
    """Where the rows themselves were not given, nothing is known of them, by an own field as otherwise."""
    tables = Tables({"networks": COUNTED.tables.polars("networks")}, as_of=AS_OF, pack=PACK)

    assert {row[-1] for row in numbers(measure(tables, "items", by="settlement"))} == {"unknown"}


@pytest.mark.traced
def test_uncollected() -> None:
    """Where own fields were not collected, or in part, those without a value are not known either; the whole is."""
    reports, beside = (COUNTED.tables.polars(name) for name in ("reports", "reports_gl"))
    tables = Tables({"reports": reports}, as_of=AS_OF, pack=PACK)
    some = Tables(
        {"reports": reports, "reports_gl": beside}, as_of=AS_OF, pack=PACK, partial={"reports_gl": ["gl"]}
    )
    other = Tables(
        {"reports": reports, "reports_gl": beside}, as_of=AS_OF, pack=PACK, partial={"reports_gl": ["x"]}
    )

    assert numbers(measure(tables, "reports", by="settlement")) == [
        ("village", None, "unknown"),
        ("town", None, "unknown"),
        (None, None, "unknown"),
    ]
    assert numbers(measure(tables, "reports")) == [(2, "exact")]
    assert numbers(measure(some, "reports", by="settlement")) == [
        ("village", 1, "at_least"),
        ("town", None, "unknown"),
        (None, None, "unknown"),
    ]
    assert numbers(measure(some, "reports", where={"hamlet": "Làng Ốp"})) == [(1, "at_least")]
    assert numbers(measure(other, "reports", by=["network", "hamlet"])) == [
        ("gl", "Làng Ốp", 1, "exact"),
        ("gl", None, 1, "exact"),
    ]


def test_one_field_that_was_collected_in_part() -> None:
    """Where one own field was collected in part, the others of its table are known all the same."""
    found = {name: COUNTED.tables.polars(name) for name in ("reports", "reports_gl")}
    tables = Tables(found, as_of=AS_OF, pack=PACK, partial=["reports_gl.settlement"])

    assert numbers(measure(tables, "reports", where={"settlement": "village"})) == [(1, "at_least")]
    assert numbers(measure(tables, "reports", where={"hamlet": "Làng Ốp"})) == [(1, "exact")]


def test_not_by_these() -> None:
    """Nothing restricted, no instant, no prose and no field of rows below breaks down a measure."""
    for name in ("interpreter", "heard_at", "dialect"):
        with pytest.raises(MeasureError, match="has no dimension"):
            measure(COUNTED, "reports", by=name)
    reports = find_measure("reports")
    for text in (Prose, Annotated[Prose, "mark"], str, Annotated[str, "mark"], dlxh.words.Document):
        free = Pack("gl", models=(own("story", Internal[text | None]),))  # type: ignore[misc, valid-type]
        assert add_own_dimensions(reports, ["story"], free.schema) is reports
    rate = find_measure("reports_per_member")
    assert add_own_dimensions(rate, ["settlement"], PACK.schema).dimensions == rate.dimensions


@pytest.mark.traced
def test_code_of_ours() -> None:
    """A measure of a pack never hides behind one of ours, nor one of ours behind it."""
    mine = replace(find_measure("reports"), code="report_times")
    pack = Pack("report", measures=(mine,))
    with pytest.raises(MeasureError, match="report_times of a pack has a code of dlxh"):
        find_measure("reports", pack.measures)


KINDS = CodeList(
    "gl_kinds",
    vi="Loại",
    en="Kinds",
    open=True,
    source="ví dụ",
    entries=(CodeEntry("fair", "chợ phiên", "market day"), CodeEntry("fete", "chợ  phiên", "feast")),
)


class Heard(dlxh.Report):
    """A report with dimensions of each kind."""

    heard_in: Internal[UnitId | None] = own_field(vi="Nơi nghe", en="Heard in", means_vi="–", means_en="–")
    translated: Internal[bool | None] = own_field(vi="Có dịch", en="Translated", means_vi="–", means_en="–")
    occasion: Internal[Annotated[str, In(KINDS)] | None] = own_field(
        vi="Dịp", en="Occasion", means_vi="–", means_en="–"
    )
    heard_by: Internal[Annotated[str, Names("collaborators")] | None] = own_field(
        vi="Người nghe", en="Heard by", means_vi="–", means_en="–"
    )
    coded: Internal[Annotated[Code, "mark"] | None] = own_field(
        vi="Mã", en="Code", means_vi="–", means_en="–"
    )
    remark: Internal[Annotated[Line, "mark"] | None] = own_field(
        vi="Ghi", en="Note", means_vi="–", means_en="–"
    )


HEARD = Pack("gl", models=(Heard,), codes=(KINDS,))


def heard(number: int, **fields: Any) -> dlxh.Report:  # noqa: ANN401 - values of any field
    """Return a report with own fields."""
    return Heard(**PLAIN, id=f"h{number}", **fields)


@pytest.mark.traced
def test_read_by_labels() -> None:
    """Texts for reading show the labels of own fields and codes, and the names of units; a flag is yes or no."""
    hearings = [
        heard(1, heard_in="u1", translated=True, occasion="fair", coded="a", remark="Chợ", heard_by="CTV-9"),
        heard(2, heard_in="u2", translated=False, occasion="fete"),
        heard(3),
    ]
    units = [unit("u1", name="An Khê"), unit("u2", name="An Khê")]
    register = dlxh.Register([*hearings, *units], as_of=AS_OF, pack=HEARD)
    by_unit = measure(register, "reports", by=["heard_in", "occasion"])

    assert numbers(measure(register, "reports", by="translated")) == [
        ("yes", 1, "exact"),
        ("no", 1, "exact"),
        (None, 1, "exact"),
    ]
    assert measure(register, "reports", where={"translated": "no"}).figure("reports").value == 1
    assert measure(register, "reports", by="translated").to_text("vi").splitlines()[:2] == [
        "báo cáo (có): 1",
        "báo cáo (không): 1",
    ]
    assert by_unit.to_frame("vi").select("heard_in_label", "occasion_label").rows() == [
        ("An Khê (u1)", "chợ phiên (fair)"),
        ("An Khê (u2)", "chợ  phiên (fete)"),
        (None, None),
    ]
    assert measure(register, "reports", by="heard_by").to_text("en").startswith("reports (CTV-9): 1")
    text = by_unit.table("en").to_text()
    assert text.startswith("Reports by Heard in and Occasion")
    assert "Heard in: An Khê (u1)" in text
    assert "market day" in text
    assert "not stated: Occasion" in text
    compared = dlxh.compare(register, "reports", by="occasion", period="2024-07", against="previous")
    assert "(feast)" in compared.to_text("en")
    assert "Dịp" in compared.table("vi").to_text()
    assert [measure(register, "reports", by=name).by for name in ("coded", "remark")] == [
        ("coded",),
        ("remark",),
    ]
    with pytest.raises(MeasureError, match=r"has no dimension 'occasions'; .*Occasion \(occasion\)"):
        measure(register, "reports", by="occasions")
    with pytest.raises(MeasureError, match=r"feast \(fete\)"):
        measure(register, "reports", where={"occasion": "feat"})


@pytest.mark.traced
def test_own_measures() -> None:
    """A measure of the pack is found by its code."""
    mine = replace(find_measure("reports"), code="gl_reports")
    pack = Pack("gl", models=PACK.models, measures=(mine,))
    register = dlxh.Register(COUNTED.all(PACK.models[0]), as_of=AS_OF, pack=pack)

    assert numbers(measure(register, "gl_reports")) == [(2, "exact")]
    text = explain_measure("gl_reports", "en", pack=pack)
    assert text.startswith("gl_reports: reports\n\n")
    assert "`hamlet`, `settlement`" in text
    assert "- Also reads for `hamlet`: `reports_gl`" in text.splitlines()
    assert "hamlet" not in explain_measure("reports", "en")
    with pytest.raises(MeasureError, match="there is no measure 'gl_reports'"):
        measure(COUNTED, "gl_reports")


class Gathering(dlxh.Report):
    """A report with what measures count: a line, a whole number, and one that nobody may count."""

    hamlet: Internal[Line | None] = own_field(vi="Thôn", en="Hamlet", means_vi="–", means_en="–")
    present: Internal[int | None] = own_field(vi="Có mặt", en="Present", means_vi="–", means_en="–")
    absent: Restricted[int | None] = own_field(vi="Vắng", en="Absent", means_vi="–", means_en="–")


ON_REPORTS: dict[str, Any] = {
    "vi": "–",
    "en": "–",
    "definition_vi": "–",
    "definition_en": "–",
    "unit": FigureUnit.PERSON,
    "rows": find_measure("reports").rows,
    "source": "ví dụ",
}
GATHERED = Pack(
    "gl",
    models=(Gathering,),
    measures=(
        Distinct(code="gl_hamlets", of="hamlet", **ON_REPORTS),
        Count(code="gl_at_op", where={"hamlet": ("Làng Ốp",)}, **ON_REPORTS),
        Total(code="gl_present", of="present", **ON_REPORTS),
    ),
)
OF_OWN = ["gl_hamlets", "gl_at_op", "gl_present"]


def gatherings(**partial: Any) -> Tables:  # noqa: ANN401 - as Tables takes it
    """Return three reports of two hamlets, with how many were there."""
    cells = [("Làng Ốp", 3), ("Làng Ốp", 4), ("Làng Kép", None)]
    reports = [
        Gathering(**PLAIN, id=f"h{nth}", hamlet=hamlet, present=present)
        for nth, (hamlet, present) in enumerate(cells)
    ]
    found = dlxh.Register(reports, as_of=AS_OF, pack=GATHERED).tables
    return Tables({name: found.polars(name) for name in found}, as_of=AS_OF, pack=GATHERED, **partial)


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_own_fields_are_counted(name: str) -> None:
    """A measure of a pack counts the values of an own field, asks them of its rows, and sums whole numbers where all are known."""
    tables, carry = gatherings(), CARRIERS[name]()
    frames = {table: carry(tables.polars(table)) for table in ("reports", "reports_gl")}
    tables = Tables(frames, as_of=AS_OF, pack=GATHERED)

    assert numbers(measure(tables, OF_OWN)) == [(2, "exact"), (2, "exact"), (None, "unknown")]
    assert set(numbers(measure(tables, ["reports", "gl_present"], by="hamlet"))) == {
        ("Làng Kép", 1, "exact"),
        ("Làng Kép", None, "unknown"),
        ("Làng Ốp", 2, "exact"),
        ("Làng Ốp", 7, "exact"),
    }


@pytest.mark.traced
def test_own_fields_that_are_not_known_are_not_counted() -> None:
    """Without the own table nothing is known, in part a lower bound; a restricted number is not a column."""
    tables = gatherings()
    reports = {"reports": tables.polars("reports")}

    assert numbers(measure(Tables(reports, as_of=AS_OF, pack=GATHERED), OF_OWN)) == [(None, "unknown")] * 3
    partial = numbers(measure(gatherings(partial=["reports_gl"]), OF_OWN))
    assert partial == [(2, "at_least"), (2, "at_least"), (None, "unknown")]
    with pytest.raises(MeasureError, match="gl_absent: absent is restricted and is not counted"):
        measure(tables, Total(code="gl_absent", of="absent", **ON_REPORTS))
    with pytest.raises(MeasureError, match="no column 'hamlet'; an own field needs the pack"):
        measure(Tables(reports, as_of=AS_OF), GATHERED.measures[0])


class Tone(dlxh.models.OpinionStream):
    """A stream with a field."""

    tone: Internal[Line | None] = own_field(vi="Giọng", en="Tone", means_vi="–", means_en="–")


class Topic(dlxh.ReportItem):
    """An item with such streams."""

    streams: Internal[tuple[Tone, ...]] = ()


class Fair(Gathering):
    """A report with a field of each kind."""

    d: Internal[str | None] = own_field(vi="Ghi", en="Note", means_vi="–", means_en="–")
    paid_in: Internal[bool | None] = own_field(vi="Đã", en="Was", means_vi="–", means_en="–")
    ratio: Internal[Coefficient | None] = own_field(vi="Hệ số", en="Ratio", means_vi="–", means_en="–")
    notches: Internal[tuple[Line, ...]] = own_field(vi="Dấu", en="Marks", means_vi="–", means_en="–")
    plot: Internal[Annotated[str, In(replace(KINDS, name="gl_plots", open=False))] | None] = own_field(
        vi="Lô", en="Plot", means_vi="–", means_en="–"
    )
    items: Internal[tuple[Topic, ...]] = ()


ON_FAIRS: dict[str, Any] = {"code": "gl_a"} | ON_REPORTS
WRONG: dict[str, tuple[dlxh.Measure, str]] = {
    "a sum of lines": (Total(of="hamlet", **ON_FAIRS), "hamlet holds no whole numbers"),
    "a sum of flags": (Total(of="paid_in", **ON_FAIRS), "paid_in holds no whole numbers"),
    "a sum of coefficients": (Total(of="ratio", **ON_FAIRS), "ratio holds no whole numbers"),
    "a sum of several": (Total(of="notches", **ON_FAIRS), "notches holds no whole numbers"),
    "a figure": (Total(of="present", figure=True, **ON_FAIRS), "present is an own field and not a figure"),
    "a quantile": (Quantile(of="plot", percent=50, in_unit="day", **ON_FAIRS), "plot holds no whole numbers"),
    "free text": (Distinct(of="d", **ON_FAIRS), "d is not a code, a flag"),
    "a restricted field": (Distinct(of="absent", **ON_FAIRS), "absent is restricted"),
    "a field of streams": (Distinct(of="tone", **ON_FAIRS), "tone is a field of streams"),
    "a number as condition": (
        Count(where={"present": ("1",)}, **ON_FAIRS),
        "present is not a code, .*where= of a measure takes",
    ),
    "several values": (
        Count(where={"notches": ("a", "b")}, **ON_FAIRS),
        "notches has several values in a row",
    ),
    "no such code": (
        Count(where={"plot": ("x",)}, **ON_FAIRS),
        "plot has no value 'x'; choose from: fair, fete",
    ),
    "no such flag": (
        Count(where={"paid_in": ("true",)}, **ON_FAIRS),
        "paid_in has no value 'true'; choose from: yes, no",
    ),
    "in a quotient": (
        Ratio(above=find_measure("reports"), below=Total(of="hamlet", **ON_FAIRS), **ON_FAIRS),
        "hamlet holds no whole numbers",
    ),
    "in a trend": (
        Trend(of=Distinct(of="d", **ON_FAIRS), over="channel", new=True, **ON_FAIRS),
        "d is not a code, a flag",
    ),
}


@pytest.mark.traced
@pytest.mark.parametrize("name", WRONG)
def test_measures_that_a_pack_refuses(name: str) -> None:
    """What a measure cannot count of own fields is refused when the pack is made, and where it is asked for alone."""
    wrong, why = WRONG[name]
    with pytest.raises(PackError, match=f"the measure gl_a: {why}"):
        Pack("gl", models=(Fair,), measures=(wrong,))
    register = dlxh.Register([], as_of=AS_OF, pack=Pack("gl", models=(Fair,)))
    with pytest.raises(MeasureError, match=f"gl_a: {why}"):
        measure(register, wrong, period="2024-07")


def test_measures_that_a_pack_takes() -> None:
    """Codes, flags, days and numbers are counted; a column that begins like that of the rows is another one."""
    right: tuple[dlxh.Measure, ...] = (
        Distinct(of="present", **ON_FAIRS),
        Distinct(of="ratio", **ON_FAIRS),
        Count(where={"paid_in": ("yes",), "plot": ("fair",)}, **ON_FAIRS),
        Count(where={"notches": ("a",), "channel": ("phone",)}, **ON_FAIRS),
    )
    for each in right:
        assert Pack("gl", models=(Fair,), measures=(each,)).measures == (each,)
    for name in ("d", "chan"):
        with pytest.raises(MeasureError, match=f"have no column '{name}'"):
            measure(gatherings(), Distinct(of=name, **ON_FAIRS))


@pytest.mark.parametrize("name", ["first", "last", "begun", "known_", "known_n", "n", "m0_n", "day_on"])
def test_names_of_the_engine(name: str) -> None:
    """A field may be called as a column is while measures are counted: it has a name of its own there."""
    text: Any = {"annotation": Annotated[Line | None, Disclosure.INTERNAL], "field": own_field(**TEXTS)}
    pack = Pack("gl", models=(own(name, **text),))
    made: Any = pack.models[0]
    filled = [made(**PLAIN, id=f"h{nth}", **{name: each}) for nth, each in enumerate("aab")]
    different = Distinct(of=name, **ON_FAIRS)
    some = Count(where={name: ("a",)}, **ON_REPORTS, code="gl_b")
    register = dlxh.Register(filled, as_of=AS_OF, pack=pack)

    assert numbers(measure(register, [different, some])) == [(2, "exact"), (2, "exact")]
    by = measure(register, [different, some], by=[name, "month"])
    assert [row[2] for row in numbers(by)] == [1, 1, 2, 0]
    joined = add_own_dimensions(some, [name], pack.schema)
    assert columns_counted(joined) == {dimension_codes.COUNTED + name}
    assert dimension_codes.OWN + name in joined.dimensions
    assert f"Counts only rows with: `{name}`: `a`" in explain_measure(some, "en", pack=pack)


@pytest.mark.traced
@pytest.mark.parametrize(("grades", "number"), [((), 1), ((Grade("GL01", None, "tạm thời"),), 0)])
def test_findings_of_its_rules(grades: tuple[Grade, ...], number: int) -> None:
    """What is found is counted as `check` finds it: by the rules of the pack too, and as it grades them."""
    pack = Pack("gl", models=PACK.models, rules=PACK.rules, grades=grades)
    register = dlxh.Register([FILLED, BARE], as_of=AS_OF, pack=pack)

    assert dlxh.check(register, only=["GL01"]).counts() == ({"GL01": 1} if number else {})
    assert measure(register, "findings", where={"code": "GL01"}).figure("findings").value == number


@pytest.mark.traced
@pytest.mark.parametrize("kind", ["reports", "on_time_rate", "reports_per_member"])
@pytest.mark.parametrize(("field", "value"), [("unit", "report"), ("rows", "reports")])
def test_measures_of_texts(kind: str, field: str, value: Any) -> None:  # noqa: ANN401 - what somebody might write
    """A measure with a text for its unit or its rows is refused when it is made."""
    with pytest.raises(dlxh.errors.ArgumentError, match=f"{field}= takes"):
        replace(find_measure(kind), **{field: value})


LAW: Any = {
    "severity": dlxh.Severity.WARNING, "vi": "{record}", "en": "{record}", "cure_vi": "sửa", "cure_en": "mend", "source": "ví dụ",
}  # fmt: skip
NAMES = [
    "units",
    "networks",
    "terms",
    "dimensions",
    "known_since",
    "begun",
    "first",
    "m0_n",
    "all_rows",
    "on",
    "start",
    "low",
]
"""Names that rooms give to tables, to what an answer keeps, and to columns while they count."""


def test_names_that_the_engine_uses() -> None:
    """An own field may be called as something that is kept or counted besides: it is counted, called and judged as any other."""
    fields: dict[str, Any] = {
        name: (Annotated[Line | None, Disclosure.INTERNAL], own_field(**TEXTS)) for name in NAMES
    }
    called: Any = create_model("Own", __base__=dlxh.Report, **fields)
    pack = Pack("kt", models=(called,))
    report = called(**PLAIN, id="b1", **dict.fromkeys(NAMES, "x"))
    register = dlxh.Register([report, unit("u1")], as_of=AS_OF, pack=pack)
    for name in NAMES:
        found = measure(register, "reports", by=[name, "month", "unit"], period="2024-07", where={name: "x"})
        assert found.polars.select(name, "value").rows() == [("x", 1)]
        assert found.rename({name: "tên"}).to_text("vi") == found.to_text("vi")
        assert found.table("en").caption == "Reports by Label, month and unit"
        assert found.to_frame("vi")[f"{name}_label"].to_list() == ["x"]
        has_it = dlxh.rule("KT01", table="reports", **LAW)(lambda r, name=name: r[name] == "x")
        assert dlxh.check(register, rules=[has_it]).counts() == {"KT01": 1}


@pytest.mark.traced
def test_of_the_nearest() -> None:
    """Of two fields with one name that of the row counted breaks it down; an instant is counted by its day, which reads as one."""
    line: Any = (Annotated[Line | None, Disclosure.INTERNAL], own_field(**TEXTS))
    seen: Any = (Annotated[Instant | None, Disclosure.INTERNAL], own_field(**TEXTS))
    author: Any = create_model("Author", __base__=dlxh.Collaborator, note=line, tribe=line)
    sent: Any = create_model("Sent", __base__=dlxh.Report, note=line, seen_at=seen)
    pack = Pack("kt", models=(author, sent))
    records: list[Any] = [
        author(id="CTV-1", network="gl", organisation="u1", name="A", note="của người", tribe="Ba Na"),
        sent(**PLAIN | {"author": "CTV-1"}, id="b1", note="của báo cáo", seen_at="2024-07-01T23:30:00+07:00"),
    ]
    register = dlxh.Register(records, as_of=AS_OF, pack=pack)

    assert (
        measure(register, "reports", by=["note", "tribe"]).to_text("vi") == "báo cáo (của báo cáo, Ba Na): 1"
    )
    by_day = measure(register, "reports", by="seen_day", where={"seen_day": "2024-07-01"})
    assert by_day.to_text("vi") == "báo cáo (1/7/2024): 1"
    assert by_day.to_frame("en").select("seen_day", "seen_day_label").rows() == [("2024-07-01", "2024-07-01")]
    assert "Label – day" in by_day.table("en").caption

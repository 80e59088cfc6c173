"""Rules see own columns as columns of our tables, run with the pack, and never show a restricted one."""
# pyright: reportArgumentType=false, reportCallIssue=false

import pickle
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import narwhals as nw
import polars as pl
import pytest
from pydantic import create_model

import dlxh
from dlxh import Pack, Severity, Tables, check, rule
from dlxh.data.code_lists import code_list
from dlxh.models.absence import Absence
from dlxh.models.unit import Level, UnitKind
from dlxh.register import PackError
from dlxh.register.columns import Kind
from dlxh.register.finding import Phrase
from dlxh.register.labels import name_own
from dlxh.register.own_columns import widen
from dlxh.register.pointers import pointer_of
from dlxh.register.schema import schema
from dlxh.rules.engine.examples import judge_example
from dlxh.rules.grades import Grade
from dlxh.rules.language.declared import own_columns_of
from dlxh.rules.language.errors import LanguageError, RuleError
from dlxh.rules.language.functions import coalesce
from dlxh.rules.language.parts import given, part
from dlxh.rules.language.rows import Row, subject, those
from dlxh.testing import case, judge, survivors
from dlxh.words import In
from dlxh.words.code_entries import CodeEntry
from dlxh.words.codes import CodeList
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import own_field
from dlxh.words.ids import Names
from tests.engines import CARRIERS
from tests.own import PACK, SETTLEMENTS, TEXTS, Network, Report, from_town, without_hamlet
from tests.register.test_pack import AS_OF, BARE, FILLED, ITEM, PLAIN, REGISTER, own, plain

EVERY_ROW = pl.lit(value=True)
LAW: Any = {"severity": Severity.WARNING, "cure_vi": "sửa", "cure_en": "mend", "source": "ví dụ"}


def test_with_the_pack() -> None:
    """Without `rules=` ours run and the pack's; the row reads its own columns, and those of the rows that it reaches."""
    town = REGISTER.put(FILLED.replace(settlement="town", hamlet=None))

    assert check(REGISTER, only=["GL01", "GL02"]).counts() == {"GL01": 1}
    found = check(town)
    assert {code: number for code, number in found.counts().items() if code.startswith("GL")} == {
        "GL01": 2,
        "GL02": 1,
    }
    assert [each.pointer for each in found if each.code == "GL02"] == ["/items/0"]
    assert found.rows_judged["GL01"] == 2
    assert found.unknown.get("GL01", 0) == 0
    assert "GL01" not in check(town, rules=dlxh.RULES).counts()
    assert found.valid(town).tables.pack is PACK
    for law in PACK.rules:
        assert [len(judge_example(law, each)) for each in (*law.right, *law.wrong)] == [0, 1]
    graded = Pack(
        "gl", models=PACK.models, rules=PACK.rules, grades=(Grade("GL01", severity=None, reason="thử"),)
    )
    again = dlxh.Register(town.all(PACK.models[0]), as_of=AS_OF, pack=graded)
    assert check(again, only=["GL01"]).counts() == {}


@pytest.mark.traced
def test_missing() -> None:
    """Where own fields were not collected, or no pack brings them, their rules are skipped and say so; ours run."""
    ours = Tables({"reports": REGISTER.tables.polars("reports")}, as_of=AS_OF, pack=PACK)

    assert check(ours, only=["GL01", "R102"]).skipped == {"GL01": ("reports_gl",)}
    assert "missing: reports – own fields of gl (reports_gl); pass" in check(ours, only=["GL01"]).to_text(
        "en"
    )
    without = check(dlxh.Register([plain(BARE)], as_of=AS_OF), rules=[without_hamlet, from_town])
    assert without.skipped == {
        "GL01": ("reports.hamlet",),
        "GL02": ("reports.settlement",),
    }
    assert "không có trường riêng reports.hamlet, reports.settlement; hãy đọc" in without.to_text("vi")
    more = REGISTER.put(plain(BARE).replace(id="b7")).tables
    some = check(more.with_metadata(as_of=AS_OF, partial={"reports_gl": ["gl"]}), only=["GL01"])
    assert "GL01: 1 row with an empty cell; fill in the empty cells of Label (hamlet)" in some.to_text("en")


def test_new_records() -> None:
    """New records are judged by own rules too; those of ours become those of the pack's class."""
    for record in (BARE.replace(id="b7"), plain(BARE).replace(id="b7")):
        assert [each.record for each in check(record, within=REGISTER, only=["GL01"])] == ["b7"]
    assert check(FILLED, within=REGISTER, replacing=True, only=["GL01"]).counts() == {}
    town = FILLED.replace(settlement="town")
    assert check(town, within=REGISTER, replacing=True, only=["GL02"]).counts() == {"GL02": 1}
    frames = {name: REGISTER.tables.polars(name) for name in ("reports", "items", "networks")}
    before = dlxh.Register.from_frames(frames, as_of=AS_OF, pack=PACK)
    for record, found, skipped in ((BARE, {"GL01": 1}, {}), (plain(BARE), {}, {"GL01": ("reports_gl",)})):
        new = check(record.replace(id="b7"), within=before, only=["GL01"])
        assert (new.counts(), new.skipped) == (found, skipped)
    assert check(town, within=before, replacing=True, only=["GL02"]).skipped == {"GL02": ("reports_gl",)}
    law = rule("GL14", table="reports", vi="{record}", en="{record}", evidence="replaces", **LAW)(
        lambda r: r.hamlet.is_null()
    )
    older = REGISTER.put(BARE.replace(id="b7", replaces="b1"))
    again = check(FILLED, within=older, replacing=True, rules=[law])
    assert [(each.record, each.evidence) for each in again] == [("b7", ("b1",))]
    with pytest.raises(dlxh.Error, match="the register in within= lacks"):
        check(BARE, within=dlxh.Register(as_of=AS_OF))


@pytest.mark.traced
def test_personal_data() -> None:
    """The search for personal data takes own texts in: what is prose there is prose as well."""
    found = check(REGISTER.put(FILLED.replace(hamlet="gọi 0903123456")), only=["D101"])

    assert [(each.table, each.field, each.record) for each in found] == [("reports", "hamlet", "b1")]
    assert "cột Nhãn có vẻ" in next(iter(found)).message("vi")
    assert name_own(PACK.schema, "reports", "heard_day") == {"field": Phrase("Nhãn – ngày", "Label – day")}
    assert name_own(PACK.schema, "gone", "hamlet") == {}
    assert name_own(PACK.schema, "reports_gl", "gone").keys() == {"table"}
    assert "0903" not in found.frame.write_csv()


def test_personal_data_of_new_records() -> None:
    """Own texts of new records are searched as those of a register are, in rows below the record and in tables where we have no text."""
    suspect = "gọi 0903 123 456"
    new = FILLED.replace(id="b9", hamlet=suspect, items=(ITEM.replace(id="n9", dialect=suspect),))
    found = check(new, within=REGISTER, only=["D101"])

    assert [(each.table, each.field, each.pointer) for each in found] == [
        ("items", "dialect", "/items/0/dialect"),
        ("reports", "hamlet", "/hamlet"),
    ]
    assert "0903" not in found.frame.write_csv()
    network = REGISTER.networks[0].replace(cipher=suspect)
    assert check(network, within=REGISTER, replacing=True, only=["D101"]).counts() == {"D101": 1}


def test_wrong_cells() -> None:
    """A rule on own fields is skipped on rows where a cell that it reads is at fault itself, an own one or one of ours."""
    in_place = rule("GL09", table="reports", vi="{record}", en="{record}", **LAW)(
        lambda r: (r.settlement != "village") | (r.channel != "written")
    )
    with_items = rule("GL08", table="reports", vi="{record}", en="{record}", **LAW)(
        lambda r: those("items", report=r.id).exists() & (r.settlement != "village")
    )
    frames = {name: REGISTER.tables.polars(name) for name in REGISTER.tables}

    def judge(table: str, **cells: str) -> tuple[dict[str, int], dict[str, int]]:
        changed = frames[table].with_columns(**{name: pl.lit(cell) for name, cell in cells.items()})
        found = check(Tables(frames | {table: changed}, as_of=AS_OF, pack=PACK), rules=[in_place, with_items])
        return found.counts(), dict(found.skipped_rows)

    assert judge("reports_gl", settlement="town") == ({"GL09": 2, "GL08": 1}, {})
    wrong = frames["reports_gl"].with_columns(settlement=pl.lit("city"))
    named = check(Tables(frames | {"reports_gl": wrong}, as_of=AS_OF, pack=PACK))
    assert "reports – own fields of gl, row b1, column Label: the value" in named.to_text("en")
    assert pickle.loads(pickle.dumps(named)) == named  # noqa: S301 - our own
    assert judge("reports_gl", settlement="city") == ({"literal_error": 2}, {"GL09": 2, "GL08": 1})
    assert judge("reports", channel="pigeon") == ({"enum": 2}, {"GL09": 2})
    suspect = Network(id="gl", name="Gia Lai", level=Level.PROVINCE, owner="gl", cipher="gọi 0903123456")
    tables = REGISTER.put(suspect).tables
    wrong = tables.polars("networks_gl").with_columns(cipher=pl.lit("gọi 0903123456\n"))
    texts = Tables(
        {name: tables.polars(name) for name in tables} | {"networks_gl": wrong}, as_of=AS_OF, pack=PACK
    )
    assert check(tables, only=["D101"]).counts() == {"D101": 1}
    assert "D101" not in check(texts).counts()


@pytest.mark.traced
@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_rows_are_counted_as_those_of_ours(name: str) -> None:
    """A rule is skipped, or lacks an input, on as many rows whether what it reads is an own column or one of ours."""

    def pair(code: str, judge: Any) -> list[dlxh.Rule]:  # noqa: ANN401 - a function of a row and one of its cells
        law = rule(f"GL{code}", table="reports", vi="{record}", en="{record}", **LAW)
        own = rule(f"GL{code}9", table="reports", vi="{record}", en="{record}", **LAW)
        return [law(lambda r: judge(r, r.circulation)), own(lambda r: judge(r, r.hamlet))]

    laws = [
        *pair("31", lambda r, cell: given(r.channel == "written", cell == "x")),
        *pair("32", lambda r, cell: [part(r, r.channel == cell), part(r, r.kind == cell)]),
        *pair("33", lambda r, cell: (cell == "none") & (r.channel == "email")),
        *pair("34", lambda r, cell: (cell != "x") & (r.number == "1")),
    ]
    cells = ["x", None, None, "y\n", "written", "y\n"]
    reports, own = (REGISTER.tables.polars(table).head(1) for table in ("reports", "reports_gl"))
    rows = pl.concat([reports] * 6).with_columns(
        pl.Series("id", [f"b{number}" for number in range(6)]),
        pl.Series("channel", ["written", "pigeon", *["written"] * 3, "pigeon"]),
        pl.Series("circulation", cells),
    )
    own = pl.concat([own] * 7).with_columns(
        rows["id"].append(pl.Series(["b"])), pl.Series("hamlet", [*cells, "y\n"]), settlement=pl.lit(None)
    )
    carry = CARRIERS[name]()
    frames = {"reports": carry(rows), "reports_gl": carry(own.filter(pl.col("hamlet").is_not_null()))}
    found = check(Tables(frames, as_of=AS_OF, pack=PACK), rules=laws)

    for code in ("31", "32", "33", "34"):
        for counted in (found.counts(), found.skipped_rows, found.unknown):
            assert counted.get(f"GL{code}") == counted.get(f"GL{code}9")
    assert {code: found.skipped_rows[f"GL{code}9"] for code in ("31", "32", "33", "34")} == {
        **dict.fromkeys(("31", "32", "33"), 3),
        "34": 2,
    }
    assert [found.unknown[f"GL{code}9"] for code in ("31", "32", "34")] == [1, 1, 3]


def test_days_of_own_codes() -> None:
    """A code of one's own with days is shown with them, as one of ours is."""
    crops = CodeList(
        "gl_topics",
        vi="Chủ đề",
        en="Topics",
        open=True,
        source="ví dụ",
        entries=(CodeEntry("cashew", "điều", "cashew", counts_as="land", valid_to=date(2024, 1, 1)),),
        base=code_list("topics"),
    )
    early = FILLED.replace(items=(ITEM.replace(topics=("cashew",)),))
    found = check(
        dlxh.Register([early], as_of=AS_OF, pack=Pack("gl", models=PACK.models, codes=(crops,))),
        only=["H101"],
    )

    assert [each.message("vi").rpartition(": ")[2] for each in found] == [
        "điều (cashew; dùng đến hết 1/1/2024)"
    ]


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_codes_of_own_fields(name: str) -> None:
    """An own field with a code that its open list does not hold, or that was not in use at the time, is found."""
    crops = CodeList(
        "gl_crops",
        vi="Cây trồng",
        en="Crops",
        open=True,
        source="ví dụ",
        entries=(
            CodeEntry("pepper", "tiêu", "pepper"),
            CodeEntry("rice", "lúa", "rice", valid_to=date(2024, 1, 1)),
        ),
    )
    kind = own("gl_crop", Annotated[str | None, In(crops), Disclosure.INTERNAL])
    hidden = own("gl_hidden", Annotated[str | None, In(crops), Disclosure.RESTRICTED])
    pack = Pack("gl", models=(kind,))
    reports = [
        kind(**PLAIN, id=f"b{nth}", gl_crop=code)
        for nth, code in enumerate(("pepper", "rice", "qq", "qq", None))
    ]
    register = dlxh.Register(reports, as_of=AS_OF, pack=pack)
    carry = CARRIERS[name]()
    tables = Tables(
        {name: carry(register.tables.polars(name)) for name in register.tables}, as_of=AS_OF, pack=pack
    )

    found = check(tables, only=["H101", "H102"])
    assert [(each.code, each.table, each.record, each.field) for each in found] == [
        ("H101", "reports", "b1", "gl_crop"),
        ("H102", "reports", "b2", "gl_crop"),
    ]
    assert [each.message("en").rpartition(": ")[2] for each in found] == [
        "rice (in use until 2024-01-01)",
        "qq (2 rows)",
    ]
    assert check(reports[1], within=dlxh.Register(as_of=AS_OF, pack=pack), only=["H101"]).counts() == {
        "H101": 1
    }
    assert check(reports[2], within=dlxh.Register(as_of=AS_OF, pack=pack), only=["H102"]).counts() == {
        "H102": 1
    }
    away = own("gl_why", Annotated[str | None, In(crops), Disclosure.INTERNAL], base=Absence)
    member: Any = {"network": "gl", "collaborator": "CTV-1", "reason": "sick_leave", "gl_why": "rice"}
    days = [
        away(**member, id=f"v{year}", start=date(year, 2, 1), end=date(year, 2, 9)) for year in (2023, 2024)
    ]
    absences = dlxh.Register(days, as_of=AS_OF, pack=Pack("gl", models=(away,)))
    assert [each.record for each in check(absences, only=["H101"])] == ["v2024"]
    secret = dlxh.Register(
        [hidden(**PLAIN, id="b1", gl_hidden="rice"), hidden(**PLAIN, id="b2", gl_hidden="qq")],
        as_of=AS_OF,
        pack=Pack("gl", models=(hidden,)),
    )
    assert check(secret, only=["H101", "H102"]).counts() == {}


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_rows_of_nobody(name: str) -> None:
    """Rows of own fields without a row of ours, twice, or of another network are found; of two the first one counts."""
    carry = CARRIERS[name]()
    frames = {name: REGISTER.tables.polars(name) for name in REGISTER.tables}
    first = frames["reports_gl"].head(1)
    second = first.with_columns(
        network=pl.lit("kt"), hamlet=pl.lit("Làng Kép"), source_row=pl.lit(8, pl.Int64)
    )
    lost = first.with_columns(id=pl.lit("gone"), source_row=pl.lit(9, pl.Int64))
    numbered = frames["reports_gl"].with_columns(source_row=pl.int_range(1, pl.len() + 1))
    frames["reports_gl"] = pl.concat([numbered, second, lost])
    frames["streams_gl"] = frames["streams_gl"].with_columns(position=pl.lit(9, pl.Int64))
    tables = Tables({name: carry(frame) for name, frame in frames.items()}, as_of=AS_OF, pack=PACK)
    found = check(tables, only=["X101", "X102", "X103"])

    assert {(each.code, each.table, each.record, each.field, each.network) for each in found} == {
        ("X101", "reports_gl", "gone", "id", "gl"),
        ("X101", "streams_gl", "n1#9", "position", "gl"),
        ("X102", "reports_gl", "b1", "id", "gl"),
        ("X102", "reports_gl", "b1", "id", "kt"),
        ("X103", "reports_gl", "b1", "network", "kt"),
    }
    assert dlxh.Register.from_tables(tables).get(Report, "b1").hamlet == "Làng Ốp"
    wide = widen(tables, ["reports.hamlet"])["reports"].select("id", "hamlet").collect("polars").to_native()
    assert sorted(wide.rows()) == [("b1", "Làng Ốp"), ("b2", None)]
    with pytest.raises(LanguageError, match="'reports_gl'; near: reports; own fields are columns of reports"):
        subject("reports_gl")
    with pytest.raises(LanguageError, match="reports has no column 'hamlt'; near: hamlet"):
        _ = subject("reports").hamlt


def test_own_tables_and_fields_are_called_by_their_labels() -> None:
    """Findings on own tables and fields call them as people do, made late or after pickling, and point into the record."""
    frames = {name: REGISTER.tables.polars(name) for name in REGISTER.tables}
    lost = frames["reports_gl"].head(1).with_columns(settlement=pl.lit("city"), id=pl.lit("gone"))
    found = check(Tables(frames | {"reports_gl": lost}, as_of=AS_OF, pack=PACK), only=["reports_gl"])

    said = {each.code: (each.message("vi"), each.message("en")) for each in found}
    assert said["literal_error"][0].startswith("bảng báo cáo – trường riêng của gl, dòng gone, cột Nhãn: ")
    assert said["literal_error"][1].startswith("table reports – own fields of gl, row gone, column Label: ")
    assert "cột mã ghi mã không có trong sổ" in said["X101"][0]
    assert "bảng báo cáo – trường riêng của gl, dòng thứ 1\n" in found.to_text("vi")
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert again == found
    assert again.to_text("en") == found.to_text("en")
    assert pointer_of("reports_gl", "heard_day", PACK.schema) == "/heard_at"
    bare = Tables({"reports": frames["reports"]}, as_of=AS_OF, pack=PACK)
    assert "missing: reports – own fields of gl (reports_gl)" in check(bare, rules=PACK.rules).to_text("en")


@pytest.mark.traced
def test_codes_are_called_by_their_labels() -> None:
    """A placeholder and evidence show what people call a code, of a list of ours or of one's own, in every way to judge."""
    texts: Any = {"vi": "{settlement}, {channel}", "en": "{settlement}, {channel}"}
    alone = rule("GL11", table="reports", **texts, **LAW)(lambda r: r.settlement == "village")
    among = rule("GL12", table="reports", **texts, **LAW)(lambda r: those("items", report=r.id).exists())
    named = rule("GL13", table="reports", vi="{evidence}", en="{evidence}", **LAW, evidence="settlement")(
        lambda r: ~r.settlement.is_null()
    )
    rules = [alone, among, named]

    for found in (check(REGISTER, rules=rules), check(FILLED.replace(id="b9"), within=REGISTER, rules=rules)):
        assert [each.message("vi") for each in found] == [
            "làng (village), văn bản (written)",
            "làng (village), văn bản (written)",
            "làng (village)",
        ]
        assert next(iter(found)).message("en") == "village, written"


class Tempo(StrEnum):
    """An enumeration of an embedder, which has no list."""

    SLOW = "slow"


@pytest.mark.traced
def test_a_code_of_no_list() -> None:
    """A rule compares a column with codes of its list: of a closed one this is seen where it is written."""
    own("gl_tempo", Annotated[Tempo | None, Disclosure.INTERNAL])
    reports = subject("reports")
    for wrong, said in (
        (lambda: reports.channel == "zaloo", r"reports.channel has no code 'zaloo'; near: Zalo \(zalo\) *$"),
        (lambda: reports.kind.is_in(["ad_hoc", "?"]), r"'\?'; its codes: periodic report \(periodic\), "),
        (lambda: subject("units").level != "?", r"level has no code '\?'; its codes: .*, …$|province"),
        (lambda: reports.kind.replace_strict({"nil": 1}), "reports.kind has no code 'nil'"),
        (
            lambda: those("reports", settlement="villag"),
            "reports.settlement has no code 'villag'; near: village",
        ),
        (lambda: reports.gl_tempo == "fast", "reports.gl_tempo has no code 'fast'; its codes: slow"),
    ):
        with pytest.raises(LanguageError, match=said):
            wrong()
    assert (reports.channel == reports.kind).kind is Kind.BOOLEAN
    assert (subject("item_topics").topic == "pepper_land").kind is Kind.BOOLEAN


@pytest.mark.traced
def test_a_code_of_no_list_of_the_pack() -> None:
    """Codes of an open list are known when the pack is made: those of the list, and those that the province adds."""

    def pack(code: str, *codes: CodeList) -> Pack:
        made: Any = rule(
            "GL14", table="item_topics", vi="{evidence}", en="{evidence}", evidence="topic", **LAW,
            right=[case(item_topics={"topic": "other"})], wrong=[case(item_topics={"topic": code})],
        )(lambda t: t.topic == code)  # fmt: skip
        return Pack("gl", codes=codes, rules=(made,))

    pepper = CodeEntry("pepper_land", vi="đất trồng tiêu", en="pepper land", counts_as="land")
    topics = code_list("topics")
    crops = CodeList("crops", vi="C", en="C", open=True, source="ví dụ", entries=(pepper,), base=topics)
    for code, lists, near in (
        ("lnad", (), "near: land; "),
        ("pepper_land", (), ""),
        ("peper_land", (crops,), "near: pepper_land"),
    ):
        with pytest.raises(
            PackError, match=f"compared with '{code}', which neither the list topics .*{near}"
        ):
            pack(code, *lists)
    assert pack("land").rules[0].codes_compared == {("item_topics", "topic", "land")}
    tables = Tables(
        {
            "item_topics": pl.DataFrame(
                {"item": ["n1"], "network": ["gl"], "position": [1], "topic": ["pepper_land"]}
            )
        },
        as_of=AS_OF,
        pack=pack("pepper_land", crops),
    )
    assert [each.message("vi") for each in check(tables, only=["GL14"])] == ["đất trồng tiêu (pepper_land)"]


def test_own_references() -> None:
    """Own fields that refer to nothing, or to a record of another network, are found as ours are, in new records too."""
    reference: Any = Annotated[str | None, Names("terms"), Disclosure.INTERNAL]
    kind = own("gl_term", reference)
    term = dlxh.Term(id="t1", network="kt", label="2021", start=date(2021, 7, 1))
    lost, foreign, sound = (
        kind(**PLAIN, id=f"b{nth}", gl_term=named) for nth, named in enumerate(("gone", "t1", None))
    )
    register = dlxh.Register([term], as_of=AS_OF, pack=Pack("gl", models=(kind,)))
    codes = ["X101", "X103"]

    for found in (
        check([lost, foreign, sound], within=register, only=codes),
        check(register.add(lost, foreign, sound), only=codes),
    ):
        assert [
            (each.code, each.record, each.field)
            for each in found
            if each.table == "reports" and each.field == "gl_term"
        ] == [
            ("X101", "b0", "gl_term"),
            ("X103", "b1", "gl_term"),
        ]


@pytest.mark.traced
@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_unknown_cells(name: str) -> None:
    """An empty own cell is judged where it is known to be empty: not where its row may be missing, nor its column."""
    no_interpreter = rule("GL09", table="reports", vi="{record}", en="{record}", **LAW)(
        lambda r: r.interpreter.is_null()
    )
    no_dialect = rule("GL08", table="items", vi="{record}", en="{record}", **LAW)(
        lambda i: i.ref("report").hamlet.is_null()
    )
    each_source = rule("GL07", table="items", vi="{record}", en="{record}", **LAW)(
        lambda i: given(
            i.ref("report").hamlet.is_null(), those("reports", id=i.report).each_one(evidence=i.report)
        )
    )
    carry, laws = CARRIERS[name](), [no_interpreter, without_hamlet, no_dialect, each_source]
    frames = {name: REGISTER.tables.polars(name) for name in REGISTER.tables}

    def judge(partial: dict[str, Any], cut: pl.Expr = EVERY_ROW) -> tuple[dict[str, int], ...]:
        some = frames | {"reports_gl": frames["reports_gl"].filter(cut)}
        made = {name: carry(frame) for name, frame in some.items()}
        found = check(Tables(made, as_of=AS_OF, pack=PACK, partial=partial), rules=laws)
        return found.counts(), {name: number for name, number in found.unknown.items() if name in found.rules}

    gone = pl.col("id") != "b1"
    assert judge({}) == ({"GL01": 1}, {})
    rest = {"GL01": 2, "GL07": 1, "GL08": 1}
    whole = {**rest, "GL09": 1}
    assert judge({"reports_gl": ["another"]}, gone) == (whole, {})
    for network in ("gl", "*"):
        assert judge({"reports_gl": [network]}, gone) == ({"GL01": 1}, {"GL01": 1, "GL09": 1})
        assert judge({"reports_gl.interpreter": [network]}, gone) == (rest, {"GL09": 1})
    assert check(BARE.replace(interpreter=None), within=REGISTER, replacing=True, rules=laws).counts() == {
        "GL01": 1,
        "GL09": 1,
    }


@pytest.mark.traced
def test_unknown_cells_of_networks() -> None:
    """A network's own row is that of its id; where our table names no network, one network's gap may be anybody's."""
    no_cipher = rule("GL09", table="networks", vi="{record}", en="{record}", **LAW)(
        lambda n: n.cipher.is_null()
    )
    other = Network(id="kt", name="Kon Tum", level=Level.PROVINCE, owner="kt")
    more = REGISTER.put(other)

    def judge(register: dlxh.Register, *partial: str) -> tuple[int, int]:
        tables = register.tables.with_metadata(as_of=AS_OF, partial={"networks_gl": partial})
        found = check(tables, rules=[no_cipher])
        return found.counts().get("GL09", 0), found.unknown.get("GL09", 0)

    assert (judge(more), judge(more, "gl"), judge(more, "kt")) == ((1, 0), (1, 0), (0, 1))
    assert judge(more.put(REGISTER.networks[0].replace(cipher=None))) == (2, 0)
    unit = dlxh.OrgUnit(id="sl", name="Sơn La", kind=UnitKind.PLACE, level=Level.PROVINCE)
    pack = Pack("gl", models=(own("gl_area", base=dlxh.OrgUnit),))
    units = dlxh.Register([unit], as_of=AS_OF, pack=pack, empty=["units"], partial={"units_gl": ["kt"]})
    no_area = rule("GL09", table="units", vi="{record}", en="{record}", **LAW)(lambda u: u.gl_area.is_null())
    assert check(units, rules=[no_area]).unknown.get("GL09") == 1


@pytest.mark.traced
def test_silent() -> None:
    """No sentence shows an own field that is restricted, or free text."""
    for name in ("interpreter", "hamlet"):
        with pytest.raises(RuleError, match=f"evidence may not contain {name}"):
            rule("GL09", table="reports", vi=f"{{{name}}}", en=f"{{{name}}}", **LAW)(
                lambda r: r.hamlet.is_null()
            )
    made = rule("GL09", table="reports", vi="{record}", en="{record}", **LAW)(lambda r: r.hamlet.is_null())
    with pytest.raises(PackError, match="needs examples"):
        Pack("kt", rules=(made,))
    shown = rule(
        "GL09",
        table="reports",
        vi="{settlement}",
        en="{settlement}",
        right=from_town.right,
        wrong=from_town.wrong,
        **LAW,
    )(lambda r: r.settlement.is_null())
    assert Pack("gl", models=PACK.models, rules=(shown,)).rules == (shown,)


@pytest.mark.traced
def test_silent_evidence() -> None:
    """No evidence shows an own field that is restricted or free text, whichever way the rule names it; nor ours."""
    shown: list[tuple[str, dict[str, Any], Any]] = [
        ("interpreter", {"evidence": "interpreter"}, lambda r: r.hamlet.is_null()),
        ("hamlet", {"evidence": "hamlet"}, lambda r: r.hamlet.is_null()),
        ("summary", {"table": "items", "evidence": "summary"}, lambda r: r.id.is_null()),
        ("name", {"table": "contacts", "evidence": "name"}, lambda r: r.network.is_null()),
        ("interpreter", {}, lambda r: (r.id.is_null(), coalesce(r.interpreter, r.author))),
        ("interpreter", {}, lambda r: [part(r, r.id.is_null(), evidence=r.interpreter)]),
        ("interpreter", {}, lambda r: those("reports", author=r.author).each_one(evidence=r.interpreter)),
        ("interpreter", {}, lambda r: (r.id.is_null(), those("reports", author=r.author).max(r.interpreter))),
        ("interpreter", {"table": "items"}, lambda r: (r.id.is_null(), r.ref("report").interpreter)),
        ("interpreter", {"table": None, "vi": "{interpreter}", "needs": ("reports",)}, lambda tables: tables),
        ("name", {"table": None, "en": "{name}", "needs": ("contacts",)}, lambda tables: tables),
    ]
    for name, more, function in shown:
        with pytest.raises(RuleError, match=f"evidence may not contain {name}"):
            rule("GL09", **{"table": "reports", "vi": "{record}", "en": "{record}"} | LAW | more)(function)
    made = rule("GL09", table="reports", vi="{record}", en="{record}", evidence="settlement", **LAW)(
        lambda r: those("reports", author=r.author).exists()
    )
    assert made.evidence_columns == {("reports", "settlement")}


@pytest.mark.traced
def test_hidden_elsewhere() -> None:
    """What one class shows and another hides is refused by the pack, and by `check` where the rule is given there."""
    other = own("gl_spot", Annotated[str | None, Disclosure.RESTRICTED])
    one = own("gl_spot", Annotated[str | None, In(SETTLEMENTS), Disclosure.INTERNAL])
    row: Any = {
        "vi": "{record}",
        "en": "{record}",
        "right": without_hamlet.right,
        "wrong": without_hamlet.wrong,
    }
    laws = [
        rule("GL08", table="reports", **row | LAW | {"vi": "{gl_spot}"})(lambda r: r.gl_spot.is_null()),
        rule("GL09", table="reports", **row | LAW, evidence="gl_spot")(lambda r: r.gl_spot.is_null()),
    ]
    given = dlxh.Register([plain(BARE)], as_of=AS_OF, pack=Pack("kt", models=(other,)))
    for law in laws:
        with pytest.raises(PackError, match="evidence may not contain gl_spot"):
            Pack("kt", models=(other,), rules=(law,))
        with pytest.raises(RuleError, match="evidence may not contain gl_spot"):
            check(given, rules=[law])
        assert Pack("kt", models=(one,), rules=(law,)).rules == (law,)


def test_functions_see_none() -> None:
    """A function of tables, whose evidence nobody foresees, is given no personal own field."""
    seen: list[str] = []

    def judge(tables: Tables) -> Any:  # noqa: ANN401 - a frame
        seen.extend(tables["reports_gl"].collect_schema().names())
        return tables["reports_gl"].filter(nw.col("hamlet").is_null()).select(record="id", evidence="id")

    law = rule("GL09", table="reports", vi="{record}", en="{record}", needs=("reports",), **LAW)(judge)
    assert check(REGISTER, rules=[law]).counts() == {"GL09": 1}
    assert "hamlet" in seen
    assert "interpreter" not in seen


def test_unlike_columns() -> None:
    """Two provinces may give one name to fields of unlike kinds; a rule takes that of the class made last, and its pack says so."""
    row: Any = {
        "vi": "{record}",
        "en": "{record}",
        "right": without_hamlet.right,
        "wrong": without_hamlet.wrong,
    }
    one = own("gl_number")

    def homeless(r: Any) -> Any:  # noqa: ANN401 - a row
        return r.id.is_null()

    homeless.__module__ = None  # type: ignore[assignment] # as in code that is run as text
    assert rule("GL07", table="reports", **row | LAW)(homeless).own_kinds == {}
    assert subject("reports").gl_number.kind is Kind.TEXT
    texts = rule("GL08", table="reports", **row | LAW)(lambda r: r.gl_number == "x")
    other = create_model(
        "Other",
        __base__=dlxh.Report,
        gl_number=(Annotated[int | None, Disclosure.INTERNAL], own_field(**TEXTS)),
    )
    assert subject("reports").gl_number.kind is Kind.INTEGER
    numbers = rule("GL09", table="reports", **row | LAW)(lambda r: r.gl_number == 5)
    pairs: list[tuple[type[Any], Any, Any]] = [(one, texts, numbers), (other, numbers, texts)]
    for model, law, foreign in pairs:
        pack = Pack("kt", models=(model,), rules=(law,))
        with pytest.raises(PackError, match="as another class has it"):
            Pack("kt", models=(model,), rules=(foreign,))
        record = model(**PLAIN, id="x", gl_number="x" if model is one else 5)
        found = check(dlxh.Register([record], as_of=AS_OF, pack=pack), only=[law.code])
        assert found.counts() == {law.code: 1}
    again = own("gl_number", Annotated[int | None, Disclosure.INTERNAL])
    assert len(own_columns_of(schema()["reports"], "gl_number")) == 2
    assert subject("reports").gl_number.kind is Kind.INTEGER
    with pytest.raises(LanguageError, match="has no column 'gl_nothing'"):
        _ = subject("reports").gl_nothing
    del again


@pytest.mark.traced
def test_a_class_that_no_table_can_hold_declares_no_column() -> None:
    """A class whose own field has no column is of no pack; rules look past it."""
    create_model(
        "Odd",
        __base__=dlxh.Report,
        gl_parts=(Annotated[dict[str, int] | None, Disclosure.INTERNAL], own_field(**TEXTS)),
    )

    assert own_columns_of(schema()["reports"], "gl_parts") == ()


def test_a_pass_sees_what_rules_of_both_groups_read() -> None:
    """A rule that also reads the ledger runs last; its own columns are there, though another rule had the rows widened before."""
    texts: Any = {"table": "reports", "vi": "{record}", "en": "{record}", **LAW}
    first = rule("GL11", **texts)(lambda r: r.hamlet.is_null())

    def of_both(r: Row) -> Any:  # noqa: ANN401 - an answer
        return [
            part(r, r.settlement.is_null(), field="kind"),
            part(r, those("ledger", report=r.id).exists(), field="kind"),
        ]

    last = rule("GL12", **texts)(of_both)
    given_ = dlxh.read(dlxh.example("lang-son-khoi"), pack=PACK).register
    regulation = dlxh.ledger.read_regulation(dlxh.example("lang-son-khoi") / "regulation.toml")
    put = given_.put(given_.all(Report)[0].replace(hamlet="A", settlement="town"))
    one = dlxh.Register.from_tables(put.tables.with_metadata(as_of=put.as_of, partial={}))

    together = check(one, regulation=regulation, rules=[first, last]).counts()
    alone = [check(one, regulation=regulation, rules=[law]).counts() for law in (first, last)]
    assert together == alone[0] | alone[1]
    assert set(together) == {"GL11", "GL12"}


def test_what_sees_all_rows_is_counted() -> None:
    """A rule on own columns of another row judges new records among all; how many it judged is known, and nothing is open."""
    law = rule("GL13", table="reports", vi="{record}", en="{record}", **LAW)(
        lambda r: given(r.ref("replaces").hamlet == "Làng Ốp", r.hamlet.is_null())
    )
    new = BARE.replace(id="n1", replaces="b1", received_at="2024-07-24T09:00:00+07:00")
    found = check(new, within=REGISTER, rules=[law])

    assert (found.counts(), found.rows_judged, found.unknown) == ({"GL13": 1}, {"GL13": 1}, {})


def test_optional_parts_on_own_columns() -> None:
    """Where an own table is absent only the optional part that reads it is left out, as of our tables."""

    def of_two() -> Any:  # noqa: ANN401 - parts
        r, i = subject("reports"), subject("items")
        yield part(r, r.hamlet.is_null(), field="hamlet", optional=True)
        yield part(i, i.dialect.is_null(), field="dialect", optional=True)

    law = rule("GL14", table=None, vi="{table} {record}", en="{table} {record}", **LAW)(of_two)
    frames = {name: REGISTER.tables.polars(name) for name in REGISTER.tables if name != "items_gl"}
    found = check(Tables(frames, as_of=AS_OF, pack=PACK, enforced=True), rules=[law])

    assert ([each.table for each in found], found.skipped) == (["reports"], {})
    needed = rule("GL15", table="items", vi="{record}", en="{record}", **LAW)(lambda i: i.dialect.is_null())
    assert check(Tables(frames, as_of=AS_OF, pack=PACK), rules=[needed]).skipped == {"GL15": ("items_gl",)}


def in_dialect(tables: Tables) -> nw.LazyFrame[Any]:
    """Return the items in one dialect, from the table of own fields."""
    return tables["items_gl"].filter(nw.col("dialect") == "Ba Na").select(nw.col("id").alias("record"))


@pytest.mark.traced
def test_examples_with_own_tables() -> None:
    """A function of tables has own fields in a table of their own, and so have its examples; other rules in ours, wherever it lies."""
    whole: Any = {"vi": "{record}", "en": "{record}", **LAW}
    by_tables = rule(
        "GL05",
        table="items",
        needs=("items_gl",),
        right=[case(items={}), case(items={}, items_gl={}), case(items={}, items_gl={"dialect": "Kinh"})],
        wrong=[case(items=[{}] * 2, items_gl=[{}, {"dialect": "Ba Na"}])],
        **whole,
    )(in_dialect)
    of_streams = rule(
        "GL06",
        table="streams",
        right=[case(streams={"tone": "Nhẹ"})],
        wrong=[case(streams={"tone": None})],
        **whole,
    )(lambda s: s.tone.is_null())
    pack = Pack("gl", models=PACK.models, rules=(by_tables, of_streams))

    for law in pack.rules:
        assert [len(judge_example(law, each)) for each in law.right] == [0] * len(law.right)
    assert [each.record for each in judge_example(by_tables, by_tables.wrong[0])] == ["item2"]
    assert [each.record for each in judge_example(of_streams, of_streams.wrong[0])] == ["item1#1"]
    assert survivors(of_streams) == []
    turned = replace(of_streams, right=of_streams.wrong, wrong=of_streams.right)
    assert survivors(turned)[:2] == ["right[0]: a fault is found", "wrong[0]: nothing is found"]
    assert survivors(by_tables) == []
    found = check(dlxh.Register([FILLED], as_of=AS_OF, pack=pack), only=["GL05", "GL06"])
    assert found.counts() == {"GL05": 1}
    with pytest.raises(
        RuleError, match=r"give the own field dialect in a table of its own, such as items_gl="
    ):
        judge(by_tables, items={"dialect": "Ba Na"})
    with pytest.raises(
        RuleError, match="GL06 judges rows: give own fields as columns of streams, not in streams_gl"
    ):
        judge(of_streams, streams={}, streams_gl={"tone": "Nhẹ"})
    with pytest.raises(LanguageError, match="there is no table 'items_'"):
        case(items_={"dialect": "Ba Na"})
    with pytest.raises(LanguageError, match="items has no column 'gone'"):
        case(items_gl={"gone": "Ba Na"})

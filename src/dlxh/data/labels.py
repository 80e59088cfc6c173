"""Tên gọi: what people call a table, a record and a field, and what the name alone does not say.

`labels.toml` is read on first use. An own field carries its label with it; nothing is looked up for it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dlxh.data.facts import read_facts
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.field_texts import LABEL, MEANING, texts_of


@dataclass(frozen=True, slots=True)
class Label:
    """What something is called, and what it means, in both languages.

    >>> Label(vi="kênh gửi", en="channel", means_vi="…", means_en="…").text("vi")
    'kênh gửi'
    """

    vi: str
    en: str
    means_vi: str
    """What the label does not say: a unit, whether a day is counted, who fills it in."""
    means_en: str

    def text(self, lang: Lang) -> str:
        """Return the label in one language; raises LangError for another language."""
        return in_language(lang, vi=self.vi, en=self.en)

    def meaning(self, lang: Lang) -> str:
        """Return the meaning in one language; raises LangError for another language."""
        return in_language(lang, vi=self.means_vi, en=self.means_en)


@cache
def _texts(section: str) -> dict[str, Any]:
    return dict(read_facts("labels.toml")[section])


@cache
def _by_model() -> dict[str, dict[str, dict[str, str]]]:
    """Return what differs from the field's own entry, by the name of a model."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for models, fields in _texts("models").items():
        for model in models.split():
            found.setdefault(model, {}).update(fields)
    return found


def field_label(model: type[BaseModel], field: str) -> Label:
    """Return what a field of a model is called: of an own field what it was declared with.

    Raises KeyError for a field that nobody has named.

    >>> from dlxh.models.report import Report
    >>> field_label(Report, "kind").vi, field_label(Report, "erase_after").means_vi
    ('loại báo cáo', 'Còn được lưu giữ trong ngày này; sau đó thì xóa.')
    """
    info = model.model_fields[field]
    if texts_of(info, LABEL):
        return own_label(info)
    texts = {**_texts("fields").get(field, {})}
    for base in reversed(model.__mro__):
        texts |= _by_model().get(base.__name__, {}).get(field, {})
    return Label(texts["vi"], texts["en"], texts["means_vi"], info.description or "")


def name_field(field: str, lang: Lang) -> str:
    """Return the label of a field in any model; without one, its own name.

    >>> name_field("end", "vi"), name_field("own", "vi")
    ('ngày kết thúc', 'own')
    """
    texts = _texts("fields").get(field)
    return field if texts is None else in_language(lang, vi=texts["vi"], en=texts["en"])


def own_label(info: FieldInfo) -> Label:
    """Return what an own field was declared with; raises KeyError for another.

    >>> from dlxh.words.field_texts import own_field
    >>> own_label(own_field(vi="thôn", en="hamlet", means_vi="Nơi nghe.", means_en="Where.")).en
    'hamlet'
    """
    label, meaning = texts_of(info, LABEL), texts_of(info, MEANING)
    return Label(label["vi"], label["en"], meaning["vi"], meaning["en"])


def table_label(table: str) -> Label:
    """Return what the rows of a table are called; raises KeyError for a table that there is not.

    >>> table_label("other_allowances").vi
    'phụ cấp khác'
    """
    texts = _texts("tables")[table]
    return Label(texts["vi"], texts["en"], texts["means_vi"], texts["means_en"])


def row_label(table: str) -> Label:
    """Return what one row of a table is called; raises KeyError for a table that there is not.

    >>> row_label("report_sources").vi, row_label("reports").en
    ('báo cáo nguồn', 'report')
    """
    texts = _texts("tables")[table]
    return Label(texts.get("one_vi", texts["vi"]), texts["one_en"], texts["means_vi"], texts["means_en"])


def record_label(model: type[BaseModel]) -> Label | None:
    """Return what a record, or a value inside one, is called: a class of one's own as that of ours which it extends.

    None: neither is ours.

    >>> from dlxh.models.collaborator import Contact
    >>> from dlxh.models.report import Report
    >>> record_label(Report).vi, record_label(Contact).en
    ('báo cáo', 'contact')
    """
    for base in model.__mro__:
        texts = _texts("records").get(base.__name__)
        if texts is not None and base.__module__.startswith("dlxh."):
            return row_label(texts["table"]) if "table" in texts else Label(**texts)
    return None


def key_label(column: str) -> Label:
    """Return the label of a column that is not a field: a key from above, or the Vietnamese day of an instant.

    Raises KeyError for any other.

    >>> key_label("received_day").en
    'day of receipt'
    """
    return Label(**_texts("columns")[column])


def dimension_label(name: str) -> Label | None:
    """Return what a dimension of measures is called that no column explains; None: a column does.

    >>> dimension_label("district").vi, dimension_label("stance")
    ('huyện', None)
    """
    texts = _texts("dimensions").get(name)
    return None if texts is None else Label(**texts)


def value_label(value: str, lang: Lang) -> str | None:
    """Return what a value is called that rows counted by measures have and no list of codes holds; None: one does.

    >>> value_label("silent", "vi"), value_label("land", "vi")
    ('không phản ánh', None)
    """
    texts = _texts("values").get(value)
    return None if texts is None else in_language(lang, vi=texts["vi"], en=texts["en"])

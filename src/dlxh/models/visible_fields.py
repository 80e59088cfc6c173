"""Phần được xem: a record without the fields that a reader may not see."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Literal, TypeAlias, get_args

from pydantic import BaseModel

from dlxh.models.secrecy import SecrecyMark
from dlxh.words.bilingual import ArgumentError, check_option
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import need
from dlxh.words.record import Value, disclosure_of

Reader: TypeAlias = Literal["internal", "public"]
"""Those who do the work in the network, or everybody."""


def visible(record: Value, to: Reader) -> dict[str, Any]:
    """Return a record as JSON values, without the fields that a reader may not see, nested records included.

    Restricted and secret fields are left out for both: names and contacts of collaborators, and who sent which report. Of a
    record with a secrecy mark the public sees nothing: `{}`. Texts are given as they were written; what goes out to the
    public as text is held against the register by `dlxh.casework.brief` and `answers`.

    Args:
        record: A record or a value of any kind, own classes included: their fields declare who may see them as well.
        to: `internal`, those who do the work in the network, or `public`.

    Raises:
        ArgumentError: it is not a record or a value, it holds something else than models, dicts, lists, tuples and sets, or
            there is no such reader.

    >>> from dlxh.models.collaborator import Collaborator
    >>> person = Collaborator(id="CTV-1", network="gl", name="Nguyễn Thị Ví Dụ", position="Phó trưởng ban")
    >>> {name: value for name, value in visible(person, to="internal").items() if value is not None}
    {'id': 'CTV-1', 'network': 'gl', 'position': 'Phó trưởng ban'}
    >>> visible(person, to="public")
    {}
    """
    need(Value, record=record)
    check_option("to", to, get_args(Reader), ArgumentError)
    dumped = record.model_dump(mode="json")
    return _narrow(record, dumped, Disclosure(to))


def _narrow(value: BaseModel, dumped: dict[str, Any], most: Disclosure) -> dict[str, Any]:
    """Return a value without the fields above a level, and without what no field declares, such as what it computes.

    The fields of a model that is not of ours say nothing: they are seen as the field that holds it.
    """
    if most is Disclosure.PUBLIC and isinstance(getattr(value, "secrecy", None), SecrecyMark):
        return {}
    model = type(value)
    return {
        name: _narrow_field(getattr(value, name), inner, most)
        for name, inner in dumped.items()
        if name in model.model_fields and (not isinstance(value, Value) or disclosure_of(model, name) <= most)
    }


def _narrow_field(held: object, dumped: Any, most: Disclosure) -> Any:  # noqa: ANN401 - any JSON value
    """Return the dump of what a field holds, narrowed like it, however deep models are in it."""
    if isinstance(dumped, dict) and isinstance(held, BaseModel):
        return _narrow(held, dumped, most)
    if isinstance(dumped, dict) and isinstance(held, Mapping):
        pairs = zip(dumped.items(), held.values(), strict=True)
        return {key: _narrow_field(each, inner, most) for (key, inner), each in pairs}
    if isinstance(dumped, list) and isinstance(held, Sequence | AbstractSet):
        return [_narrow_field(each, inner, most) for each, inner in zip(held, dumped, strict=True)]
    if isinstance(dumped, dict | list):
        raise ArgumentError(
            vi=f"visible không nhìn được vào {type(held).__name__}; dùng mô hình, dict, list, tuple hoặc set",
            en=f"visible cannot look into {type(held).__name__}; use a model, dict, list, tuple or set",
        )
    return dumped

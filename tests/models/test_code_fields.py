"""A field says which code list it uses, and what it accepts follows from the list."""

from enum import StrEnum
from typing import Annotated

import pytest
from hypothesis import given
from pydantic import StringConstraints, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from dlxh.data.code_lists import code_list
from dlxh.models.activity import Activity, Training
from dlxh.models.code_fields import code_list_at, code_list_of, name_allowed, refinements_of
from dlxh.models.opinion import OpinionStream, ReportItem
from dlxh.models.regulation import Regulation
from dlxh.models.report import Report, ReportKind
from dlxh.register.columns import columns_of
from dlxh.testing.strategies import records
from dlxh.words.annotations import shape
from dlxh.words.bilingual import ArgumentError
from dlxh.words.code_entries import CodeEntry, CodeListError
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.disclosure import Internal
from dlxh.words.ids import CODE_PATTERN
from dlxh.words.record import Value
from tests.models.every_model import FIELDS


def _codes(*keys: str, is_open: bool) -> CodeList:
    entries = tuple(CodeEntry(key, vi=f"mã {key}", en=f"code {key}") for key in keys)
    return CodeList("own", vi="Danh mục", en="Codes", open=is_open, source="ví dụ", entries=entries)


CLOSED = _codes("village", "hamlet", is_open=False)
OPEN = _codes("pepper", "coffee", is_open=True)


class Colour(StrEnum):
    """An enumeration of an embedder, which has no list."""

    RED = "red"


class Scope(StrEnum):
    """Another enumeration of an embedder, called as one of ours."""

    WIDE = "wide"


class Own(Value):
    """A value of an embedder."""

    settlement: Internal[Annotated[str, In(CLOSED)] | None] = None
    crop: Internal[Annotated[str, In(OPEN)]]
    crops: Internal[tuple[Annotated[str, In(OPEN)], ...]] = ()
    colour: Internal[Colour] = Colour.RED
    scope: Internal[Scope] = Scope.WIDE


def test_a_closed_list_takes_its_keys() -> None:
    """Another code is refused with the keys that there are, and JSON Schema lists them."""
    assert Own(settlement="hamlet", crop="rice").settlement == "hamlet"
    with pytest.raises(ValidationError, match="'village' or 'hamlet'"):
        Own.model_validate({"settlement": "street", "crop": "pepper"})

    assert Own.model_json_schema()["properties"]["settlement"]["anyOf"][0]["enum"] == ["village", "hamlet"]


@pytest.mark.parametrize("crop", ["Coffee", "hồ tiêu", "", 3])
def test_an_open_list_takes_codes(crop: object) -> None:
    """What the list does not hold may be new, what is not a code is refused."""
    with pytest.raises(ValidationError):
        Own.model_validate({"crop": crop})


def test_the_columns_know_the_list() -> None:
    """Only a code of a closed list may be in a message: in an open one anybody may have written it."""
    columns = {column.name: column for column in columns_of(Own)}

    assert (columns["settlement"].codes, columns["settlement"].closed) == (CLOSED, True)
    assert (columns["crop"].codes, columns["crop"].closed) == (OPEN, False)
    assert columns["colour"].codes is columns["scope"].codes is None


def test_the_model_is_asked() -> None:
    """One question for marked fields, for several codes, for enumerations, and for the kinds of a union."""
    assert code_list_of(Own, "settlement") is CLOSED
    assert code_list_of(Own, "crops") is OPEN
    assert code_list_of(ReportItem, "topics") is code_list("topics")
    assert code_list_of(OpinionStream, "group") is code_list("population_groups")
    assert code_list_of(Report, "channel") is code_list("channel")
    assert code_list_of(Training, "kind") is code_list("activity_kind")
    assert code_list_of(Report, "received_at") is None
    with pytest.raises(ArgumentError, match="the name of a field"):
        code_list_of(Report, "color")


def test_an_open_list_has_keys_that_a_field_takes() -> None:
    """A key in capitals could never be recorded."""
    with pytest.raises(CodeListError, match="lower-case"):
        In(_codes("pepper", "TN", is_open=True))
    with pytest.raises(ArgumentError):
        In("topics")  # type: ignore[arg-type] # the mistake that is tested

    assert TypeAdapter(Annotated[str, In(_codes("TN", is_open=False))]).validate_python("TN") == "TN"


FINER = CodeList(
    "own_kinds",
    vi="Loại",
    en="Kinds",
    open=False,
    source="ví dụ",
    base=code_list("report_kind"),
    entries=(CodeEntry("flash", vi="tin nhanh", en="flash news", counts_as="ad_hoc"),),
)


class Finer(Value):
    """A value whose second code makes the first one finer."""

    kind: Internal[ReportKind]
    local_kind: Internal[Annotated[str, In(FINER, refines="kind")] | None] = None


class Astray(Value):
    """A value whose second code makes a field finer that is of another list."""

    kind: Internal[Annotated[str, In(CLOSED)]]
    local_kind: Internal[Annotated[str, In(FINER, refines="kind")] | None] = None


class Nowhere(Value):
    """A value whose code makes a field finer that is not there."""

    local_kind: Internal[Annotated[str, In(FINER, refines="kind")] | None] = None


def test_an_own_code_makes_one_of_ours_finer() -> None:
    """The field that is made finer takes its codes from the base of the list."""
    assert refinements_of(Finer) == (("local_kind", "kind", FINER),)
    for model in (Astray, Nowhere):
        with pytest.raises(CodeListError, match="must be a field"):
            refinements_of(model)
    for codes in (CLOSED, OPEN):
        with pytest.raises(CodeListError, match="closed list that has a base"):
            In(codes, refines="kind")


@given(records(Own))
def test_the_strategies_know_the_mark(value: Own) -> None:
    """What is made for tests is taken."""
    assert Own.model_validate(value.model_dump()) == value


def test_every_code_of_ours_is_marked() -> None:
    """What else holds codes has no list of ours: ranks and issues are the network's own."""
    marks = {f"{model.__name__}.{name}": _marks(model.model_fields[name]) for model, name in FIELDS}
    coded = {
        name
        for name, found in marks.items()
        if any(isinstance(mark, StringConstraints) and mark.pattern == CODE_PATTERN for mark in found)
    }

    assert coded == {
        "AllowanceProvision.entitlement",
        "AllowanceProvision.rank",
        "Membership.rank",
        "WorkEntry.issue",
    }


def _marks(field: FieldInfo) -> tuple[object, ...]:
    return (*field.metadata, *shape(field.annotation).marks)


def test_the_list_of_a_field_inside_a_record() -> None:
    """It is found by the place that pydantic gives, in which the kind of a union's arm comes before the field."""
    duty = ("provisions", 0, "duty")
    places = {
        (Regulation, (*duty, "ad_hoc", "kind")): "duty_kind",
        (Regulation, duty): "duty_kind",
        (Regulation, (*duty, "report", "report")): "report_kind",
        (Regulation, (*duty, "gone", "report")): None,
        (Activity, ("detail", "training", "classes")): None,
        (Report, ("items", 0, "gone")): None,
        (Report, ("id",)): None,
        (Report, (0,)): None,
    }
    for (model, place), name in places.items():
        found = code_list_at(model, place)
        assert (None if found is None else found.name) == name, place
    kept = name_allowed({"expected": "'village' or 'hamlet'"}, Own, ("settlement",))
    assert kept["expected"]["vi"] == "mã village (village), mã hamlet (hamlet)"

"""Columns are derived from the fields of the models and nowhere else."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import Field, create_model

from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.register.columns import Kind, columns_of, day_column, kind_of
from dlxh.words.annotations import shape
from dlxh.words.bilingual import ArgumentError
from dlxh.words.days import Instant
from dlxh.words.disclosure import Disclosure, Internal, Public, Restricted
from dlxh.words.documents import Document
from dlxh.words.figures import Figure, FigureUnit
from dlxh.words.ids import UnitId
from dlxh.words.money import Coefficient
from dlxh.words.record import Value


class Sample(Value):
    """One field of each sort."""

    unit: Public[UnitId | None] = None
    rate: Restricted[Coefficient]
    made_at: Internal[Instant]
    count: Public[Figure | None] = None
    paper: Public[Document]
    kind: Public[FigureUnit] = FigureUnit.REPORT
    open: Public[bool] = Field(default=True, strict=True)
    many: Public[tuple[UnitId, ...]] = ()


def test_columns_of() -> None:
    """A nested value becomes prefixed columns, an instant gets its day, a coefficient ten-thousandths; tuples stay out."""
    found = {column.name: column for column in columns_of(Sample)}
    expected = {
        "unit": Kind.TEXT,
        "rate": Kind.INTEGER,
        "made_at": Kind.INSTANT,
        "made_day": Kind.DAY,
        "count_value": Kind.INTEGER,
        "count_unit": Kind.TEXT,
        "count_qualifier": Kind.TEXT,
        "paper": Kind.TEXT,
        "kind": Kind.TEXT,
        "open": Kind.BOOLEAN,
    }

    assert expected == {name: column.kind for name, column in found.items()}
    assert found["rate"].scaled
    assert found["rate"].disclosure is Disclosure.RESTRICTED
    assert found["paper"].document
    assert found["unit"].references == "units"
    assert found["made_day"].local_day_of == "made_at"
    assert found["count_unit"].path == ("count", "unit")


def test_nullable() -> None:
    """What may be None may be empty, and so may every part of an optional value; defaults fill what is left out."""
    found = {column.name: column for column in columns_of(Sample)}

    assert {name for name, column in found.items() if column.nullable} == {
        "unit",
        "count_value",
        "count_unit",
        "count_qualifier",
    }
    assert (found["kind"].default, found["open"].default, found["count_qualifier"].default) == (
        "report",
        True,
        None,
    )


def test_disclosure_of_local_day() -> None:
    """The day next to an instant is seen by those who see the instant."""
    found = {column.name: column for column in columns_of(Report)}

    assert found["received_day"].disclosure is found["received_at"].disclosure


def test_no_disclosure() -> None:
    """A field without one, as of a class that was refused and lives on in a traceback, is refused."""
    bare = create_model("Bare", market=(str | None, None))
    with pytest.raises(ArgumentError, match="the field market has no disclosure"):
        columns_of(bare)


def test_skip() -> None:
    """Fields that another table holds are left out."""
    assert "name" not in [column.name for column in columns_of(OrgUnit, skip=frozenset({"name"}))]


def test_day_column() -> None:
    """The day is next to its instant under its name."""
    assert (day_column("received_at"), day_column("at")) == ("received_day", "day")


def test_shape() -> None:
    """Marks are found however deep an annotation nests them."""
    nested = Annotated[Annotated[int, "inner"] | None, "outer"]

    assert shape(nested).arms == (int,)
    assert shape(nested).optional
    assert shape(nested).marks == ("outer", "inner")
    assert shape(Annotated[tuple[UnitId, ...], Disclosure.PUBLIC]).many
    assert shape(Figure | date).models == (Figure,)


@pytest.mark.parametrize(
    ("leaf", "kind"),
    [
        (bool, Kind.BOOLEAN),
        (int, Kind.INTEGER),
        (Decimal, Kind.INTEGER),
        (date, Kind.DAY),
        (FigureUnit, Kind.TEXT),
    ],
)
def test_kind_of(leaf: type, kind: Kind) -> None:
    """Each leaf type has one kind of column; a bool is not an integer and a datetime not a day."""
    assert kind_of(leaf) is kind


@pytest.mark.parametrize("leaf", [float, dict, list, object, bytes, Literal["a", 1]])
def test_no_column(leaf: type) -> None:
    """No column can hold a float, a list or a struct: a model with one fails when it is made a table."""
    with pytest.raises(TypeError, match="no column can hold"):
        kind_of(leaf)

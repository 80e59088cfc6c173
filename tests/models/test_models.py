"""What every model promises, whichever it is."""

import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import ValidationError, create_model

from dlxh.models.activity import Activity
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.allowance_line import AllowanceLine
from dlxh.models.case import VerificationCase
from dlxh.models.collaborator import Collaborator, Contact, Engagement, Membership
from dlxh.models.network import Network, Term
from dlxh.models.opinion import Expression, OpinionStream, ReportItem, Stance
from dlxh.models.regulation import Regulation
from dlxh.models.report import Report
from dlxh.models.unit import Level, OrgUnit, UnitKind
from dlxh.words.bilingual import ArgumentError
from dlxh.words.days import Day, Instant
from dlxh.words.disclosure import Disclosure, Internal
from dlxh.words.documents import Document
from dlxh.words.field_texts import LABEL, own_field, texts_of
from dlxh.words.figures import Figure
from dlxh.words.period_shape import PeriodShape
from dlxh.words.periods import Period
from dlxh.words.record import Record, Value, disclosure_of
from dlxh.words.text import Line
from tests.models.every_model import ENUMS, FIELD_IDS, FIELDS, MODELS, PERSONAL

TEXT: Any = Annotated[Line | None, Disclosure.INTERNAL]
HAMLET = own_field(vi="Thôn", en="Hamlet", means_vi="Nơi nghe.", means_en="Where it was heard.")
TABLE = (
    OrgUnit,
    Network,
    Term,
    Collaborator,
    Membership,
    Engagement,
    Report,
    ReportItem,
    OpinionStream,
    VerificationCase,
    AllowanceScheme,
    AllowanceLine,
    Activity,
    Regulation,
)
LEAVES = {NoneType, str, int, bool, date, datetime, Decimal, Document}


def leaves(annotation: object) -> list[Any]:
    """Return the types that an annotation ends in, with containers as they are met."""
    origin, arms = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return leaves(arms[0])
    if origin is Literal:
        return [origin]
    if origin in {Union, UnionType}:
        return [leaf for arm in arms for leaf in leaves(arm)]
    if origin is tuple and arms[1:] == (...,):
        return leaves(arms[0])
    return [origin or annotation]


def test_design_table() -> None:
    """Every model of the design's table is there."""
    assert set(TABLE) <= set(MODELS)


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=FIELD_IDS)
def test_described(model: type[Value], name: str) -> None:
    """Field docs are attribute docstrings or `description=`: none is empty, each is a sentence."""
    description = model.model_fields[name].description or ""

    assert len(description.strip()) > 3
    assert description.strip().endswith(".")


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=FIELD_IDS)
def test_disclosed(model: type[Value], name: str) -> None:
    """Every field of every model declares who may see it, once."""
    marks = [mark for mark in model.model_fields[name].metadata if isinstance(mark, Disclosure)]

    assert len(marks) == 1


@pytest.mark.traced
def test_undisclosed() -> None:
    """A field without that declaration is refused when its class is made, and the error says what to write."""
    loose = create_model("Loose", note=(str, ...))

    with pytest.raises(TypeError, match="wrap its type in Public, Internal, Restricted or Secret"):
        disclosure_of(loose, "note")
    with pytest.raises(TypeError, match="note does not say who may see it"):
        create_model("Loose", __base__=Value, note=(str, ...))


@pytest.mark.traced
def test_meaningless() -> None:
    """A field added to a model of ours says what it means; one of an embedder's own model need not, nor one that is declared again."""
    base = create_model("Own", __base__=Report, hamlet=(TEXT, HAMLET))
    again = create_model("Again", __base__=base, hamlet=(TEXT, None))

    assert texts_of(base.model_fields["hamlet"], LABEL) == {"vi": "Thôn", "en": "Hamlet"}
    assert texts_of(base.model_fields["kind"], LABEL) == texts_of(again.model_fields["hamlet"], LABEL) == {}
    with pytest.raises(ArgumentError, match="hamlet has no label and meaning"):
        create_model("Own", __base__=Report, hamlet=(TEXT, None))
    with pytest.raises(ArgumentError, match="own_field needs means_en="):
        own_field(vi="Thôn", en="Hamlet", means_vi="Nơi nghe.", means_en=" ")


def test_protected() -> None:
    """Restricted are the collaborator's name, contact and person, and the link from a report to its author."""
    expected = {
        (Collaborator, "name"),
        (Collaborator, "contact"),
        (Collaborator, "person"),
        (Contact, "phone"),
        (Contact, "email"),
        (Report, "author"),
    }

    assert expected == set(PERSONAL)


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=FIELD_IDS)
def test_optional(model: type[Value], name: str) -> None:
    """What may be None may be left out, and what may not be None has no default of None."""
    field = model.model_fields[name]
    optional = NoneType in leaves(field.annotation)

    assert optional == (not field.is_required() and field.default is None)


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=FIELD_IDS)
def test_leaf_types(model: type[Value], name: str) -> None:
    """No dict, list, set or float: leaf types of dlxh.words, enumerations, values and tuples of them."""
    for leaf in leaves(model.model_fields[name].annotation):
        assert leaf is Literal or leaf in LEAVES or issubclass(leaf, (StrEnum, Value)), leaf


@pytest.mark.parametrize("model", MODELS)
def test_closed(model: type[Value]) -> None:
    """Frozen pydantic v2, `extra="forbid"`, and silent about inputs."""
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"
    assert model.model_config["hide_input_in_errors"]


@pytest.mark.traced
def test_frozen_and_forbidden() -> None:
    """A field cannot be changed, and a field that is not known is refused."""
    unit = OrgUnit(id="sl", name="Sơn La", kind=UnitKind.PLACE, level=Level.DISTRICT)

    with pytest.raises(ValidationError, match="frozen"):
        unit.name = "Mộc Châu"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra_forbidden"):
        OrgUnit.model_validate(
            {"id": "sl", "name": "Sơn La", "kind": "place", "level": "district", "size": 1}
        )


def test_hashable() -> None:
    """Equal records have one hash, so sets and keys work: nothing in a record can change."""
    unit = OrgUnit(id="sl", name="Sơn La", kind=UnitKind.PLACE, level=Level.DISTRICT)
    stream = OpinionStream(group="farmers", stance=Stance.HESITANT, expressions=(Expression.WORRIED,))

    assert len({unit, unit.replace(), stream, stream.replace()}) == 2


def test_replace() -> None:
    """`replace()` validates; pydantic's `model_copy(update=…)` does not."""
    term = Term(
        id="t1", network="gl", label="giai đoạn 2021-2025", start=date(2021, 5, 4), end=date(2025, 6, 30)
    )

    moved = term.replace(end="2025-12-31")

    assert moved.end == date(2025, 12, 31)
    assert term.end == date(2025, 6, 30)
    with pytest.raises(ValidationError, match="end must not be before start"):
        term.replace(end=date(2020, 1, 1))
    with pytest.raises(ValidationError, match="ends"):
        term.replace(ends=date(2026, 1, 1))


ORDERED = [(model, *pair) for model in MODELS for pair in model.ordered]


@pytest.mark.parametrize(("model", "first", "last"), ORDERED)
def test_ordered(model: type[Value], first: str, last: str) -> None:
    """Pairs in order are days or whole numbers, which engines compare alike."""
    assert {first, last} <= set(model.model_fields)
    for name in (first, last):
        assert set(leaves(model.model_fields[name].annotation)) - {NoneType} in ({date}, {int})


def test_ordered_pairs() -> None:
    """Every model with a first and a last day has them in order."""
    pairs = (("start", "end"), ("valid_from", "valid_to"))
    with_pairs = {
        (model, *pair) for model in MODELS for pair in pairs if set(pair) <= set(model.model_fields)
    }

    assert with_pairs <= set(ORDERED)


@pytest.mark.parametrize("enum", ENUMS)
def test_enums(enum: type[Enum]) -> None:
    """Enumerations are StrEnum, their values ASCII keys, each its own."""
    values = [member.value for member in enum]

    assert issubclass(enum, StrEnum)
    assert all(value.isascii() and value and value.strip() == value for value in values)
    assert len(set(values)) == len(enum.__members__)


def test_enum_closed() -> None:
    """A key outside the enumeration is refused, and the error lists the keys."""
    with pytest.raises(ValidationError, match="'approving', 'opposed', 'hesitant' or 'unclear'"):
        OpinionStream.model_validate_json('{"group": "farmers", "stance": "quan tâm"}')


def test_tuples_from_lists() -> None:
    """Lists of JSON become tuples."""
    text = '{"id":"n1","scope":"local","topics":["land","water"],"summary":"Đền bù chậm."}'

    assert ReportItem.model_validate_json(text).topics == ("land", "water")


def test_author() -> None:
    """A report has one author, a collaborator or a unit, and only an ad hoc report has stages."""
    report = Report.model_validate(
        {
            "id": "b1",
            "network": "gl",
            "author": "c1",
            "kind": "periodic",
            "channel": "written",
            "received_at": "2024-07-24T08:00:00+07:00",
        }
    )

    with pytest.raises(ValidationError, match="author_one"):
        report.replace(author=None)
    with pytest.raises(ValidationError, match="author_one"):
        report.replace(author_unit="gl-btg")
    with pytest.raises(ValidationError, match="stage_kind"):
        report.replace(stage=1)
    with pytest.raises(ValidationError, match="stage_kind"):
        report.replace(previous_stage="b0")
    assert report.replace(kind="ad_hoc", stage=2, previous_stage="b0").stage == 2


def test_contact() -> None:
    """A contact has a phone or an e-mail, each in one line and none of blanks."""
    with pytest.raises(ValidationError, match="contact_empty"):
        Contact()
    for phone in ("        ", "0903", "gọi 0903 000 000", "0903000000\n", "٠٩٠٣٠٠٠٠٠٠"):
        with pytest.raises(ValidationError):
            Contact(phone=phone)
    for email in ("vd@example", "vd@example.vn\nto:x", " @example.vn", "a@b@c.vn", "vd@example.vn\u00a0"):
        with pytest.raises(ValidationError):
            Contact(email=email)
    assert Contact(email="vi.du@example.vn").email == "vi.du@example.vn"


class TestNoOpinionHolder:
    """No field can hold who voiced an opinion."""

    def test_stream(self) -> None:
        """A stream has these fields: a group's code, words of a closed list, and its basis."""
        expected = ("group", "stance", "breadth", "intensity", "expressions", "basis")

        assert expected == tuple(OpinionStream.model_fields)

    def test_item(self) -> None:
        """A matter has these fields: what, where by unit, how urgent and how sure; no person, address or phone."""
        expected = (
            "id",
            "scope",
            "place",
            "topics",
            "local_topic",
            "summary",
            "basis",
            "cause",
            "forecast",
            "proposal",
            "urgency",
            "prominent",
            "grade",
            "streams",
        )

        assert expected == tuple(ReportItem.model_fields)

    def test_names_of_fields(self) -> None:
        """No model has a field for a bank account, an identity card, ethnicity, religion or a citizen."""
        words = {
            "bank",
            "account",
            "card",
            "citizen",
            "ethnicity",
            "religion",
            "holder",
            "speaker",
            "address",
            "birth",
        }

        assert not [field for field in FIELD_IDS if words & set(field.split(".")[1].split("_"))]

    def test_group_is_a_code(self) -> None:
        """The group is an ASCII key, so it cannot take a Vietnamese name."""
        with pytest.raises(ValidationError, match="group"):
            OpinionStream(group="Nguyễn Thị Ví Dụ", stance=Stance.OPPOSED)


class Leaf(Record):
    """One field of each leaf type that pydantic alone would read loosely."""

    day: Internal[Day | None] = None
    instant: Internal[Instant | None] = None


JUNK: tuple[object, ...] = (
    "0",
    "1706659200",
    "2024-01-31T00:00:00",
    0,
    1706659200,
    1.5,
    True,
    b"2024-01-31",
    "",
    [],
    {},
)
LOOSE_DAYS = (
    *JUNK,
    "2024-1-31",
    "31/01/2024",
    "20240131",
    "2024-W05-3",
    "2024-01-31\n",
    " 2024-01-31",
    "٢٠٢٤-٠١-٣١",
)
LOOSE_INSTANTS = (
    *JUNK,
    "2024-01-31",
    "2024-01-31  00:00:00+07:00",
    "2024-01-31T00:00+07:00",
    "2024-01-31T00:00:00z",
)


@pytest.mark.parametrize("value", LOOSE_DAYS, ids=repr)
def test_strict_days(value: object) -> None:
    """JSON is strict: `"0"` and `"1706659200"` are not dates, nor is a number, an instant or another notation."""
    refused("day", value)


@pytest.mark.parametrize("value", LOOSE_INSTANTS, ids=repr)
def test_strict_instants(value: object) -> None:
    """An instant carries its offset; an epoch number, a day or another notation is none."""
    refused("instant", value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", datetime(2024, 1, 31)),  # noqa: DTZ001 - what is tested
        ("day", datetime.fromisoformat("2024-01-31T00:00:00+07:00")),
        ("instant", date(2024, 1, 31)),
        ("instant", datetime(2024, 1, 31)),  # noqa: DTZ001 - what is tested
    ],
)
def test_strict_python(field: str, value: object) -> None:
    """In Python a datetime is not a day, a day not an instant, and a naive datetime no instant either."""
    with pytest.raises(ValidationError):
        Leaf.model_validate({field: value})


def refused(field: str, value: object) -> None:
    """See a value refused in both modes, unless JSON cannot carry it."""
    with pytest.raises(ValidationError):
        Leaf.model_validate({field: value})
    if not isinstance(value, bytes):
        with pytest.raises(ValidationError):
            Leaf.model_validate_json(json.dumps({field: value}))


WRONG: dict[type, tuple[object, ...]] = {
    bool: ("yes", "true", 1, 0, 1.0, "1", b"1", Decimal(1)),
    int: ("1", 1.0, True, Decimal(1), b"1"),
    str: (1, 1.0, True, b"x", Decimal(1), date(2024, 1, 31)),
    date: ("0", 0, 1706659200, "2024-01-31T00:00:00", b"2024-01-31"),
    datetime: ("0", 1706659200, "2024-01-31", "2024-01-31T00:00:00", b"2024-01-31T00:00:00Z"),
    Decimal: (
        0.3,
        1,
        "0,3",
        ".3",
        "1e2",
        True,
        b"0.3",
        "NaN",
        Decimal("NaN"),
        Decimal("-0.1"),
        Decimal("0.12345"),
    ),
    Document: (1, b"1/QD", " ", "", "a" * 301),
    Literal: ("", b"training", 1),  # type: ignore[dict-item] # typing's form, as leaves() returns it
}


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=FIELD_IDS)
def test_strict_leaves(model: type[Value], name: str) -> None:
    """No field reads loosely: "1", 1.0, "yes", epoch numbers, bytes and naive datetimes are refused in every one."""
    found = [leaf for leaf in leaves(model.model_fields[name].annotation) if leaf is not NoneType]
    many = get_origin(model.model_fields[name].annotation) is tuple
    for leaf in found:
        wrong = WRONG.get(leaf, (1, b"x", "no such value", True))
        if isinstance(leaf, type) and issubclass(leaf, StrEnum):
            # Bytes of a key are read as the key by pydantic; JSON has no bytes, and nothing else can be meant.
            wrong = (*wrong, *(member.name for member in leaf), *(f" {member.value}" for member in leaf))
        for value in wrong:
            with pytest.raises(ValidationError) as caught:
                model.model_validate({name: (value,) if many else value})
            assert [line for line in caught.value.errors() if line["loc"][:1] == (name,)], (
                value,
                caught.value,
            )


@pytest.mark.parametrize("model", [Figure, Period, PeriodShape])
def test_words_are_values(model: type[Value]) -> None:
    """Figures and periods are values like the others, so all of the above holds for them."""
    assert model in MODELS

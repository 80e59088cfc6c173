"""No value of a restricted field shows where errors and objects are printed, logged or sent."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from dlxh.models.activity import Activity
from dlxh.models.collaborator import Collaborator, Contact
from dlxh.models.report import Report
from dlxh.register.finding import Finding
from dlxh.register.reading import Reading, read
from dlxh.register.register import Register
from dlxh.words.deadlines import Deadline
from dlxh.words.disclosure import Disclosure, Internal, Secret
from dlxh.words.ids import UnitId
from dlxh.words.record import Record, Value, disclosure_of
from dlxh.words.text import Line
from tests.models.every_model import MODELS, PERSONAL

MARKER = "Zq7Marker"
GOOD: dict[type[Value], dict[str, Any]] = {
    Collaborator: {"id": "c1", "network": "gl"},
    Contact: {},
    Report: {
        "id": "b1",
        "network": "gl",
        "author": "c1",
        "kind": "periodic",
        "channel": "written",
        "received_at": "2024-07-24T08:00:00+07:00",
    },
}
"""The fields that each model with personal fields needs; a new one is added here."""

FITTING: dict[tuple[type[Value], str], Any] = {
    (Collaborator, "name"): MARKER,
    (Collaborator, "contact"): {"email": f"{MARKER}@example.vn"},
    (Collaborator, "person"): MARKER,
    (Contact, "phone"): None,  # digits only, so no marker fits
    (Contact, "email"): f"{MARKER}@example.vn",
    (Report, "author"): MARKER,
}


class Office(Record):
    """A record of an embedder, with a collaborator inside and a secret of its own."""

    id: Internal[UnitId]
    secret: Secret[Line | None] = None
    chief: Internal[Collaborator]
    contacts: Internal[tuple[Contact, ...]] = ()


def wrong_values() -> Iterator[Any]:
    """Return values that no field takes, each with the marker."""
    yield f"{MARKER}\n"
    yield f"{MARKER} " * 8000
    yield [MARKER]
    yield {"x": MARKER, "phone": MARKER, "email": MARKER}
    yield {"phone": [MARKER], "email": {"x": MARKER}}
    yield 7.5


def hidden(error: ValidationError) -> None:
    """See that the marker is nowhere in an error, its parts or what it was raised from."""
    for shown in (
        str(error),
        repr(error),
        repr(error.errors()),
        error.json(),
        repr(error.args),
        repr(error.__cause__),
        repr(error.__context__),
    ):
        assert MARKER not in shown
    if error.__context__ is not None:
        assert not isinstance(error.__context__, ValidationError)
    assert all(line["input"] is None for line in error.errors())


def refusals(model: type[Value], fields: dict[str, Any]) -> Iterator[ValidationError]:
    """Return what each way in says to some fields."""
    adapter = TypeAdapter(model)
    ways: list[Callable[[], Any]] = [
        lambda: model(**fields),
        lambda: model.model_validate(fields),
        lambda: model.model_validate_json(json.dumps(fields)),
        lambda: model.model_validate_json(json.dumps(fields).encode()),
        lambda: model.model_validate_strings(
            {name: str(value) for name, value in fields.items()} | {"extra": MARKER}
        ),
        lambda: adapter.validate_python(fields),
        lambda: TypeAdapter(list[model]).validate_python([fields]),  # type: ignore[valid-type] # a type at run time
    ]
    for way in ways:
        with pytest.raises(ValidationError) as caught:
            way()
        yield caught.value


@pytest.mark.parametrize(("model", "field"), PERSONAL)
@pytest.mark.parametrize(
    "value", list(wrong_values()), ids=["line break", "too long", "list", "keys", "nested", "number"]
)
def test_wrong_value(model: type[Value], field: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
    """No value of a restricted field shows in `str(error)`, `errors()` or `json()`, whichever way it came in."""
    for error in refusals(model, {**GOOD[model], field: value}):
        hidden(error)


@pytest.mark.parametrize("model", GOOD)
def test_unknown_key(model: type[Value]) -> None:
    """The value of a key that is not known may be a name in the wrong column; the key itself is shown."""
    for error in refusals(model, {**GOOD[model], "ho_ten": MARKER}):
        hidden(error)


@pytest.mark.parametrize("model", GOOD)
@pytest.mark.parametrize(
    "text", [MARKER, f'{{"name": "{MARKER}', f'["{MARKER}"]', f'"{MARKER}"', f"{MARKER}\udcff"]
)
def test_no_object(model: type[Value], text: str) -> None:
    """Nor for a text that is not JSON at all, or JSON of another shape."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(text.encode("utf-8", "surrogateescape"))
    hidden(caught.value)
    with pytest.raises(ValidationError) as caught:
        model.model_validate(text)
    hidden(caught.value)


@pytest.mark.parametrize(("model", "field"), PERSONAL)
def test_replace(model: type[Value], field: str) -> None:
    """`replace()` and assignment refuse without quoting."""
    record = model.model_validate({"phone": "0903 000 000"} if model is Contact else GOOD[model])

    with pytest.raises(ValidationError) as caught:
        record.replace(**{field: [MARKER]})
    hidden(caught.value)
    with pytest.raises(ValidationError) as caught:
        setattr(record, field, MARKER)
    hidden(caught.value)


@pytest.mark.parametrize(("model", "field"), [pair for pair, value in FITTING.items() if value is not None])
def test_not_shown(model: type[Value], field: str) -> None:
    """No value of a restricted field shows in `repr` or `str`, of the record or of what holds it."""
    record = model.model_validate({**GOOD[model], field: FITTING[model, field]})

    assert MARKER in record.model_dump_json()
    for shown in (
        repr(record),
        str(record),
        f"{record}",
        repr([record]),
        repr(copy.deepcopy(record)),
    ):
        assert MARKER not in shown
    if isinstance(record, Record):
        register = Register([record], as_of=date(2024, 7, 24))
        assert MARKER not in repr(register) + repr(register.tables)
        assert MARKER not in repr(Reading(register, ()))


def test_no_field_forgotten() -> None:
    """Every restricted and secret field of every model is tried above."""
    assert set(PERSONAL) == set(FITTING)


def test_nested() -> None:
    """A record inside another record, and a secret of an embedder's own model, are silent too."""
    chief = {"id": "c1", "network": "gl", "name": MARKER}
    office = Office.model_validate(
        {"id": "o1", "chief": chief, "secret": MARKER, "contacts": [{"email": f"{MARKER}@x.vn"}]}
    )

    assert disclosure_of(Office, "secret") >= Disclosure.RESTRICTED
    assert MARKER not in repr(office) + str(office)
    for fields in (
        {"id": "o1", "chief": {**chief, "name": [MARKER]}},
        {"id": "o1", "chief": chief, "secret": [MARKER]},
        {"id": "o1", "chief": MARKER},
        {"id": "o1", "chief": {"id": "c1", "network": "gl", "contact": {"phone": MARKER}}},
        {"id": "o1", "chief": chief, "contacts": [{"phone": MARKER}]},
    ):
        for error in refusals(Office, fields):
            hidden(error)


@pytest.mark.traced
def test_kind_of_a_union() -> None:
    """The kind that chooses an arm of a union is not quoted either."""
    fields = {"id": "a1", "network": "gl", "title": "x", "start": "2024-01-01", "end": "2024-01-01"}
    for error in refusals(Activity, {**fields, "detail": {"kind": f"{MARKER} "}}):
        hidden(error)


UNGUARDED = {"Period", "PeriodShape", "Figure"}
"""Values of numbers, days and codes alone."""


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_model_echoes_what_it_is_given(model: type[Value]) -> None:
    """A value alone is as silent as the record around it: whatever is in whichever field, errors hold none of it."""
    if model.__name__ in UNGUARDED:
        assert all(disclosure_of(model, name) is Disclosure.PUBLIC for name in model.model_fields)
        return
    for wrong in (MARKER, [MARKER], {"x": MARKER}, f"{MARKER}\n" * 9000, {"kind": MARKER}):
        for name in model.model_fields:
            fields = dict.fromkeys(model.model_fields) | {name: wrong}
            fields |= {} if model is Deadline else {"ho_ten": wrong}  # its constructor takes no other names
            for error in refusals(model, fields):
                assert MARKER not in str(error)
                assert all(line["input"] is None for line in error.errors())
                assert all(line["input"] is None for line in json.loads(error.json()))


def test_finding() -> None:
    """A finding carries the row for repair, and shows it neither in `repr` nor in its messages."""
    finding = Finding(
        "string_too_long", "tên dài", "the name is too long", table="contacts", row=f'{{"name": "{MARKER}"}}'
    )

    assert finding.row is not None
    assert MARKER not in repr(finding) + str(finding) + finding.message("vi") + finding.message("en")
    assert MARKER not in json.dumps(finding.to_dict())


def test_reading(tmp_path: Any) -> None:  # noqa: ANN401 - pytest's own
    """A row that does not fit stays in its finding, and nothing that is shown of the reading quotes it."""
    rows = [
        {"id": "c1", "network": "gl", "name": [MARKER]},
        {"id": "c2", "network": "gl", "name": MARKER},
        MARKER,
    ]
    source = tmp_path / "so.json"
    source.write_text(
        json.dumps({"as_of": "2024-07-24", "collaborators": rows, "reports": [{"author": MARKER}]}), "utf-8"
    )

    reading = read(source)

    assert len(reading.register.collaborators) == 1
    assert len({finding.row for finding in reading.findings}) == 3
    assert MARKER not in repr(reading) + repr(reading.register.tables)
    for finding in reading.findings:
        assert MARKER not in finding.message("vi") + finding.message("en") + json.dumps(finding.to_dict())


@pytest.mark.parametrize(
    "read",
    [
        lambda name: Report.model_validate({name: 1}),
        lambda name: Report.model_validate_json(f'{{"{name}": 1}}'),
    ],
    ids=["python", "json"],
)
def test_an_endless_name_is_cut(read: Callable[[str], Report]) -> None:
    """The name of an unknown field is what somebody wrote: of any length, it is cut in the refusal."""
    with pytest.raises(ValidationError) as refusal:
        read("k" * 10**6)
    assert [line["loc"] for line in refusal.value.errors() if line["type"] == "extra_forbidden"] == [
        ("k" * 100,)
    ]
    assert len(str(refusal.value)) < 2000

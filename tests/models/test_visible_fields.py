"""What a reader may not see is in no answer, however deep it is in a record."""
# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, computed_field

import dlxh
from dlxh.models import SecrecyMark
from dlxh.register.schema import ROOTS
from dlxh.testing.strategies import records
from dlxh.words.bilingual import ArgumentError
from dlxh.words.disclosure import Disclosure, Internal
from dlxh.words.record import Value, disclosure_of
from tests.lengths import examples
from tests.models.every_model import MODELS
from tests.models.test_privacy import Office
from tests.own import Report as OwnReport

REPORT = {
    "id": "b1",
    "network": "gl",
    "author": "c1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}


def fields_of(held: Any, seen: Any) -> Iterator[tuple[type[Value], str, Any, Any]]:  # noqa: ANN401 - a value, and what is seen of it
    """Yield each field of a value and of what it holds: its model, its name, what it holds, and whether it is seen."""
    if isinstance(held, Value) and isinstance(seen, dict):
        for name in type(held).model_fields:
            inner = getattr(held, name)
            yield type(held), name, inner, name in seen
            if name in seen:
                yield from fields_of(inner, seen[name])
    elif isinstance(held, tuple) and isinstance(seen, list):
        for each, inner in zip(held, seen, strict=True):
            yield from fields_of(each, inner)


@pytest.mark.parametrize("model", [*ROOTS.values()], ids=lambda model: model.__name__)
def test_each_field_is_seen_by_those_who_may(model: type[Value]) -> None:
    """Every field of every record, and of what it holds, is there exactly where its declaration lets the reader see it."""

    @settings(max_examples=examples(15))
    @given(records(model), st.sampled_from(["internal", "public"]))
    def hold(record: Value, to: Any) -> None:  # noqa: ANN401 - a reader
        seen = dlxh.visible(record, to=to)
        if to == "public" and getattr(record, "secrecy", None) is not None:
            assert seen == {}
            return
        for owner, name, _, is_seen in fields_of(record, seen):
            assert is_seen == (disclosure_of(owner, name) <= Disclosure(to)), (owner, name)

    hold()


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # nothing is in the fields
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_every_model(model: type[Value]) -> None:
    """A value made of nothing but its fields, valid or not, shows to each reader what its declarations say, and no more."""
    value = model.model_construct(**dict.fromkeys(model.model_fields))
    for to in ("internal", "public"):
        expected = {name for name in model.model_fields if disclosure_of(model, name) <= Disclosure(to)}
        assert set(dlxh.visible(value, to=to)) == expected


def test_everything_a_reader_may_see_is_as_it_was_written() -> None:
    """What is left is the JSON of the record itself."""
    report = dlxh.Report.model_validate(REPORT)

    assert dlxh.visible(report, to="internal") == {
        name: value for name, value in report.model_dump(mode="json").items() if name != "author"
    }


def test_own_fields() -> None:
    """An own field is seen as its own declaration says, also below a record of ours."""
    report = OwnReport.model_validate({**REPORT, "hamlet": "Làng Ốp", "interpreter": "Ví Dụ"})
    seen = dlxh.visible(report, to="internal")

    assert seen["hamlet"] == "Làng Ốp"
    assert "interpreter" not in seen


def test_records_in_records() -> None:
    """A name deep inside of another record, and a secret, are left out."""
    chief = {"id": "c1", "network": "gl", "name": "Ví Dụ", "contact": {"email": "a@b.vn"}}
    office = Office.model_validate(
        {"id": "o1", "chief": chief, "secret": "x", "contacts": [{"email": "a@b.vn"}]}
    )

    assert dlxh.visible(office, to="internal") == {
        "id": "o1",
        "chief": {
            "id": "c1",
            "network": "gl",
            "organisation": None,
            "position": None,
            "composition": None,
            "erase_after": None,
        },
        "contacts": [{}],
    }


class Stranger(BaseModel):
    """A model of an embedder, which says nothing of who may see what."""

    chief: dlxh.Collaborator
    number: int = 1


@dataclass
class Odd:
    """Something else that holds a person."""

    chief: dlxh.Collaborator


class Page(Value):
    """What an application answers: people in whatever a field may hold."""

    listed: Internal[list[dlxh.Collaborator] | None] = None
    by_id: Internal[dict[str, dlxh.Collaborator] | None] = None
    once: Internal[frozenset[dlxh.Collaborator]] = frozenset()
    inside: Internal[Stranger | None] = None
    odd: Internal[Odd | None] = None

    @computed_field
    def names(self) -> list[str]:
        """All names."""
        return [str(each.name) for each in self.listed or ()]


def test_people_in_whatever_a_field_holds() -> None:
    """Lists, dicts, sets and models of others are looked into, what a class computes is left out, and all else is refused."""
    person = dlxh.Collaborator(id="c1", network="gl", name="Zq7Marker")
    page = Page(listed=[person], by_id={"a": person}, once={person}, inside={"chief": person})
    seen = dlxh.visible(page, to="internal")

    assert "Zq7Marker" not in str(seen)
    assert seen["listed"][0]["id"] == seen["by_id"]["a"]["id"] == seen["once"][0]["id"] == "c1"
    assert (seen["inside"]["chief"]["id"], seen["inside"]["number"]) == ("c1", 1)
    assert "names" not in seen
    with pytest.raises(ArgumentError, match="cannot look into Odd"):
        dlxh.visible(Page(odd=Odd(person)), to="internal")


def test_a_marked_record() -> None:
    """Of a record with a secrecy mark the public sees nothing, not even a field that is public."""
    mark = SecrecyMark.model_validate(
        {"level": "confidential", "decided_by": "x", "decided_on": "2026-04-01", "legal_basis": "x"}
    )
    report = dlxh.Report.model_validate(REPORT)

    assert dlxh.visible(report.replace(secrecy=mark), to="public") == {}
    assert dlxh.visible(report.replace(secrecy=mark), to="internal")["secrecy"]["level"] == "confidential"


@pytest.mark.parametrize("to", ["restricted", None, 5])
def test_other_readers(to: Any) -> None:  # noqa: ANN401 - whatever a caller gives
    """There are two readers; whoever may see a restricted field reads it from the record itself."""
    with pytest.raises(ArgumentError):
        dlxh.visible(dlxh.Report.model_validate(REPORT), to=to)
    with pytest.raises(ArgumentError):
        dlxh.visible({"id": "b1"}, to="public")

"""What is held on one person, and a register that has forgotten that person."""
# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlxh
from dlxh import Collaborator, Membership, Pack, Register, Tables
from dlxh.measures.families import quality
from dlxh.models import Contact
from dlxh.register.finding import refuse
from dlxh.register.personal_rows import forget_in, rows_about
from dlxh.register.views import RegisterError
from dlxh.testing import province_tables
from dlxh.words import Internal, Line, Restricted, SimpleCalendar
from dlxh.words.field_texts import own_field
from dlxh.words.ids import CollaboratorId
from tests.engines import ENGINES, engine
from tests.lengths import examples
from tests.sample import AS_OF, MARK, register, report

TEXTS = {"vi": "Nhãn", "en": "Label", "means_vi": "Ý nghĩa.", "means_en": "Meaning."}


class OwnCollaborator(dlxh.Collaborator):
    """A collaborator with a nickname, languages, and a mentor."""

    nickname: Restricted[Line | None] = own_field(**TEXTS)
    village: Internal[Line | None] = own_field(**TEXTS)
    mentor: Internal[CollaboratorId | None] = own_field(**TEXTS)
    accounts: Restricted[tuple[Line, ...]] = own_field(**TEXTS)
    languages: Internal[tuple[Line, ...]] = own_field(**TEXTS)


class OwnReport(dlxh.Report):
    """A report with an interpreter."""

    interpreter: Restricted[Line | None] = own_field(**TEXTS)


PACK = Pack("gl", models=(OwnCollaborator, OwnReport))


def people() -> Register:
    """Return two people, the first with records in two networks, and what each did."""
    first = [
        Collaborator(
            id=key,
            network=network,
            name=MARK,
            contact=Contact(phone="0903 000 000"),
            person="N-7",
            position="Phó bí thư",
        )
        for key, network in (("c1", "ml1"), ("c2", "ml2"))
    ]
    other = Collaborator(id="c3", network="ml1", name="Khác", position="Trưởng thôn", person="N-8")
    held = [
        Membership(
            id=f"m{key[1]}", network=network, term="t", collaborator=key, start="2024-01-01", paid=True
        )
        for key, network in (("c1", "ml1"), ("c2", "ml2"), ("c3", "ml1"))
    ]
    sent = [report("b1", author="c1"), report("b3", author="c3")]
    contract = dlxh.Engagement(id="e1", network="ml1", membership="m1", start="2024-01-01", end="2024-12-31")
    return Register([*first, other, *held, *sent, contract], as_of=AS_OF)


def test_about() -> None:
    """All rows of the person are there, from each record that states the same person, and none of another's."""
    held = people().about("c2")

    assert {name: len(rows) for name, rows in held.items()} == {
        "collaborators": 2,
        "contacts": 2,
        "persons": 2,
        "memberships": 2,
        "engagements": 1,
        "reports": 1,
    }
    assert {row["contact_phone"] for row in held["contacts"]} == {"0903 000 000"}
    assert [row["name"] for row in held["contacts"]] == [MARK, MARK]
    assert [row["id"] for row in held["reports"]] == ["b1"]
    assert held["memberships"][0]["start"] == date(2024, 1, 1)
    assert "Khác" not in str(held)
    assert "c3" not in str(held)
    assert "source_row" not in held["reports"][0]


def test_about_of_the_sample() -> None:
    """Pay with its steps is there, and what a report says is not: it is about matters."""
    held = register().about("CTV-1")

    assert {"allowance_lines", "allowance_steps", "reports"} <= held.keys()
    assert not {"items", "streams", "item_topics", "report_sources", "cases"} & held.keys()


def test_about_own_fields() -> None:
    """Own fields are there, and the id of somebody else in one is not."""
    person = OwnCollaborator(
        id="c1", network="ml", nickname="Tư", mentor="c9", languages=("Jrai",), accounts=("x",)
    )
    other = OwnCollaborator(id="c9", network="ml", nickname="Năm", mentor="c1")
    sent = OwnReport.model_validate({**report("b1", author="c1").model_dump(), "interpreter": "Sáu"})
    held = Register([person, other, sent], as_of=AS_OF, pack=PACK).about("c1")

    (own,) = held["collaborators_gl"]
    assert (own["nickname"], own["mentor"]) == ("Tư", None)
    assert [row["languages"] for row in held["collaborators_gl_languages"]] == ["Jrai"]
    assert held["reports_gl"][0]["interpreter"] == "Sáu"
    assert "c9" not in str(held)


def test_forget() -> None:
    """Name, contact, post and person are gone from each record of the person, and nothing else is; two records stay one person."""
    before, after = people(), people().forget("c1")

    for key in ("c1", "c2"):
        person = after.collaborator(key)
        assert (person.name, person.contact, person.position) == (None, None, None)
        assert str(person.person).startswith("forgotten:")
    assert after.collaborator("c3") == before.collaborator("c3")
    assert MARK not in str(after.about("c1"))
    assert after.reports == before.reports
    assert dlxh.measure(after, ["people"]) == dlxh.measure(before, ["people"])
    assert before.collaborator("c1").name == MARK
    assert after.forget("c2") == after


def test_codes_of_the_forgotten() -> None:
    """Two people that were forgotten stay two, and one that two services forgot, each in its own network, is one again."""
    more = [Collaborator(id=key, network="ml1", person="N-9") for key in ("d1", "d2")]
    after = people().add(*more).forget("c1").forget("d2")
    assert len({each.person for each in after.collaborators}) == 3
    assert dlxh.measure(after, ["people"]) == dlxh.measure(people().add(*more), ["people"])

    held = people().collaborators
    apart = [Register([each], as_of=AS_OF).forget(each.id).collaborator(each.id) for each in held[:2]]
    assert apart[0].person == apart[1].person
    alone = Register([Collaborator(id="c5", network="ml1")], as_of=AS_OF).forget("c5")
    assert alone.collaborator("c5").person is None


def test_forget_own_fields() -> None:
    """Restricted own fields are emptied in the person's rows, also on reports; others, and those of other people, stay."""
    person = OwnCollaborator(
        id="c1", network="ml", nickname="Tư", village="Ốp", languages=("Jrai",), accounts=("x",)
    )
    bare = OwnCollaborator(id="c2", network="ml", nickname="Bảy", accounts=("y",))
    other = OwnCollaborator(id="c9", network="ml", nickname="Năm", accounts=("z",))
    sent = OwnReport.model_validate({**report("b1", author="c1").model_dump(), "interpreter": "Sáu"})
    before = Register([person, bare, other, sent], as_of=AS_OF, pack=PACK)
    after = before.forget("c1").forget("c2")

    assert after.get(OwnCollaborator, "c1") == person.replace(nickname=None, accounts=())
    assert after.get(OwnCollaborator, "c2") == bare.replace(nickname=None, accounts=())
    assert after.get(OwnCollaborator, "c9") == other
    assert after.get(OwnReport, "b1").interpreter is None
    assert after.tables.polars("collaborators_gl")["id"].to_list() == ["c1", "c9"]


def test_rows_that_were_refused() -> None:
    """The text of a line about the person that did not become a row is gone; findings and texts of others stay."""
    tables = people().tables
    texts = {
        "the person": refuse("missing", None, table="collaborators", record="c1", row=MARK),
        "a row of the person's": refuse("missing", None, table="memberships", record="m1", row=MARK),
        "below a report of the person's": refuse(
            "missing", None, table="items", record="x#1", root="b1", row=MARK
        ),
        "refused altogether": refuse(
            "missing", None, table="memberships", record="m7", row='{"id": "m7", "collaborator": "c2"}'
        ),
        "below what was refused": refuse("missing", None, table="memberships_gl", record="m7", row=MARK),
        "whose is unknown": refuse("missing", None, table="contacts", row=MARK),
    }
    kept = (
        refuse("missing", None, table="collaborators", record="c3", row="x"),
        refuse("missing", None, table="reports", row='{"author": "c3"}'),
        refuse("missing", None, table="own", row="x"),
        refuse("missing", None, table="contacts"),
    )
    tables.refused = (*reversed(texts.values()), *kept)
    after = forget_in(tables, "c1").refused

    assert [each.row for each in after] == [None] * len(texts) + [each.row for each in kept]
    assert [each.code for each in after] == ["missing"] * len(after)


@pytest.mark.parametrize("call", ["about", "forget"])
def test_nobody(call: str) -> None:
    """An id that nobody has, and what is not an id, are refused in both languages."""
    with pytest.raises(RegisterError, match=r"không có cộng tác viên mã 'c7'.*no collaborator with id 'c7'"):
        getattr(people(), call)("c7")
    with pytest.raises(dlxh.errors.ArgumentError):
        getattr(people(), call)(None)


@pytest.mark.parametrize("name", ENGINES)
def test_without_names(name: str) -> None:
    """Tables without names and persons, of any engine, are asked and forgotten alike; they stay where they are."""
    tables = engine(name)(people().tables.select(["collaborators", "memberships", "reports"]))

    assert [row["id"] for row in rows_about(tables, "c1")["memberships"]] == ["m1"]
    after = forget_in(tables, "c1")
    assert dict(after.polars("collaborators").select("id", "position").sort("id").rows()) == {
        "c1": None,
        "c2": "Phó bí thư",
        "c3": "Trưởng thôn",
    }
    assert after.engine == tables.engine


@cache
def _province(seed: int) -> Tables:
    return province_tables(seed=seed, collaborators=4, years=2)


def figures_of(subject: Register | Tables) -> list[Any]:
    """Return every figure of a year but those that count findings, and what a check finds."""
    groups: dict[tuple[str, ...], list[dlxh.Measure]] = {}
    for each in dlxh.MEASURES:
        if each not in quality.MEASURES:
            groups.setdefault(each.required_dimensions, []).append(each)
    given: dict[str, Any] = {"period": "2025", "calendar": SimpleCalendar()}
    results = [dlxh.measure(subject, some, by=by, **given) for by, some in groups.items()]
    return [dlxh.check(subject).counts(), *results]


@cache
def _figures(seed: int) -> list[Any]:
    return figures_of(_province(seed))


@pytest.mark.no_cover  # a property
@settings(max_examples=examples(2))
@given(st.just(0), st.integers(0, 3))
def test_figures_are_the_same(seed: int, place: int) -> None:
    """Every figure is the same when a person is forgotten, and a check finds nothing new."""
    before = Register.from_tables(_province(seed))
    key = before.tables.polars("collaborators")["id"][place]
    after = before.forget(key)

    assert figures_of(after) == _figures(seed)
    assert after.tables.polars("contacts").filter(pl.col("collaborator") == key).height == 0

"""Registers with the same ids are joined with a prefix: each stays as it was, and only what is alike in all is shared."""

from dataclasses import replace
from typing import Any

import duckdb
import pytest

from dlxh import Network, Register, Tables, check, measure
from dlxh.errors import RegisterError
from dlxh.models.network import NetworkForm
from dlxh.models.unit import Level
from dlxh.register.finding import Place, refuse
from dlxh.testing import province_tables
from dlxh.words.bilingual import ArgumentError
from tests.own import PACK, Report
from tests.sample import AS_OF, register, report, unit

SHARED = Register([unit("vn"), unit("gl", parent="vn")], as_of=AS_OF)


def test_two_provinces_stay_clean_and_add_up() -> None:
    """Of two provinces with the same ids nothing refers to what is the other's, and every figure is the sum of both."""
    first, second = (Register.from_tables(province_tables(seed, collaborators=4, years=2)) for seed in (1, 2))
    whole = first.join(second, prefix="HY-")

    assert check(whole).counts() == {}
    for code in ("reports", "cases_received"):
        known = [measure(each, code).figure(code).value for each in (first, second, whole)]
        assert known[0] + known[1] == known[2]  # type: ignore[operator] # none is unknown
    assert len(whole.units) < len(first.units) + len(second.units)
    with pytest.raises(RegisterError, match=r"join them with first\.join\(second, prefix=\.\.\.\)"):
        _ = first + second


@pytest.mark.traced
def test_who_refers_to_another_is_not_shared() -> None:
    """What is alike but refers to something that is not, through whatever is between, gets the prefix; the rest is one."""
    sample = register()
    read = sample.report("bc1")
    other = sample.put(read.replace(items=[read.items[0].replace(summary="Khác hẳn.")]))
    whole = sample.join(other, prefix="HY-")

    assert len(whole) == len(sample) + 3
    assert whole.report("HY-bc1").items[0].summary == "Khác hẳn."
    assert whole.report("HY-bc2").sources == ("bc0", "HY-bc1")
    assert whole.case("HY-xm1").items == ("HY-n1",)
    assert [each.id for each in whole.case("HY-xm1").contents] == ["HY-nd1"]
    assert sample.join(sample, prefix="HY-") == sample


def test_a_reference_to_nobody_stays_one() -> None:
    """What one refers to and does not hold is not found among what the other holds."""
    one = Register([report("r1", author="CTV-1")], as_of=AS_OF)
    held = register()
    whole = held.join(one, prefix="HY-")

    assert (whole.report("HY-r1").author, whole.report("HY-r1").network) == ("HY-CTV-1", "HY-gl")
    assert check(whole, only=["X101"]).counts() == {"X101": 2}


def test_what_is_partial_stays_so_for_its_own_networks() -> None:
    """A network that is shared keeps its name, another gets the prefix; what is missing of all is missing of those there."""
    networks = [
        Network(id=key, name=key, owner="vn", level=Level.PROVINCE, form=NetworkForm.PERSONS)
        for key in ("gl", "sl")
    ]
    first = Register([*SHARED.all(type(unit())), networks[0]], as_of=AS_OF, empty=["reports"])
    second = Register([*SHARED.all(type(unit())), networks[0], networks[1]], as_of=AS_OF, partial=["reports"])

    assert first.join(second, prefix="HY-").tables.partial["reports"] == {"gl", "HY-sl"}


def _in_duckdb(tables: Tables) -> Tables:
    frames = {name: duckdb.from_arrow(tables.polars(name).to_arrow()) for name in tables}
    return Tables(frames, as_of=tables.as_of)


@pytest.mark.traced
@pytest.mark.parametrize("carry", [Tables.collect, _in_duckdb])
def test_other_kinds_of_tables_are_read(carry: Any) -> None:  # noqa: ANN401 - what is tested
    """The other may lie in another engine, hold an id twice, and rows whose owner is not there."""
    twice = Register([unit("d"), unit("d"), unit("vn")], as_of=AS_OF)
    whole = SHARED.join(Register.from_tables(carry(twice.tables)), prefix="HY-")

    assert [each.id for each in whole.units] == ["vn", "gl", "HY-d", "HY-d"]
    items = register().tables.select(["item_topics", "streams"])
    lost = SHARED.join(Register.from_tables(carry(items)), prefix="HY-")
    assert lost.tables.polars("streams")["item"].str.starts_with("HY-").all()


@pytest.mark.traced
@pytest.mark.parametrize(
    ("prefix", "error", "said"),
    [
        (3, ArgumentError, "prefix= takes text, not int"),
        ("", RegisterError, "prefix= begins with an unaccented letter"),
        ("Hưng Yên", RegisterError, "such as HY-"),
        ("H" * 63, RegisterError, "makes an id of table units 65 characters long; at most 64"),
    ],
)
def test_a_prefix_that_no_id_begins_with_is_refused(prefix: Any, error: type[Exception], said: str) -> None:  # noqa: ANN401
    """A prefix is the beginning of an id, and short enough."""
    with pytest.raises(error, match=said):
        SHARED.join(Register([unit("d2")], as_of=AS_OF), prefix=prefix)


@pytest.mark.traced
def test_ids_of_allowance_lines() -> None:
    """A line is called by the ids it is made of, as a calculation calls it; one of shared ids and other content by the prefix."""
    sample = register()
    line = sample.allowance_lines[0].replace(id="gl~CTV-1~2024-07~p1~1")
    first = sample.add(line)
    whole = first.join(first.put(line.replace(amount=1)), prefix="HY-")
    assert [each.id for each in whole.allowance_lines] == ["l1", line.id, f"HY-{line.id}"]
    whole = first.join(first.put(sample.collaborators[0].replace(position="khác")), prefix="HY-")
    assert [each.id for each in whole.allowance_lines] == ["l1", line.id, "HY-l1", "gl~HY-CTV-1~2024-07~p1~1"]
    assert whole.allowance_lines[-1].steps == line.steps
    with pytest.raises(RegisterError, match="makes an id of table reports 70 characters long; at most 64"):
        SHARED.join(Register([report("r1", author="C" * 10)], as_of=AS_OF), prefix="H" * 60)


@pytest.mark.traced
def test_findings_on_refused_lines() -> None:
    """What was refused of the other is said of its ids as they are now; of what is shared, of those that stay."""
    sample = register()
    refused = [
        refuse("missing", Place("a"), table="reports", record="bc9", root="bc9"),
        refuse("missing", Place("a"), table="streams", root="bc1", record="n1#2"),
        refuse("missing", Place("a"), table="reports"),
        refuse("path_outside", Place("a")),
    ]
    refused = [*refused[:3], replace(refused[3], table="memberships_x"), replace(refused[0], network="gl")]

    def told(other: Register) -> list[tuple[object, ...]]:
        tables = other.tables
        lost = Tables(
            {name: tables.polars(name) for name in tables},
            as_of=AS_OF,
            refused=refused,
            partial={"units": ["gl"]},
        )
        whole = sample.join(Register.from_tables(lost), prefix="HY-").tables
        return [(each.record, each.root, each.network) for each in whole.refused]

    some = [("HY-bc9", "HY-bc9", None), ("n1#2", "bc1", None), (None, None, None), (None, None, None)]
    assert told(sample) == [*some, ("HY-bc9", "HY-bc9", "gl")]
    other = told(sample.put(sample.networks[0].replace(name="Khác")))
    assert other == [some[0], ("HY-n1#2", "HY-bc1", None), *some[2:], ("HY-bc9", "HY-bc9", "HY-gl")]


def test_own_fields_go_along() -> None:
    """A pack that one of them has is that of both: what differs in an own field alone is not shared, and keeps it."""
    plain = Register([report("b1"), report("b2")], as_of=AS_OF, empty=["networks"])
    own = [
        Report.model_validate(dict(each) | ({"hamlet": "Ốp"} if each.id == "b1" else {}))
        for each in plain.reports
    ]
    other = Register(own, as_of=AS_OF, empty=["networks"], pack=PACK)

    for first, second, hamlets in ((plain, other, [None, "Ốp", None]), (other, plain, ["Ốp", None, None])):
        found = first.join(second, prefix="HY-").all(Report)
        assert {each.id: each.hamlet for each in found} == dict(
            zip(("b1", "HY-b1", "b2"), hamlets, strict=True)
        )

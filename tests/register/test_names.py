"""Names of ids: what people call units, terms and networks, and how those of one name are distinguished."""

import pytest

from dlxh import Network, Register, Term
from dlxh.register import names as module
from dlxh.register.names import name_of, names_of, set_apart
from dlxh.words.bilingual import Lang
from tests.engines import Engine
from tests.sample import AS_OF, unit

UNITS = (
    unit("tinh", name="Gia Lai", level="province", valid_to="2025-06-30"),
    unit("tinh2", name="Gia Lai", level="province", valid_from="2025-07-01"),
    unit("h1", name="Huyện Chư Sê", parent="tinh"),
    unit("h2", name="Huyện Ia Grai", parent="tinh"),
    unit("x1", name="Xã Ia Tiêm", level="commune", parent="h1", valid_to="2025-06-30"),
    unit("x2", name="Xã Ia Tiêm", level="commune", parent="h2", valid_to="2025-06-30"),
    unit("y1", name="Xã Đông", level="commune", parent="h1", valid_to="2025-06-30"),
    unit("y2", name="Xã Đông", level="commune", parent="h1", valid_from="2025-07-01"),
    unit("y3", name="Xã Đông", level="commune", parent="h2", valid_from="2025-07-01"),
    unit("z1", name="Tổ 1", parent="nobody"),
    unit("z2", name="Tổ 1"),
    unit("z3", name="Tổ 1", parent="h1"),
)
REGISTER = Register(
    [
        *UNITS,
        Network(id="a", name="Mạng lưới", owner="tinh", level="province"),
        Network(id="b", name="Mạng lưới", owner="h1", level="district"),
        Term(id="t1", network="a", label="nhiệm kỳ 2021-2026"),
        Term(id="t2", network="b", label="nhiệm kỳ 2021-2026"),
        Term(id="t3", network="b", label="giai đoạn 2021-2025"),
    ],
    as_of=AS_OF,
)


def called(register: Register, lang: Lang, table: str, *keys: str) -> list[str | None]:
    """What people call some ids of one answer."""
    names = names_of(register.tables, {table: keys})
    return [name_of(names, table, key, lang) for key in keys]


def test_units_of_one_name_are_told_apart(on_engine: Engine) -> None:
    """By their days, else by what is above, else by both, else by the id; a name alone stays as it is."""
    tables = on_engine(REGISTER)
    keys = [each.id for each in UNITS]
    names = names_of(tables, {"units": [*keys, None, "nobody"]})
    assert [name_of(names, "units", key, "vi") for key in keys] == [
        "Gia Lai (đến 30/6/2025)",
        "Gia Lai (từ 1/7/2025)",
        "Huyện Chư Sê",
        "Huyện Ia Grai",
        "Xã Ia Tiêm (Huyện Chư Sê)",
        "Xã Ia Tiêm (Huyện Ia Grai)",
        "Xã Đông (Huyện Chư Sê, đến 30/6/2025)",
        "Xã Đông (Huyện Chư Sê, từ 1/7/2025)",
        "Xã Đông (Huyện Ia Grai, từ 1/7/2025)",
        "Tổ 1 (z1)",
        "Tổ 1 (z2)",
        "Tổ 1 (Huyện Chư Sê)",
    ]
    assert name_of(names, "units", "tinh", "en") == "Gia Lai (until 2025-06-30)"
    assert name_of(names, "units", "tinh2", "en") == "Gia Lai (from 2025-07-01)"
    assert name_of(names, "units", "nobody", "vi") is None


def test_only_what_stands_in_one_answer_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark that nothing asks for is not shown, whether the ids are few or many."""
    assert called(REGISTER, "vi", "units", "tinh", "x1") == ["Gia Lai", "Xã Ia Tiêm"]
    monkeypatch.setattr(module, "_MANY", 1)
    assert called(REGISTER, "vi", "units", "tinh", "x1") == ["Gia Lai", "Xã Ia Tiêm"]


def test_no_two_names_of_an_answer_read_alike() -> None:
    """Blanks, dashes, case and what cannot be seen make no other name, nor does a name that has a mark already; ids decide."""
    written = {
        "a1": "Ia Băng",
        "a2": "Ia  Băng",
        "a3": "Ia Băng (An Khê)",
        "b1": "Chư Sê",
        "b2": "CHƯ SÊ\u200b",
        "b3": "chư\u00a0sê",
        "c1": "Ia Pa",
        "d1": "C1-X",
        "e1": "Không phân chia được",
    }
    above = {"a1": "ak", "a2": "pl"}
    register = Register(
        [
            unit("ak", name="An Khê"),
            unit("pl", name="Pleiku"),
            *(unit(key, name=name, parent=above.get(key)) for key, name in written.items()),
        ],
        as_of=AS_OF,
    )
    names = names_of(register.tables, {"units": [*written, "c1-x", "undivided"]})
    shown = {key: name_of(names, "units", key, "vi") for key in (*written, "undivided")}

    assert [shown[key] for key in ("a1", "a2", "a3", "c1", "d1")] == [
        "Ia Băng (a1)",
        "Ia  Băng (Pleiku)",
        "Ia Băng (An Khê) (a3)",
        "Ia Pa",
        "C1-X (d1)",
    ]
    assert [shown[key] for key in ("b1", "b2", "b3")] == [
        "Chư Sê (b1)",
        "CHƯ SÊ (b2)",
        "chư\u00a0sê (b3)",
    ]
    assert (shown["e1"], shown["undivided"]) == ("Không phân chia được (e1)", "không phân chia được")
    assert set_apart({"y": "Tổ", "x": "tổ", "z": "Tổ (x)"}) == {"y": "Tổ (y)", "x": "x", "z": "z"}


def test_networks_and_terms_have_names_too() -> None:
    """Networks of one name are distinguished by their owners, terms by their networks."""
    assert called(REGISTER, "vi", "networks", "a", "b") == ["Mạng lưới (Gia Lai)", "Mạng lưới (Huyện Chư Sê)"]
    assert called(REGISTER, "en", "terms", "t3", "t1") == ["giai đoạn 2021-2025", "nhiệm kỳ 2021-2026"]
    names = names_of(REGISTER.tables, {"terms": ["t1", "t2"]})
    assert len({name_of(names, "terms", key, "vi") for key in ("t1", "t2")}) == 2


def test_without_a_table_there_is_no_name() -> None:
    """Where units are not recorded their ids stay; what is not divided between units is said in words."""
    bare = Register(as_of=AS_OF)
    assert called(bare, "vi", "units", "x1", "undivided") == [None, "không phân chia được"]
    assert names_of(bare.tables, {"units": ["x1"], "terms": [None]}) == {}

"""Tables of moves for the tests: shipped ones, that of a commune, and random ones, as rows of a regulation."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from dlxh import Regulation
from dlxh.casework import MoveTable, moves
from dlxh.data.own_moves import Row, own_moves
from dlxh.models.case_kinds import ActorRole, CaseEventKind, CaseStatus
from tests.casework.invented import made

KINDS = tuple(kind.value for kind in CaseEventKind)
STATUSES = tuple(status.value for status in CaseStatus)

COMMUNE: tuple[Row, ...] = (
    # Thường trực Đảng ủy receives what the commune's Ban Xây dựng Đảng proposes, and assigns it straight to UBND xã, UBKT
    # Đảng ủy or MTTQ xã: no direction to a Party body between them.
    *(("assigned", "from", status) for status in ("submitted", "assigned", "verifying", "returned", "rejected", "reopened")),
    ("assigned", "role", "approver"),
    ("assigned", "after", "submitted"),
    ("assigned", "checks", "V104"),
    ("directed", "from", None),
    *(("reminded", "after", kind) for kind in ("assigned", "transferred")),
    *(("rejected", "from", status) for status in ("submitted", "assigned", "transferred", "verifying")),
)  # fmt: skip


ODD: tuple[Row, ...] = (
    ("reminded", "after", "reminded"),
    *((kind, "otherwise", "resolved") for kind in ("paused", "resumed")),
    ("paused", "closes", "by"),
    ("closed", "holder", "by"),
    ("paused", "unless", "contents_open"),
    ("resumed", "unless", "assignments_open"),
)
"""What a table may say though no office would: a move that is its own cause, pauses that end a part or hang on what is open, a holder of what is closed."""


TRANSITION: tuple[Row, ...] = tuple(
    ("assigned", "from", status) for status in ("directed", "concluded", "resolving", "resolved")
)
"""What a case may still do that was begun under the standard table."""


def given(
    first: str,
    *,
    table: str = "standard",
    rows: tuple[Row, ...] = (),
    **fields: Any,  # noqa: ANN401 - fields of a provision
) -> dict[str, Any]:
    """A provision with a table of moves from a day on."""
    return {
        "id": f"d-{first}",
        "article": "Điều 5",
        "text": "Các bước xử lý vụ việc.",
        "published": False,
        "valid_from": first,
        "duty": {"kind": "moves", "table": table},
        "moves": [{"kind": kind, "part": part, "value": value} for kind, part, value in rows],
        **fields,
    }


def regulation(*provisions: dict[str, Any], network: str = "lc", key: str = "qc") -> Regulation:
    """A regulation of a network with these provisions."""
    return made(
        Regulation, id=key, network=network, name="Quy chế", valid_from="2020-01-01", provisions=provisions
    )


def _statuses() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(STATUSES), min_size=1, max_size=5, unique=True)


@st.composite
def _parts(draw: st.DrawFn, kind: str) -> list[Row]:
    """Return the rows of one move: from some statuses to one, with a holder, perhaps an assignment."""
    sources = [*draw(_statuses()), *(["start"] if draw(st.integers(0, 3)) == 0 else [])]
    unit = draw(st.sampled_from((None, "by", "to", "nobody")))
    single: dict[str, str | None] = {
        "to": draw(st.sampled_from((None, "before", *STATUSES))),
        "unless": draw(st.sampled_from((None, None, "contents_open", "assignments_open"))),
        "otherwise": draw(st.sampled_from((None, *STATUSES))),
        "holder": unit,
        "opens": draw(st.sampled_from((None, None, "to"))),
        "closes": draw(st.sampled_from((None, None, "by"))),
        "ends": draw(st.sampled_from((None, None, None, "true"))),
        "role": draw(st.sampled_from([role.value for role in ActorRole])),
    }
    several = {
        "from": sources,
        "needs": ["by", "to"],
        "after": draw(st.lists(st.sampled_from(moves("hotline_1022").kinds), max_size=2, unique=True)),
        "checks": draw(st.lists(st.sampled_from(("V101", "V102", "V104")), max_size=2, unique=True)),
    }
    found: list[Row] = [(kind, part, value) for part, value in single.items()]
    for part, values in several.items():
        found += [(kind, part, value) for value in values] or [(kind, part, None)]
    return found


@st.composite
def random_rows(draw: st.DrawFn) -> tuple[Row, ...]:
    """Return rows that set some moves at random, and let a case begin."""
    chosen = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=8, unique=True))
    rows = [row for kind in chosen for row in draw(_parts(kind))]
    first = draw(st.sampled_from(chosen))
    return (*rows, (first, "from", "start"))


def table_of(rows: tuple[Row, ...], name: str = "standard") -> MoveTable:
    """Return the table that rows make of a shipped one."""
    return own_moves(moves(name), rows)


CHANGE = date(2024, 9, 1)
"""A day in the midst of the invented cases on which another table begins."""

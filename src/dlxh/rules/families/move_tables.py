"""Bảng quy trình: provisions on the table of moves that cases follow."""

from functools import partial
from typing import Any, Final

import narwhals as nw

from dlxh.casework.move_keys import named_moves_of
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, given, those
from dlxh.rules.language.examples import DAY, ONE, case
from dlxh.rules.shapes.report_duties import days_of
from dlxh.rules.shapes.violations import select_violations

_MOVES: Final = {"duty_kind": "moves", "valid_from": DAY - ONE}
_LATER: Final = _MOVES | {"valid_from": DAY}
_OTHER: Final = {"regulation": "regulation2"}
_LONG: Final = {"valid_from": DAY - 7 * ONE}
_CLOSED: Final = {"kind": "closed", "part": "role", "value": "coordinator"}
_NAMED: Final = {"duty_kind": "moves", "duty_table": "standard", "valid_from": DAY}
_made: Final = partial(case, regulations={})


@rule(
    "G106",
    table="regulation_provisions",
    field="duty_table",
    severity=Severity.ERROR,
    vi="điều khoản {record} nêu bảng quy trình cho những ngày mà {evidence} cũng nêu",
    en="provision {record} sets a table of moves for days on which {evidence} sets one too",
    cure_vi="kết thúc điều khoản cũ trước khi điều khoản mới có hiệu lực; hiện tính theo bảng bắt đầu sau",
    cure_en="end the old provision before the new one begins; until then the table that begins later applies",
    source="dlxh: own choice",
    why_vi="Một vụ việc không thể theo hai quy trình trong cùng một ngày.",
    right=[
        case(
            regulation_provisions=[_MOVES | {"valid_to": DAY - ONE}, _LATER],
            regulations={"valid_to": DAY},
        ),
        case(regulation_provisions=[_MOVES, _LATER | _OTHER], regulations=[{"valid_to": DAY - ONE}, {}]),
        case(regulation_provisions=[_MOVES, _LATER | _OTHER], regulations=[{}, {"valid_to": DAY - ONE}]),
        case(
            regulation_provisions=[_MOVES, _MOVES | _OTHER | {"valid_to": DAY - ONE}],
            regulations=[{}, {"valid_from": DAY, "valid_to": DAY}],
        ),
        _made(
            regulation_provisions=[
                _MOVES,
                _MOVES | {"network": "another"},
                {"duty_kind": "report", "valid_from": DAY - 2 * ONE},
            ]
        ),
        _made(regulation_provisions={"duty_kind": "report"}, judged=False),
    ],
    wrong=[
        case(
            regulation_provisions=[_MOVES | {"valid_to": DAY}, _LATER | {"valid_to": DAY}], regulations=_LONG
        ),
        case(regulation_provisions=[_LATER, _MOVES], regulations=_LONG),
        case(
            regulation_provisions=[_MOVES, _MOVES | _OTHER | {"valid_from": DAY - 2 * ONE}],
            regulations=[{}, {"valid_from": DAY}],
        ),
        _made(regulation_provisions=[_MOVES, _MOVES]),
    ],
)
def two_tables_of_moves(p: Row) -> Given:
    """A case cannot follow two procedures on one day."""
    other = those("regulation_provisions", network=p.network, duty_kind=p.duty_kind)
    (first, last), (begun, ended) = days_of(p), days_of(other)
    before = (begun < first) | ((begun == first) & (other.id < p.id))
    clash = other.where(before, first <= last, first <= ended).each_one(evidence=other.id)
    return given(p.duty_kind == "moves", clash)


@rule(
    "G107",
    table="regulation_provisions",
    needs=("regulation_moves",),
    severity=Severity.ERROR,
    vi="các dòng quy trình của điều khoản {record} không hợp thành một bảng quy trình",
    en="the rows of moves of provision {record} do not form a table of moves",
    cure_vi="sửa theo hướng dẫn của check_regulation: mỗi dòng là một bước, một phần (from, to, needs…) và một giá trị hợp lệ",
    cure_en="correct them as check_regulation says: each row has a move, a part of it (from, to, needs…) and a valid value",
    source="dlxh: own choice",
    why_vi="Bảng không dùng được thì không xét được bước nào theo quy chế; khi kiểm tra và khi đếm, điều khoản bị bỏ qua.",
    right=[_made(regulation_provisions=_NAMED, regulation_moves=_CLOSED)],
    wrong=[
        _made(regulation_provisions=_NAMED, regulation_moves=_CLOSED | {"value": "nobody"}),
        _made(regulation_provisions={"duty_kind": "report", "valid_from": DAY}, regulation_moves=_CLOSED),
    ],
)
def impossible_moves(tables: Tables) -> "nw.LazyFrame[Any]":
    """No step can be judged by it; checks and counts skip the provision."""
    rows = tables["regulation_provisions"]
    wrong = nw.col("id").is_in(
        [each.provision for each in named_moves_of(tables) if each.why_impossible is not None]
    )
    owners = tables["regulation_moves"].select(nw.col("regulation_provision").alias("id")).unique()
    unnamed = rows.filter((nw.col("duty_kind") != "moves").fill_null(value=True)).join(
        owners, on="id", how="semi"
    )
    return nw.concat(
        [select_violations(each, "regulation_provisions") for each in (rows.filter(wrong), unnamed)]
    )


RULES = (two_tables_of_moves, impossible_moves)

"""Ngày dùng của mã: codes that a row has on days on which they may not be used."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from dlxh.data.province_facts import MERGED
from dlxh.models.unit import Level, SuccessionKind
from dlxh.register.finding import Severity
from dlxh.register.schema import SINGULAR
from dlxh.register.units_over_time import ENDING
from dlxh.rules.declaration import rule
from dlxh.rules.language import given, part, subject, those
from dlxh.rules.language.examples import DAY, ONE, Cells, Example, case
from dlxh.rules.language.parts import Part
from dlxh.rules.shapes.days_of_use import (
    BEYOND,
    FIRST,
    INSIDE,
    LAST,
    dated_codes,
    days_in_force,
    days_served,
    known_code,
    last_day,
    one_of,
    outside,
    spans,
)
from dlxh.rules.shapes.own_code_days import days_received, own_codes, own_span
from dlxh.rules.shapes.unit_code_days import KINDS, NEW, OLD, UNCHANGED, unit_codes

_RUNNING: Final = (
    ("absences", "reason", "absence_reasons"),
    ("watch_topics", "topic", "topics"),
    ("activities", "detail_training_kind", "training_kinds"),
)
"""Rows with days of their own, their codes, and the lists of these."""


def _served_codes() -> Iterator[Part]:
    """Judge codes of a network by the days on which somebody served, and those of a person by the last one.

    Whose board was renamed while they served has one record, and its group is that of now.
    """
    for table, field, listed in (
        ("networks", "level", "level"),
        ("collaborators", "composition", "composition_groups"),
    ):
        row = subject(table)
        served = those("memberships", **{SINGULAR[table]: row.id})
        codes = dated_codes(listed, row[field])
        for terms in (True, False):
            first, last = days_served(served, terms=terms)
            now = (last, last) if table == "collaborators" else (first, last)
            verdict = one_of(codes, outside(codes, *now))
            without = () if terms else ("terms",)
            yield part(
                row, given(~row[field].is_null(), verdict), field=field, optional=True, without=without
            )


def _provision_codes() -> Iterator[Part]:
    """Judge codes of provisions by the days on which they bind."""
    r, s = subject("regulation_provisions"), subject("scheme_provisions")
    for field, listed in (
        ("duty_group", "composition_groups"),
        ("duty_absence", "absence_reasons"),
        ("duty_owed_by_unit_kind", "unit_kind"),
        ("duty_owed_by_level", "level"),
    ):
        codes = dated_codes(listed, r[field])
        wanted = one_of(codes, outside(codes, *days_in_force(r)))
        yield part(r, given(~r[field].is_null(), wanted), field=field, optional=True)
    levels = dated_codes("level", s.level)
    paid = one_of(levels, outside(levels, s.valid_from, last_day(s.valid_to)))
    yield part(s, given(~s.level.is_null(), paid), field="level")


def _reported_codes() -> Iterator[Part]:
    """Judge codes of what was reported by the day of receipt, absences by their own days, lists of secrets by that of the mark."""
    t, s, r, c = map(subject, ("item_topics", "streams", "reports", "cases"))
    i = subject("unit_identifiers")
    for row, field, listed, first, last in (
        (t, "topic", "topics", *days_received(t.ref("item").ref("report"))),
        (s, "group", "population_groups", *days_received(s.ref("item").ref("report"))),
        *((row := subject(table), field, listed, *own_span(row)) for table, field, listed in _RUNNING),
        (i, "scheme", "identifier_schemes", i.valid_from, last_day(i.valid_to)),
        (r, "secrecy_listed_in", "secrecy_lists", r.secrecy_decided_on, r.secrecy_decided_on),
        (c, "secrecy_listed_in", "secrecy_lists", c.secrecy_decided_on, c.secrecy_decided_on),
    ):
        codes = dated_codes(listed, row[field])
        verdict = one_of(codes, outside(codes, first, last))
        yield part(row, given(~row[field].is_null(), verdict), field=field, optional=True)


def _serve(*days: tuple[date, date | None], term: date | None = None) -> Iterator[Example]:
    """Yield a network of an old level whose members served on some days, and on others within, with and without terms."""
    rows: dict[str, Any] = {
        "networks": {"level": "old"},
        "memberships": _memberships_of(*days, (FIRST + ONE, LAST - ONE)),
        "code_days": known_code("level"),
    }
    yield case(**rows, terms={"end": term})
    if term is None:
        yield case(**rows)


def _represent(*days: tuple[date, date | None], term: date | None = None) -> Iterator[Example]:
    """Yield a person of an old group who served on some days, with and without terms."""
    rows: dict[str, Any] = {
        "collaborators": {"composition": "old"},
        "memberships": _memberships_of(*days),
        "code_days": known_code("composition_groups"),
    }
    yield case(**rows, terms={"end": term})
    if term is None:
        yield case(**rows)


def _memberships_of(*days: tuple[date, date | None]) -> list[Cells]:
    return [{"start": first, "end": last} for first, last in days]


def _either(*, judged: bool = True, **rows: Cells | Sequence[Cells]) -> Iterator[Example]:
    """Yield an example where it is not known what follows units, and one where it is known of others."""
    for steps in ((), {"unit": "another", "kind": SuccessionKind.MERGE, "on": FIRST}):
        yield case(unit_successors=steps, judged=judged, **rows)


def _reported(day: date) -> Iterator[Example]:
    """Yield a topic and a group that are old codes, in a report of a day."""
    of_report: dict[str, Any] = {"items": {}, "reports": {"received_day": day}}
    yield case(item_topics={"topic": "old"}, code_days=known_code("topics"), **of_report)
    yield case(streams={"group": "old"}, code_days=known_code("population_groups"), **of_report)


def _run(span: tuple[date, date | None]) -> Iterator[Example]:
    """Yield rows with days of their own that have an old code."""
    for table, field, listed in _RUNNING:
        rows: dict[str, Any] = {table: {field: "old", "start": span[0], "end": span[1]}}
        yield case(**rows, code_days=known_code(listed))


def _units(*days: tuple[date | None, date | None]) -> Iterator[Example]:
    """Return units with the codes of an old decision on some days."""
    return _either(units=spans(_64 | {"area_scheme": "old"}, *days), code_days=known_code("area_scheme"))


def _kinds(
    *days: tuple[date | None, date | None], level: Level = Level.COMMUNE, steps: Cells | None = None
) -> Iterator[Example]:
    """Return units of an old kind, and places of one, on some days; without more, not known to be followed."""
    for field, listed in KINDS:
        units = spans({"level": level, field: "old"}, *days)
        if steps is None:
            yield from _either(units=units, code_days=known_code(listed))
        else:
            yield case(units=units, unit_successors=steps, code_days=known_code(listed))


def _step(kind: str, on: date = LAST + ONE) -> Cells:
    return {"kind": kind, "on": on}


_64: Final = {"level": Level.PROVINCE, "area_code": "64", "area_scheme": OLD}
_SINCE_EVER: Final = _64 | {"area_scheme": NEW, "valid_from": MERGED - ONE}
_DUTY_GROUP: Final = {"duty_group": "old"}
_PAID: Final = {"level": "old"}
_LISTED: Final = {"secrecy_listed_in": "old"}


@rule(
    "H101",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: cột {field} ghi mã không dùng trong thời gian đó: {evidence}",
    en="table {table}, row {record}: column {field} has a code that was not in use at the time: {evidence}",
    cure_vi="ghi mã thay thế nêu trong câu, hoặc mã đang dùng (dlxh.data.code_list); nếu mã đúng thì ghi ngày cuối của dòng đó",
    cure_en="record the code that replaced it, or one in use (dlxh.data.code_list); if the code is right, give the row its last day",
    source="Luật 72/2025/QH15; Quyết định 19/2025/QĐ-TTg; nguồn của từng mã trong danh mục",
    why_vi="""Mã đã thôi dùng không còn chỉ địa bàn hay nhóm nào; số liệu theo mã đó tách khỏi số liệu theo mã mới.

Xét theo ngày của dòng: đơn vị theo ngày có hiệu lực, mạng lưới theo thời gian có người tham gia, người theo ngày tham gia cuối cùng, điều khoản theo hiệu lực, danh mục bí mật nhà nước theo ngày xác định độ mật. Dòng không ghi ngày cuối, hoặc có ngày cuối về sau, thì xét đến ngày số liệu. Tỉnh, xã không sắp xếp cũng không đổi tên (11 tỉnh, 127 xã, phường) được ghi một dòng từ trước 1/7/2025 theo quyết định mới; các nơi khác ghi hai dòng, dòng sau kế thừa dòng trước, như dlxh.register.place_units. Cấp huyện còn sau 30/6/2025 đã có U101, mã theo quyết định chưa từng có hiệu lực đã có U102, tư cách chưa có ngày kết thúc khi nhiệm kỳ đã kết thúc đã có T203.""",
    right=[
        *_units(*INSIDE, (None, LAST), (LAST + ONE, None), (FIRST - 3 * ONE, FIRST - ONE)),
        *_kinds(*INSIDE, (None, LAST)),
        *_kinds((FIRST, None), level=Level.DISTRICT),
        *(each for kind in ENDING for each in _kinds((FIRST, None), steps=_step(kind))),
        *_either(units=[_SINCE_EVER | {"area_code": code} for code in (*UNCHANGED, "00859")]),
        *_either(units={"level": Level.DISTRICT, "area_code": "001", "area_scheme": OLD}),
        *_either(units={"level": Level.PROVINCE, "kind": None}, judged=False),
        *(case(units=_64, unit_successors={"kind": kind, "on": MERGED}) for kind in ENDING),
        *(each for span in INSIDE for each in _serve(span)),
        *_serve((FIRST, None), term=LAST),
        *(
            each
            for last in (FIRST, LAST)
            for each in _represent((FIRST - 2 * ONE, last), (FIRST - ONE, FIRST - ONE))
        ),
        *_represent((FIRST, None), term=LAST),
        case(
            networks={"level": "old"},
            memberships={"start": DAY, "end": DAY + ONE},
            code_days={"list": "level", "code": "old", "last_day": DAY},
        ),
        case(
            collaborators={"composition": "district_propaganda_board"},
            memberships={"collaborator": "another"},
        ),
        case(collaborators={"composition": None}, memberships={}, judged=False),
        case(collaborators={"composition": None}, memberships={}, terms={}, judged=False),
        case(networks={"level": None}, memberships={}, judged=False),
        case(networks={"level": None}, memberships={}, terms={}, judged=False),
        case(
            regulation_provisions=spans(_DUTY_GROUP, *INSIDE, (FIRST - ONE, LAST), (FIRST, LAST + ONE)),
            regulations=spans({}, (FIRST, LAST)),
            code_days=known_code("composition_groups"),
        ),
        case(
            regulation_provisions=spans(_DUTY_GROUP, (FIRST, LAST)),
            regulations=spans({}, (FIRST - ONE, LAST + ONE)),
            code_days=known_code("composition_groups"),
        ),
        case(regulation_provisions={}, regulations={}, judged=False),
        case(scheme_provisions=spans(_PAID, *INSIDE), code_days=known_code("level")),
        case(scheme_provisions={}, judged=False),
        *(each for day in (FIRST, LAST) for each in _reported(day)),
        *(each for span in INSIDE for each in _run(span)),
        *(case(**{table: {field: None}}, judged=False) for table, field, _ in _RUNNING),
        *(
            case(reports=_LISTED | {"secrecy_decided_on": day}, code_days=known_code("secrecy_lists"))
            for day in (FIRST, LAST)
        ),
        case(reports={"secrecy_listed_in": None}, judged=False),
        case(unit_identifiers=spans({"scheme": "old"}, *INSIDE), code_days=known_code("identifier_schemes")),
        case(unit_identifiers={"scheme": None}, judged=False),
        case(item_topics={"topic": None}, items={}, reports={}, judged=False),
    ],
    wrong=[
        case(collaborators={"composition": "district_propaganda_board"}, memberships={"start": MERGED}),
        case(networks={"level": Level.DISTRICT}, memberships={"start": MERGED}),
        *_either(units=_64),
        *_either(units=_64 | {"area_code": "01"}),
        *_either(units=_SINCE_EVER | {"area_code": "52"}),
        *_either(units=_SINCE_EVER | {"area_code": "14845"}),
        case(units=_64, unit_successors={"kind": SuccessionKind.MERGE, "on": MERGED + ONE}),
        case(units=_64, unit_successors={"kind": SuccessionKind.SPLIT, "on": MERGED}),
        *(each for span in (*BEYOND, (LAST, None), (FIRST - ONE, FIRST)) for each in _units(span)),
        *(each for span in BEYOND for each in _kinds(span)),
        *_kinds((FIRST, None), steps=_step(SuccessionKind.SPLIT)),
        *(each for kind in ENDING for each in _kinds((FIRST, None), steps=_step(kind, LAST + 2 * ONE))),
        *(each for span in BEYOND for each in _serve(span)),
        *_serve((FIRST, None), term=LAST + ONE),
        *(each for last in (LAST + ONE, None) for each in _represent((FIRST, LAST), (FIRST, last))),
        *_represent((FIRST - 2 * ONE, FIRST - ONE)),
        *_represent((FIRST, None), term=LAST + ONE),
        *_represent((FIRST, LAST + ONE), term=LAST),
        *_serve((FIRST, LAST + ONE), term=LAST),
        *(
            case(
                regulation_provisions=spans(_DUTY_GROUP, span),
                regulations={},
                code_days=known_code("composition_groups"),
            )
            for span in BEYOND
        ),
        *(case(scheme_provisions=spans(_PAID, span), code_days=known_code("level")) for span in BEYOND),
        *(each for day in (FIRST - ONE, LAST + ONE) for each in _reported(day)),
        *(each for span in BEYOND for each in _run(span)),
        *(
            case(cases=_LISTED | {"secrecy_decided_on": day}, code_days=known_code("secrecy_lists"))
            for day in (FIRST - ONE, LAST + ONE)
        ),
        *(
            case(unit_identifiers=spans({"scheme": "old"}, span), code_days=known_code("identifier_schemes"))
            for span in BEYOND
        ),
        case(reports={"secrecy_listed_in": "party_2025", "secrecy_decided_on": date(2025, 7, 29)}),
    ],
)
def code_of_other_days() -> Iterator[Part]:
    """A code that was withdrawn no longer means any place or group, and figures by it are separate from those by the new one.

    A row is judged by its own days: a unit by those on which it exists, people and networks by the time served, a
    provision by the time it is in force, a list of state secrets by the day of the mark. A row without a last day, or with one to come, is judged up to the as-of
    date. The 11 provinces and 127 communes that were neither reorganised nor renamed may be one unit since before 2025-07-01
    under the new decision; any other place is two units, as of `dlxh.register.place_units`. U101 covers districts after 2025-06-30, U102 codes of a decision that was never in force with the unit,
    T203 memberships left open after their term.
    """
    yield from unit_codes()
    yield from _served_codes()
    yield from _provision_codes()
    yield from _reported_codes()


code_of_other_days = replace(code_of_other_days, on_own=own_codes)

RULES = (code_of_other_days,)

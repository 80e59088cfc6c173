"""What reports raise and what summaries repeat, counted by hand over the objects, equal on every engine."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import MEASURES, Register, Report, ReportItem, measure
from dlxh.data import code_list
from dlxh.errors import MeasureError
from dlxh.measures.sources.reports import (
    AD_HOC,
    ITEM_TOPICS,
    ITEMS,
    MATTERS,
    REPORTS,
    STREAMS,
    SUBMISSIONS,
    SUMMARY_ITEMS,
    UNIT_REPORTS,
)
from dlxh.models import Matter
from dlxh.models.opinion import OpinionStream
from dlxh.words.days import VIETNAM
from tests.engines import Engine
from tests.lengths import examples
from tests.sample import item, membership, report

OF_PAPERS: Final = (
    SUBMISSIONS,
    REPORTS,
    AD_HOC,
    UNIT_REPORTS,
    ITEMS,
    SUMMARY_ITEMS,
    ITEM_TOPICS,
    STREAMS,
    MATTERS,
)
CODES: Final = tuple(each.code for each in MEASURES if each.rows in OF_PAPERS)
AS_OF: Final = date(2024, 12, 31)
YEAR: Final = 2024
MEMBERS: Final = ("CTV-1", "CTV-2")


class Papers:
    """The reports that count in a year, and what they hold, by hand."""

    def __init__(self, every: Sequence[Report], matters: Sequence[Matter], year: int = YEAR) -> None:
        replaced = {each.replaces for each in every}
        here = [each for each in every if _day(each).year == year]
        standing = [each for each in here if each.id not in replaced]
        self.sent = [each for each in here if each.author]
        self.own = [each for each in standing if each.author]
        self.of_units = [each for each in standing if each.author_unit]
        raising = [each for each in standing if each.kind in {"periodic", "ad_hoc", "thematic"}]
        self.items = [one for each in raising for one in each.items]
        self.repeated = [one for each in standing if each not in raising for one in each.items]
        self.topics = [topic for one in self.items for topic in one.topics]
        self.streams = [stream for one in self.items for stream in one.streams]
        self.hours = [_hours(each) for each in self.own if each.kind == "ad_hoc" and each.event_at]
        counting = [each for each in every if each.id not in replaced]
        first = {one.id: _day(each) for each in counting for one in each.items}
        known = [[first[key] for key in matter.items if key in first] for matter in matters]
        self.matters = [days for days in known if days and min(days).year == year]

    def having(self, field: str) -> list[ReportItem]:
        """Items that state a field."""
        return [one for one in self.items if getattr(one, field) is not None]


def _day(each: Report) -> date:
    return each.received_at.astimezone(VIETNAM).date()


def _hours(each: Report) -> int:
    return int((each.received_at - each.event_at).total_seconds() // 3600)  # type: ignore[operator] # it has an event


def _share(part: int, whole: int) -> int | None:
    return (20_000 * part + whole) // (2 * whole) if whole else None


def _quantile(values: Sequence[int], percent: int) -> int | None:
    if not values:
        return None
    place, ordered = (len(values) - 1) * percent, sorted(values)
    low = ordered[place // 100]
    high = ordered[min(place // 100 + 1, len(values) - 1)]
    return low * 10_000 + (high - low) * (place % 100) * 100


def _trend(now: Papers, before: Papers, *, new: bool) -> int | None:
    here, there = Counter(now.topics), Counter(before.topics)
    if here and not there:
        return None  # nothing at all is held of the year before
    return sum(not there[key] if new else 0 < there[key] < count for key, count in here.items())


def _mapped(papers: Papers) -> int:
    shared = set(code_list("topics").keys()) - {"other"}
    return sum(topic in shared for topic in papers.topics)


DOUBTFUL: Final = {"unverified", "suspected_false", "rumour"}
BY_HAND: Final[dict[str, Callable[[Papers, Papers], int | None]]] = {
    "report_times": lambda now, _: len(now.sent),
    "reports": lambda now, _: len(now.own),
    "unit_reports": lambda now, _: len(now.of_units),
    "reporting_members": lambda now, _: len({each.author for each in now.own}),
    "reports_per_member": lambda now, _: _share(len(now.own), len(MEMBERS)),
    "ad_hoc_reports": lambda now, _: sum(each.kind == "ad_hoc" for each in now.own),
    "ad_hoc_hours_median": lambda now, _: _quantile(now.hours, 50),
    "ad_hoc_hours_p90": lambda now, _: _quantile(now.hours, 90),
    "syntheses": lambda now, _: sum(each.kind == "synthesis" for each in now.of_units),
    "reports_without_period": lambda now, _: sum(each.period is None for each in now.own),
    "items": lambda now, _: len(now.items),
    "summary_items": lambda now, _: len(now.repeated),
    "item_topics": lambda now, _: len(now.topics),
    "streams": lambda now, _: len(now.streams),
    "topics": lambda now, _: len(set(now.topics)),
    "new_topics": lambda now, before: _trend(now, before, new=True),
    "rising_topics": lambda now, before: _trend(now, before, new=False),
    "issues": lambda now, _: len(now.matters),
    "rumours": lambda now, _: sum(one.grade == "rumour" for one in now.items),
    "urgent_items": lambda now, _: sum(one.urgency == "urgent" for one in now.items),
    "doubtful_rate": lambda now, _: _share(
        sum(one.grade in DOUBTFUL for one in now.items), len(now.having("grade"))
    ),
    "basis_rate": lambda now, _: _share(len(now.having("basis")), len(now.items)),
    "forecast_rate": lambda now, _: _share(len(now.having("forecast")), len(now.items)),
    "proposal_rate": lambda now, _: _share(len(now.having("proposal")), len(now.items)),
    "topics_mapped_rate": lambda now, _: _share(_mapped(now), len(now.topics)),
    "topics_unmapped": lambda now, _: len(now.topics) - _mapped(now),
    "items_ungraded": lambda now, _: len(now.items) - len(now.having("grade")),
    "items_unplaced": lambda now, _: len(now.items) - len(now.having("place")),
    "streams_without_breadth": lambda now, _: sum(each.breadth is None for each in now.streams),
}
"""Each measure on reports and what they hold, as one would count it over the objects."""

STREAM: Final = OpinionStream(group="farmers", stance="hesitant", breadth="many", basis="Họp thôn.")
MURMUR: Final = OpinionStream(group="teachers", stance="approving")
RAISED: Final = [
    item(
        "n1", topics=["land", "own_code"], basis="Họp.", streams=[STREAM, MURMUR], grade="rumour", place="x1"
    ),
    item("n2", topics=["land"], urgency="urgent", proposal="Sửa.", grade="confirmed"),
    item("n3", topics=["other"], forecast="Sẽ giảm."),
]


def _again(head: str, *items: ReportItem) -> list[ReportItem]:
    """Return the same items as another paper repeats them, under ids of its own."""
    return [one.replace(id=f"{head}-{one.id}") for one in items]


def _at(key: str, day: str, **fields: Any) -> Report:  # noqa: ANN401 - fields of the model
    return report(key, received_at=f"{day}T09:30:00+07:00", **fields)


EVENT: Final = "2024-02-01T06:00:00+07:00"
REPORTS_OF_TWO_YEARS: Final = [
    _at("a0", "2023-03-05", items=_again("a0", RAISED[1])),
    _at("a1", "2023-04-05", author_unit="btg", kind="synthesis", items=_again("a1", RAISED[1], RAISED[0])),
    _at("b1", "2024-02-01", kind="ad_hoc", stage=1, event_at=EVENT, items=RAISED[:1]),
    _at("b2", "2024-02-02", kind="ad_hoc", stage=2, previous_stage="b1", event_at=EVENT),
    _at("b3", "2024-02-20", author="CTV-2", items=_again("old", *RAISED)),
    _at("b4", "2024-02-21", author="CTV-2", replaces="b3", items=RAISED[1:]),
    _at("c1", "2024-03-01", author_unit="x1", items=_again("c1", RAISED[2])),
    _at("c2", "2024-03-02", author_unit="btg", kind="thematic", items=_again("c2", RAISED[0])),
    _at("d1", "2024-03-05", author_unit="btg", kind="synthesis", items=_again("d1", *RAISED)),
    _at("d2", "2024-03-06", author="CTV-1", kind="synthesis", items=_again("d2", *RAISED[:2])),
    _at("d3", "2024-03-09", author_unit="btg", kind="response", items=_again("d3", RAISED[0])),
    _at("d4", "2024-12-20", author_unit="btg", kind="yearly", items=_again("d4", *RAISED)),
]
PUT_TOGETHER: Final = [
    Matter(id="v1", network="gl", title="Đền bù", items=["n1", "n2", "d1-n1", "d4-n1"]),
    Matter(id="v2", network="gl", title="Chỉ trong tổng hợp", items=["d1-n3", "d4-n3"]),
    Matter(id="v3", network="gl", title="Năm trước", items=["a0-n2", "n2"]),
    Matter(id="v4", network="gl", title="Đã thay", items=["old-n1"]),
]


def _register(reports: Sequence[Report], matters: Sequence[Matter]) -> Register:
    memberships = [membership(key, "2023-01-01", collaborator=key) for key in MEMBERS]
    return Register([*memberships, *reports, *matters], as_of=AS_OF)


def _measured(subject: Any, *codes: str) -> dict[str, int | None]:  # noqa: ANN401 - a register or tables
    rows = measure(subject, codes, period=str(YEAR)).polars
    return dict(rows.select("measure", "value").iter_rows())


def _by_hand(reports: Sequence[Report], matters: Sequence[Matter]) -> dict[str, int | None]:
    now, before = (Papers(reports, matters, year) for year in (YEAR, YEAR - 1))
    return {code: count(now, before) for code, count in BY_HAND.items()}


def test_every_measure_on_reports_is_counted_by_hand(on_engine: Engine) -> None:
    """Syntheses, responses and yearly reports that repeat items change no figure that is named for what was raised."""
    assert set(BY_HAND) == set(CODES)
    found = _measured(on_engine(_register(REPORTS_OF_TWO_YEARS, PUT_TOGETHER)), *CODES)

    assert found == _by_hand(REPORTS_OF_TWO_YEARS, PUT_TOGETHER)
    assert (found["items"], found["summary_items"], found["issues"]) == (5, 9, 2)


_ITEM = st.builds(
    item,
    topics=st.lists(
        st.sampled_from(["land", "schools", "other", "own_code"]), min_size=1, max_size=2, unique=True
    ),
    grade=st.sampled_from([None, "confirmed", "rumour", "unverified"]),
    urgency=st.sampled_from(["normal", "urgent"]),
    basis=st.sampled_from([None, "Họp."]),
    proposal=st.sampled_from([None, "Sửa."]),
    streams=st.lists(st.sampled_from([STREAM, MURMUR]), max_size=2),
)
_KIND = st.sampled_from(["periodic", "ad_hoc", "thematic", "synthesis", "response", "yearly"])
_PAPER = st.tuples(
    _KIND,
    st.sampled_from([*MEMBERS, None]),
    st.integers(0, 700),
    st.one_of(st.none(), st.integers(1, 3)),
    st.lists(_ITEM, max_size=3),
)


def _papers(drawn: Sequence[Any]) -> list[Report]:
    reports: list[Report] = []
    for place, (kind, author, days, back, items) in enumerate(drawn):
        day = date(2023, 1, 5) + timedelta(days=days)
        who = {"author_unit": "btg"} if author is None else {"author": author}
        corrected = f"r{place - back}" if back is not None and back <= place else None
        named = [one.replace(id=f"r{place}.{spot}") for spot, one in enumerate(items)]
        reports.append(_at(f"r{place}", day.isoformat(), kind=kind, replaces=corrected, items=named, **who))
    return reports


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(_PAPER, min_size=1, max_size=8))
def test_any_papers_are_counted_as_by_hand(drawn: list[Any]) -> None:
    """Whatever kinds of report a register holds, each measure counts those that its definition names."""
    reports = _papers(drawn)
    named = [one.id for each in reports for one in each.items]
    matters = [
        Matter(id=f"v{place}", network="gl", title="x", items=pair)
        for place, pair in enumerate(pairwise(named))
    ]
    codes = [code for code in CODES if code != "issues" or matters]
    found = _measured(_register(reports, matters), *codes)
    expected = _by_hand(reports, matters)

    assert found == {code: expected[code] for code in codes}


def test_definitions_say_whether_syntheses_count() -> None:
    """Each measure on what reports hold says in both languages what becomes of syntheses."""
    for each in MEASURES:
        if each.rows in OF_PAPERS and each.rows is not AD_HOC and "ad_hoc" not in each.code:
            assert "tổng hợp" in each.definition("vi"), each.code
            assert "synthes" in each.definition("en").lower(), each.code


def test_of_kinds_that_raise_nothing_nothing_is_said(on_engine: Engine) -> None:
    """By kind there is a line for each kind that can be; next to reports the others do not apply, and asked for they are refused."""
    tables = on_engine(_register(REPORTS_OF_TWO_YEARS, PUT_TOGETHER))
    alone = measure(tables, "items", by="kind").polars
    beside = measure(tables, ["items", "unit_reports", "doubtful_rate"], by="kind").polars
    found = {
        (kind, code): told
        for kind, code, *told in beside.select("kind", "measure", "value", "qualifier").iter_rows()
    }

    assert dict(alone.select("kind", "value").iter_rows()) == {"periodic": 4, "ad_hoc": 1, "thematic": 1}
    assert found["synthesis", "items"] == [None, "not_applicable"]
    assert found["synthesis", "doubtful_rate"] == [None, "not_applicable"]
    assert found["synthesis", "unit_reports"] == [2, "exact"]
    for code, kind in (
        ("items", "synthesis"),
        ("summary_items", "periodic"),
        ("ad_hoc_hours_median", "yearly"),
    ):
        with pytest.raises(MeasureError, match=f"{code} .*{kind}"):
            measure(tables, code, where={"kind": ["ad_hoc" if code == "items" else kind, kind]})


OF_ONE_VALUE: Final = [
    (each.code, name) for each in MEASURES for name in each.where if name in each.dimensions
]
"""Measures that count only what has one value of a dimension, with that dimension."""


@pytest.mark.parametrize(("code", "name"), OF_ONE_VALUE)
def test_a_measure_of_one_value_has_no_line_for_the_others(on_engine: Engine, code: str, name: str) -> None:
    """By the dimension whose value it counts a measure has one line; next to others, the other values do not apply to it."""
    tables = on_engine(_register(REPORTS_OF_TWO_YEARS, PUT_TOGETHER))
    (counted,) = (each.where[name] for each in MEASURES if each.code == code)
    more = "unit_reports" if name == "kind" else "items"
    alone, beside = (
        measure(tables, codes, by=name).polars.filter(measure=code).rows_by_key(name, named=True)
        for codes in ([code], [code, more])
    )

    assert set(alone) == set(counted) < set(beside)
    assert {beside[key][0]["qualifier"] for key in set(beside) - set(counted)} == {"not_applicable"}


def test_no_definition_contradicts_the_kind_that_it_counts() -> None:
    """Where only one kind of report counts, the definition does not go on that every kind does."""
    of_one_kind = [each for each in MEASURES if "kind" in each.where]

    assert of_one_kind
    assert not [each.code for each in of_one_kind if "every kind" in each.definition("en")]
    assert not [each.code for each in of_one_kind if "mọi loại" in each.definition("vi")]

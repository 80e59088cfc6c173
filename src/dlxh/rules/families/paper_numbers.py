"""Số của báo cáo: one number on two papers of one issuer, within the time for which numbers run on."""

from collections.abc import Iterator
from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Row, Value, coalesce, concat_str, given, part, those, when
from dlxh.rules.language.examples import DAY, ONE, Cells, Example, case
from dlxh.rules.language.parts import Part
from dlxh.words.days import OPEN_END

_SAME: Final = (
    ("[ \u00a0]+", ""),
    ("[–—‑]", "-"),
    ("^[Ss]ố:?", ""),
    ("^0+", ""),
    ("(,|;|[(]|ngày)[^\n]*", ""),
)
"""What two ways of writing one number differ in: blanks, dashes, the word số, zeros in front, the day behind."""
_FIFTH: Final = {"author": None, "author_unit": "unit1", "number": "05-BC/BTGTU", "received_day": DAY}
_YEAR: Final = 365 * ONE
_LAST_YEAR: Final = _FIFTH | {"received_day": DAY - _YEAR}
_DAY_BEFORE: Final = _FIFTH | {"received_day": DAY - ONE}
_NOW: Final = {"start": DAY}
_ENDED: Final = {"start": DAY - 9 * ONE, "end": DAY - ONE}
_PARTY: Final = "^[1-9][0-9]*-[A-ZĐ]"
"""05-BC/BTGTU; the State writes 05/BC-UBND."""
_NUMBERED: Final = "^[1-9][0-9]*[-/]"


def _either(*reports: Cells, judged: bool = True) -> Iterator[Example]:
    """Yield an example of reports in no term that is known, and one where a term begins later."""
    for terms in ((), {"start": DAY + ONE}):
        yield case(reports=reports, terms=terms, judged=judged)


def _paper_of(report: Row) -> Value:
    """Return the number of a report as it is compared."""
    paper = report.number
    for pattern, instead in _SAME:
        paper = paper.str.replace_all(pattern, instead)
    return paper


def _repeated(report: Row, run: Value, *, optional: bool = False, without: tuple[str, ...] = ()) -> Part:
    """Return that a paper has the number of the one before it, of one issuer in one run of numbers."""
    paper = _paper_of(report)
    is_numbered = paper.str.contains(_NUMBERED)
    is_corrected = those("reports", replaces=report.id).exists()
    one = (report.network, coalesce(report.author_unit, report.author), paper, run)
    first = report.previous(by=one, order=("received_day", "id"), among=is_numbered & ~is_corrected)
    verdict = given(is_numbered, ~first.id.is_null())
    return part(report, verdict, evidence=first.id, optional=optional, without=without)


@rule(
    "R205",
    table="reports",
    field="number",
    severity=Severity.WARNING,
    vi="báo cáo {record} trùng số với {evidence} của cùng nơi ban hành trong cùng nhiệm kỳ hoặc năm",
    en="report {record} has the same number as {evidence}, from the same issuer in the same term or year",
    cure_vi="sửa số theo bản gốc; nếu là bản sửa, ghi mã báo cáo được sửa ở mục thay báo cáo (replaces); nếu hai số thuộc hai nhiệm kỳ cấp ủy, ghi ngày của nhiệm kỳ",
    cure_en="correct the number from the original; if one corrects the other, give replaces; if they belong to two terms of the committee, record the days of the terms",
    source="Hướng dẫn 36-HD/VPTW, 3/4/2018; Hướng dẫn 05-HD/VPTW, 2026; Nghị định 30/2020/NĐ-CP",
    why_vi="""Một số trên hai văn bản thì không biết văn bản nào được viện dẫn, hoặc một báo cáo bị nhập hai lần.

Văn bản của Đảng (05-BC/BTGTU) đánh số từ 01 cho mỗi loại trong một nhiệm kỳ cấp ủy; văn bản của Nhà nước (05/BC-UBND) đánh số
theo năm. Nhiệm kỳ được lấy theo nhiệm kỳ của mạng lưới; ngày nhận không thuộc nhiệm kỳ nào đã ghi thì lấy theo năm.""",
    right=[
        *_either(
            _FIFTH,
            _FIFTH | {"network": "another"},
            _FIFTH | {"author_unit": "unit2"},
            _FIFTH | {"number": "06-BC/BTGTU"},
            _LAST_YEAR,
            _FIFTH | {"replaces": "report1"},
        ),
        case(reports=[_FIFTH, _DAY_BEFORE], terms=[_NOW, _ENDED]),
        case(reports=[_FIFTH, _DAY_BEFORE], terms=[_ENDED, _NOW]),
        case(
            reports=[_FIFTH | {"number": "05/BC-UBND", "received_day": day} for day in (DAY, DAY - _YEAR)],
            terms={"start": DAY - _YEAR},
        ),
        *_either({"number": None}, judged=False),
        *_either({"number": "BC/BTGTU"}, judged=False),
    ],
    wrong=[
        *_either(_FIFTH, _DAY_BEFORE | {"number": "Số: 5 – BC/BTGTU, ngày 29/6"}),
        *_either(*[_FIFTH | {"author": "collaborator1", "author_unit": None}] * 2),
        case(reports=[_FIFTH, _LAST_YEAR], terms={"start": DAY - _YEAR, "end": DAY}),
        case(reports=[_FIFTH, _LAST_YEAR], terms=[{"start": DAY - _YEAR}, _NOW]),
    ],
)
def number_given_twice(r: Row) -> Iterator[Part]:
    """With one number on two papers nobody knows which is cited, or one report was entered twice.

    Party papers (05-BC/BTGTU) are numbered from 01 for each kind within the committee's term, State papers
    (05/BC-UBND) within the year. The network's term is used for the committee's, and the year where none is
    recorded. Only a warning, because the end of a committee's term is not recorded. A correction may carry the
    number of the report it replaces.
    """
    year = concat_str(r.received_day.dt.year())
    terms = those("terms", network=r.network)
    held = terms.where(terms.start <= r.received_day, r.received_day <= terms.end.fill_null(OPEN_END))
    of_party = when(_paper_of(r).str.contains(_PARTY)).then(held.min(terms.id))
    yield _repeated(r, coalesce(of_party, year), optional=True)
    yield _repeated(r, year, without=("terms",))


RULES = (number_given_twice,)

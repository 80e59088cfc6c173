"""Nghĩa của ngôn ngữ: what each thing means that a rule may say, as small tables with what is answered for each row.

One list, read three times: tests ask it of every executor, the page on the rules' language prints it, and a new executor is
held to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import EllipsisType
from typing import Any, Final, TypeAlias

from dlxh.rules.language import functions
from dlxh.rules.language.examples import DAY, NOON, Cells, Example, case
from dlxh.rules.language.rows import subject, those
from dlxh.rules.language.values import Value

Answer: TypeAlias = "str | int | bool | tuple[str, ...] | EllipsisType | None"
"""What is answered for a row: a value, or of `each_one` all evidence; `...` where the rule says nothing of the row."""
ONE: Final = timedelta(days=1)
SILENT: Final = ...
_NAMES: Final[Mapping[str, Any]] = {
    **{name: getattr(functions, name) for name in ("AS_OF", "coalesce", "concat_str", "when")},
    **{name: getattr(functions, name) for name in ("any_horizontal", "all_horizontal")},
    **{name: getattr(functions, name) for name in ("min_horizontal", "max_horizontal", "in_force")},
    "those": those,
    "date": date,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence on what the language means, with rows that show it.

    Attributes:
        vi: The sentence in Vietnamese.
        en: The sentence in English.
        written: What is written, with `m` for the row.
        answers: What is answered for each row of the first table.
        rows: The cells that matter, by table; those of the first table are asked.
        sets: The sets that are named before, by their names.
    """

    vi: str
    en: str
    written: str
    answers: tuple[Answer, ...]
    rows: Mapping[str, Sequence[Cells]]
    sets: Mapping[str, str]

    @property
    def table(self) -> str:
        """The table whose rows are asked."""
        return next(iter(self.rows))

    @property
    def example(self) -> Example:
        """The rows with all their cells."""
        rows: dict[str, Any] = dict(self.rows)
        return case(**rows)

    def value(self) -> Value:
        """Return what is written as a value of the language.

        >>> LINES["nulls"][0].value().kind.value
        'boolean'
        """
        names = {**_NAMES, "m": subject(self.table)}
        for name, written in self.sets.items():
            names[name] = eval(written, names)  # noqa: S307 - our own text: the page shows what is run
        value: Value = eval(self.written, names)  # noqa: S307 - our own text: the page shows what is run
        return value


def _line(
    vi: str,
    en: str,
    written: str,
    answers: Sequence[Answer],
    rows: Mapping[str, Sequence[Cells]],
    **sets: str,
) -> Line:
    return Line(vi, en, written, tuple(answers), rows, sets)


def _cells(table: str, name: str, *values: Any) -> dict[str, list[Cells]]:  # noqa: ANN401 - cells
    return {table: [{name: value} for value in values]}


_ENDS = _cells("memberships", "end", DAY - ONE, DAY, None)
_STAGES = _cells("reports", "stage", 7, -7, None)
_RANKS = _cells("memberships", "rank", "a", "b", None)
_TRUTHS: dict[str, list[Cells]] = {
    "memberships": [
        {"paid": True, "end": None},
        {"paid": False, "end": None},
        {"paid": None, "end": None},
    ]
}
_SPANS: dict[str, list[Cells]] = {
    "memberships": [
        {"id": "M1", "collaborator": "A", "start": DAY - ONE, "rank": "x"},
        {"id": "M2", "collaborator": "A", "start": None, "rank": "x"},
        {"id": "M3", "collaborator": "A", "start": DAY, "rank": None},
        {"id": "M4", "collaborator": None, "start": DAY, "rank": None},
    ]
}
_TERMS: dict[str, list[Cells]] = {
    "memberships": [{"term": "T1"}, {"term": "T9"}, {"term": None}],
    "terms": [{"id": "T1", "end": DAY}],
}
_SAME = 'those("memberships", collaborator=m.collaborator)'
_ALL_OF_A = {"memberships": _SPANS["memberships"]}

LINES: Final[Mapping[str, tuple[Line, ...]]] = {
    "nulls": (
        _line("So sánh với ô trống thì kết quả trống: không đúng cũng không sai.",
              "Comparing with an empty cell gives null: neither true nor false.",
              "m.end < AS_OF", [True, False, None], _ENDS),
        _line("Tính với ô trống thì kết quả trống.", "Arithmetic with an empty cell gives null.",
              "m.stage + 1", [8, -6, None], _STAGES),
        _line("Hỏi có trống không thì luôn có câu trả lời.", "Asking whether a cell is empty never gives null.",
              "m.end.is_null()", [False, False, True], _ENDS),
        _line("`fill_null` đặt một giá trị vào ô trống.", "`fill_null` puts a value into an empty cell.",
              "m.rank.fill_null('-')", ["a", "b", "-"], _RANKS),
        _line("`coalesce` lấy giá trị đầu tiên không trống.", "`coalesce` takes the first value that is not null.",
              "coalesce(m.paid, m.end < AS_OF, True)", [True, False, True], _TRUTHS),
    ),
    "truths": (
        _line("Phủ định của trống là trống.", "The opposite of null is null.",
              "~m.paid", [False, True, None], _TRUTHS),
        _line("Với `&`, một vế sai thì kết quả là sai, dù vế kia trống.", "With `&`, false wins over null.",
              "m.paid & (m.end < AS_OF)", [None, False, None], _TRUTHS),
        _line("Với `|`, một vế đúng thì kết quả là đúng, dù vế kia trống.", "With `|`, true wins over null.",
              "m.paid | (m.end < AS_OF)", [True, None, None], _TRUTHS),
        _line("`any_horizontal` coi trống là sai, nên luôn có câu trả lời.",
              "`any_horizontal` treats null as false, so it is never null.",
              "any_horizontal(m.paid, m.end < AS_OF)", [True, False, False], _TRUTHS),
        _line("`all_horizontal` coi trống là đúng, nên luôn có câu trả lời.",
              "`all_horizontal` treats null as true, so it is never null.",
              "all_horizontal(m.paid, m.end < AS_OF)", [True, False, True], _TRUTHS),
    ),
    "choices": (
        _line("Điều kiện trống thì lấy giá trị ở `otherwise`.", "If a condition is null, the value of `otherwise` applies.",
              "when(m.end < AS_OF).then('past').otherwise('rest')", ["past", "rest", "rest"], _ENDS),
        _line("Không có `otherwise` thì trống.", "Without `otherwise`, the result is null.",
              "when(m.end < AS_OF).then('past')", ["past", None, None], _ENDS),
        _line("Điều kiện đúng đầu tiên quyết định.", "The first true condition decides.",
              "when(m.end <= AS_OF).then(1).when(m.end < AS_OF).then(2).otherwise(3)", [1, 1, 3], _ENDS),
        _line("`is_in` của ô trống là trống.", "`is_in` on an empty cell is null.",
              "m.rank.is_in(['a', 'c'])", [True, False, None], _RANKS),
        _line("`replace_strict`: giá trị không có trong bảng thì trống, ô trống cũng vậy.",
              "`replace_strict`: a value that is not in the table becomes null; an empty cell stays null.",
              "m.rank.replace_strict({'a': 1})", [1, None, None], _RANKS),
        _line("Có `default` thì cả hai trường hợp ấy lấy giá trị ở `default`.", "With `default`, both become the default.",
              "m.rank.replace_strict({'a': 1}, default=0)", [1, 0, 0], _RANKS),
        _line("`min_horizontal` bỏ qua ô trống; trống hết thì trống.",
              "`min_horizontal` ignores nulls; if all are null, the result is null.",
              "min_horizontal(m.stage, 0)", [0, -7, 0], _STAGES),
        _line("`max_horizontal` cũng vậy.", "So does `max_horizontal`.",
              "max_horizontal(m.stage, m.stage)", [7, -7, None], _STAGES),
    ),
    "texts": (
        _line("Chữ xếp theo mã ký tự: chữ hoa trước chữ thường, chữ có dấu sau z.",
              "Text is ordered by code points: capitals before small letters, accented letters after z.",
              "m.rank < 'b'", [True, True, False, False], _cells("memberships", "rank", "B", "a", "ă", "đ")),
        _line("Độ dài đếm theo ký tự Unicode, không theo byte.", "Length counts code points, not bytes.",
              "m.rank.str.len_chars()", [7, 2, 0, None],
              _cells("memberships", "rank", "Đắk Lắk", "a\u0306", "", None)),
        _line("`concat_str` trống nếu một phần trống; số được viết thành chữ.",
              "`concat_str` is null if any part is null; numbers become text.",
              "concat_str(m.channel, m.stage, separator='-')", ["app-2", None],
              {"reports": [{"channel": "app", "stage": 2}, {"channel": "app", "stage": None}]}),
        _line("`contains` tìm một mẫu ở bất cứ chỗ nào; ô trống thì trống.",
              "`contains` looks for a pattern anywhere in the text; on an empty cell it is null.",
              "m.rank.str.contains('[0-9]')", [True, False, None], _cells("memberships", "rank", "a1", "a", None)),
        _line("`$` là cuối chữ, không phải trước dấu xuống dòng cuối cùng.",
              "`$` matches only at the end of the text, not before a final line break.",
              "m.rank.str.contains('^a$')", [True, False], _cells("memberships", "rank", "a", "a\n")),
        _line("`replace_all` thay mọi chỗ khớp mẫu.", "`replace_all` replaces every match of the pattern.",
              "m.rank.str.replace_all('[0-9]+', '#')", ["a#b#", "ab", None],
              _cells("memberships", "rank", "a12b3", "ab", None)),
    ),
    "numbers": (
        _line("`//` làm tròn xuống, cả với số âm.", "`//` rounds down, also for negative numbers.",
              "m.stage // 2", [3, -4, None], _STAGES),
        _line("`%` là số dư của phép chia `//`, không bao giờ âm.", "`%` is the remainder of `//`, never negative.",
              "m.stage % 2", [1, 1, None], _STAGES),
        _line("Có thể viết số trước.", "A number may come first.", "10 - m.stage", [3, 17, None], _STAGES),
    ),
    "days": (
        _line("`AS_OF` là ngày số liệu.", "`AS_OF` is the as-of date of the records.",
              "m.end == AS_OF", [False, True, None], _ENDS),
        _line("Tháng, ngày trong năm và thứ trong tuần (thứ Hai là 1) là số nguyên.",
              "Month, day of the year and day of the week (Monday is 1) are integers.",
              "m.end.dt.month() * 10000 + m.end.dt.ordinal_day() * 10 + m.end.dt.weekday()",
              [61801, 61812, None], _ENDS),
        _line("`month_number` và `day_number` đếm tháng, ngày liên tục, nên trừ được cho nhau.",
              "`month_number` and `day_number` count continuously across years, so they can be subtracted.",
              "AS_OF.dt.day_number() - m.end.dt.day_number()", [1, 0, None], _ENDS),
        _line("`in_force` cho giá trị có hiệu lực vào một ngày; trước giá trị đầu tiên và sau ngày cuối đã biết thì trống.",
              "`in_force` gives the value in force on a day; null before the first step and after the last known day.",
              "in_force(m.end, [(date(2026, 6, 30), 2)], known_to=date(2026, 12, 31))", [None, 2, None], _ENDS),
        _line("Thời điểm so với thời điểm; ngày Việt Nam của nó là một cột riêng.",
              "Instants compare with instants; the Vietnamese date of an instant is a separate column.",
              "(m.received_at >= m.event_at) & (m.received_day == AS_OF)", [True, False, None],
              {"reports": [{"received_at": NOON, "event_at": NOON}, {"received_at": NOON - ONE, "event_at": NOON},
                           {"received_at": NOON, "event_at": None}]}),
    ),
    "references": (
        _line("`ref` dẫn tới dòng có mã ghi ở cột; không có dòng ấy thì quy tắc không kết luận (X101 sẽ nêu).",
              "`ref` leads to the row whose id is in a column; if there is none, the rule does not decide (X101 reports it).",
              "m.ref('term').end.is_null()", [False, SILENT, SILENT], _TERMS),
        _line("Không kết luận, kể cả khi vế kia của `|` đúng.", "It does not decide even if the other side of `|` is true.",
              "(m.ref('term').end == AS_OF) | m.end.is_null()", [True, SILENT, SILENT], _TERMS),
    ),
    "sets": (
        _line("`those` lấy các dòng có cột bằng giá trị đã nêu, kể cả chính dòng đang xét.",
              "`those` selects the rows whose columns equal the given values, including the row itself.",
              "o.count()", [3, 3, 3, 0], _SPANS, o=_SAME),
        _line("Giá trị trống không bằng gì cả: không có dòng nào.", "Null equals nothing: the set is empty.",
              "those('memberships', rank=m.rank).exists()", [True, True, False, False], _SPANS),
        _line("`where` giữ những dòng mà điều kiện đúng; trống thì không giữ.",
              "`where` keeps the rows for which a condition is true; null does not count.",
              "o.where(o.start < m.start).count()", [0, 0, 1, 0], _SPANS, o=_SAME),
        _line("`exists` và `count` không bao giờ trống.", "`exists` and `count` are never null.",
              "~o.where(o.start.is_null()).exists()", [False, False, False, True], _SPANS, o=_SAME),
        _line("`distinct` đếm các giá trị khác nhau, bỏ qua ô trống.", "`distinct` counts different values and ignores nulls.",
              "o.count(distinct=o.rank)", [1, 1, 1, 0], _SPANS, o=_SAME),
        _line("`min` và `max` bỏ qua ô trống; không còn gì thì trống.",
              "`min` and `max` ignore nulls; if nothing is left, they are null.",
              "o.max(o.start) == AS_OF", [True, True, True, None], _SPANS, o=_SAME),
        _line("`sum` bỏ qua ô trống; không còn gì thì bằng 0.", "`sum` ignores nulls; if nothing is left, it is 0.",
              "o.sum(o.due)", [30, 30, 0],
              {"allowance_lines": [{"scheme": "S", "due": 30}, {"scheme": "S", "due": None},
                                   {"scheme": None, "due": 5}]},
              o='those("allowance_lines", scheme=m.scheme)'),
        _line("Tập trong tập: tập trong đọc được dòng của tập ngoài.",
              "A set inside another set can read the rows of the outer one.",
              "way.where(those('report_sources', report=way.source, source=m.source).exists()).exists()",
              [True, False, False],
              {"report_sources": [{"report": "A", "source": "C"}, {"report": "A", "source": "B"},
                                  {"report": "B", "source": "C"}]},
              way='those("report_sources", report=m.report)'),
        _line("Hai dòng trùng mã nhận chung kết quả của tập, nếu điều kiện của tập đọc cả dòng đang xét.",
              "Two rows with the same key share the result of a set if its conditions also read the row.",
              "o.where(o.start < m.start).exists()", [True, True],
              {"memberships": [{"id": "M1", "collaborator": "A", "start": DAY},
                               {"id": "M1", "collaborator": "A", "start": DAY - ONE}]}, o=_SAME),
    ),
    "previous": (
        _line("Dòng trước theo `order`; ô trống xếp trước.", "The previous row by `order`; nulls come first.",
              "m.previous(by=(m.collaborator,), order=('start', 'id')).id", ["M2", None, "M1", None], _SPANS),
        _line("Một giá trị trong `by` trống thì không có dòng trước; mọi cột của nó đều trống.",
              "If a value in `by` is null, there is no previous row; all its columns are null.",
              "m.previous(by=(m.rank,), order=('id',)).id.is_null()", [True, False, True, True], _SPANS),
        _line("`among` phải đúng với cả hai dòng; không đúng với dòng đang xét thì quy tắc không kết luận.",
              "`among` must be true for both rows; if it is not true for the row itself, the rule does not decide.",
              "m.previous(by=(m.collaborator,), order=('id',), among=~m.start.is_null()).id",
              [None, SILENT, "M1", None], _SPANS),
        _line("`greatest`: trong mọi dòng trước lấy dòng có giá trị lớn nhất, trống là nhỏ nhất, bằng nhau thì lấy dòng sau.",
              "`greatest`: of all previous rows, the one with the greatest value; null is the smallest, and of equal values the last row is taken.",
              "m.previous(by=(m.collaborator,), order=('id',), greatest=m.end).id",
              [None, "M1", "M2", "M2", "M4", "M5"],
              {"memberships": [{"id": f"M{nth}", "collaborator": "A", "end": end} for nth, end in
                               enumerate([None, DAY - ONE, DAY - 2 * ONE, DAY, DAY, None], 1)]}),
    ),
    "findings": (
        _line("`each_one` cho một phát hiện với mỗi dòng của tập, mỗi bằng chứng một lần.",
              "`each_one` gives one finding for each row of a set, and each evidence only once.",
              "o.where(o.id != m.id, o.start <= m.start).each_one(evidence=o.rank)", [(), (), ("x",), ()], _SPANS, o=_SAME),
    ),
}  # fmt: skip
"""Every sentence by its subject."""

"""Quy tắc riêng: whether a rule finds its wrong examples and nothing else, alone, and on either side of its boundary."""

from collections.abc import Iterator, Sequence

from dlxh.rules.engine.examples import judge_example
from dlxh.rules.findings import CheckFindings
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.examples import Example
from dlxh.rules.rule import Rule
from dlxh.testing.conformance.changes import change_in_vietnamese
from dlxh.testing.conformance.failure import Failure
from dlxh.testing.survival import survivors


def find_misfires(rule: Rule) -> Iterator[Failure]:
    """Yield the right examples in which a rule finds something, and the wrong ones in which it finds nothing.

    >>> from dlxh.rules.catalogue import RULES
    >>> list(find_misfires(RULES[0]))
    []
    """
    for side, examples, wanted in (("right", rule.right, False), ("wrong", rule.wrong, True)):
        for place, example in enumerate(examples):
            found = judge_example(rule, example)
            if bool(len(found)) is not wanted:
                yield _misfire(rule, f"{side}[{place}]", is_wrong=wanted)
            elif unfilled := [each for each in found if "{" in each.message("vi") + each.message("en")]:
                yield _gap(rule, unfilled[0].message("en"))


def _misfire(rule: Rule, place: str, *, is_wrong: bool) -> Failure:
    if is_wrong:
        return Failure(
            vi=f"{rule.code} không phát hiện gì ở ví dụ sai {place}",
            en=f"{rule.code} finds nothing in its wrong example {place}",
            cure_vi="sửa điều kiện của quy tắc, hoặc chuyển ví dụ sang right=",
            cure_en="correct the condition of the rule, or move the example to right=",
        )
    return Failure(
        vi=f"{rule.code} báo lỗi ở ví dụ đúng {place}",
        en=f"{rule.code} reports its right example {place}",
        cure_vi="sửa điều kiện của quy tắc, hoặc chuyển ví dụ sang wrong=",
        cure_en="correct the condition of the rule, or move the example to wrong=",
    )


def _gap(rule: Rule, message: str) -> Failure:
    return Failure(
        vi=f"câu thông báo của {rule.code} còn chỗ trống chưa điền: {message}",
        en=f"a message of {rule.code} has a placeholder that nothing fills: {message}",
        cure_vi="hàm của quy tắc phải trả về cột có tên ấy, hoặc bỏ chỗ trống khỏi câu",
        cure_en="let the function return a column of that name, or take the placeholder out",
    )


def find_unnoticed(rule: Rule) -> Iterator[Failure]:
    """Yield the changes of a rule that none of its examples notices: there its boundary is not shown.

    >>> from dlxh.rules.catalogue import RULES
    >>> list(find_unnoticed(RULES[0]))
    []
    """
    for change in survivors(rule):
        if change.startswith(
            ("right[", "wrong[")
        ):  # an example on the wrong side, which `find_misfires` reports
            continue
        yield Failure(
            vi=f"{rule.code}: không ví dụ nào nhận ra thay đổi «{change_in_vietnamese(change)}», nên chưa rõ ranh giới của quy tắc",
            en=f"{rule.code}: no example notices the change «{change}», so the boundary is not shown",
            cure_vi="thêm ví dụ ở đúng hai phía của so sánh ấy, hoặc bỏ điều kiện thừa",
            cure_en="add examples on either side of that comparison, or drop the condition",
        )


def find_doubles(rule: Rule, rules: Sequence[Rule]) -> Iterator[Failure]:
    """Yield the other rules that report the same of a wrong example: two findings for one fault.

    The same is the same row and field; of rules without a field of their own, the same row by the same columns.

    >>> from dlxh.rules.catalogue import RULES
    >>> list(find_doubles(RULES[0], RULES[:1]))
    []
    """
    others = [each for each in rules if each.code != rule.code and rule.code not in each.unless]
    for place, example in enumerate(rule.wrong):
        first = _places(rule, judge_example(rule, example))
        for other in others:
            if other.code not in rule.unless and first & _places(other, _judge(other, example)):
                yield Failure(
                    vi=f"ở ví dụ sai wrong[{place}] của {rule.code}, {other.code} cũng báo cùng dòng, cùng trường: một lỗi thành hai phát hiện",
                    en=f"in the wrong example wrong[{place}] of {rule.code}, {other.code} reports the same row and field too: two findings for one fault",
                    cure_vi=f'ghi unless=("{rule.code}",) ở {other.code}, hoặc thu hẹp điều kiện của một trong hai',
                    cure_en=f'give {other.code} unless=("{rule.code}",), or narrow the condition of one of them',
                )


def _judge(rule: Rule, example: Example) -> CheckFindings | tuple[()]:
    """Return what another rule finds in an example; nothing where it judges none of its rows."""
    if rule.table is not None and rule.table not in example.rows:
        return ()
    try:
        return judge_example(rule, example)
    except RuleError:  # a function of tables has own fields elsewhere than a rule on rows
        return ()


def _places(rule: Rule, findings: CheckFindings | tuple[()]) -> set[tuple[object, ...]]:
    read = frozenset() if rule.table is None else rule.columns.get(rule.table, frozenset())
    return {(each.table, each.record, each.field or read) for each in findings}

"""One new report within its register: what it says together with those that are there."""

from dlxh import Report, check, read


def _periodic() -> Report:
    register = read("examples/gia-lai").register
    replaced = {report.replaces for report in register.reports}
    return next(
        report
        for report in register.reports
        if report.period is not None and report.replaces is None and report.id not in replaced
    )


def test_a_second_report_for_a_period_is_told_when_it_comes() -> None:
    """A new report for a period that its author has reported on is reported, with the one that is there."""
    register, first = read("examples/gia-lai").register, _periodic()
    second = first.replace(id="GL-BC-NEW", items=(), received_at=first.received_at.replace(hour=23))
    found = [finding for finding in check(second, within=register) if finding.record == "GL-BC-NEW"]

    assert {finding.evidence for finding in found if finding.field == "period_start"} == {(first.id,)}


def test_an_item_whose_id_is_taken_is_at_fault_once() -> None:
    """Topics of an item whose id is taken say nothing of their own: not a key twice, not a topic twice."""
    register = read("examples/gia-lai").register
    first = next(report for report in register.reports if report.items)
    second = first.replace(id="GL-BC-NEW", items=first.items[:1])
    for replacing in (False, True):
        found = check(second, within=register, replacing=replacing, only=["X102", "I104"])
        assert [(each.code, each.pointer) for each in found] == [("X102", "/items/0/id")]


def test_a_report_for_another_period_is_not() -> None:
    """A new report for a period that nobody has reported on is not a second one."""
    register, first = read("examples/gia-lai").register, _periodic()
    assert first.period is not None
    later = first.replace(
        id="GL-BC-NEW", items=(), period=first.period.replace(kind="custom", end=first.period.start)
    )

    assert [finding for finding in check(later, within=register) if finding.field == "period_start"] == []

"""What a province writes for fields of its own, read by type checkers only: no line of this file is ever run."""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from typing import assert_type

import dlxh
from dlxh.models.opinion import Scope
from dlxh.words import Internal, Line
from dlxh.words.field_texts import own_field


class OwnItem(dlxh.ReportItem):
    """An item with a field of its own."""

    hamlet: Internal[Line | None] = own_field(vi="Thôn", en="Hamlet", means_vi="Nơi nghe.", means_en="Where.")


class OwnReport(dlxh.Report):
    """What is above narrows its field to the own items: fields are read-only to a checker."""

    items: Internal[tuple[OwnItem, ...]] = ()


ITEM = OwnItem(id="n1", scope=Scope.LOCAL, topics=("land",), summary="Đền bù chậm.")


def hamlet_of(report: OwnReport) -> str | None:
    """Own fields are typed as ours are, and none is set afterwards."""
    assert_type(report.items, tuple[OwnItem, ...])
    return report.items[0].hamlet


def change(report: OwnReport) -> None:
    """None is set afterwards."""
    report.items = ()  # type: ignore[misc]

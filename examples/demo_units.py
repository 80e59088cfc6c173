"""What the demo says of communes: who has not sent the month, its classes by kind, and figures on both maps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import polars as pl

import dlxh
from dlxh.words import Lang

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "silent": ("Chưa nộp báo cáo {month}, {count} trên {owing} đơn vị", "No return for {month}, {count} of {owing} units"),
    "classes": ("Lớp trong {month}", "Classes, {month}"),
    "then": ("Báo cáo nhận {days}, tính cho tỉnh khi đó", "Reports received {days}, by province at the time"),
    "now": ("Tính cho tỉnh hiện nay", "By province as it is now"),
}  # fmt: skip
_MAPS: Final[tuple[tuple[str, Literal["as_was", "as_is"]], ...]] = (("then", "as_was"), ("now", "as_is"))


def pack_of(folder: Path) -> dlxh.Pack | None:
    """Return the codes that a province has of its own, if it has some."""
    path = folder / "training_kinds.toml"
    return dlxh.Pack("tq", codes=(dlxh.data.code_list(path),)) if path.exists() else None


def say_of_units(register: dlxh.Register, month: dlxh.Period, days: dlxh.Period, lang: Lang) -> Iterator[str]:
    """Yield what there is to say of a month, and of days before and after the map changed."""
    rows = dlxh.obligations(register, month).polars.filter(pl.col("owed_by") == "unit")
    silent = [register.unit(unit).name for unit in rows.filter(pl.col("status") == "missing")["org_unit"]]
    head = _text("silent", lang, month=month.label(lang), count=len(silent), owing=rows.height)
    yield f"{head}: {', '.join(sorted(silent))}"
    classes = dlxh.measure(register, "classes", by="training_kind", period=month)
    yield f"{_text('classes', lang, month=month.label(lang))}: {_line(classes, lang)}"
    for key, units in _MAPS:
        found = dlxh.measure(register, "unit_reports", by="province", period=days, units=units)
        yield f"{_text(key, lang, days=days.label(lang))}: {_line(found, lang)}"


def _text(key: str, lang: Lang, **values: object) -> str:
    return _TEXTS[key][lang == "en"].format(**values)


def _line(result: dlxh.Result, lang: Lang) -> str:
    """Return the figures of a result in one line, without the name of the measure."""
    lines = (line.partition(" (")[2].rpartition("): ") for line in result.to_text(lang).splitlines())
    return "; ".join(f"{label} {figure}" for label, _, figure in lines)

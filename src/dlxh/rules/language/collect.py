"""Thu kết quả: plans become Polars frames, so that as little as possible is held at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl


def collect_frames(plans: "Sequence[nw.LazyFrame[Any]]") -> "list[pl.DataFrame]":
    """Return plans as Polars frames, one after the other: together they would hold all their tables at once."""
    return [in_parts(plan) for plan in plans]


def in_parts(plan: "nw.LazyFrame[Any]") -> "pl.DataFrame":
    """Return one plan as a Polars frame; Polars works it out on parts of its tables."""
    streaming = {"engine": "streaming"} if plan.implementation.is_polars() else {}
    return plan.collect("polars", **streaming).to_native()  # type: ignore[no-any-return] # narwhals: any native frame

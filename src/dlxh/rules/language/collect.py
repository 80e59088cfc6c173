"""Thu kết quả: a plan becomes a frame of Polars, so that as little as possible is held at once."""

from typing import Any

import narwhals as nw
import polars as pl


def in_parts(plan: nw.LazyFrame[Any]) -> pl.DataFrame:
    """Return one plan as a Polars frame; Polars works it out on parts of its tables."""
    streaming = {"engine": "streaming"} if plan.implementation.is_polars() else {}
    return plan.collect("polars", **streaming).to_native()  # type: ignore[no-any-return] # narwhals: any native frame

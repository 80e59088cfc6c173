"""Lỗi câu hỏi đếm: queries that measures cannot answer, and declarations that are not measures."""

from typing import Final

from dlxh.words.bilingual import Error

ENGINES: Final = {"polars": "Polars", "duckdb": "DuckDB", "pyspark": "Spark", "pyspark[connect]": "Spark"}
"""The engines that count; on each but the last the conformance suite holds every measure to one answer."""


class MeasureError(Error, LookupError):
    """A measure or dimension that does not exist, or a measure with an incomplete declaration; the caller's mistake.

    >>> import dlxh
    >>> try:
    ...     dlxh.measure(dlxh.read(dlxh.example("gia-lai")).register, ["reports"], by=["topic"])
    ... except MeasureError as error:
    ...     print(error.en.split(":")[0])
    reports has no dimension 'topic'
    """

    @classmethod
    def engine(cls, engine: str) -> "MeasureError":
        """The tables are on an engine where the measures have never been tested."""
        return cls(
            vi=f"chỉ tiêu không đếm trên {engine}; hãy đưa khung Polars, DuckDB hoặc Spark (pandas, PyArrow qua Polars)",
            en=f"measures do not count on {engine}; give frames of Polars, DuckDB or Spark (pandas and PyArrow go through Polars)",
        )

    @classmethod
    def cannot(cls, engine: str, codes: str, reason: str) -> "MeasureError":
        """An engine lacks what the rows of an own measure need."""
        name = ENGINES[engine]
        return cls(
            vi=f"{codes}: {name} không làm được: {reason}; Polars làm được: hãy đưa các bảng vào bằng khung Polars, như tables.polars(...)",
            en=f"{codes}: {name} cannot do this: {reason}; Polars can: give the tables as Polars frames, such as tables.polars(...)",
        )

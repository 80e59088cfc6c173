"""Lỗi câu hỏi đếm: what may not be asked of the measures, or declared as one."""

from dlxh.words.bilingual import BilingualError


class MeasureError(BilingualError, LookupError):
    """A measure or dimension that is not there, or a measure that does not say what it must; the caller's mistake.

    >>> import dlxh
    >>> try:
    ...     dlxh.measure(dlxh.read("examples/gia-lai").register, ["reports"], by=["topic"])
    ... except MeasureError as error:
    ...     print(error.en.split(";")[0])
    reports has no dimension 'topic'
    """

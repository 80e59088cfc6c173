"""Không dựng được: an invented province that cannot be made, or cannot be broken, in the wanted way."""

from dlxh.words.bilingual import Error


class InventionError(Error):
    """An invented province that is too small, or a rule that no change can break.

    >>> from dlxh.testing.invented import province
    >>> try:
    ...     province(years=1)
    ... except InventionError as error:
    ...     print(error.en)
    years is 2 or more: the province runs through 1/7/2025
    """

"""Lỗi của gói riêng: what a pack may not hold, or a register may not hold along with it."""

from dlxh.register.table_error import TableError


class PackError(TableError):
    """A pack that contradicts the library's tables, itself or another pack; its author's mistake.

    >>> print(PackError(vi="tên đã dùng", en="the name is taken").en)
    the name is taken
    """

"""Kho không nhận: what a database refuses, said without a value of a row, and what has to be installed."""

from typing import Final

from dlxh.register.writing import WriteError

_MISSING = "dlxh.store cần SQLAlchemy: pip install 'dlxh[sql]' / dlxh.store needs SQLAlchemy: pip install 'dlxh[sql]'"

NO_TABLES: Final = (
    "cơ sở dữ liệu chưa có bảng của dlxh; tạo bằng store.metadata().create_all(engine), với cùng prefix=, db_schema= nếu có dùng",
    "the database has no tables of dlxh yet; make them with store.metadata().create_all(engine), with the same prefix= and db_schema= if you use them",
)
"""What is wrong with a database in which nothing was made yet, in both languages."""


class StoreError(WriteError):
    """A database that does not accept what is written; its text says what to do instead.

    >>> print(StoreError(vi="không ghi được", en="not written").en)
    not written
    """


def needs_sqlalchemy(error: ModuleNotFoundError) -> ImportError:
    """Return the error that says what to install; another module that is missing is its own error.

    >>> print(needs_sqlalchemy(ModuleNotFoundError(name="sqlalchemy")))
    dlxh.store cần SQLAlchemy: pip install 'dlxh[sql]' / dlxh.store needs SQLAlchemy: pip install 'dlxh[sql]'
    """
    is_ours = (error.name or "").partition(".")[0] == "sqlalchemy"
    return ImportError(_MISSING, name="sqlalchemy") if is_ours else error

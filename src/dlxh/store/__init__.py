"""Kho: a register in the tables of an SQL database, through SQLAlchemy; the connection and its transaction are the app's.

It needs the extra `sql`; nothing else of dlxh does, and `import dlxh` does not load it.

>>> import sqlalchemy as sa
>>> import dlxh
>>> engine = sa.create_engine("sqlite://")
>>> dlxh.store.metadata().create_all(engine)
>>> with engine.begin() as connection:
...     dlxh.store.write(connection, dlxh.read(dlxh.example("gia-lai")).register)
...     len(dlxh.store.read(connection, only=["reports"]).register.reports)
386
"""

from dlxh.rooms import open_room
from dlxh.store.errors import needs_sqlalchemy

__all__, _load, __dir__ = open_room(
    __name__,
    {
        "store.definitions": "metadata",
        "store.errors": "StoreError",
        "store.instants": "InstantType",
        "store.reading": "read read_tables",
        "store.writing": "write",
    },
)


def __getattr__(name: str) -> object:
    """Return a name of the room; raises ImportError, which says what to install, where SQLAlchemy is not there."""
    try:
        return _load(name)
    except ModuleNotFoundError as error:
        raise needs_sqlalchemy(error) from error

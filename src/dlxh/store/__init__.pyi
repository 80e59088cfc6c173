# made by `python -m docs.generate` from the list in the file beside it

from dlxh.store.definitions import metadata
from dlxh.store.errors import StoreError
from dlxh.store.instants import InstantType
from dlxh.store.reading import read, read_tables
from dlxh.store.writing import write

__all__ = ["InstantType", "StoreError", "metadata", "read", "read_tables", "write"]

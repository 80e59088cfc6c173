"""Without SQLAlchemy the room says what to install, and nothing else of the package needs it."""

import sys

import pytest

from dlxh import store
from dlxh.store.errors import needs_sqlalchemy


def test_without_sqlalchemy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name of the room says in both languages what to install; `StoreError` is there all the same."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.delitem(sys.modules, "dlxh.store.definitions", raising=False)
    monkeypatch.delitem(vars(store), "metadata", raising=False)
    with pytest.raises(ImportError, match=r"pip install 'dlxh\[sql\]' / .*pip install 'dlxh\[sql\]'"):
        _ = store.metadata
    assert issubclass(store.StoreError, Exception)


def test_another_module_that_is_missing() -> None:
    """What is missing besides is its own error."""
    other = ModuleNotFoundError(name="narwhals")

    assert needs_sqlalchemy(other) is other

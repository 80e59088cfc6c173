"""Móc của bộ kiểm thử: what pytest asks a province for before there are fixtures."""

import pytest

from dlxh.register.pack import Pack


@pytest.hookspec(firstresult=True)
def pytest_dlxh_pack(config: pytest.Config) -> Pack | None:
    """Return the pack of the province; None, or no such function: it has none."""

"""Fixtures that several folders of tests share."""

import pytest

from tests.engines import CARRIERS, ENGINES, Engine, engine


@pytest.fixture(name="on_engine", params=ENGINES)
def fixture_on_engine(request: pytest.FixtureRequest) -> Engine:
    """Carry tables to each engine in turn: what is written once runs anywhere."""
    assert request.param in CARRIERS
    return engine(request.param)

"""Fixtures that several folders of tests share."""

import os
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.engines import CARRIERS, ENGINES, FRAMES, Engine, engine


@pytest.fixture(name="on_engine", params=ENGINES)
def fixture_on_engine(request: pytest.FixtureRequest) -> Engine:
    """Carry tables to each engine in turn: what is written once runs anywhere."""
    assert request.param in CARRIERS
    return engine(request.param)


@pytest.fixture(name="on_frames", params=FRAMES)
def fixture_on_frames(request: pytest.FixtureRequest) -> Engine:
    """Carry tables to each engine and kind of frame in turn: for the doors through which callers hand them in."""
    return engine(request.param)


@pytest.fixture(autouse=True, scope="session")
def fixture_no_waiting_for_the_disk() -> Iterator[None]:
    """Let files reach the disk when it suits it: tests write some hundred registers, and none outlives a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(name="server", scope="session")
def fixture_server() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL server that only the tests use."""
    try:
        with postgres.server() as folder:
            yield folder
    except FileNotFoundError as error:
        pytest.skip(str(error))

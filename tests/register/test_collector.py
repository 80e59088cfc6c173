"""The garbage collector is paused while many objects are built, and is afterwards as it was."""

import gc

import pytest

from dlxh.register.nest import collector_paused


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_afterwards_as_it_was(*, on: bool) -> None:
    """Inside it is off; afterwards it is on only if it was, also when something was raised."""
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(KeyError, match="False"), collector_paused():
            raise KeyError(gc.isenabled())
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_new_objects_are_old_afterwards() -> None:
    """What was built in the pause is not walked as young when the collector comes back."""
    with collector_paused():
        built = [[number] for number in range(10_000)]
    young = {id(thing) for thing in gc.get_objects(generation=0)}
    assert not any(id(thing) in young for thing in built)


def test_what_an_app_has_frozen_stays_frozen() -> None:
    """A server that froze its objects before it forked still has them frozen."""
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector_paused():
            built = [[number] for number in range(100)]
        assert gc.get_freeze_count() >= frozen > 0
        assert len(built) == 100
    finally:
        gc.unfreeze()

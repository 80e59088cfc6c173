"""The comparison with peers compares like with like: what dlxh finds is what the same rules find by hand."""

from tests.bench.peers import shape
from tests.bench.peers.shape import keys


def test_rules_on_rows_find_the_same() -> None:
    """Eighteen rules as shipped and by hand name the same rows, and each kind of fault is there."""
    frames = shape.rows(34)
    found = keys(shape.ours(frames))
    assert found == keys(shape.by_hand(frames))
    assert len(found) >= 10


def test_rules_across_rows_find_the_same() -> None:
    """Two rules across rows as shipped and by hand name the same rows."""
    frames = shape.across(100)
    found = keys(shape.ours_across(frames))
    assert found == keys(shape.by_hand_across(frames))
    assert set(found) == {"reports X102", "memberships T201"}

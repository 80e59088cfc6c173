"""Who may see a value: four levels in one order."""

from itertools import combinations, pairwise

from dlxh.words.disclosure import Disclosure


def test_the_levels_are_ordered_by_rank() -> None:
    """Public is below internal, internal below restricted, restricted below secret, and not by spelling."""
    assert [level.value for level in sorted(Disclosure)] == ["public", "internal", "restricted", "secret"]
    for low, high in pairwise(Disclosure):
        assert low < high
        assert high > low
    for low, high in combinations(Disclosure, 2):
        assert low <= high
        assert high >= low
        assert not high <= low
        assert not low > high

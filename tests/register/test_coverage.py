"""What is partial, and for whom: as files state it and as it joins."""

import pytest

from dlxh.register.coverage import as_partial, heard, is_partial, join_partial, narrow_partial, to_json


@pytest.mark.parametrize("given", [{}, {"reports": {"*"}}, {"reports": {"gl", "lc"}, "cases": {"*"}}])
def test_telling_and_hearing_are_inverse(given: dict[str, set[str]]) -> None:
    """What is written to a file is read again."""
    assert {name: heard(said) for name, said in to_json(as_partial(given)).items()} == as_partial(given)


@pytest.mark.parametrize(
    "noise", [None, "reports", {"reports": False}, [7], [], ["gl", 7], ["\ud800"], ["Gia Lai"], ["gl\n"], 1]
)
def test_noise_promises_nothing(noise: object) -> None:
    """What is neither true, false nor a list of ids of networks cannot be understood."""
    assert heard(noise) is None


def test_one_network_does_not_spoil_another() -> None:
    """What is partial for all networks of one register is partial for these only, once it joins another."""
    mine = narrow_partial(as_partial(["reports"]), ["sl"], absent=["cases"])
    both = join_partial(mine, {})

    assert both == {"reports": {"sl"}, "cases": {"sl"}}
    assert is_partial(both, ["reports"], "sl")
    assert not is_partial(both, ["reports"], "gl")
    assert is_partial(both, ["reports"], None)

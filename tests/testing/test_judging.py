"""One rule on a few rows, as an embedder's own test has it."""

import pytest

from dlxh.errors import RuleError
from dlxh.testing import judge


@pytest.mark.parametrize(
    "rows", [{}, {"memberships": []}, {"terms": {}}], ids=["none", "no row", "others only"]
)
def test_a_rule_that_is_given_no_row_says_so(rows: dict[str, object]) -> None:
    """Silence about nothing would pass a test that tests nothing; one row, be it a plain one, is enough."""
    with pytest.raises(RuleError, match=r"T203 .*memberships="):
        judge("T203", **rows)  # type: ignore[arg-type] # rows of any shape
    with pytest.raises(RuleError, match=r"X101 .*reports="):
        judge("X101", memberships=[])
    assert judge("T203", memberships={}).ok
    assert judge("X101", terms={}).ok

"""Units and qualifiers."""

from dlxh.words.figure_units import FigureUnit, Qualifier


def test_keys_are_ascii() -> None:
    """Keys are ASCII and lower case; labels are not keys."""
    for key in (*FigureUnit, *Qualifier):
        assert key.isascii()
        assert key == key.lower()


def test_units_of_the_field() -> None:
    """Units do not mix (báo cáo ≠ tin ≠ lượt ≠ lượt người): each is a unit of its own."""
    assert len(set(FigureUnit)) == 26
    assert [unit.value for unit in FigureUnit if unit.value.endswith("_time")] == [
        "person_time",
        "report_time",
        "opinion_time",
        "issue_time",
        "unit_time",
    ]
    assert list(Qualifier) == ["exact", "about", "more_than", "at_least", "at_most", "below", "unknown"]

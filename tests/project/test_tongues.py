"""The language of passages that are not in that of their page."""

import pytest

from docs.site.tongues import mark_tongues


def marked(passage: str, language: str) -> str:
    """Return a passage of an article as it is when it is marked."""
    return mark_tongues(f"<article>{passage}</article>", language)[len("<article>") : -len("</article>")]


ENGLISH, VIETNAMESE = "<p>The day by which the report is due.</p>", "<p>Ngày phải nộp báo cáo của tháng.</p>"


@pytest.mark.parametrize(
    ("passage", "own", "other"), [(ENGLISH, "en", "vi"), (VIETNAMESE, "vi", "en")], ids=["en", "vi"]
)
def test_a_sentence_in_the_other_language_is_marked(passage: str, own: str, other: str) -> None:
    """A paragraph says its language where the page is in another, and only there."""
    assert marked(passage, own) == passage
    assert marked(passage, other) == passage.replace("<p>", f'<p lang="{own}">')


def test_a_column_is_in_the_language_of_its_head() -> None:
    """A cell of one word, which might be of either, is in the language that the head of its column names."""
    table = (
        "<table><tr><th>tên gọi</th><th>tiếng Anh</th></tr><tr><td>báo cáo</td><td>report</td></tr></table>"
    )
    assert marked(table, "vi").count('<td lang="en">report</td>') == 1


def test_what_states_its_language_keeps_it() -> None:
    """An element has one `lang`."""
    passage = VIETNAMESE.replace("<p>", '<p lang="vi">')
    assert marked(passage, "en") == passage


def test_a_frame_of_the_other_language_is_what_its_passages_differ_from() -> None:
    """In an English frame of a Vietnamese page, what is Vietnamese says so, and what is English need not."""
    frame = '<details lang="en"><p>Chế độ chi.</p><p>The month of the pay.</p></details>'
    assert marked(frame, "vi") == frame.replace("<p>Chế", '<p lang="vi">Chế')

"""A grid as HTML: marked up as what it is, escaped, and of the page's own colours."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.table import CellKind, Grid, GridCell, GridColumn, GridError, GridLine, LineKind
from tests.words.test_table import grid, line

ALLOWED = {
    *(
        "div",
        "style",
        "table",
        "caption",
        "colgroup",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "sup",
        "a",
        "p",
        "span",
    ),
}


class Page(HTMLParser):
    """The tags of a page in order, with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold every end against its beginning."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data

    def having(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """Return the attributes of the tags that have these."""
        return [own for name, own in self.tags if name == tag and wanted.items() <= own.items()]


TEXTS = st.text("<>&\"'/= ab\n\u202e", max_size=30)


@given(TEXTS)
def test_no_text_brings_tags_in(text: str) -> None:
    """Whatever caption, head, cell, group and note say, the page has our tags only, all of them closed, and no script."""
    cell = GridCell(text, notes=(text,))
    columns = (GridColumn(text, group=text, notes=(text,)),)
    lines = (GridLine((cell,), LineKind.GROUP), GridLine((cell,)))
    page = Page(Grid(text, columns, lines, "vi", (text,)).to_html())

    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert page.open == []
    assert not any(name.startswith("on") for _, own in page.tags for name in own)


def test_a_text_is_shown_as_it_is_written() -> None:
    """Signs of HTML are letters like others, and a text is one line."""
    page = Grid("<b>A & B</b>\r\n<script>", (GridColumn("a"),), (), "vi").to_html()

    assert "&lt;b&gt;A &amp; B&lt;/b&gt;  &lt;script&gt;</caption>" in page


def test_heads_say_what_they_head() -> None:
    """Columns, shared heads, groups and lines are marked as such, in the language of the table."""
    columns = (
        GridColumn("đơn vị"),
        GridColumn("phải chi", CellKind.MONEY, "số tiền"),
        GridColumn("thu hồi", CellKind.MONEY, "số tiền"),
    )
    lines = (
        line("quý I", kind=LineKind.GROUP),
        line("x1", "1", "2", level=1),
        line("Cộng", "1", "2", kind=LineKind.TOTAL),
    )
    page = Page(Grid("Bảng chi", columns, lines, "vi").to_html())

    assert page.having("div", lang="vi", role="region", tabindex="0")
    assert len(page.having("th", scope="col")) == 3
    assert page.having("th", scope="col", rowspan="2")
    assert page.having("th", scope="colgroup", colspan="2")
    assert [own["span"] for own in page.having("colgroup")] == ["1", "2"]
    assert page.having("th", scope="rowgroup", colspan="3")
    assert len(page.having("th", scope="row")) == 2
    assert page.having("th", scope="row", style="padding-left:2.1em")
    assert [own["class"] for own in page.having("tr") if "class" in own] == ["group", "total"]
    assert len(page.having("td", **{"class": "n"})) == 4
    assert len(page.having("tbody")) == 2
    assert not page.having("tfoot")


def test_the_caption_names_the_table() -> None:
    """What is read out first of the table is its caption."""
    page = Page(grid().to_html(prefix="t"))

    assert page.having("div", **{"aria-labelledby": "t-caption"})
    assert page.having("caption", id="t-caption")


def test_a_mark_leads_to_its_note() -> None:
    """Each mark is a link that says its note when it is read out; a note on the whole table has none."""
    cell = GridCell("chưa rõ", notes=("chưa có bảng",))
    page = Page(grid(GridLine((GridCell("x1"), cell)), notes=("còn 3 dòng",)).to_html(prefix="t"))

    assert page.having("a", href="#t-a", role="doc-noteref", **{"aria-describedby": "t-a"})
    assert page.having("span", id="t-a")
    assert page.having("div", role="note", **{"aria-label": "Ghi chú"})
    assert page.text.rstrip().endswith("(a) chưa có bảng\ncòn 3 dòng")


def test_tables_on_one_page_have_ids_of_their_own() -> None:
    """Different tables never share an id, equal ones always do; a prefix is taken where one is given."""
    first, second = (Page(grid(line("x1", number)).to_html()) for number in "12")
    ids = [{own["id"] for _, own in page.tags if "id" in own} for page in (first, second)]

    assert ids[0].isdisjoint(ids[1])
    assert grid(line("x1", "1")).to_html() == grid(line("x1", "1"))._repr_html_()


@pytest.mark.parametrize("prefix", ["", "1a", 'a" onload="x', "đ", "a" * 65, 3])
def test_a_prefix_that_is_no_id(prefix: object) -> None:
    """What cannot be an id is refused in both languages."""
    with pytest.raises(GridError, match="prefix"):
        grid().to_html(prefix=prefix)  # type: ignore[arg-type] # what a caller may still give


def test_styles_are_few_scoped_and_of_the_pages_colours() -> None:
    """Every style is one of our class, fetches nothing and sets no colour that fails in light or in dark."""
    page = grid().to_html()
    styles = page[page.index("<style>") + 7 : page.index("</style>")]

    assert all(rule.startswith(".dlxh-grid") for rule in styles.strip().split("\n"))
    assert "url(" not in styles
    assert set(re.findall(r"(?:color|background|border):([^;}]*)", styles)) <= {
        *("inherit", "none", "1px solid rgba(128,128,128,.55)"),
        *("rgba(128,128,128,.16)", "rgba(128,128,128,.1)"),
    }
    assert "<style>" not in grid().to_html(css=False)

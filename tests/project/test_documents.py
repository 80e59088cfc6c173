"""Laws and documents: every one that a source gives is listed, and the page of what binds us says the same in both languages."""

import re
import tomllib
from pathlib import Path

import pytest

from dlxh.data.document_days import document_days
from docs import documents_page
from docs.documents_page import NUMBER, groups, is_in, names_of, uses_of
from docs.sources import DATA, Use

DOCS = Path(__file__).resolve().parents[2] / "docs"
MARKED = ("base_salary", "days_off", "deadline_presets", "document_days")
LISTED = [each for group in groups() for each in group["documents"]]
NAMES = [name for each in LISTED for name in names_of(each)]


def page(language: str, name: str) -> str:
    """The text of a page."""
    return (DOCS / language / f"{name}.md").read_text(encoding="utf-8")


def test_every_document_that_a_source_gives_is_listed() -> None:
    """Readers can look up what each document is that a rule, a measure or the data rests on."""
    assert documents_page.unlisted() == [], "add them to docs/documents.toml"


def test_a_document_that_is_not_listed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search sees a number that is not there, also where a listed one ends like it."""
    use = Use("rule", "Z1", "Z1", "")
    monkeypatch.setattr(
        documents_page, "sources", lambda: {"Quyết định 119/QĐ-TTg; Luật 91/2025/QH15": (use,)}
    )

    assert documents_page.unlisted() == ["119/QĐ-TTg"]


def test_every_document_with_days_is_listed() -> None:
    """What rules know to be in force or not is on the page."""
    assert {each.document for each in document_days()} <= set(NAMES)


def test_no_document_is_listed_twice_and_each_has_a_mark() -> None:
    """One row for each, with a mark, and words in both languages."""
    assert len(set(NAMES)) == len(NAMES)
    assert {each["mark"] for each in LISTED} == set("ABCD")
    assert [each for each in LISTED if not (each["vi"] and each["en"])] == []


def test_a_document_is_shown_with_the_rules_that_rest_on_it() -> None:
    """The uses of a law are those of the sources that give it, in the order of the catalogue."""
    (law,) = (each for each in LISTED if each["number"] == "91/2025/QH15")
    rules = [use.vi for use in uses_of(law) if use.kind == "rule"]

    assert rules == ["X104", "R104", "D101", "D102", "D103", "D104", "D105", "D106", "D107"]
    assert "[D101](rules/personal-data.md#d101)" in page("vi", "documents")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_binds_us_names_only_listed_documents(language: str) -> None:
    """Whoever reads that a law asks for something finds the law on the page of documents."""
    named = set(NUMBER.findall(page(language, "binding")))

    assert len(named) > 20
    assert sorted(each for each in named if not any(is_in(each, name) for name in NAMES)) == []


def test_both_languages_bind_to_the_same() -> None:
    """Row by row the same marks and the same links to rules and pages."""
    facts = {}
    for language in ("vi", "en"):
        rows = [line for line in page(language, "binding").splitlines() if line.startswith("| ")]
        facts[language] = [
            (re.findall(r"\b[ABCD]\b", row.split(" | ")[1]), re.findall(r"\]\(([^)]*)\)", row))
            for row in rows
        ]

    assert facts["vi"] == facts["en"]
    assert len(facts["vi"]) > 40


@pytest.mark.parametrize(("language", "said"), [("vi", "C: chưa xác minh"), ("en", "C: unconfirmed")])
def test_every_second_hand_fact_is_shown_as_unconfirmed(language: str, said: str) -> None:
    """As many rows are marked as the data has facts that nobody read in the document; none is believed only."""
    files = [tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8")) for name in MARKED]
    marks = [
        row["confidence"]
        for file in files
        for rows in file.values()
        if isinstance(rows, list)
        for row in rows
    ]

    assert set(marks) == set("ABC")
    assert page(language, "facts").count(f"| {said} |") == marks.count("C")


def test_the_form_of_papers_is_read_where_it_says() -> None:
    """What was read of the state's decree and of the Party's guidance are different pages; nobody knows whether the guidance holds."""
    at = {each["number"]: each for each in LISTED}

    assert at["30/2020/NĐ-CP"]["at"] == "luatvietnam.vn 24146"
    assert "40E51, 40E84" in at["36-HD/VPTW"]["at"]
    assert re.search(r"05-HD/VPTW.*C.*D", at["36-HD/VPTW"]["vi"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_duty_that_nobody_read_says_so(language: str) -> None:
    """The rules on what is drawn from marked papers rest on a law whose clause is unread, on the page as in the explanation."""
    said = {"vi": "(chưa đọc điều khoản)", "en": "(clause unread)"}[language]

    for code in ("K104", "K105"):
        (block,) = re.findall(rf"## {code}\b.*?(?=\n## |\Z)", page(language, "rules/secrecy"), re.DOTALL)
        assert f"Luật 117/2025/QH15, 10/12/2025 {said}" in block


@pytest.mark.parametrize(("language", "none"), [("vi", "chưa có đường dẫn"), ("en", "no address known")])
def test_every_document_has_an_address_or_says_that_none_is_known(language: str, none: str) -> None:
    """The column of addresses holds whole addresses, or the words for none; there are as many rows as documents."""
    text = page(language, "documents").partition("<!-- generated: documents -->")[2]
    text = text.partition("<!-- generated: end -->")[0]
    rows = [
        re.split(r" \| ", line.strip("| "))
        for line in text.splitlines()
        if re.match(r"\| (?!văn bản|document)", line)
    ]
    addresses = [row[5] for row in rows]
    link = r"\[[\w.-]+\]\(https?://[\w.-]+/[^\s()]*\)"

    assert len(rows) == len(LISTED)
    assert [
        each for each in addresses if each != none and not re.fullmatch(rf"{link}(?:, {link})*", each)
    ] == []
    assert (
        sum(each != none for each in addresses) == sum("links" in each for each in LISTED) > len(LISTED) // 2
    )

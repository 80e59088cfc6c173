"""A scheme as a TOML file, and what is wrong with one."""

from pathlib import Path

import pytest

from dlxh import AllowanceScheme
from dlxh.payroll import SchemeError, read_scheme
from dlxh.payroll.entitlements import overlaps
from tests.payroll.people import coefficient, provision, scheme

TEXT = Path("examples/bac-lieu/scheme.toml").read_text(encoding="utf-8")
SECOND = """
[[provisions]]
id = "BL-PC-2"
document = "78/QĐ-BTGTU"
article = "Điều 2"
valid_from = 2020-01-01
basis = "engagement"
rounding = "half_up"
proration = "full"
rate = { kind = "fixed_monthly", amount = 150000 }
"""


def refused(folder: Path, text: str) -> SchemeError:
    """Return the refusal of a file with this text."""
    path = folder / "che-do.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError) as found:
        read_scheme(path)
    return found.value


def test_the_published_scheme() -> None:
    """Bạc Liêu: 0,3 × base salary a month, under contract."""
    found = read_scheme("examples/bac-lieu/scheme.toml")

    assert isinstance(found, AllowanceScheme)
    assert str(found.provisions[0].document) == "78/QĐ-BTGTU"
    assert found.one_coefficient


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ('document = "78/QĐ-BTGTU"', "", "document", "missing"),
        ('coefficient = "0.3"', "coefficient = 0.3", "rate", "coefficient_format"),
        ('basis = "engagement"', 'basis = "engagement"\nrole = "chief"', "role", "enum"),
        (
            'kind = "coefficient_monthly"\ncoefficient = "0.3"',
            'kind = "per_item"\namount = 500000\ncap_per_issue = -3',
            "rate",
            "greater_than_equal",
        ),
        (
            'kind = "coefficient_monthly"\ncoefficient = "0.3"',
            'kind = "fixed_monthly"\namount = -1',
            "rate",
            "greater_than_equal",
        ),
        ('rounding = "half_up"', "", "rounding", "missing"),
        ("valid_from = 2018-01-15", "valid_from = 2018-01-15\nvalid_to = 2017-01-01", None, "dates_order"),
    ],
)
def test_a_faulty_provision(tmp_path: Path, old: str, new: str, field: str | None, code: str) -> None:
    """A provision without document, a coefficient as float, an unknown role, a negative cap: code, place and cure."""
    head, body = TEXT.split("[[provisions]]")
    error = refused(tmp_path, head + "[[provisions]]" + body.replace(old, new))

    assert [(f.code, f.record, f.field) for f in error.findings] == [(code, "BL-PC-1", field)]
    assert str(error.findings[0].place) == "che-do.toml"
    for text in (error.vi, error.en):
        assert "che-do.toml, BL-PC-1" in text
        assert ";" in text


def test_a_faulty_scheme(tmp_path: Path) -> None:
    """A fault of the scheme itself, a provision that is not a table, and one without an id are reported, too."""
    nameless = refused(tmp_path, TEXT.replace('id = "BL-PC"', ""))
    assert [(f.code, f.record, f.field) for f in nameless.findings] == [("missing", None, "id")]
    assert nameless.en.startswith("che-do.toml, id: ")
    assert refused(tmp_path, TEXT.replace('id = "BL-PC-1"', "")).findings[0].record is None
    first = TEXT.split("[[provisions]]")[0]
    assert refused(tmp_path, f"{first}provisions = [1]").findings[0].code == "model_type"
    assert refused(tmp_path, f"{first}provisions = 1").findings[0].field == "provisions"


def test_overlapping_provisions(tmp_path: Path) -> None:
    """Two provisions of one kind for the same people on the same days are refused with both ids and the cure."""
    error = refused(tmp_path, TEXT + SECOND + SECOND.replace("BL-PC-2", "BL-PC-3"))

    assert [(f.code, f.record, f.evidence) for f in error.findings] == [
        ("overlapping_provisions", "BL-PC-3", ("BL-PC-2",))
    ]
    assert "end the old one" in error.en


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ({}, {}, True),
        ({}, {"role": "head"}, True),
        ({"role": "member"}, {"role": "head"}, False),
        ({"draws_other": True}, {"draws_other": False}, False),
        ({"valid_to": "2020-12-31"}, {"valid_from": "2021-01-01"}, False),
        ({"valid_to": "2021-01-01"}, {"valid_from": "2021-01-01"}, True),
        ({}, {"rate": {"kind": "per_form", "amount": 1}}, False),
        (
            {"rate": {"kind": "per_report", "amount": 1, "report_kind": "periodic"}},
            {"rate": {"kind": "per_report", "amount": 1, "report_kind": "ad_hoc"}},
            False,
        ),
        (
            {"rate": {"kind": "per_report", "amount": 1}},
            {"rate": {"kind": "per_report", "amount": 1, "report_kind": "ad_hoc"}},
            True,
        ),
    ],
)
def test_what_overlaps(one: dict[str, object], other: dict[str, object], *, clash: bool) -> None:
    """Provisions overlap when one person could be paid by both for the same on one day."""
    assert bool(list(overlaps([scheme(provision("p1", **one), provision("p2", **other))]))) is clash


def test_coefficients_may_overlap_where_one_wins() -> None:
    """Where the scheme pays one coefficient only, coefficients may overlap, and nothing else may."""
    both = (coefficient("p1", "0.3"), coefficient("p2", "0.2"))

    assert list(overlaps([scheme(*both)])) != []
    assert list(overlaps([scheme(*both, one_coefficient=True)])) == []
    assert list(overlaps([scheme(provision("p3"), provision("p4"), one_coefficient=True)])) != []


def test_a_file_that_is_none(tmp_path: Path) -> None:
    """No file, no TOML, no UTF-8: the caller's mistake, in both languages."""
    with pytest.raises(SchemeError, match="does not exist"):
        read_scheme(tmp_path / "none.toml")
    assert "not valid UTF-8 TOML" in refused(tmp_path, "id = ").en
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SchemeError, match="UTF-8"):
        read_scheme(tmp_path / "x.toml")

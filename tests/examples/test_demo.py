"""The demo: published figures next to counted ones, in two languages, in a terminal of 100 columns."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dlxh

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TOLD = tomllib.loads((EXAMPLES / "published.toml").read_text(encoding="utf-8"))
KEYS = tuple(TOLD)
CELLS = {"vi": (2, 42, 65, 90), "en": (2, 34, 62, 90)}

# What was published, once more by hand: the demo must show these, wherever it takes them from.
PRINTED = {
    "vi": {
        ("gia-lai", "cộng tác viên"): "35 người",
        ("gia-lai", "lượt báo cáo"): "386 lượt",
        ("gia-lai", "lớp tập huấn"): "3 lớp",
        ("gia-lai", "người dự tập huấn"): "361 người",
        ("lang-son-khoi", "người được hỏi"): "180 người",
        ("lang-son-khoi", "nhiệm kỳ, giai đoạn"): "2015-2020, 2020-2025",
        ("lao-cai", "đơn vị cấp huyện có cộng tác viên"): "9 đơn vị",
        ("lao-cai", "lớp tập huấn"): "1 lớp",
        ("lao-cai", "giấy khen"): "chưa rõ",
        ("tp-son-la", "cộng tác viên"): "15 người",
        ("tp-son-la", "báo cáo"): "chưa rõ",
        ("tuyen-quang", "xã, phường"): "124 đơn vị",
        ("tuyen-quang", "trung tâm chính trị"): "18 đơn vị",
    },
    "en": {
        ("gia-lai", "collaborators"): "35 people",
        ("gia-lai", "report submissions"): "386",
        ("gia-lai", "training classes"): "3 classes",
        ("gia-lai", "trainees"): "361 people",
        ("lang-son-khoi", "people surveyed"): "180 people",
        ("lang-son-khoi", "terms"): "2015-2020, 2020-2025",
        ("lao-cai", "districts with collaborators"): "9 units",
        ("lao-cai", "training classes"): "1 class",
        ("lao-cai", "merit certificates"): "unknown",
        ("tp-son-la", "collaborators"): "15 people",
        ("tp-son-la", "reports"): "unknown",
        ("tuyen-quang", "communes and wards"): "124 units",
        ("tuyen-quang", "political centre"): "18 units",
    },
}
RESULTS = {"vi": ("khớp", "không khớp", "ví dụ"), "en": ("equal", "not equal", "invented")}


def run_demo(lang: str, folder: Path = EXAMPLES) -> "subprocess.CompletedProcess[str]":
    """Run the demo as a user does."""
    command = [sys.executable, str(EXAMPLES / "demo.py"), "--lang", lang, "--folder", str(folder)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


def printed(text: str, lang: str) -> dict[tuple[str, str], tuple[str, str, str]]:
    """What the demo printed, by example and measure: published, counted, result."""
    lines: dict[tuple[str, str], tuple[str, str, str]] = {}
    names = {told["name"][lang]: key for key, told in TOLD.items()}
    key = ""
    for line in text.splitlines():
        key = names.get(line.partition(" (")[0], key)
        a, b, c, d = CELLS[lang]
        if line[d:] in RESULTS[lang]:
            lines[key, line[a:b].strip()] = (line[b:c].strip(), line[c:d].strip(), line[d:])
    return lines


@pytest.fixture(scope="module", params=["vi", "en"])
def shown(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The language, and what the demo prints in it."""
    done = run_demo(request.param)
    assert done.returncode == 0, done.stderr
    return request.param, done.stdout


def test_the_published_figures_come_out(shown: tuple[str, str]) -> None:
    """Each figure that an article printed appears there twice, published and counted, and both are equal."""
    lang, text = shown
    lines = printed(text, lang)
    found = {key: lines[key] for key in PRINTED[lang]}
    assert found == {key: (figure, figure, RESULTS[lang][0]) for key, figure in PRINTED[lang].items()}


def test_it_tells_all_there_is_to_tell(shown: tuple[str, str]) -> None:
    """For each example the demo prints every published line, findings, topics and the place of the files."""
    lang, text = shown
    lines = printed(text, lang)
    assert len(lines) == sum(len(told["figures"]) for told in TOLD.values())
    assert text.count({"vi": "Phát hiện: không có\n", "en": "Findings: none\n"}[lang]) == len(KEYS)
    assert text.count({"vi": "Lĩnh vực được phản ánh nhiều nhất: ", "en": "Busiest topics: "}[lang]) == len(
        KEYS
    )
    assert [key for key in KEYS if f": examples/{key}/\n" not in text] == []
    assert "tỉnh Gia Lai (64) + tỉnh Bình Định (52) → tỉnh Gia Lai (52)" in text
    assert "tỉnh Lào Cai (10) + tỉnh Yên Bái (15) → tỉnh Lào Cai (15)" in text


def test_it_fits_a_terminal(shown: tuple[str, str]) -> None:
    """No line is longer than 100 columns."""
    assert max(len(line) for line in shown[1].splitlines()) <= 100


def reported(register: dlxh.Register, report: dlxh.Report) -> bool:
    """Whether something else in the register refers to the report or to a matter of it."""
    matters = {matter.id for matter in report.items}
    named = {key for other in register.reports for key in (other.replaces, other.previous_stage)}
    raised = {item for case in register.cases for item in case.items}
    return report.id in named or bool(matters & raised)


def without_one_report(register: dlxh.Register) -> dlxh.Register:
    """Return the register without one report: a collaborator's own, where there is one."""
    free = [
        report for report in register.reports if not reported(register, report) and report.replaces is None
    ]
    gone = next((report for report in free if report.author), free[0])
    kept: list[dlxh.Report] = []
    for report in register.reports:
        sources = tuple(source for source in report.sources if source != gone.id)
        if report is not gone:
            kept.append(report.replace(sources=sources))
    others = (
        *(
            *register.units,
            *register.networks,
            *register.terms,
            *register.collaborators,
            *register.memberships,
        ),
        *(
            *register.engagements,
            *register.regulations,
            *register.schemes,
            *register.cases,
            *register.activities,
            *register.absences,
        ),
    )
    return dlxh.Register(
        [*others, *kept], as_of=register.as_of, empty=register.empty, partial=register.partial
    )


@pytest.fixture(scope="module")
def reduced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, each without one report."""
    folder = tmp_path_factory.mktemp("reduced")
    for key in KEYS:
        register = dlxh.read(EXAMPLES / key).register
        less = without_one_report(register)
        assert len(less) == len(register) - 1
        less.write(folder / key, personal=True, classified=True)
    return folder


def test_one_report_less_is_one_less_in_the_figure(reduced: Path) -> None:
    """A report taken out of each example makes the printed figure fall by one, and unknown stays unknown."""
    before, done = printed(run_demo("vi").stdout, "vi"), run_demo("vi", reduced)
    after = printed(done.stdout, "vi")
    assert done.stderr == ""

    def number(figure: str) -> int:
        return int("".join(sign for sign in figure if sign.isdigit()))

    counted = {
        "gia-lai": "lượt báo cáo",
        "ha-nam": "báo cáo",
        "lang-son-khoi": "báo cáo",
        "lao-cai": "báo cáo",
        "tp-son-la": "báo cáo của đơn vị",
        "tuyen-quang": "báo cáo",
    }
    fallen = {
        key: number(before[key, name][1]) - number(after[key, name][1]) for key, name in counted.items()
    }
    assert fallen == dict.fromkeys(KEYS, 1)
    assert after["gia-lai", "lượt báo cáo"] == ("386 lượt", "385 lượt", "không khớp")
    assert after["tp-son-la", "báo cáo"] == ("chưa rõ", "chưa rõ", "khớp")
    assert after["tp-son-la", "báo cáo của đơn vị"][1] == "ít nhất 1 báo cáo"
    assert done.returncode == 1


def test_a_bad_row_is_counted_among_the_findings(tmp_path: Path) -> None:
    """A row that does not fit and a row that refers to nothing show under their codes, and exact figures become bounds."""
    for key in KEYS:
        shutil.copytree(EXAMPLES / key, tmp_path / key)
    reports = tmp_path / "gia-lai" / "reports.ndjson"
    first, _, rest = reports.read_text(encoding="utf-8").partition("\n")
    wrong = (
        first.replace('"GL-CTV-', '"XX-CTV-')
        + "\n"
        + first.replace('"GL-BC-001"', '"GL-BC-900"').replace("ad_hoc", "gossip")
    )
    reports.write_text(f"{wrong}\n{rest}", encoding="utf-8")
    done = run_demo("vi", tmp_path)
    found = next(line for line in done.stdout.splitlines() if "Phát hiện" in line)
    assert "X101: 1" in found
    assert "enum: 1" in found
    figures = printed(done.stdout, "vi")["gia-lai", "lượt báo cáo"]
    assert figures == ("386 lượt", "ít nhất 386 lượt", "không khớp")
    assert done.returncode == 1


def test_pages_count_the_examples_alike() -> None:
    """Eight examples, six of them networks with a regulation in a file, six in the demo: the pages say these numbers."""
    folders = {path.parent.name for path in EXAMPLES.glob("*/README.md")}
    ruled = {path.parent.name for path in EXAMPLES.glob("*/regulation.toml")}
    said = {
        "README.md": ("sáu trong tám ví dụ", "six of eight examples"),
        "CHANGELOG.md": ("tám ví dụ: năm mạng lưới", "**Eight examples**: five published networks"),
        "docs/vi/how-to-regulation.md": ("Trong tám ví dụ kèm thư viện, sáu mạng lưới có tệp này",),
        "docs/en/how-to-regulation.md": (
            "Of the eight examples of the library, six networks have such files",
        ),
    }

    assert (len(folders), len(ruled), len(KEYS)) == (8, 6, 6)
    for page, words in said.items():
        text = (EXAMPLES.parent / page).read_text(encoding="utf-8")
        assert [each for each in words if each not in text] == []

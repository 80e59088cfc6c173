"""Inputs: what the mutations begin with, and the files in which an input that failed is kept."""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

from dlxh.testing.invented import province

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "inputs"
"""Inputs that once failed: a folder for each kind, in it a folder for each input."""
DESCRIPTOR = "datapackage.json"
LINES = 3
"""How many rows of each table a seed holds: enough for one to be at fault among others that are not."""
WORDINGS = (
    *("tháng 7/2022", "quý III/2018", "6 tháng đầu năm 2022", "nhiệm kỳ 2015 - 2020", "2024-9M", "tuần 3"),
    *("từ ngày 20/1/2023 đến hết ngày 26/1/2023", "giai đoạn 2021-2025", "tháng 7 và tháng 8 năm 2019"),
    *(
        "hơn 170 đại biểu",
        "không quá 20 lượt",
        "1.234.567,89",
        "35 người",
        "85,7%",
        "350.000đ",
        "702.000 đồng",
    ),
    *("Số 127-QĐ/TW", "30/2022/QĐ-UBND", "Kết luận số 100 - KL/TW ngày 18/8/2014", "30a/2008/NQ-CP"),
    *("Nguyễn Thị Hoà", "hòa", "reports", "R102", "52", "0903 000 000", "2024-07-24T08:00:00+07:00"),
)
"""What offices write, and ids: every reader of texts is given each of them."""


@dataclass(frozen=True)
class Input:
    """Something to be read: its kind is that of the reader, its files are what it reads."""

    kind: str
    files: Mapping[str, bytes]

    def __str__(self) -> str:
        return "\n".join([self.kind, *(f"--- {name}\n{data[:2000]!r}" for name, data in self.files.items())])

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return sum(map(len, self.files.values()))

    def write(self, folder: Path) -> Path:
        """Write its files into a folder, and return the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            (folder / name).write_bytes(data)
        return folder

    def keep(self) -> Path:
        """Write it where the tests find it from now on."""
        digest = hashlib.sha256(repr(sorted(self.files.items())).encode()).hexdigest()[:12]
        return self.write(KEPT / self.kind / digest)


def kept() -> Iterator[Input]:
    """Yield the inputs that once failed."""
    for folder in sorted(KEPT.glob("*/*/")):
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        yield Input(folder.parent.name, files)


@cache
def packages() -> tuple[Mapping[str, bytes], str]:
    """Return the files of a small invented province, the first rows of each, and the same as a nested document."""
    register = province(collaborators=2, years=2)
    with tempfile.TemporaryDirectory() as folder:
        whole = register.write(Path(folder) / "flat", personal=True, classified=True)
        files = {path.name: path.read_bytes() for path in whole.iterdir()}
        text = register.write(Path(folder) / "nested.json", personal=True, classified=True).read_text("utf-8")
    short = {name: b"".join(islice(data.splitlines(keepends=True), LINES)) for name, data in files.items()}
    document = json.loads(text)
    few = {name: rows[:LINES] if isinstance(rows, list) else rows for name, rows in document.items()}
    return {**short, DESCRIPTOR: files[DESCRIPTOR]}, json.dumps(few, ensure_ascii=False)


def package(random: Random) -> dict[str, bytes]:
    """Return some files of the province with a package that describes them, as we write it or as short as it may be."""
    files, _ = packages()
    names = random.sample(sorted(set(files) - {DESCRIPTOR}), random.randint(1, 3))
    described = json.loads(files[DESCRIPTOR])
    entries = [entry for entry in described["resources"] if entry["path"] in names]
    if random.random() < 0.7:
        entries = [{"name": entry["name"], "path": entry["path"]} for entry in entries]
        described = {"dlxh:asOf": described["dlxh:asOf"]}
    text = json.dumps({**described, "resources": entries}, ensure_ascii=False)
    return {**{name: files[name] for name in names}, DESCRIPTOR: text.encode()}


def document(random: Random) -> str:
    """Return a nested document with the records of one or two tables."""
    everything = json.loads(packages()[1])
    tables = random.sample(sorted(set(everything) - {"as_of"}), random.randint(1, 2))
    return json.dumps({name: everything[name] for name in ("as_of", *tables) if name in everything})


@cache
def toml_texts(kind: str) -> tuple[str, ...]:
    """Return the files of the examples that hold a `regulation` or a `scheme`."""
    return tuple(path.read_text("utf-8") for path in sorted(ROOT.glob(f"examples/*/{kind}.toml")))

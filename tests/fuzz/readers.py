"""Readers: each kind of input is handed to what reads it, and the outcome is held to what the library promises.

A reading, a documented error or a finding: anything else is a fault of the library. Of files of rows, every row that
went in has to be in the tables or in a finding.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path

import pydantic

import dlxh
from dlxh.register.schema import schema
from dlxh.words.bilingual import Error
from dlxh.words.money import parse_dong
from dlxh.words.numbers import parse_decimal, parse_int
from dlxh.words.periods import TermLabel
from tests.fuzz.frames import SPEC, frames_of, seed
from tests.fuzz.inputs import DESCRIPTOR, Input

AS_OF = date(2026, 6, 30)
LONGEST = 20_000
"""How many characters an error may have: it quotes input, and input may be as long as it likes."""


class BrokenPromiseError(AssertionError):
    """An outcome that the library rules out."""


def read_input(given: Input) -> str:
    """Return in a word what came of an input; raises whatever nobody promised."""
    try:
        return READERS[given.kind](given)
    except (Error, pydantic.ValidationError) as error:
        if len(str(error)) > LONGEST:
            raise BrokenPromiseError(f"an error of {len(str(error))} characters") from error
        return type(error).__name__


def _from_files(given: Input, read: Callable[[Path], str], name: str = "") -> str:
    with tempfile.TemporaryDirectory() as folder:
        given.write(Path(folder))
        return read(Path(folder) / name)


def _package(path: Path, given: Input | None = None) -> str:
    """Read both ways; what `read_tables` takes, `read` takes to the same rows."""
    reading = dlxh.read(path)
    tables = reading.register.tables
    if given is not None:
        _every_row_is_somewhere(given.files, reading)
    try:
        columns = dlxh.read_tables(path)
    except Error:
        columns = None
    if reading.ok and columns is not None:
        for name in tables:
            if not columns.polars(name).equals(tables.polars(name)):
                raise BrokenPromiseError(f"read and read_tables differ on {name}")
    for finding in reading.findings:
        finding.message("vi"), finding.message("en"), json.dumps(finding.to_dict())
    return "reading" if reading.ok else "findings"


def _every_row_is_somewhere(files: Mapping[str, bytes], reading: dlxh.Reading) -> None:
    """Rows in = rows kept + rows in findings, for each file of the package that could be opened as a table."""
    described = json.loads(files[DESCRIPTOR])
    for entry in described["resources"]:
        name, file = (entry.get(key) for key in ("name", "path")) if isinstance(entry, dict) else (None, None)
        once = [e for e in described["resources"] if isinstance(e, dict) and e.get("path") == file]
        if not (
            isinstance(name, str)
            and name in schema()
            and isinstance(file, str)
            and file in files
            and len(once) == 1
        ):
            continue
        if name not in reading.register.tables:
            continue
        lines = sum(bool(line.removeprefix(b"\xef\xbb\xbf").strip()) for line in files[file].split(b"\n"))
        held = reading.register.tables.polars(name).height
        refused = {
            finding.place.line
            for finding in reading.findings
            if finding.place is not None and finding.place.file == file and finding.place.line is not None
        }
        if lines != held + len(refused):
            raise BrokenPromiseError(f"{file}: {lines} rows, {held} kept, {len(refused)} in findings")


def _folder(given: Input) -> str:
    return _from_files(given, partial(_package, given=given))


def _archive(given: Input) -> str:
    return _from_files(given, _package, "package.zip")


def _nested(given: Input) -> str:
    def read(path: Path) -> str:
        reading = dlxh.read(path)
        for finding in reading.findings:
            json.dumps(finding.to_dict())
        len(reading.register)
        return "reading" if reading.ok else "findings"

    return _from_files(given, read, "register.json")


def _toml(read: Callable[[Path], object], name: str) -> Callable[[Input], str]:
    def tried(given: Input) -> str:
        return _from_files(given, lambda path: "reading" if read(path) else "nothing", name)

    return tried


def _text(given: Input) -> str:
    text = given.files["text"].decode("utf-8", "surrogatepass")
    taken = sum(_reads(read, text) for read in TEXTS)
    return "reading" if taken > ALWAYS else "refused by all"


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        repr(read(text))
    except (Error, pydantic.ValidationError) as error:
        if len(str(error)) > LONGEST:
            raise BrokenPromiseError(f"an error of {len(str(error))} characters") from error
        return False
    return True


@cache
def few_tables() -> dlxh.Tables:
    """Two tables of the province: a network that nobody knows is looked for wherever one may be named."""
    return dlxh.Tables({name: seed().polars(name) for name in ("networks", "reports")}, as_of=AS_OF)


ALWAYS = 2
"""How many readers of texts take every text: fold and sort_key."""
TEXTS: tuple[Callable[[str], object], ...] = (
    dlxh.words.fold,
    dlxh.words.sort_key,
    dlxh.Period.parse,
    TermLabel.parse,
    *(partial(dlxh.Figure.parse, unit=unit) for unit in ("person", "report", "dong")),
    parse_dong,
    parse_int,
    parse_decimal,
    dlxh.words.Document.parse,
    dlxh.explain,
    partial(dlxh.measures.explain_measure, lang="vi"),
    partial(dlxh.data.province, on=AS_OF),
    dlxh.data.code_list,
    lambda text: dlxh.data.code_list("topics").label(text, "vi"),
    lambda text: dlxh.measure(seed(), [text]),
    lambda text: dlxh.measure(seed(), ["reports"], by=[text]),
    lambda text: dlxh.measure(few_tables(), ["reports"], where={"network": text}),
    lambda text: dlxh.measure(seed(), ["reports"], period=text),
    dlxh.Report.model_validate_json,
    lambda text: dlxh.OrgUnit(id="x", name=text, kind="place", level="district"),
    lambda text: dlxh.OrgUnit(id=text, name="Huyện A", kind="place", level="district"),
)
RULES = ("X101", "X102", "T201", "R101", "R102", "I201", "V105")


def _frames(given: Input) -> str:
    try:
        made = frames_of(given.files[SPEC])
    except Exception:  # noqa: BLE001 - whatever Polars, pandas, PyArrow or DuckDB say: it is not a frame, and no input
        return "no frame"
    tables = dlxh.Tables(made, as_of=AS_OF)
    found = dlxh.check(tables, only=RULES)
    found.counts(), found.to_dicts() if hasattr(found, "to_dicts") else None
    dlxh.measure(tables, ["reports", "collaborators"], by=["month"], period="2026-Q1")
    len(dlxh.Register.from_tables(tables))
    return "reading" if found.ok else "findings"


READERS: Mapping[str, Callable[[Input], str]] = {
    "folder": _folder,
    "archive": _archive,
    "nested": _nested,
    "regulation": _toml(dlxh.ledger.read_regulation, "regulation.toml"),
    "scheme": _toml(dlxh.payroll.read_scheme, "scheme.toml"),
    "text": _text,
    "frames": _frames,
}

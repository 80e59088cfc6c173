"""Broken lines: what is broken is the code, and a test that sees it is distinguished from one that does not."""

import ast
import os
from pathlib import Path

import pytest

import dlxh
from tests.mutation import mutants, reach
from tests.mutation.answers import Answers
from tests.mutation.mutants import PACKAGE, mutants_of, sample, whole_code
from tests.mutation.reach import Reach, sources
from tests.mutation.run import choose, mutate

CODE = '''
"""What it does."""
LIMIT: int = 3

def later(day: "int", days: int = 1, *, strict: bool = False) -> int | None:
    """Say so: 1 and 2."""
    if not strict and day < LIMIT:
        raise ValueError(f"{day} < 3")
    notes.add(day)
    return day + days
'''


@pytest.fixture(name="module")
def fixture_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module of a package of its own."""
    monkeypatch.setattr(mutants, "PACKAGE", tmp_path)
    place = tmp_path / "days.py"
    place.write_text(CODE, encoding="utf-8")
    return place


def test_every_kind_of_line_is_broken(module: Path) -> None:
    """Values, defaults, conditions and their parts, what is computed, done, raised and returned; never what is said."""
    assert {mutant.key.removeprefix("days.py ") for mutant in mutants_of(module)} == {
        "module: `LIMIT: int = 3` -> `LIMIT: int = 4`",
        "module: `LIMIT: int = 3` -> `LIMIT: int = 2`",
        "module: `f later(day: 'int', days: int=1, *, strict: bool=False) -> in` -> `f later(day: 'int', days: int=2, *, strict: bool=False) -> in`",
        "module: `f later(day: 'int', days: int=1, *, strict: bool=False) -> in` -> `f later(day: 'int', days: int=0, *, strict: bool=False) -> in`",
        "module: `days: int=1, *, strict: bool=False) -> int | None:` -> `days: int=1, *, strict: bool=True) -> int | None:`",
        "later: `if not strict and day < LIMIT:` -> `if not strict or day < LIMIT:`",
        "later: `if not strict and day < LIMIT:` -> `if day < LIMIT:`",
        "later: `if not strict and day < LIMIT:` -> `if not strict:`",
        "later: `if not strict and day < LIMIT:` -> `if strict and day < LIMIT:`",
        "later: `if not strict and day < LIMIT:` -> `if not strict and day <= LIMIT:`",
        "later: `if not strict and day < LIMIT:` -> `if not strict and day >= LIMIT:`",
        "later: `raise ValueError(f'{day} < 3')` -> `pass`",
        "later: `notes.add(day)` -> `pass`",
        "later: `return day + days` -> `return None`",
        "later: `return day + days` -> `return day - days`",
    }


def test_a_mutant_differs_from_its_module_in_one_place(module: Path) -> None:
    """What compiles is the module with the one change that its name shows."""
    (broken,) = [mutant for mutant in mutants_of(module) if "day - days" in mutant.change]
    assert broken.code() == compile(ast.parse(CODE.replace("day + days", "day - days")), str(module), "exec")
    assert broken.code() != whole_code(module)


def test_a_seed_chooses_alike_when_lines_are_added(module: Path) -> None:
    """A sample can be tried again after its survivors have got their tests, and other lines of the room have moved."""
    before = [mutant.key for mutant in sample(mutants_of(module), 5, 7)]
    module.write_text(f"import os\n{CODE}", encoding="utf-8")
    assert [mutant.key for mutant in sample(mutants_of(module), 5, 7)] == before


def test_what_was_killed_is_kept_while_its_module_stays(module: Path, tmp_path: Path) -> None:
    """A second run tries what survived; not what a test killed, unless it or the module has changed."""
    first, second, *_ = mutants_of(module)
    answers = Answers("days", tmp_path)
    answers.keep(first, "tests/test_days.py::test_later")
    answers.keep(second, "SIGPROF")

    again = Answers("days", tmp_path)
    assert [again.killed_by(each) for each in (first, second)] == ["tests/test_days.py::test_later", None]
    module.write_text(f"import os\n{CODE}", encoding="utf-8")
    assert again.killed_by(first) is None


def test_one_test_with_many_cases_does_not_keep_the_others_waiting(module: Path) -> None:
    """The fastest come first, but of one function each further case counts as slower."""
    mutant = next(each for each in mutants_of(module) if each.scope)
    seconds = {"a[1]": 0.1, "a[2]": 0.1, "a[3]": 0.1, "b": 0.25, "elsewhere": 0.01}
    reach = Reach(
        seconds, {"days.py": {mutant.line: ["a[1]", "a[2]", "a[3]", "b"], mutant.last + 9: ["elsewhere"]}}
    )

    assert reach.tests(mutant) == ["a[1]", "a[2]", "b", "a[3]"]
    assert reach.users(mutant)[0] == "elsewhere"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant runs in a fork")
@pytest.mark.skipif(not Path(dlxh.__file__).is_relative_to(PACKAGE), reason="a wheel is not what is broken")
def test_a_test_kills_what_it_would_notice() -> None:
    """From end to end: the example in a docstring sees a wrong answer, and not that nothing is refused any more."""
    example = "src/dlxh/words/days.py::dlxh.words.days.local_day"
    reach = Reach({example: 0.1}, {"words/days.py": {line: [example] for line in range(1, 200)}})
    chosen = choose("words/days", None, 7, "local_day: `r")
    tally = mutate("words/days", chosen, lambda *_: None, reach=reach)
    assert [mutant.change for mutant in tally.killed] == [
        "`return instant.astimezone(VIETNAM).date()` -> `return None`"
    ]
    (unseen,) = tally.survived
    assert unseen.change.startswith("`raise ")
    assert unseen.change.endswith("-> `pass`")


def test_every_room_has_lines_to_break() -> None:
    """A room is a folder or a module of the package."""
    assert sources("casework")
    assert sources("models/case_fold") == [PACKAGE / "models" / "case_fold.py"]
    with pytest.raises(SystemExit, match="no room 'nowhere'"):
        next(choose("nowhere", 2, 7))


def test_tests_in_folders_of_a_room_are_run() -> None:
    """A room is tested by what lies in its folder at any depth, a module by the file of its name."""
    text = "tests/measures/text/test_explain.py"
    assert text in reach.test_files("measures")
    assert [each for each in reach.test_files("measures/text/explain") if each.startswith("tests/")] == [text]

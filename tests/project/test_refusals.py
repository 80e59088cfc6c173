"""Whatever a caller hands to a public function is taken, or refused in both languages: nothing of what lies below shows.

Each parameter of each function and class method at the door and in the rooms is given what it is not made for, while the
others have what they are made for. What comes is a result or an error of ours; building a model is pydantic's.
"""

import contextlib
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pydantic
import pytest

import dlxh
from dlxh import Register, Tables
from tests.project.misfits import GIVEN, WRONG, M, given_case
from tests.sample import AS_OF, report

ROOMS: Final = (
    "words",
    "data",
    "models",
    "register",
    "ledger",
    "casework",
    "payroll",
    "rules",
    "rules.language",
    "measures",
    "testing",
    "web",
)
OTHERWISE: Final[Mapping[str, Callable[[], Any]]] = {
    "TermLabel.parse.text": lambda: "nhiệm kỳ 2015-2020",
    "all_horizontal.given": M.end.is_null,
    "answers.cases": lambda: given_case().id,
    "any_horizontal.given": M.end.is_null,
    "base_salary.on": lambda: AS_OF,
    "brief.case": lambda: given_case().id,
    "check.only": lambda: ["T204"],
    "check.subject": lambda: Register([report()], as_of=AS_OF),
    "coalesce.given": lambda: M.start,
    "concat_str.given": lambda: M.id,
    "deadline_preset.key": lambda: "nd_20_2008_forward",
    "example.name": lambda: "gia-lai",
    "format_int.value": lambda: 1,
    "in_force.day": lambda: M.start,
    "label.member": lambda: dlxh.models.Stance.OPPOSED,
    "max_horizontal.given": lambda: M.start,
    "merge.survivor": given_case,
    "min_horizontal.given": lambda: M.start,
    "move.kind": lambda: "closed",
    "parse_dong.text": lambda: "2.024 đồng",
    "parse_percent.text": lambda: "85,7%",
    "province.code": lambda: "64",
    "rule.code": lambda: "ZZ01",
    "split.contents": lambda: ["c1"],
}
"""What fits a parameter of that name in one function only."""


MAKES_EVENTS: Final = {"merge", "move", "split"}
"""What they are given becomes an event of a case, which is a model."""
NOT_ASKED: Final = {"Lines.of", "without_values"}
"""They take what dlxh makes itself: lines of pay, and an error of pydantic."""


def _functions() -> Iterator[tuple[str, Callable[..., Any], bool]]:
    """Yield each public function and class method, and whether it makes a model of what it is given."""
    met: list[object] = []
    for room in ("dlxh", *(f"dlxh.{name}" for name in ROOMS)):
        module = importlib.import_module(room)
        for name in module.__all__:
            thing = getattr(module, name)
            if any(thing is other for other in met):
                continue
            met.append(thing)
            if inspect.isfunction(thing) or thing is Register or thing is Tables:
                yield name, thing, name in MAKES_EVENTS
            elif inspect.isclass(thing) and not issubclass(thing, Exception):
                for part, made in vars(thing).items():
                    if isinstance(made, classmethod | staticmethod) and not part.startswith(("_", "model_")):
                        yield f"{name}.{part}", getattr(thing, part), issubclass(thing, pydantic.BaseModel)


FUNCTIONS: Final = {
    name: (function, makes_a_model) for name, function, makes_a_model in _functions() if name not in NOT_ASKED
}


def _fitting(function: str, name: str) -> Any:  # noqa: ANN401 - what fits a parameter
    return OTHERWISE.get(f"{function}.{name}", GIVEN.get(name, dict))()


def _call(function: Callable[..., Any], given: dict[str, Any], several: tuple[Any, ...] = ()) -> None:
    signature = inspect.signature(function)
    first = [
        given.pop(name)
        for name, each in signature.parameters.items()
        if several and each.kind is each.POSITIONAL_OR_KEYWORD
    ]
    found = function(*first, *several, **given)
    if inspect.isgenerator(found):
        for _ in found:
            pass


@pytest.mark.no_cover
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_does_not_fit_is_refused_in_both_languages(name: str) -> None:
    """None, a number, a text, a record, a reading, a frame and an empty list: each is taken, or refused by dlxh."""
    function, makes_a_model = FUNCTIONS[name]
    refusals = (dlxh.Error, pydantic.ValidationError) if makes_a_model else (dlxh.Error,)
    parameters = inspect.signature(function).parameters.values()
    needed = [
        each
        for each in parameters
        if (each.default is each.empty or f"{name}.{each.name}" in OTHERWISE)
        and each.kind not in {each.VAR_POSITIONAL, each.VAR_KEYWORD}
    ]
    for parameter in (each for each in parameters if each.kind is not each.VAR_KEYWORD):
        for made in WRONG.values():
            given, wrong = {each.name: _fitting(name, each.name) for each in needed}, made()
            with contextlib.suppress(*refusals):
                if parameter.kind is parameter.VAR_POSITIONAL:
                    _call(function, given, (wrong,))
                else:
                    _call(function, given | {parameter.name: wrong})

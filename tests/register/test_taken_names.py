"""No own field has the name of a dimension, of a column of an answer or of a column of ours above or below it."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import create_model

import dlxh
from dlxh import Pack
from dlxh.ledger import ad_hoc_stages, status
from dlxh.measures.catalogue import MEASURES
from dlxh.measures.dimension_codes import BASE, OWN
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.engine.query import parts_of
from dlxh.measures.labels import ALIASES
from dlxh.measures.own_dimensions import columns_counted
from dlxh.measures.periods.period_index import TILING
from dlxh.payroll import work_done
from dlxh.payroll.lines import Lines
from dlxh.register import PackError
from dlxh.register.levels import LEVELS
from dlxh.register.schema import schema
from dlxh.register.taken_names import ANSWERS, is_taken
from dlxh.rules.engine.batch import PLACED
from dlxh.rules.rule import FILLED
from dlxh.words.days import Instant
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import own_field
from tests.own import TEXTS
from tests.register.test_pack import REGISTER, TEXT, own


def test_all_are_known() -> None:
    """The names that rooms above give to dimensions and to columns of answers are those that are listed, and no others."""
    dimensions = {name for each in MEASURES for part in parts_of(each) for name in dimensions_of(part)}
    dimensions |= {*ALIASES, *TILING, *LEVELS}
    figures = dlxh.measure(REGISTER, ["reports", "reports_per_member"], by="network")
    change = dlxh.compare(REGISTER, ["reports"], by="channel", period="2024-07", against="2024-06")
    answers = {
        *(*figures.polars.columns, *figures.left_out.columns, *change.polars.columns),
        *(*dlxh.check(REGISTER).frame.columns, *FILLED, *PLACED),
        *(*Lines.COLUMNS, *work_done.COLUMNS, *status.COLUMNS, *ad_hoc_stages.COLUMNS),
    }
    counted = {name for each in MEASURES for part in parts_of(each) for name in columns_counted(part)}
    assert {name for name in dimensions if not name.startswith(BASE)} | answers | counted == ANSWERS


@pytest.mark.filterwarnings("ignore:Field name")  # pydantic warns of a method that a field hides
@pytest.mark.parametrize(
    "name",
    [
        "numerator",
        "left_out",
        "base_topic",
        "outcome",
        "topic",
        "hamlet_label",
        "summary",
        "stance",
        f"{OWN}x",
        *("replace", "model_fields", "schema", "validate", "copy", "json", "dict"),
    ],
)
def test_refused(name: str) -> None:
    """Whichever of them a report would have is refused."""
    with pytest.raises(PackError, match="the name is taken"):
        Pack("kt", models=(own(name),))


def test_above_and_below() -> None:
    """Rows are joined to those above and below, so columns of both are taken; of other tables they are not."""
    known = schema()
    for table in known.values():
        if table.parent is not None:
            assert all(is_taken(known, table, name) for name in known[table.parent].names), table.name
            assert all(is_taken(known, known[table.parent], name) for name in table.names), table.name
    assert not is_taken(known, known["reports"], "abolished_on")


def test_day_of_ones_own() -> None:
    """An instant has its day next to it, which no other own field is called."""
    fields: dict[str, Any] = {
        "seen_at": (Annotated[Instant | None, Disclosure.INTERNAL], own_field(**TEXTS)),
        "seen_day": (TEXT, own_field(**TEXTS)),
    }
    with pytest.raises(PackError, match="seen_at: the name is taken"):
        Pack("kt", models=(create_model("Own", __base__=dlxh.Report, **fields),))


def columns_added(path: Path) -> Iterator[str]:
    """Yield how the columns are called that a module of the language of rules adds to rows."""
    module = import_module(f"dlxh.rules.language.{path.stem}")
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "alias":
            parts = [*ast.walk(call.args[0])]
            found = [each.value for each in parts if isinstance(each, ast.Constant)]
            found += [getattr(module, each.id, None) for each in parts if isinstance(each, ast.Name)]
            yield from (name for name in found if isinstance(name, str))


def test_columns_of_rules() -> None:
    """What rules add to rows with own columns has two underscores in its name, as no field has, or one that is taken."""
    paths = (Path(dlxh.__file__).parent / "rules" / "language").glob("*.py")
    added = {name for path in paths for name in columns_added(path)}
    assert {"t__rows", "t__group", "id"} <= added
    assert [
        name for name in added if "__" not in name and not is_taken(schema(), schema()["reports"], name)
    ] == []

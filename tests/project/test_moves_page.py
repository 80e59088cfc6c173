"""The diagram and the table of moves are drawn from the table of moves, and are up to date."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dlxh.data.case_moves import moves
from dlxh.data.code_lists import code_list

DOCS = Path(__file__).resolve().parents[2] / "docs"


def load() -> Any:  # noqa: ANN401 - a module
    """The script; docs/ is not a package."""
    spec = importlib.util.spec_from_file_location("moves_page", DOCS / "moves.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["moves_page"] = module
    spec.loader.exec_module(module)
    return module


def test_diagram_and_table_are_up_to_date() -> None:
    """The committed diagrams and tables are those that the script draws from `moves.toml` now."""
    page = load()

    assert page.stale(moves()) == [], "run python docs/moves.py"
    assert page.main("--check") == 0


def test_a_changed_table_is_noticed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One source less in one move makes all six files stale."""
    page = load()
    table = moves().with_moves(replace(moves()["closed"], sources=("replied",)))
    monkeypatch.setattr(page, "moves", lambda: table)

    assert len(page.stale(table)) == 6
    assert page.main("--check") == 1
    assert "run python docs/moves.py" in capsys.readouterr().out


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_diagram_shows_every_status_and_every_move(lang: str, columns: int) -> None:
    """The diagram is well-formed, and shows each status once as a card and each move wherever it is allowed."""
    table = moves()
    root = ET.fromstring(load().svg(table, lang, columns))  # noqa: S314 - our own file
    texts = [
        (element.get("class"), element.text or "") for element in root.iter() if element.tag.endswith("text")
    ]
    cards = [text for kind, text in texts if kind == "h"]
    usual = [text for kind, text in texts if kind == "s"]
    lines = [text for kind, text in texts if kind == "m"]

    assert cards[1:] == [code_list("case_status").label(status.key, lang) for status in table.statuses]  # type: ignore[arg-type]
    assert usual == cards[1 : len(usual) + 1]
    assert len(usual) > 5
    assert len(lines) == sum(len(move.sources) for move in table.moves)

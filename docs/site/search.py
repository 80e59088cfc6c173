"""The search index without what nobody searches for, and the search without marks.

Zensical's index holds the code of every fence, the cases of every rule and the same sentence on a hundred entries. What
is typed has to be compared without marks: the theme's worker makes every term, of the index and of the query, by
`String.prototype.normalize`, so that one place folds both, the index needs no second copy, and results keep their marks.
What is found is put in order by `rank.js`: words that lead to a place, titles, text; marks count where they are typed.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

WORDS = Path(__file__).with_name("words.toml")
FENCE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
BLOCK = re.compile(r"<(p|li|td)>(?:(?!<\1>).)*?</\1>", re.DOTALL)
PARAGRAPH = re.compile(r"<p>(?!\s*(?:Bases|Kế thừa):).*?</p>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
BLANK = re.compile(r"\s+")
GENERATED = ("rules/", "measures/")
"""Where an entry's cases and output follow its example."""
OFTEN = 4
"""A block that more entries have tells none of them from the others."""


class Entry(TypedDict):
    """A page or a heading, as the theme searches and shows it."""

    location: str
    title: str
    text: str
    path: list[str]
    words: NotRequired[list[str]]


def lighten(entries: Sequence[Entry]) -> list[Entry]:
    """Leave of each entry what tells it from the others: no code, no tables of cases, no markup, no sentence of many."""
    texts = [_told(entry) for entry in entries]
    counts = Counter(block for text in texts for block in {found[0] for found in BLOCK.finditer(text)})
    light: list[Entry] = []
    for entry, text in zip(entries, texts, strict=True):
        own = BLOCK.sub(lambda found: found[0] if counts[found[0]] <= OFTEN else " ", text)
        place = entry["location"]
        light.append(
            {
                "location": place,
                "title": _plain(entry["title"].partition("<small>")[0]),
                "text": _plain(own),
                # a page is known by its title; its group is that of a dozen others
                "path": entry["path"][-1:] if "#" in place else [],
            }
        )
    return light


def _told(entry: Entry) -> str:
    place, text = entry["location"], entry["text"]
    if "#dlxh." in place:
        found = PARAGRAPH.search(FENCE.sub(" ", text))
        return found[0] if found else ""
    if place.startswith(GENERATED):
        text = text.partition("<pre>")[0]
    return FENCE.sub(" ", text)


def _plain(text: str) -> str:
    return BLANK.sub(" ", TAG.sub(" ", text)).strip()


def read_words(path: Path = WORDS) -> dict[str, list[str]]:
    """The words that people type, by the place they lead to, where that place does not have them."""
    return {place: list(words) for place, words in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def add_words(entries: Sequence[Entry], words: Mapping[str, Sequence[str]]) -> list[str]:
    """Write the words into their entries; return the places that the index lacks."""
    places = {entry["location"]: entry for entry in entries}
    for place in words.keys() & places.keys():
        places[place]["words"] = list(words[place])
    return sorted(words.keys() - places.keys())


FOLD, WIDEN, RANK = (
    Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8") for name in ("fold", "widen", "rank")
)
MADE_BY, SORTED_BY, STARTED_BY = '.normalize("NFKD")', ".items.sort(", "self.onmessage="


def fold_worker(worker: str) -> str:
    """Let the theme's worker search without marks and rank by our order; refuse one that makes or sorts in another way."""
    if any(worker.count(place) != 1 for place in (MADE_BY, SORTED_BY, STARTED_BY)):
        raise ValueError(
            "the theme's search makes or sorts its terms in another way: docs/site/search.py has to follow"
        )
    return f"{FOLD}\n{worker.replace(SORTED_BY, '.items.rank(')}\n{WIDEN}\n{RANK}"


def without_server(index: str, worker: str) -> str:
    """What a page that was opened from a folder loads instead of both: there, no worker may be started from a file."""
    return f"""var __index = {index};
(() => {{
  const source = {json.dumps(worker)};
  const Other = Worker;
  window.Worker = function () {{
    return new Other(URL.createObjectURL(new Blob([source], {{ type: "text/javascript" }})));
  }};
}})();
"""


def finish_search(home: Path) -> list[str]:
    """Rewrite the index and the worker of one site; return the places that words lead to and that are not there."""
    index = json.loads((home / "search.json").read_text(encoding="utf-8"))
    index["items"] = lighten(index["items"])
    missing = add_words(index["items"], read_words())
    (path,) = home.glob("assets/javascripts/workers/search.*.js")
    worker = fold_worker(path.read_text(encoding="utf-8"))
    path.write_text(worker, encoding="utf-8")
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (home / "search.json").write_text(text, encoding="utf-8")
    (home / "search.js").write_text(without_server(text, worker), encoding="utf-8")
    return missing

"""How fences become tests: no form of a fence is overlooked, and a wrong one fails."""

from pathlib import Path
from typing import Any

import pytest
from sybil import Example
from sybil.example import SybilFailure

import conftest

ODD_PAGE = """
```python title="with a title"
day = 7
```

``` py
assert day == 7
```

- in a list

  ```{.python}
  day += 1
  ```

=== "in a tab"

    ```pycon
    >>> day
    8
    ```

~~~json
{"day": 8}
~~~

```toml
day = 8
```

```console
$ not run
```
"""


def evaluate(folder: Path, text: str) -> int:
    """Run the fences of a page in order, and count them."""
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    examples = list(conftest.pages.parse(path).examples())
    for example in examples:
        example.evaluate()
    return len(examples)


def test_a_fence_on_spark_waits_for_spark(tmp_path: Path) -> None:
    """A fence marked for Spark is a test that runs with the tests on Spark only; the others of its page run always."""

    class Item:
        def __init__(self, example: Example) -> None:
            self.example, self.nodeid, self.marks = example, "docs/page.md", list[str]()

        def add_marker(self, name: str) -> None:
            self.marks.append(name)

        def get_closest_marker(self, name: str) -> None:
            """It has no mark of its own."""

    path = tmp_path / "page.md"
    path.write_text("```python\nday = 7\n```\n\n```{.python .spark}\nday += 1\n```\n", encoding="utf-8")
    items: list[Any] = [Item(example) for example in conftest.pages.parse(path).examples()]
    conftest.pytest_collection_modifyitems(items)

    assert ["spark" in item.marks for item in items] == [False, True]


def test_every_form_of_a_fence_is_seen(tmp_path: Path) -> None:
    """Titles, braces, spaces, lists, tabs and tildes do not hide a fence, and a page shares its names."""
    assert evaluate(tmp_path, ODD_PAGE) == 6


@pytest.mark.parametrize(
    ("fence", "error"),
    [
        ("```python\nassert False\n```", AssertionError),
        ("```python\n>>> 1\n2\n```", SybilFailure),
        ("```pycon\n>>> unknown\n1\n```", SybilFailure),
        ("```json\n{'day': 8}\n```", ValueError),
        ("```toml\nday 8\n```", ValueError),
    ],
)
def test_a_wrong_fence_fails(tmp_path: Path, fence: str, error: type[Exception]) -> None:
    """A fence that does not do what it shows is an error."""
    with pytest.raises(error):
        evaluate(tmp_path, fence)


def test_the_docs_are_among_the_pages() -> None:
    """The README, both languages at any depth in use, and the examples are read for fences."""
    root = Path(conftest.__file__).parent
    for page in ("README.md", "docs/vi/index.md", "docs/en/reference/words.md", "examples/gia-lai/README.md"):
        assert conftest.pages.should_parse(root / page)
    assert not conftest.pages.should_parse(root / "CONTRIBUTING.md")

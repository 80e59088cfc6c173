"""Collects the code of the README, the English pages and the examples, for type checkers to read as a user's program.

`python -m docs.snippets` writes one module for each page under `.snippets` and runs mypy strict over them; with
`--pyright` pyright reads them too. The Vietnamese pages have the same code, which a test holds.
"""

import argparse
import doctest
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".snippets"
"""Not in `.cache`, which each build of the site empties."""
FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?:```|~~~)[ \t]*\{?[ \t]*\.?(?:python|pycon|py)\b[^\n]*\n(?P<code>.*?)^[ \t]*(?:```|~~~)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)

SETTINGS = """
[mypy]
strict = true
python_version = 3.11
mypy_path = src:examples:examples/lam-van
# a page is read from top to bottom, and takes a name up again where it shows the next thing
allow_redefinition = true
disable_error_code = no-redef

[mypy-pandas.*,pyspark.*]
ignore_missing_imports = true
"""
"""How a user with mypy strict reads the pages; two packages ship no types, and a page meets each."""

PYRIGHT = {
    "include": ["."],
    "extraPaths": [str(ROOT / "src"), str(ROOT / "examples"), str(ROOT / "examples" / "lam-van")],
    "pythonVersion": "3.11",
    "typeCheckingMode": "standard",
    "reportUnusedExpression": "none",  # what is at a prompt is shown
    "reportRedeclaration": "none",
    "reportMissingImports": "information",  # pyspark comes with an extra
    "reportMissingModuleSource": "information",
}
"""How an editor with pyright reads them."""


def code_of(page: str) -> str:
    r"""Return the code of a page: what stands after its prompts, and its plain blocks, in their order.

    What is shown to be refused is left out: a type checker may refuse it too.

    >>> code_of("```python\n>>> 1 + 1\n2\n```\n\n```python\nday = 7\n```\n")
    '1 + 1\n\nday = 7\n'
    """
    blocks = []
    for fence in FENCE.finditer(page):
        code = re.sub(rf"^{fence['indent']}", "", fence["code"], flags=re.MULTILINE)
        if code.lstrip().startswith(">>>"):
            shown = doctest.DocTestParser().get_examples(code)
            code = "".join(example.source for example in shown if example.exc_msg is None)
        blocks.append(code)
    return "\n".join(blocks)


def snippets() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of a module for each page and each example that has code."""
    english = sorted((ROOT / "docs" / "en").glob("*.md"))
    pages = [ROOT / "README.md", *english, *sorted((ROOT / "examples").glob("*/README.md"))]
    for page in pages:
        if code := code_of(page.read_text(encoding="utf-8")):
            yield _module(page), code
    for script in (ROOT / "examples" / "demo.py", *sorted((ROOT / "examples").glob("*/show.py"))):
        yield _module(script), script.read_text(encoding="utf-8")


def _module(file: Path) -> str:
    return re.sub(r"\W", "_", "_".join(file.relative_to(ROOT).with_suffix("").parts))


def write(home: Path) -> int:
    """Write the modules into a folder of their own, and return how many."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    found = dict(snippets())
    for name, code in found.items():
        (home / f"{name}.py").write_text(code, encoding="utf-8")
    return len(found)


def main() -> int:
    """Write the modules and let the checkers read them."""
    parser = argparse.ArgumentParser(prog="python -m docs.snippets")
    parser.add_argument("--pyright", action="store_true")
    options = parser.parse_args()
    print(f"{write(HOME)} pages with code")
    tools = Path(sys.executable).parent
    (HOME / "mypy.ini").write_text(SETTINGS, encoding="utf-8")
    checked = subprocess.run([tools / "mypy", f"--config-file={HOME / 'mypy.ini'}", HOME], check=False)
    failed = checked.returncode
    if options.pyright:
        (HOME / "pyrightconfig.json").write_text(json.dumps(PYRIGHT), encoding="utf-8")
        run: list[str | Path] = [tools / "pyright", "--pythonpath", sys.executable, "-p", HOME]
        failed |= subprocess.run(run, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())

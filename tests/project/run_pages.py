"""Runs the code of pages with nothing but Python and dlxh: `python -I tests/project/run_pages.py README.md`."""

import doctest
import re
import sys
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^```(?:python|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_page(page: Path) -> int:
    """Run the fences of a page one after the other, and return how many prompts did not answer as the page says."""
    names: dict[str, Any] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for code in FENCE.findall(page.read_text(encoding="utf-8")):
        if code.startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
            test.globs = names  # get_doctest copies; later fences of the page need these names
            runner.run(test, clear_globs=False)
        else:
            exec(compile(code, str(page), "exec"), names)  # noqa: S102 - a page of ours
    assert runner.tries or names, f"{page.name} shows no code"
    return runner.failures


if __name__ == "__main__":
    sys.exit(sum(run_page(Path(page)) for page in sys.argv[1:]))

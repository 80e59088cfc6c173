"""Show the examples of docstrings as code: Markdown takes bare `>>>` lines for nested quotations."""

import re

from griffe import Extension, Object

PROMPTS = re.compile(r"^(?P<indent>[ \t]*)>>> .*(?:\n(?P=indent)\S.*|\n(?P=indent)[ \t]+\S.*)*", re.MULTILINE)


def fenced(docstring: str) -> str:
    r"""Put each run of prompts and output into a fence.

    >>> fenced("A sum.\n\n>>> 1 + 1\n2\n\nThat is all.").splitlines()
    ['A sum.', '', '```pycon', '>>> 1 + 1', '2', '```', '', 'That is all.']
    """
    return PROMPTS.sub(
        lambda found: f"{found['indent']}```pycon\n{found[0]}\n{found['indent']}```", docstring
    )


class Prompts(Extension):
    """Rewrite each docstring before it is parsed."""

    def on_object(self, *, obj: Object, **_: object) -> None:
        """Called for every module, class, function and attribute."""
        if obj.docstring is not None:
            obj.docstring.value = fenced(obj.docstring.value)

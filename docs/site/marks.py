"""What a page says to those who listen to it or copy from it: permalinks, and code with prompts."""

import re
from html import unescape

CODE = re.compile(r"(<code[^>]*>)((?:(?!</code>).)*?&gt;&gt;&gt;.*?)(</code></pre>)", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
PROMPT = re.compile(r"^((?:<[^>]+>)*)(&gt;&gt;&gt;|\.\.\.)((?:<[^>]+>)*)( ?)(.*)$")
PERMALINK = re.compile(r'<a (?=[^>]*class="headerlink")[^>]*href="(#[^"]*)"[^>]*>')
TITLES = {"vi": "Liên kết đến mục này", "en": "Link to this section"}


def quiet_permalinks(text: str, language: str) -> str:
    """Take permalinks out of what is read aloud, and out of the way of the Tab key: each heading would end in a pilcrow.

    >>> quiet_permalinks(
    ...     '<h2>Sổ<a class="headerlink" href="#so" title="Permanent link">&para;</a></h2>', "vi"
    ... )
    '<h2>Sổ<a class="headerlink" href="#so" title="Liên kết đến mục này" aria-hidden="true" tabindex="-1">&para;</a></h2>'
    >>> quiet_permalinks('<a href="#dlxh.Sổ" class="headerlink" title="Permanent link">', "vi").count(
    ...     "Liên kết"
    ... )
    1
    """
    return PERMALINK.sub(
        rf'<a class="headerlink" href="\1" title="{TITLES[language]}" aria-hidden="true" tabindex="-1">', text
    )


def mark_prompts(text: str) -> str:
    r"""Tell prompts and answers from code, so that what is copied runs: a lexer of Python takes them all for code.

    >>> fence = '<pre><code><span class="o">&gt;&gt;&gt;</span> <span class="mi">1</span>\n<span class="mi">1</span>\n</code></pre>'
    >>> mark_prompts(fence)
    '<pre><code><span class="gp">&gt;&gt;&gt; </span><span class="mi">1</span>\n<span class="go">1\n</span></code></pre>'
    """
    return CODE.sub(lambda found: f"{found[1]}{_mark_lines(found[2])}{found[3]}", text)


def _mark_lines(code: str) -> str:
    lines = code.splitlines(keepends=True)
    if not any(TAG.sub("", line).startswith("&gt;&gt;&gt;") for line in lines):
        return code
    marked, answer, in_code = [], "", False
    for line in lines:
        bare = unescape(TAG.sub("", line))
        in_code = bare.startswith(">>>") or (in_code and bare.startswith("..."))
        if not in_code:
            answer += TAG.sub("", line)
            continue
        marked += [_answer(answer), _prompted(line)]
        answer = ""
    return "".join([*marked, _answer(answer)])


def _answer(text: str) -> str:
    r"""Return what was printed; doctest's mark for an empty line is one again.

    >>> _answer("a\n&lt;BLANKLINE&gt;\nb\n")
    '<span class="go">a\n\nb\n</span>'
    """
    return text and f'<span class="go">{text.replace("&lt;BLANKLINE&gt;", "")}</span>'


def _prompted(line: str) -> str:
    """Return a line of code with its prompt marked; the blank after it goes along."""
    found = PROMPT.match(line.rstrip("\n"))
    if found is None:
        return line
    before, prompt, after, blank, rest = found.groups()
    prompt = f'<span class="gp">{prompt}{blank}</span>'
    # the lexer of Python wraps the prompt alone, that of consoles the prompt with its blank
    return f"{prompt}{_unwrap(before + after)}{rest}\n"


def _unwrap(tags: str) -> str:
    """Leave out a pair of tags that holds nothing any more."""
    return re.sub(r"<(\w+)[^>]*></\1>", "", tags)

"""Lỗi ngôn ngữ: what a rule may not say."""

from dlxh.words.bilingual import Error


class RuleError(Error, LookupError):
    """A code that no rule has, a code that two rules have, or a rule whose text is not allowed.

    >>> from dlxh.rules.catalogue import explain
    >>> try:
    ...     explain("T999")
    ... except RuleError as error:
    ...     print(error.en.split(";")[0])
    no finding has the code 'T999'
    """


class LanguageError(RuleError):
    """Something that the rules' language does not have; the mistake of the author of the rule, raised where it is written.

    >>> from dlxh.rules.language.rows import subject
    >>> try:
    ...     subject("terms").begin
    ... except LanguageError as error:
    ...     print(error.en)
    terms has no column 'begin'; near: id, network, label, start, end, decision
    """

"""Lỗi ngôn ngữ: what a rule may not say."""

from dlxh.words.bilingual import BilingualError


class LanguageError(BilingualError):
    """Something that the rules' language does not have; the mistake of who writes the rule, told where it is written.

    >>> from dlxh.rules.language.rows import subject
    >>> try:
    ...     subject("terms").begin
    ... except LanguageError as error:
    ...     print(error.en)
    terms has no column 'begin'; near: id, network, label, start, end, decision
    """

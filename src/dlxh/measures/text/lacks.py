"""Vì sao chưa rõ: what is absent, in words."""

from collections.abc import Iterable

from dlxh.register.labels import call_tables
from dlxh.register.schema import schema
from dlxh.words.bilingual import Lang, in_language


def lack_in_words(lacking: Iterable[str], lang: Lang) -> str:
    """Return that tables are absent, or that no regulation says what is owed.

    >>> lack_in_words(["reports"], "vi"), lack_in_words(["regulation="], "en")
    ('chưa có bảng báo cáo (reports)', 'no regulation says that a report is owed (regulation=)')
    """
    tables = [name for name in lacking if not name.endswith("=")]
    if not tables:
        return in_language(
            lang,
            vi="chưa có quy chế nào quy định nghĩa vụ báo cáo (regulation=)",
            en="no regulation says that a report is owed (regulation=)",
        )
    named = call_tables(tables, schema(), lang)
    are = "tables" if len(tables) > 1 else "table"
    return in_language(lang, vi=f"chưa có bảng {named}", en=f"absent {are}: {named}")

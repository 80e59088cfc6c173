"""Quy tắc: one short function with its law on top."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from dlxh.register.finding import Severity
from dlxh.register.schema import schema
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import narwhals as nw

Judge: TypeAlias = "Callable[[Tables], nw.LazyFrame[Any] | nw.Expr]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it finds, how grave it is, what it says, and why.

    Attributes:
        code: Stable and never reused.
        name: The fault, as in "allow overlapping_memberships".
        table: The table whose rows it judges; None: all tables.
        needs: Other tables that it reads; where one is absent the rule is skipped, and says so.
        severity: Error or warning; an error has a source.
        vi: Sentence with placeholders.
        en: The same with the same placeholders.
        cure_vi: What to do.
        cure_en: What to do.
        source: Document or decision that it rests on.
        judge: Returns an expression "violated when" over the table, or a frame of violations with the columns
            `record`, and optionally `field`, `evidence` and `source_row`.
        why: Why it matters.

    >>> from dlxh.rules.catalogue import RULES
    >>> [known.name for known in RULES if known.code == "T201"]
    ['overlapping_memberships']
    """

    code: str
    name: str
    table: str | None
    needs: tuple[str, ...]
    severity: Severity
    vi: str
    en: str
    cure_vi: str
    cure_en: str
    source: str
    judge: Judge
    why: str

    def missing(self, tables: Tables) -> tuple[str, ...]:
        """Return the tables that it needs and that are absent."""
        if self.table is None and not tables.names:
            return tuple(schema())
        needed = self.needs if self.table is None else (self.table, *self.needs)
        return tuple(name for name in needed if name not in tables)


def rule(  # noqa: PLR0913 - a rule is its law: every part is named where it is written
    code: str,
    *,
    table: str | None,
    severity: Severity,
    vi: str,
    en: str,
    cure_vi: str,
    cure_en: str,
    source: str,
    needs: tuple[str, ...] = (),
) -> Callable[[Judge], Rule]:
    """Make a rule of the function below; its name is the fault, its docstring says why.

    >>> from dlxh.register.finding import Severity
    >>> @rule(
    ...     "Z001",
    ...     table="terms",
    ...     severity=Severity.WARNING,
    ...     vi="{record}",
    ...     en="{record}",
    ...     cure_vi="sửa",
    ...     cure_en="mend",
    ...     source="dlxh",
    ... )
    ... def nameless_term(tables):
    ...     '''A term without a name cannot be cited.'''
    >>> nameless_term.name, nameless_term.why
    ('nameless_term', 'A term without a name cannot be cited.')
    """

    def made(judge: Judge) -> Rule:
        return Rule(
            code=code,
            name=judge.__name__,
            table=table,
            needs=needs,
            severity=severity,
            vi=vi,
            en=en,
            cure_vi=cure_vi,
            cure_en=cure_en,
            source=source,
            judge=judge,
            why=inspect.getdoc(judge) or "",
        )

    return made

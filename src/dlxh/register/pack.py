"""Gói riêng: what a province has of its own, bundled once: fields, code lists, rules, measures, grades."""

import re
import sys
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any, Final

from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import extend
from dlxh.register.pack_error import PackError
from dlxh.register.pack_laws import refuse_law, refuse_unlisted
from dlxh.register.pack_measures import find_uncountable
from dlxh.register.packs import add_own, flatten_packs, join_schemas, lists_of, most_derived, refuse_clashes
from dlxh.words.codes import CodeList
from dlxh.words.given import need_text, refuse_other, several
from dlxh.words.record import Record

_MEMBERS: Final = {
    "rules": ("code", "placeholders", "evidence_columns"),
    "measures": ("code", "definition_vi", "unit", "counted"),
    "grades": ("code", "severity", "reason"),
}
_SCRIPTS: Final = frozenset({"__main__", "__mp_main__"})
PACK_NAME: Final = re.compile(r"[a-z][a-z0-9]{0,15}\Z")
"""How a pack may be called."""


@dataclass(frozen=True, eq=False)
class Pack:
    """Gói của một tỉnh: its fields, code lists, rules, measures and grades, checked when they are bundled.

    Pass it once, to `read`, `Register` or `Tables`; it travels with them from there. It is pickled by the module and
    name under which it is written; a pack made inside a function cannot leave its process.

    Attributes:
        name: Lower-case letters and digits: the table next to `reports` is `reports_<name>`.
        models: One class for each kind of record that has own fields, such as `class Report(dlxh.Report)`.
        codes: Its own code lists.
        rules: Rules that `check` runs together with the library's, each with examples; codes of one letter and three
            digits belong to the library.
        measures: Measures that `measure` finds by their codes, which begin with the name: `gl_village_reports`.
        grades: Grades that apply before those passed to `check`.
        packs: Packs that it builds on, such as a vendor's, including the packs these build on. Their contents are
            included here, before its own; of several classes for one kind of record, the one that derives from all
            others is used.

    Raises:
        CodeListError: a field refines another that does not take its codes from the base of the list.
        ArgumentError: a rule, a measure or a grade has the wrong type.
        PackError: the name, a class, a field, a list, a rule or a measure is not allowed in a pack, or already
            belongs to another of the packs.

    >>> import dlxh
    >>> from dlxh.words import Internal, Line
    >>> from dlxh.words.field_texts import own_field
    >>> class Report(dlxh.Report):
    ...     hamlet: Internal[Line | None] = own_field(
    ...         vi="Thôn", en="Hamlet", means_vi="Nơi nghe ý kiến.", means_en="Where it was heard."
    ...     )
    >>> pack = Pack("gl", models=(Report,))
    >>> pack, pack.schema["reports_gl"].names
    (<Pack gl>, ('id', 'network', 'hamlet'))
    """

    name: str
    models: tuple[type[Record], ...] = ()
    codes: tuple[CodeList, ...] = ()
    rules: tuple[Any, ...] = ()
    measures: tuple[Any, ...] = ()
    grades: tuple[Any, ...] = ()
    packs: tuple["Pack", ...] = ()
    schema: Schema = field(init=False)
    _home: str = field(init=False)

    def __post_init__(self) -> None:
        caller = sys._getframe(2).f_globals  # noqa: SLF001 - below are this and `__init__`
        object.__setattr__(self, "_home", caller.get("__name__", ""))
        need_text(name=self.name)
        if not PACK_NAME.match(self.name):
            raise PackError(
                vi=f"tên gói {self.name[:20]!r} gồm 1 đến 16 chữ thường không dấu và số, như gl",
                en=f"the name {self.name[:20]!r} of a pack is 1 to 16 lower-case letters and digits, such as gl",
            )
        object.__setattr__(self, "packs", flatten_packs(self.name, several("packs", self.packs, Pack)))
        kinds: dict[str, Any] = {"models": type, "codes": CodeList}
        for name in ("models", "codes", "rules", "measures", "grades"):
            own = several(name, getattr(self, name), kinds.get(name, object))
            for each in own if name in _MEMBERS else ():
                refuse_other(name, each, *_MEMBERS[name])
            theirs = (each for pack in self.packs for each in getattr(pack, name))
            object.__setattr__(self, name, add_own(theirs, own))
        object.__setattr__(self, "models", most_derived(self.models))
        object.__setattr__(self, "schema", extend(join_schemas(self.packs), self.name, self.models))
        refuse_clashes(self)
        for law in self.rules:
            refuse_law(law, self.schema)
            refuse_unlisted(law, self.schema, self.code_lists)
        for each in self.measures:
            if (reason := find_uncountable(each, self.schema)) is not None:
                raise PackError(
                    vi=f"chỉ tiêu {each.code}: {reason.vi}", en=f"the measure {each.code}: {reason.en}"
                )

    @cached_property
    def code_lists(self) -> tuple[CodeList, ...]:
        """All its own code lists: those in `codes`, and those that its fields take their codes from."""
        return tuple(each for each, _ in lists_of(self))

    def __repr__(self) -> str:
        return f"<Pack {self.name}>"

    def __reduce__(self) -> "tuple[Any, tuple[str, str]]":
        """Return what is pickled: the module and the name under which it is written.

        Raises:
            PackError: it is not on the top level of a module.
        """
        modules = dict(sys.modules)
        # the script that is run has another name elsewhere, so what it only imports is named by where that comes from
        for module in sorted(modules, key=lambda each: (each in _SCRIPTS, each != self._home)):
            for name, value in list(getattr(modules[module], "__dict__", {}).items()):
                if value is self:
                    return _pack_at, (module, name)
        raise PackError(
            vi=f"gói {self.name} không nằm ở cấp ngoài cùng của một module nên không pickle được; hãy viết nó ở đó",
            en=f"the pack {self.name} is not on the top level of a module and cannot be pickled; write it there",
        )


def join_packs(first: Pack | None, second: Pack | None) -> Pack | None:
    """Return the pack of two things together: of two packs the one that builds on the other.

    Raises:
        PackError: each has another.

    >>> vendor = Pack("vd")
    >>> join_packs(None, None), join_packs(vendor, Pack("gl", packs=(vendor,)))
    (None, <Pack gl>)
    """
    if first is None or (second is not None and first in second.packs):
        return second
    if second is None or second is first or second in first.packs:
        return first
    names = f"{first.name}, {second.name}"
    vi, en = ("", "") if first.name == second.name else (f" có packs=({names})", f" that has packs=({names})")
    raise PackError(
        vi=f"hai gói khác nhau: {names}; hãy đọc cả hai bằng một gói{vi}",
        en=f"two packs: {names}; read both with one{en}",
    )


def _pack_at(module: str, name: str) -> Pack:
    """Return a pack that was pickled; raises PackError where there is none."""
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise _not_there(module, name) from error
    if not isinstance(found, Pack):
        raise _not_there(module, name)
    return found


def _not_there(module: str, name: str) -> PackError:
    return PackError(
        vi=f"không có gói {name} trong module {module}; nơi đọc cần import được gói: from {module} import {name}",
        en=f"there is no pack {name} in the module {module}; where it is read it has to be importable: from {module} import {name}",
    )

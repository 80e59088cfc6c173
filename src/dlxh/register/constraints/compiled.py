"""Ràng buộc của mô hình thành biểu thức: the constraints of a table, compiled from the schema that reads its rows.

What is walked is the very core schema by which pydantic judges a row of the table, so there is no second list of
constraints that could differ from the first. A part of a schema that is not understood is refused, never passed over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any, TypeAlias

import narwhals as nw

from dlxh.models.code_fields import name_allowed
from dlxh.register.constraints.across import ACROSS, NOT_IN_COLUMNS, Fields, in_order
from dlxh.register.constraints.constraint import Constraint
from dlxh.register.constraints.sieve import Sieve, is_null, is_there, join_sieves, meaning
from dlxh.register.constraints.values import VALUES, Faults, refuses_empty
from dlxh.register.rows import column_at, row_reader
from dlxh.register.schema import Table

Schema = Mapping[str, Any]
Path = tuple[str, ...]
Stages: TypeAlias = tuple[tuple[nw.Expr, ...], ...]


def constraints_of(table: Table) -> tuple[Constraint, ...]:
    """Return the constraints of one table, in the order in which pydantic judges.

    Raises:
        TypeError: the model of the table has a validator or a type that is not compiled.

    >>> from dlxh.register.schema import schema
    >>> [(each.field, each.code) for each in constraints_of(schema()["terms"])][:3]
    [('id', 'missing'), ('id', 'string_too_short'), ('id', 'string_too_long')]
    """
    return _compile(table)[0]


def stages_of(table: Table) -> "Stages":
    """Return what the constraints of a table use again and again, as columns to be added before, stage by stage.

    Whether a nested value is there, and its kind: an engine that copies expressions would compute it hundreds of times.
    """
    return _compile(table)[1]


@cache
def _compile(table: Table) -> "tuple[tuple[Constraint, ...], Stages]":
    compiler = _Compiler(table)
    compiler.run()
    questions = join_sieves(compiler.sieves)
    found = (replace(each, sieve=questions.get(place)) for place, each in enumerate(compiler.found))
    return tuple(found), tuple(tuple(stage.values()) for stage in compiler.stages)


class _Compiler:
    """Walks the core schema of one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.paths: dict[Path, str] = {column.path or (column.name,): column.name for column in self._store()}
        self.definitions: dict[str, Schema] = {}
        self.found: list[Constraint] = []
        self.stages: list[dict[str, nw.Expr]] = []
        self.sieves: list[Sieve] = []

    def _add_to_stage(self, stage: int, name: str, value: nw.Expr) -> nw.Expr:
        """Note a column to be added in a stage, and return it."""
        while len(self.stages) <= stage:
            self.stages.append({})
        self.stages[stage][name] = value.alias(name)
        return nw.col(name)

    def _store(self) -> Iterator[Any]:
        return (column for column in self.table.columns if column.local_day_of is None)

    def run(self) -> None:
        """Compile the whole table."""
        self._model(row_reader(self.table).model.__pydantic_core_schema__, (), (), None)

    def _add(
        self,
        location: tuple[int | str, ...],
        fault: tuple[str, Mapping[str, Any], frozenset[str], nw.Expr],
        condition: nw.Expr | None,
        unless: frozenset[int] = frozenset(),
    ) -> None:
        code, parameters, columns, violated = fault
        if condition is not None:
            violated = condition & violated
        field = column_at(self.table.columns, location)
        parameters = name_allowed(parameters, row_reader(self.table).model, location)
        self.found.append(Constraint(self.table.name, field, code, parameters, columns, violated, unless))

    def _model(self, core: Schema, path: Path, location: Path, condition: nw.Expr | None) -> None:
        """Compile a model: its fields, and after them what it requires of them together."""
        first = len(self.found)
        validators: list[Any] = []
        model: Any = None
        core = self._inner(core)
        while core["type"] != "model-fields":
            if core["type"] == "function-after":
                validators.append(core["function"]["function"])
            if core["type"] == "model":
                model = core["cls"]
            core = self._inner(core["schema"])
        for name, field in core["fields"].items():
            self._field(field["schema"], (*path, name), (*location, name), condition)
        for validator in reversed(validators):
            fields = Fields(path, self._add_to_stage)
            for code, parameters, names, violated in self._across(validator, model, fields):
                unless = frozenset(range(first, len(self.found)))
                columns = frozenset(fields.name(each) for each in names)
                self._add(location, (code, parameters, columns, violated), condition, unless)

    @staticmethod
    def _across(validator: Any, model: Any, fields: Fields) -> Sequence[Any]:  # noqa: ANN401 - a function
        if validator.__qualname__ == "_in_order":
            return in_order(fields, model.ordered)
        if validator.__qualname__ in NOT_IN_COLUMNS:
            return ()
        if validator.__qualname__ not in ACROSS:
            msg = f"{validator.__qualname__} is not compiled; write it as an expression in register/constraints/across.py"
            raise TypeError(msg)
        return ACROSS[validator.__qualname__](fields)

    def _inner(self, core: Schema) -> Schema:
        """Return the schema that a reference points to, and the side of Python where JSON has another."""
        while core["type"] in {"definitions", "definition-ref", "json-or-python"}:
            if core["type"] == "definitions":
                self.definitions |= {each["ref"]: each for each in core["definitions"]}
                core = core["schema"]
            elif core["type"] == "definition-ref":
                core = self.definitions[core["schema_ref"]]
            else:
                core = core["python_schema"]
        return core

    def _field(self, core: Schema, path: Path, location: Path, condition: nw.Expr | None) -> None:
        own = self._below(path)
        if not own:
            return  # several values, or what another table holds: no column here
        core = self._inner(core)
        required = core["type"] != "default"
        if required:
            missing = self._empty(own)
            self._add(location, ("missing", {}, frozenset(own), missing), condition)
            if len(own) == 1:
                last = (len(self.found) - 1,)
                self.sieves.append(Sieve(last, "missing", is_null, tuple(own), condition))
        core = self._unwrap(core)
        if path in self.paths and core["type"] != "tagged-union":
            self._value(core, path, location, condition)
            return
        present = self._add_to_stage(0, "__".join((*path, "present")), ~self._empty(own))
        condition = present if condition is None else condition & present
        if core["type"] == "tagged-union":
            self._union(core, path, location, condition)
        else:
            self._model(core, path, location, condition)

    def _unwrap(self, core: Schema) -> Schema:
        while core["type"] in {"default", "nullable"}:
            core = self._inner(core["schema"])
        return core

    def _below(self, path: Path) -> list[str]:
        return [name for known, name in self.paths.items() if known[: len(path)] == path]

    @staticmethod
    def _empty(columns: Sequence[str]) -> nw.Expr:
        return nw.all_horizontal(nw.col(*columns).is_null(), ignore_nulls=False)

    def _value(self, core: Schema, path: Path, location: Path, condition: nw.Expr | None) -> None:
        name = self.paths[path]
        first = len(self.found)
        for code, parameters, violated in self._faults(core, nw.col(name)):
            before = frozenset(range(first, len(self.found)))
            self._add(location, (code, parameters, frozenset({name}), violated), condition, before)
        if places := range(first, len(self.found)):
            prefilters = partial(self._prefilters, core)
            self.sieves.append(Sieve(places, meaning(core), prefilters, (name,), condition, of_values=True))

    def _prefilters(self, core: Schema, column: nw.Expr) -> list[nw.Expr]:
        """Return the faults of a value without those that hold only where another does."""
        faults = self._faults(core, column)
        codes = {code: parameters for code, parameters, _ in faults}
        return [
            violated
            for code, parameters, violated in faults
            if not (code == "string_too_short" and parameters["min_length"] == 1 and refuses_empty(codes))
        ]

    def _faults(self, core: Schema, column: nw.Expr) -> Faults:
        """Return the faults of a value in the order in which pydantic finds them: from the inside out."""
        core = self._inner(core)
        kind = core["type"]
        if kind == "chain":
            return [fault for step in core["steps"] for fault in self._faults(step, column)]
        if kind == "custom-error":
            return [
                (core["custom_error_type"], {}, wrong) for _, _, wrong in self._faults(core["schema"], column)
            ]
        named = f"{kind} {core['function']['function'].__module__}" if "function" in core else kind
        if named not in VALUES:
            msg = f"{self.table.name}: {named} is not compiled; say in register/constraints/values.py what it refuses"
            raise TypeError(msg)
        inner = self._faults(core["schema"], column) if "schema" in core else []
        own = VALUES[named](core, column)
        return [*own, *inner] if kind == "function-before" else [*inner, *own]

    def _union(self, core: Schema, path: Path, location: Path, condition: nw.Expr) -> None:
        """Compile a union whose arm is named by a column; what belongs to no field of the arm is an extra field."""
        chooser = core["discriminator"]
        tag = nw.col(self.paths[*path, chooser])
        tags = list(core["choices"])
        expected = ", ".join(repr(each) for each in tags)
        own = frozenset({self.paths[*path, chooser]})
        absent = ("union_tag_not_found", {"discriminator": repr(chooser)}, own, tag.is_null())
        self._add(location, absent, condition)
        unknown = ("union_tag_invalid", {"expected_tags": expected}, own, ~tag.is_in(tags))
        self._add(location, unknown, condition)
        for name in tags:
            chosen = self._add_to_stage(len(path), "__".join((*path, name)), condition & (tag == name))
            arm = core["choices"][name]
            self._model(arm, path, (*location, name), chosen)
            self._extra(arm, path, (*location, name), chosen)

    def _extra(self, arm: Schema, path: Path, location: Path, condition: nw.Expr) -> None:
        arm = self._inner(arm)
        while arm["type"] != "model-fields":
            arm = self._inner(arm["schema"])
        steps = dict.fromkeys(known[len(path)] for known in self.paths if known[: len(path)] == path)
        for step in steps:
            if step not in arm["fields"]:
                columns = self._below((*path, step))
                nothing: Mapping[str, Any] = {}
                fault = ("extra_forbidden", nothing, frozenset(columns), ~self._empty(columns))
                self._add((*location, step), fault, condition)
                last = (len(self.found) - 1,)
                self.sieves.append(Sieve(last, "extra_forbidden", is_there, tuple(columns), condition))

"""What every value and record of dlxh has in common: frozen, closed, and silent about personal values."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self, cast, get_origin

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from dlxh.words.bilingual import ArgumentError
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import LABEL, texts_of
from dlxh.words.given import need
from dlxh.words.own_defaults import complete_own
from dlxh.words.published_schema import publish
from dlxh.words.refused_members import without_consequences

if TYPE_CHECKING:
    from typing import dataclass_transform

    from pydantic._internal._model_construction import ModelMetaclass

    # For checkers alone: fields are read-only, so that a subclass may narrow one (`items: tuple[OwnItem, ...]`).
    @dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
    class _Model(ModelMetaclass): ...
else:
    _Model = type(BaseModel)

DISCLOSURE = "x-dlxh-disclosure"
"""Under this name a JSON Schema says who may see a field."""
_OURS = "dlxh."
_LONGEST = 100  # no field of ours has so long a name

SCHEMA_VERSION: Final = 2
"""The version of the form in which records are stored; that of dlxh 2026.11.0 is 1. It changes only with the tables."""
VERSION_FIELD: Final = "schema_version"
"""What a stored record calls it."""


def without_values(error: ValidationError) -> ValidationError:
    """Return the same refusal without what was refused.

    pydantic keeps the refused input in `errors()` and `json()`, and that is what web frameworks send out. A name of an
    unknown field is cut after 100 characters, and a list is not too short because members of it were refused.

    >>> from pydantic import TypeAdapter
    >>> try:
    ...     TypeAdapter(int).validate_python("0903 123 456")
    ... except ValidationError as error:
    ...     print(without_values(error).errors()[0]["input"])
    None
    """
    lines = []
    for line in without_consequences(error.errors(include_url=False, include_input=False)):
        context = {key: value for key, value in line.get("ctx", {}).items() if key not in {"tag", "error"}}
        message = line["msg"]
        if line["type"] == "union_tag_invalid":  # pydantic's own sentence quotes the tag that was given
            message = f"the kind is one of {context['expected_tags']}"
        refusal = PydanticCustomError(line["type"], message, context)  # pyright: ignore[reportArgumentType] # pydantic wants a literal
        lines.append(InitErrorDetails(type=refusal, loc=_short_place(line["loc"]), input=None))
    return ValidationError.from_exception_data(error.title, lines, hide_input=True)


def _short_place(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return a place with its names cut: that of an unknown field is what somebody wrote, of any length."""
    return tuple(each[:_LONGEST] if isinstance(each, str) else each for each in place)


def disclosure_of(model: type[BaseModel], field: str) -> Disclosure:
    """Return who may see a field; raises ArgumentError for a field that does not say.

    >>> from dlxh.models.collaborator import Collaborator
    >>> disclosure_of(Collaborator, "name").value
    'restricted'
    """
    for mark in field_of(model, field).metadata:
        if isinstance(mark, Disclosure):
            return mark
    raise ArgumentError(
        vi=f"{model.__name__}.{field} chưa nói ai được xem; bọc kiểu của trường trong Public, Internal, Restricted hoặc Secret",
        en=f"{model.__name__}.{field} does not say who may see it; wrap its type in Public, Internal, Restricted or Secret",
    )


def field_of(model: type[BaseModel], field: str) -> FieldInfo:
    """Return the declaration of a field in a model; raises ArgumentError where it has none of this name.

    >>> from dlxh.models.report import Report
    >>> field_of(Report, "kind").description
    'Periodic, ad hoc, thematic and so on.'
    """
    need(type, model=model)
    need(str, field=field)
    known = getattr(model, "model_fields", {})
    if not (isinstance(known, dict) and field in tuple(known)):
        raise ArgumentError(
            vi="model= là một mô hình, field= là tên một trường của mô hình đó",
            en="model= takes a model, field= the name of a field of it",
        )
    found: FieldInfo = known[field]
    return found


def is_arm(model: type[BaseModel]) -> bool:
    """Return whether a model is an arm of a union, chosen by its kind.

    >>> from dlxh.models.activity import Activity, Survey
    >>> is_arm(Survey), is_arm(Activity)
    (True, False)
    """
    return "kind" in model.model_fields and get_origin(model.model_fields["kind"].annotation) is Literal


def _in_order(value: Any) -> Any:  # noqa: ANN401 - any model with ordered fields
    for first, last in value.ordered:
        low, high = getattr(value, first), getattr(value, last)
        if low is not None and high is not None and high < low:
            message = "{last} must not be before {first}; swap them or leave one out"
            raise PydanticCustomError("dates_order", message, {"first": first, "last": last})
    return value


def _refuse_unclear(model: type[BaseModel]) -> None:
    """Refuse a field that does not say who may see it, or that is added to a model of ours without a meaning."""
    others = [base for base in model.__mro__[1:] if issubclass(base, BaseModel)]
    bases = [base for base in others if base.__module__.startswith(_OURS)]
    extends = not model.__module__.startswith(_OURS) and any(base.model_fields for base in bases)
    for name, field in model.model_fields.items():
        is_added = extends and not any(name in base.model_fields for base in bases)
        if not is_added and name not in model.__annotations__:
            continue
        disclosure_of(model, name)
        declared = [field, *(each.model_fields[name] for each in others if name in each.model_fields)]
        if is_added and not any(texts_of(each, LABEL) for each in declared):
            raise ArgumentError(
                vi=f"{model.__name__}.{name} chưa có nhãn và ý nghĩa; viết {name}: … = own_field(vi=…, en=…, means_vi=…, means_en=…)",
                en=f"{model.__name__}.{name} has no label and meaning; write {name}: … = own_field(vi=…, en=…, means_vi=…, means_en=…)",
            )


class Value(BaseModel, metaclass=_Model):
    """A part of a record: frozen, without unknown fields, compared by content.

    `repr` and error messages never show a restricted or secret value.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        cache_strings="keys",  # long texts gain nothing from pydantic's string cache
    )

    ordered: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of fields that may be equal but not the wrong way round, such as start and end."""

    one_of: ClassVar[tuple[str, ...]] = ()
    """Fields with ids exactly one of which is filled, such as who reports: a person or a unit."""

    guarded: ClassVar[bool] = True
    """Whether errors leave out what was given: it may be anybody's name in the wrong place. Values of numbers, days and
    codes alone, which every record has by the thousand, do without: the guard costs a call for each."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the order of the pairs in `ordered`, and guard the values of the input.

        Only Python input is guarded here, so that a web framework's adapter answers without values: for JSON text the
        detour costs 40 %, and `model_validate_json` guards that itself.
        """
        built = isinstance(cls.__dict__.get("__pydantic_core_schema__"), dict)
        found: Any = {**handler(source)}
        if (
            built
        ):  # inside another model pydantic hands over what this method returned when the class was made
            return cast("CoreSchema", found)
        # The outermost schema carries the name, or JSON Schema would repeat the model wherever it is used.
        name = found.pop("ref", None)
        schema: Any = found
        if cls.ordered:
            schema = core_schema.no_info_after_validator_function(_in_order, schema)
        if cls.guarded:
            guarded = core_schema.no_info_wrap_validator_function(cls._guard, schema)
            # an arm of a union has to be seen as a model, or its kind is not found
            detour = core_schema.json_or_python_schema(json_schema=schema, python_schema=guarded)
            schema = guarded if is_arm(cls) else detour
        schema["ref"] = name
        return cast("CoreSchema", schema)

    @classmethod
    def __pydantic_init_subclass__(cls, **options: object) -> None:
        super().__pydantic_init_subclass__(**options)
        _refuse_unclear(cls)
        complete_own(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Leave the examples of docstrings, which are for Python, out of the descriptions, and say who may see each field."""
        found = handler(core)
        whole = handler.resolve_ref_schema(found)
        if "description" in whole:
            whole["description"] = whole["description"].split("\n\n")[0]
        for name in cls.model_fields.keys() & whole.get("properties", {}).keys():
            whole["properties"][name][DISCLOSURE] = disclosure_of(cls, name).value
        publish(whole, cls.one_of)
        if is_arm(cls):  # Python chooses the arm of a union by its kind, so its default is of no use there
            whole["required"] = sorted({"kind", *whole.get("required", ())})
        return found

    @classmethod
    def _guard(cls, value: Any, handler: core_schema.ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401
        try:
            return handler(value)
        except ValidationError as error:
            raise without_values(error) from None

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            if (
                name in type(self).model_fields
                and disclosure_of(type(self), str(name)) >= Disclosure.RESTRICTED
            ):
                continue
            yield name, value

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401
        """Read one JSON text strictly; raises pydantic.ValidationError that quotes no value of the text."""
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            refused = without_values(error)
        raise refused  # here and not above, where it would carry the error that quotes as its context

    @classmethod
    def model_validate_strings(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401
        """Read a form, whose values are all texts; raises pydantic.ValidationError that quotes none of them."""
        try:
            return super().model_validate_strings(obj, **options)
        except ValidationError as error:
            refused = without_values(error)
        raise refused

    if not TYPE_CHECKING:  # pragma: no branch - for type checkers the fields stay frozen

        def __setattr__(self, name: str, value: object) -> None:
            """Refuse to change a field, without quoting the value."""
            try:
                return super().__setattr__(name, value)
            except ValidationError as error:
                refused = without_values(error)
            raise refused

    def replace(self, **changes: object) -> Self:
        """Return a copy with some fields changed, and checked like a new one.

        pydantic's `model_copy(update=...)` does not check. Raises pydantic.ValidationError.
        """
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**fields, **changes})


class Record(Value):
    """A record with an id, the row of a table."""

    def stored(self) -> dict[str, Any]:
        """Return the record as a database stores it: JSON values, including names and contacts, and the version of the form.

        `dlxh.read` takes it back, also when a later version of dlxh has other fields.

        >>> from dlxh.models.unit import OrgUnit
        >>> unit = OrgUnit(id="sl", name="Sơn La", kind="place", level="district")
        >>> unit.stored()["schema_version"], unit.stored()["kind"]
        (2, 'place')
        """
        return {VERSION_FIELD: SCHEMA_VERSION, **self.model_dump(mode="json")}

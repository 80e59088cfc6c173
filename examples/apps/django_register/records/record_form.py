"""Biểu mẫu của một bản ghi: what a Django form needs to make, check and refuse one; it takes `book.py` and `nesting.py` along."""

from typing import Any, ClassVar

import pydantic
from django.core.exceptions import ValidationError

import dlxh
from records.book import book
from records.nesting import find_field, nest


class RecordForm:
    """Mixin for a form that makes one record: what the model or the check refuses is shown at its field, with its code."""

    record_class: ClassVar[type]
    places: ClassVar[dict[str, str]] = {}
    """The field at which a refusal of the record as a whole is shown, by its code; without one it is on top of the form."""
    replacing: ClassVar[bool] = False
    """Whether the record takes the place of the stored one with its id, as in a form for editing."""
    record: Any = None
    asks_confirmation = False

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        for field in self.fields.values():
            if "invalid_choice" in field.error_messages:  # Django's own repeats what was sent
                field.error_messages["invalid_choice"] = "Chọn một mục trong danh sách"

    def clean(self) -> dict[str, Any]:
        """Make the record of what was filled in, and check it within the register."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # of the form
        confirmed = cleaned.pop("confirmed", False)
        filled = {name: value for name, value in cleaned.items() if value not in (None, "", [])}
        refused = set(self.errors)  # by Django itself, such as a day that the calendar does not have
        try:
            self.record = self.record_class.model_validate(nest(filled | self.given()))
            found = dlxh.check(self.record, within=book.register, replacing=self.replacing)
            self.asks_confirmation = bool(found) and found.ok  # nothing but warnings
            wrong = [each for each in found if each.severity == "error" or not confirmed]
        except pydantic.ValidationError as error:
            wrong = error
        for path, faults in dlxh.web.faults(wrong, "vi", self.record or self.record_class).by_field().items():
            for code, text in faults:
                field = find_field(path or self.places.get(code), self.fields)
                if field not in refused:
                    self.add_error(field, ValidationError(text, code=code))  # params= would format the text
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return what the software adds to what was filled in: ids, the network."""
        return {}

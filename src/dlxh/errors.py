"""Lỗi của người lập trình: every refusal of dlxh, by family; the kinds of a family are in the room that raises them.

Each speaks Vietnamese and English (`vi`, `en`, both joined as its text) and is a `dlxh.Error`. A record that cannot be
what it says is refused by pydantic, with a `pydantic.ValidationError`; a fault in data that is read is a finding.

>>> import dlxh
>>> try:
...     dlxh.read("no-such-folder")
... except dlxh.errors.ReadError as error:
...     print(error.en)
no-such-folder does not exist; check the path
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "data.facts": "FactError",
        "ledger.errors": "ObligationError",
        "measures.errors": "MeasureError",
        "models.case_brief": "DisclosureError",
        "models.case_moves": "MoveError",
        "payroll.errors": "PayrollError",
        "register.exchange": "ReadError",
        "register.table_error": "TableError",
        "register.views": "RegisterError",
        "register.writing": "WriteError",
        "rules.language.errors": "RuleError",
        "words.bilingual": "ArgumentError Error WordError",
        "words.missing_input": "MissingInputError",
    },
)

"""dlxh: dư luận xã hội (public opinion) for provincial software: models, rules and figures.

It stores nothing and serves nothing. The names below are all that most programs need; the rooms `models`, `words`,
`data`, `register`, `ledger`, `casework`, `payroll`, `rules`, `measures`, `store`, `web`, `errors` and `testing` hold the rest, as in
`dlxh.data.base_salary(...)`. Each is loaded when it is first used, so that `import dlxh` costs next to nothing and loads
no dataframe library. Type checkers read the stub next to this file, which is made from this list.

>>> import dlxh
>>> dlxh.Period.parse("quý III/2018").code
'2018-Q3'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        # verbs
        "casework.acts": "move",
        "verbs.obligations": "obligations",
        "measures.comparison": "Comparison",
        "models.visible_fields": "visible",
        "verbs.measure": "measure",
        "verbs.compare": "compare",
        "verbs.allowances": "allowances",
        "register.examples": "example",
        "register.reading": "Reading read",
        "register.reading_columns": "read_tables",
        "rules.catalogue": "RULES explain",
        "verbs.check": "check",
        # what they take and give
        "ledger.ledger": "Ledger",
        "measures.catalogue": "MEASURES",
        "measures.measure": "Measure",
        "measures.result": "Result",
        "payroll.lines": "Lines",
        "register.finding": "Finding Severity",
        "register.pack": "Pack",
        "register.register": "Register",
        "register.tables": "Tables",
        "register.findings": "Findings",
        "rules.grades": "Grade",
        "rules.declaration": "rule",
        "rules.rule": "Rule",
        "words.bilingual": "Error",
        # values
        "words.deadlines": "Deadline",
        "words.figures": "Figure",
        "words.periods": "Period",
        # records
        "models.allowance": "AllowanceScheme",
        "models.case": "VerificationCase",
        "models.case_event": "CaseContent",
        "models.collaborator": "Collaborator Engagement Membership",
        "models.network": "Network Term",
        "models.opinion": "ReportItem",
        "models.regulation": "Regulation",
        "models.report": "Report",
        "models.unit": "OrgUnit",
        "version": "__version__",
    },
    within=(
        "casework",
        "data",
        "errors",
        "ledger",
        "measures",
        "models",
        "payroll",
        "register",
        "rules",
        "store",
        "testing",
        "web",
        "words",
    ),
)

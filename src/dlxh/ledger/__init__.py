"""Sổ nghĩa vụ: what the door's `obligations` leaves out: regulations as files, and reports on events.

>>> import dlxh
>>> dlxh.ledger.read_regulation(dlxh.example("gia-lai") / "regulation.toml").id
'GL-QC'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "ledger.ad_hoc_stages": "ad_hoc",
        "ledger.regulation_check": "check_regulation",
        "ledger.regulation_file": "RegulationError read_regulation",
    },
)

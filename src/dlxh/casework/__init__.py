"""Vụ việc: what the door's `move` leaves out: the state of many cases, what goes out to agencies and what they answered.

>>> import dlxh
>>> register = dlxh.read(dlxh.example("lao-cai")).register
>>> [figure.value for figure in dlxh.casework.counts(register)]
[158, None, 11]
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "casework.acts": "merge split",
        "casework.answer_papers": "Answers answers",
        "casework.briefs": "brief traces",
        "casework.clock_of_case": "Clock case_clocks",
        "casework.sources": "counts matter_sources",
        "casework.states": "CaseStates case_states",
        "data.case_moves": "MoveTable move_table moves",
    },
)

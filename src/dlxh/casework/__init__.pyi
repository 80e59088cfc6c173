# made by `python -m docs.generate` from the list in the file beside it

from dlxh.casework.acts import merge, split
from dlxh.casework.answer_papers import Answers, answers
from dlxh.casework.briefs import brief, traces
from dlxh.casework.clock_of_case import Clock, case_clocks
from dlxh.casework.sources import counts, matter_sources
from dlxh.casework.states import CaseStates, case_states
from dlxh.data.case_moves import MoveTable, move_table, moves

__all__ = [
    "Answers",
    "CaseStates",
    "Clock",
    "MoveTable",
    "answers",
    "brief",
    "case_clocks",
    "case_states",
    "counts",
    "matter_sources",
    "merge",
    "move_table",
    "moves",
    "split",
    "traces",
]

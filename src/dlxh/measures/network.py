"""Chỉ tiêu mạng lưới: who serves on a day."""

from dlxh.measures.measure import Measure, Stock
from dlxh.measures.rows_people import SEATS
from dlxh.words.figures import FigureUnit

MEASURES: tuple[Measure, ...] = (
    Stock(
        code="collaborators",
        vi="cộng tác viên",
        en="collaborators",
        definition_vi="Số người đang là cộng tác viên; mỗi người tính một lần.",
        definition_en="Persons who hold a membership; each counts once.",
        unit=FigureUnit.PERSON,
        rows=SEATS,
        source="dlxh: own definition",
        of="collaborator",
    ),
)

"""Luồng ý kiến: how groups see a matter, in words that do not contradict each other."""

from typing import Final

from dlxh.data.code_lists import code_list
from dlxh.models.opinion import Breadth, Expression, Stance
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, concat_str, given, those
from dlxh.rules.language.examples import case

WIDE: Final = code_list("breadth").having("most")
ATTENTION: Final = code_list("expression").having("attention")
PLEASED: Final = code_list("expression").having("pleased")
SIDES: Final = code_list("stance").having("takes_side")
AXES: Final = "Đảng ủy Khối doanh nghiệp Vĩnh Phúc, tài liệu tập huấn dư luận xã hội (dukdnvinhphuc.vn)"

_MAJORITY: Final = {"group": "workers", "breadth": Breadth.MAJORITY}
_OPPOSED: Final = {"group": "workers", "stance": Stance.OPPOSED, "breadth": Breadth.MANY}
_REQUIRED: Final = {"duty_kind": "stream_basis"}
_ATTENTIVE: Final = {"expression": Expression.ATTENTIVE}
_FOR: Final = {"stance": Stance.APPROVING}
_AGAINST: Final = {"stance": Stance.OPPOSED}


def _key_of(stream: Row) -> Value:
    return concat_str(stream.item, stream.position, separator="#")


@rule(
    "I201",
    table="streams",
    field="breadth",
    severity=Severity.WARNING,
    vi="luồng ý kiến {record} và {evidence} cùng là đa số của một nhóm",
    en="streams {record} and {evidence} are both the majority of the same group",
    cure_vi="sửa độ rộng của một luồng, hoặc tách nhóm",
    cure_en="correct the breadth of one, or distinguish the groups",
    source=AXES,
    why_vi="Một nhóm không thể có hai đa số khác nhau về cùng một việc; bản tổng hợp sẽ mâu thuẫn.",
    right=[
        case(streams=[_MAJORITY, _MAJORITY | {"group": "farmers"}, _MAJORITY | {"item": "item2"}]),
        case(streams=[_MAJORITY | {"breadth": Breadth.MANY}, _MAJORITY], judged=False),
    ],
    wrong=[case(streams=[{"group": "workers", "breadth": breadth}] * 2) for breadth in WIDE],
)
def two_majorities(s: Row) -> tuple[Given, Value]:
    """A group cannot have two different majorities on one matter; the synthesis would contradict itself."""
    is_wide = s.breadth.is_in(WIDE)
    first = s.previous(by=(s.item, s.group), order=("position",), among=is_wide)
    return given(is_wide, ~first.position.is_null()), _key_of(first)


@rule(
    "I202",
    table="streams",
    field="basis",
    severity=Severity.WARNING,
    vi="luồng ý kiến {record} không nêu căn cứ, trong khi quy chế yêu cầu",
    en="stream {record} states no basis although the regulation asks for one",
    cure_vi="nêu căn cứ ở luồng, hoặc ở nội dung nếu chung cho mọi luồng",
    cure_en="state it on the stream, or on the item if it is the same for all streams",
    source="Tỉnh ủy Hà Nam, hội thảo 13/11/2018 (mỗi luồng ý kiến nêu căn cứ, dự báo, kiến nghị)",
    why_vi="Luồng ý kiến không nêu căn cứ thì người nhận không biết dựa vào đâu.",
    right=[
        case(streams={"basis": "x"}, items={}, regulation_provisions=_REQUIRED),
        case(streams={}, items={"basis": "x"}, regulation_provisions=_REQUIRED),
        case(streams={}, items={}, regulation_provisions={"duty_kind": "report"}, judged=False),
    ],
    wrong=[case(streams={}, items={}, regulation_provisions=_REQUIRED)],
)
def stream_without_basis(s: Row) -> Given:
    """Without a basis the recipient cannot know why to believe it."""
    provisions = those("regulation_provisions", network=s.network)
    is_required = provisions.where(provisions.duty_kind == "stream_basis").exists()
    return given(is_required, s.basis.is_null() & s.ref("item").basis.is_null())


@rule(
    "I203",
    table="streams",
    field="stance",
    severity=Severity.WARNING,
    vi="luồng ý kiến {record} ghi là tán thành hoặc phản đối nhưng từ ngữ chỉ thể hiện quan tâm, mong muốn",
    en="stream {record} is marked as approving or opposed, but its words show only attention or wishes",
    cure_vi="ghi khuynh hướng chưa rõ (unclear), hoặc nêu từ ngữ thể hiện khuynh hướng",
    cure_en="mark its stance as unclear, or give the words that show it",
    source=AXES,
    why_vi="Quan tâm, mong muốn chưa phải là khuynh hướng; coi đó là tán thành thì số liệu về đồng tình bị tăng khống.",
    right=[
        case(streams=_FOR, stream_expressions=[_ATTENTIVE, {"expression": Expression.AGREEING}]),
        case(streams={"stance": Stance.UNCLEAR}, stream_expressions=_ATTENTIVE),
        case(
            streams=_FOR,
            stream_expressions=[_ATTENTIVE | {"stream": 2}, _ATTENTIVE | {"item": "item2"}],
            judged=False,
        ),
    ],
    wrong=[
        case(streams=_FOR, stream_expressions=_ATTENTIVE),
        case(streams=_AGAINST, stream_expressions={"expression": Expression.WISHING}),
    ],
)
def attention_as_stance(s: Row) -> Given:
    """Attention and wishes are not a stance; counted as approval they inflate the figures on agreement."""
    moods = those("stream_expressions", item=s.item, stream=s.position)
    is_taken = s.stance.is_in(SIDES)
    return given(moods.exists(), is_taken & ~moods.where(~moods.expression.is_in(ATTENTION)).exists())


@rule(
    "I204",
    table="stream_expressions",
    field="expression",
    severity=Severity.WARNING,
    vi="luồng ý kiến phản đối lại có từ phấn khởi, tin tưởng ({record})",
    en="a stream marked as opposed contains words of joy or trust ({record})",
    cure_vi="tách thành hai luồng, hoặc sửa khuynh hướng",
    cure_en="split it into two streams, or correct the stance",
    source=AXES,
    why_vi="Luồng là tập hợp ý kiến giống nhau; hai khuynh hướng ngược nhau là hai luồng.",
    right=[
        case(stream_expressions={"expression": Expression.WORRIED}, streams=_AGAINST),
        case(
            stream_expressions={"expression": Expression.AGREEING},
            streams=[_FOR, _AGAINST, _AGAINST | {"item": "item2", "position": 1}],
            judged=False,
        ),
    ],
    wrong=[case(stream_expressions={"expression": mood}, streams=_AGAINST) for mood in PLEASED],
)
def mood_against_stance(e: Row) -> Given:
    """A stream is a set of similar opinions; two contrary ones are two streams."""
    streams = those("streams", item=e.item, position=e.stream)
    is_opposed = streams.where(streams.stance == Stance.OPPOSED).exists()
    return given(is_opposed, e.expression.is_in(PLEASED))


@rule(
    "I205",
    table="streams",
    field="group",
    severity=Severity.ERROR,
    vi="luồng ý kiến {record} trùng nhóm, khuynh hướng và độ rộng với {evidence}",
    en="stream {record} has the same group, stance and breadth as {evidence}",
    cure_vi="gộp hai luồng",
    cure_en="merge the two streams",
    source=AXES,
    why_vi="Những ý kiến giống nhau là một luồng; ghi hai lần thì số luồng bị tăng khống.",
    right=[
        case(
            streams=[
                _OPPOSED,
                _OPPOSED | {"group": "farmers"},
                _OPPOSED | {"stance": Stance.HESITANT},
                _OPPOSED | {"breadth": Breadth.FEW},
                _OPPOSED | {"item": "item2"},
            ]
        )
    ],
    wrong=[case(streams=[{"group": "workers", "stance": Stance.OPPOSED}] * 2)],
)
def stream_repeated(s: Row) -> tuple[Value, Value]:
    """Similar opinions are one stream; recorded twice they inflate the number of streams."""
    same = (s.item, s.group, s.stance, s.breadth.fill_null(""))
    first = s.previous(by=same, order=("position",))
    return ~first.position.is_null(), _key_of(first)


RULES = (two_majorities, stream_without_basis, attention_as_stance, mood_against_stance, stream_repeated)

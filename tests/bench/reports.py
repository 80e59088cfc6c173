"""Invented reports: the same ones in every run, about 2.2 kB of JSON each, with matters, streams and a period."""

import json
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from dlxh.words.days import VIETNAM
from dlxh.words.periods import Period

PHRASES = (
    "Nhân dân quan tâm tiến độ chi trả bồi thường khi thu hồi đất làm đường liên xã.",
    "Một số hộ cho rằng đơn giá đất nông nghiệp còn thấp so với giá thị trường.",
    "Phụ huynh lo lắng về các khoản thu đầu năm học và mong nhà trường công khai.",
    "Người dân phấn khởi khi đường bê tông nội đồng được đưa vào sử dụng trước mùa mưa.",
    "Giá phân bón và thức ăn chăn nuôi tăng, lợi nhuận của người trồng cà phê giảm.",
    "Nước sinh hoạt ở vài thôn bị đục sau mưa lớn, đề nghị đơn vị cấp nước kiểm tra.",
    "Việc giải quyết thủ tục ở bộ phận một cửa nhanh hơn, thái độ phục vụ tốt hơn.",
    "Dư luận băn khoăn về tình trạng lừa đảo qua điện thoại nhằm vào người cao tuổi.",
    "Cán bộ nghỉ hưu mong việc sắp xếp cơ quan bảo đảm quyền lợi của người lao động.",
)
TOPICS = ("land", "education", "health", "environment", "transport", "prices", "public_services", "safety")
GROUPS = ("farmers", "workers", "retirees", "parents", "traders", "youth")
SCOPES = ("international", "national", "provincial", "local", "local", "local")
STANCES = ("approving", "opposed", "hesitant", "unclear")
BREADTHS = ("overwhelming_majority", "large_majority", "majority", "many", "some", "few")
INTENSITIES = ("low", "medium", "high", "very_high")
EXPRESSIONS = ("enthusiastic", "trusting", "attentive", "wishing", "wondering", "worried", "indignant")
GRADES = ("confirmed", "unverified", "suspected_false", "rumour")
CHANNELS = ("written", "email", "phone", "in_person", "meeting", "app", "zalo", "portal")
COLLABORATORS = 400
FIRST_MONTH = 2022 * 12

Row = dict[str, Any]


def invented(count: int) -> list[Row]:
    """Return a number of reports as JSON would give them; the first ones are the same for every count."""
    chance = Random(2018)  # noqa: S311 - invented data, not a secret
    return [_report(number, chance) for number in range(count)]


def texts(rows: list[Row]) -> list[bytes]:
    """Return each report as one JSON text."""
    return [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows]


def _report(number: int, chance: Random) -> Row:
    kind = chance.choices(("periodic", "ad_hoc", "synthesis"), (90, 7, 3))[0]
    year, month = divmod(FIRST_MONTH + number % 36, 12)
    convention = chance.choice(("calendar", "15_to_14"))
    period = Period.month(year, month + 1, convention=convention)
    row: Row = {
        "id": f"BC-{number}",
        "network": "gl" if number % 3 else "ls",
        "kind": kind,
        "number": f"{number % 400 + 1}-BC/CTV ngày {period.end:%d/%m/%Y}",
        "period": {
            "kind": "month",
            "start": str(period.start),
            "end": str(period.end),
            "convention": convention,
        },
        "received_at": _instant(
            period.start - timedelta(days=30) if number % 100 == 3 else period.end, chance
        ),
        "channel": chance.choice(CHANNELS),
        "items": [_item(f"{number}.{place}", chance) for place in range(chance.choice((1, 1, 2)))],
    }
    if kind == "synthesis":
        row["author_unit"] = "gl-btg"
        row["sources"] = [f"BC-{chance.randrange(number + 1)}" for _ in range(3)]
    else:
        row["author"] = f"CTV-{number % COLLABORATORS}"
    if kind == "ad_hoc":
        row["stage"] = 1
        row["event_at"] = _instant(period.start, chance)
    if number % 200 == 7:
        row["replaces"] = f"BC-{number - 7}"
    if number % 20 == 0:
        row["secrecy"] = {
            "level": "confidential",
            "decided_by": "Trưởng ban",
            "decided_on": str(period.end),
            "legal_basis": "29/2018/QH14",
        }
    return row


def _instant(end: date, chance: Random) -> str:
    """Return a moment from some hours before the end of the period to two weeks after it."""
    midnight = datetime(end.year, end.month, end.day, tzinfo=VIETNAM)
    return (midnight + timedelta(minutes=chance.randrange(-200, 20_160))).isoformat()


def _item(number: str, chance: Random) -> Row:
    return {
        "id": f"ND-{number}",
        "scope": chance.choice(SCOPES),
        "place": f"xa-{chance.randrange(135)}",
        "topics": chance.sample(TOPICS, chance.choice((1, 1, 2))),
        "summary": _prose(chance, 3),
        "basis": _prose(chance, 1),
        "cause": _prose(chance, 1),
        "forecast": _prose(chance, 1),
        "proposal": _prose(chance, 1),
        "urgency": chance.choice(("normal", "normal", "urgent", "complicated")),
        "grade": chance.choice(GRADES),
        "streams": [_stream(chance) for _ in range(chance.choice((2, 3)))],
    }


def _stream(chance: Random) -> Row:
    return {
        "group": chance.choice(GROUPS),
        "stance": chance.choice(STANCES),
        "breadth": chance.choice(BREADTHS),
        "intensity": chance.choice(INTENSITIES),
        "expressions": chance.sample(EXPRESSIONS, chance.choice((1, 2))),
        "basis": _prose(chance, 1),
    }


def _prose(chance: Random, sentences: int) -> str:
    return " ".join(chance.choices(PHRASES, k=sentences))

"""No outgoing text holds a collaborator, whatever its spacing, marks or digits; the error does not repeat it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlxh
from dlxh import CaseContent, Collaborator, OrgUnit, Pack, Register, VerificationCase
from dlxh.casework.acts import move
from dlxh.casework.briefs import traces
from dlxh.errors import DisclosureError
from dlxh.testing import province
from dlxh.words import Restricted
from dlxh.words.field_texts import own_field
from tests.casework.invented import AS_OF, START, made
from tests.lengths import examples
from tests.own import PACK, TEXTS, Network, Report
from tests.words.disguises import disguised_names, disguised_phones, names, phones

Send = Callable[[Register], object]
SENDS: dict[str, Send] = {
    "brief": lambda register: dlxh.casework.brief(register, "XM-1", "STNMT"),
    "answers": dlxh.casework.answers,
}
PLACES = {"brief": ("title", "content"), "answers": ("content", "conclusion", "measure", "reply")}


def case_of(
    way: str, place: str = "", text: str = "", *, key: str = "XM-1", content: str = "XM-1.1"
) -> VerificationCase:
    """Return a case that one agency has, and has answered unless a brief is to go out, with a text put into one place."""
    texts = dict.fromkeys(("title", "content", "conclusion", "measure", "reply"), "Đền bù.")
    texts |= {place: f"Theo {text}, đơn giá thấp."} if place else {}
    case = made(VerificationCase, id=key, network="lc", title=" ".join(re.split(r"[\x00-\x1f\u2028]", texts["title"])),
                contents=[CaseContent(id=content, text=texts["content"])])  # fmt: skip
    case = move(move(case, "drafted", at=START, by="BTG"), "submitted", at=START, by="BTG", to="TT")
    case = move(case, "directed", at=START, by="TT", to="UB")
    case = move(case, "assigned", at=START, by="UB", to="STNMT", contents=[content], task="verify")
    if way == "brief":
        return case
    done = {"by": "STNMT", "contents": [content]}
    later = START + timedelta(days=1)
    case = move(
        case, "concluded", at=later, finding="correct", outcome="corrected", note=texts["conclusion"], **done
    )
    case = move(case, "measure_proposed", at=later, note=texts["measure"], **done)
    return move(case, "replied", at=later, by="STNMT", to="BTG", note=texts["reply"])


def person(key: str, name: str, phone: str) -> Collaborator:
    """Return an invented collaborator."""
    return made(Collaborator, id=key, network="lc", name=name, contact={"phone": phone})


@pytest.mark.parametrize("way", SENDS)
def test_what_names_nobody_goes_out(way: str) -> None:
    """The same case without a collaborator in it goes out."""
    assert SENDS[way](Register([case_of(way), person("CTV-1", "Trần Thị Thử", "0903777555")], as_of=AS_OF))


@pytest.mark.parametrize("way", SENDS)
@settings(deadline=None, max_examples=examples(40))
@given(names(), phones(), st.data())
def test_no_outgoing_text_holds_a_collaborator(way: str, name: str, phone: str, data: st.DataObject) -> None:
    """Wherever the name or the phone is, in whatever disguise, brief and answers refuse and repeat nothing."""
    written = data.draw(st.one_of(disguised_names(name), disguised_phones(phone)))
    place = data.draw(st.sampled_from(PLACES[way]))
    register = Register([person("CTV-1", name, phone), case_of(way, place, written)], as_of=AS_OF)

    with pytest.raises(DisclosureError) as refused:
        SENDS[way](register)
    assert written not in str(refused.value)


@pytest.mark.parametrize("way", SENDS)
@pytest.mark.parametrize("word", ["Hoa Phượng Đỏ", "Mật ngữ sông Ba"])
def test_no_outgoing_text_holds_a_restricted_own_field(way: str, word: str) -> None:
    """What a pack calls restricted or secret stays in, whatever table it is added to; a field for the office goes out."""
    network = made(Network, id="lc", name="Lào Cai", owner="BTG", level="province", cipher="Mật ngữ sông Ba")
    report = made(Report, id="BC-1", network="lc", author="CTV-1", kind="thematic", channel="written",
                  received_at=START, interpreter="Hoa Phượng Đỏ", hamlet="Làng Ốp")  # fmt: skip
    known = Register([network, report], as_of=AS_OF, pack=PACK)

    assert {"CTV-1", "BC-1"} < set(traces(known))
    assert SENDS[way](known.add(case_of(way, "content", "Làng Ốp")))
    with pytest.raises(DisclosureError, match="who reported"):
        SENDS[way](known.add(case_of(way, "content", word)))


class NumberedNetwork(Network):
    """A network with a number that stays in the house."""

    paper_no: Restricted[int | None] = own_field(**TEXTS)


@pytest.mark.parametrize("way", SENDS)
def test_no_outgoing_text_holds_a_restricted_own_number(way: str) -> None:
    """A whole number of one's own is looked for like one written as a text; no count is taken for it."""
    network = made(NumberedNetwork, id="lc", name="Lào Cai", owner="BTG", level="province", paper_no=77123456)
    known = Register([network], as_of=AS_OF, pack=Pack("so", models=(NumberedNetwork,)))

    assert SENDS[way](known.add(case_of(way, "content", "Hồ sơ 123456, 771 hộ")))
    with pytest.raises(DisclosureError, match="what a restricted field holds"):
        SENDS[way](known.add(case_of(way, "content", "Hồ sơ 77 123 456")))


@pytest.mark.parametrize("way", SENDS)
def test_no_outgoing_text_holds_anybody_of_an_invented_province(way: str) -> None:
    """Every word that leads to somebody of an invented province is refused in small letters with blanks for its signs."""
    register = province(collaborators=3, years=2)
    words = sorted(traces(register))[::40]

    assert len(words) > 5
    for word in words:
        text = word.lower().replace("-", " ").replace(".", "  ")
        with pytest.raises(DisclosureError, match="who reported"):
            SENDS[way](register.add(case_of(way, "content", text)))


@pytest.mark.parametrize("way", SENDS)
@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("XM-LC-CTV-07", "XM-1.1"),
        ("XM-1", "LC-CTV-07.1"),
        ("XM-1", "XMLCCTV07"),
        ("XM-1", "XM_lc.bc.012.1"),
        ("0903777555", "XM-1.1"),
    ],
)
def test_no_id_holds_the_id_of_who_reported(way: str, key: str, content: str) -> None:
    """Ids of cases and contents that hold a collaborator's or a report's id are refused, and not repeated."""
    people = [person("LC-CTV-07", "Trần Thị Thử", "0903777555"), made(dlxh.Report, id="LC-BC-012", network="lc",
              author="LC-CTV-07", kind="periodic", received_at=START, channel="written")]  # fmt: skip
    register = Register([*people, case_of(way, key=key, content=content)], as_of=AS_OF)

    with pytest.raises(
        DisclosureError, match="or what a restricted field holds; give it another id first"
    ) as refused:
        dlxh.casework.brief(register, key, "STNMT") if way == "brief" else dlxh.casework.answers(register)
    assert key not in str(refused.value) or key == "XM-1"
    assert content not in str(refused.value) or content == "XM-1.1"


def test_the_name_of_an_agency_goes_out_too() -> None:
    """The section of an agency bears its name, and that is held to the same guard."""
    unit = made(OrgUnit, id="STNMT", name="Văn phòng ông Trần Văn Thử", kind="department", level="province")
    register = Register(
        [person("CTV-1", "Trần Văn Thử", "0903777555"), unit, case_of("answers")], as_of=AS_OF
    )

    with pytest.raises(DisclosureError, match=r"sections\.1\.name contains an id"):
        dlxh.casework.answers(register)

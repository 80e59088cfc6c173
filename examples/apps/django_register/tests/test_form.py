"""The form of a report: what is refused, where it is said, and that what is right is counted."""

import logging
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from records.book import book
from records.models import Collaborator, Directory, Membership, Report

GOOD = {
    "author": "TQ-XV-CTV-05",
    "kind": "periodic",
    "period": "tháng 7/2026",
    "received_at": "28/7/2026 08:00",
    "channel": "zalo",
    "items__0__topics": "land",
    "items__0__scope": "local",
    "items__0__summary": "Tiền đền bù tăng 5 % so với năm trước.",
}


def post(client: Client, **changed: str) -> Any:  # noqa: ANN401 - Django's answer
    """Send the form, filled rightly but for what is given."""
    return client.post("/bao-cao/them/", GOOD | changed)


def errors_of(answer: Any) -> dict[str, list[tuple[str, str]]]:  # noqa: ANN401 - Django's answer
    """Code and text of each error, by field."""
    found = answer.context["form"].errors.get_json_data()
    return {field: [(each["code"], each["message"]) for each in all_] for field, all_ in found.items()}


def figure(client: Client, name: str) -> str:
    """A figure of the month's table."""
    page = client.get("/thang/2026-07/").content.decode()
    found = re.search(rf'<th scope="row">{name}</th><td>[^<]*</td><td class="n">([^<]*)</td>', page)
    assert found is not None
    return found[1]


def test_a_report_is_stored_and_counted(client: Client) -> None:
    """A report that is right is stored with its columns and its version, and the month's figures change."""
    before = figure(client, "báo cáo không nộp"), figure(client, "báo cáo đã nộp")
    answer = post(client)
    row = Report.objects.get(key__startswith="BC-")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert (row.author_id, row.kind, row.schema_version) == ("TQ-XV-CTV-05", "periodic", 2)
    assert row.received_at.isoformat() == "2026-07-28T01:00:00+00:00"
    assert row.record["period"]["start"] == "2026-07-01"
    assert row.record["items"][0]["topics"] == ["land"]
    assert "schema_version" not in row.record
    assert before == ("10", "0")
    assert (figure(client, "báo cáo không nộp"), figure(client, "báo cáo đã nộp")) == ("9", "1")


def test_what_the_model_refuses_is_at_its_field(client: Client) -> None:
    """What is missing is said in Vietnamese at the field, with pydantic's code, and nothing is stored."""
    answer = post(client, channel="", items__0__summary="", author="", period="tháng 13/2026")

    assert answer.status_code == 422
    found = errors_of(answer)
    assert [code for code, _ in found.pop("period")] == ["period_text"]
    assert found == {
        "author": [("required", "Chọn cộng tác viên gửi")],
        "channel": [("missing", "Chọn kênh gửi")],
        "items__0__summary": [("missing", "Nhập tóm tắt")],
    }
    assert errors_of(post(client, author="")) == {"author": [("required", "Chọn cộng tác viên gửi")]}
    assert errors_of(post(client, received_at="31/02/2026")) == {
        "received_at": [("invalid", "Nhập ngày và giờ như 28/7/2026 08:00")]
    }
    assert not Report.objects.filter(key__startswith="BC-").exists()


def test_what_the_check_finds_is_at_its_field(client: Client) -> None:
    """A report from after the day of the records is an error of the check, at the field, with the code of the rule."""
    answer = post(client, received_at="3/8/2026 08:00")

    assert answer.status_code == 422
    assert [code for code, _ in errors_of(answer)["received_at"]] == ["R103"]
    assert not Report.objects.filter(key__startswith="BC-").exists()


def test_a_warning_is_confirmed(client: Client) -> None:
    """A second report of one month is a warning: the form asks once, and stores it when told to."""
    second = {"author": "TQ-XV-CTV-01", "period": "2026-06", "received_at": "29/6/2026 08:00"}
    first = post(client, **second)
    plain = post(client, channel="")

    assert {code for code, _ in errors_of(first)["period"]} == {"R201"}
    assert "Tôi đã xem các cảnh báo và vẫn lưu" in first.content.decode()
    assert "Tôi đã xem các cảnh báo và vẫn lưu" not in plain.content.decode()
    assert post(client, **second, confirmed="on").status_code == 302
    assert post(client, received_at="3/8/2026 08:00", confirmed="on").status_code == 422


def test_a_membership_that_overlaps(client: Client) -> None:
    """A second membership on the same days is refused at the first day."""
    wanted = {"collaborator": "TQ-XV-CTV-01", "role": "member", "start": "1/1/2026", "end": "", "paid": "on"}
    answer = client.post("/tu-cach/them/", wanted)

    assert answer.status_code == 422
    assert [code for code, _ in errors_of(answer)["start"]] == ["T201"]
    assert "trùng thời gian" in errors_of(answer)["start"][0][1]


def test_a_membership_is_ended(client: Client) -> None:
    """The form for editing begins with what is stored; what it does not show stays, and its old self is no overlap."""
    row = Membership.objects.get(collaborator="TQ-XV-CTV-01")
    row.record["mood"] = "calm"  # of a later version of dlxh
    row.save()
    address = f"/tu-cach/{row.key}/sua/"
    assert address in client.get("/tu-cach/").content.decode()
    page = client.get(address).content.decode()
    wanted = {"collaborator": "TQ-XV-CTV-01", "role": "member", "start": "1/10/2025", "end": "31/12/2026"}
    answer = client.post(address, wanted)
    stored = Membership.objects.get(pk=row.key)

    assert '<option value="member" selected>' in page
    assert 'name="start" value="01/10/2025"' in page
    assert answer.status_code == 302
    assert stored.record == row.record | {"end": "2026-12-31"}
    assert client.post(address, wanted | {"end": "1/1/2025"}).status_code == 422
    assert client.get("/tu-cach/KHONG-CO/sua/").status_code == 404


def test_a_membership_whose_id_has_a_slash(client: Client) -> None:
    """An id may have one, as numbers of papers do: the list leads to its form."""
    stored = book.register.memberships[0]
    Membership.of(stored.replace(id="12/QD", start=date(2020, 1, 1), end=date(2020, 12, 31))).save()
    assert "/tu-cach/12/QD/sua/" in client.get("/tu-cach/").content.decode()
    assert 'name="start" value="01/01/2020"' in client.get("/tu-cach/12/QD/sua/").content.decode()


def test_a_code_that_no_list_has_is_not_repeated(client: Client) -> None:
    """Django's own sentence would repeat what was sent."""
    answer = post(client, channel="0912 000 999", items__0__topics="0912 000 999")

    assert errors_of(answer)["channel"] == [("invalid_choice", "Chọn một mục trong danh sách")]
    assert errors_of(answer)["items__0__topics"] == [("invalid_choice", "Chọn một mục trong danh sách")]
    assert "0912 000 999" not in "".join(map(str, errors_of(answer).values()))


def test_a_month_without_figures_says_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Months far off are answered by a page; without days off of the year there are no figures, and the page says so."""
    early, late, odd = (client.get(f"/thang/{code}/") for code in ("1990-01", "2030-01", "1900-01"))
    monkeypatch.setattr(settings, "REGISTER_AS_OF", date(2100, 1, 31))
    unknown = client.get("/thang/2100-01/")

    assert [each.status_code for each in (early, late, odd, unknown)] == [404, 200, 404, 404]
    assert "không điều khoản nào về báo cáo có hiệu lực" in early.content.decode()
    assert "lịch chỉ gồm các năm 2018 đến 2027, không có 2100" in unknown.content.decode()


def test_errors_are_tied_to_their_fields(client: Client) -> None:
    """Each field at fault is marked invalid and described by its error, and the summary links to it."""
    page = post(client, channel="", items__0__scope="", items__0__summary="").content.decode()
    for name, error in (
        ("channel", "Chọn kênh gửi"),
        ("items__0__scope", "Chọn phạm vi"),
        ("items__0__summary", "Nhập tóm tắt"),
    ):
        tag = re.search(rf'<(?:select|input|textarea) name="{name}"[^>]*>', page)
        assert tag is not None
        assert 'aria-invalid="true"' in tag[0]
        assert f"id_{name}_error" in tag[0]
        assert f'<ul class="errorlist" id="id_{name}_error"><li>{error}</li></ul>' in page
        assert f'<a href="#id_{name}">{error}</a>' in page
        assert f'<label for="id_{name}">' in page
    assert '<html lang="vi">' in page
    assert "<title>Có lỗi: Nhập báo cáo" in page


def test_nobody_is_named(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """No name, contact or code of a person that is stored is in any page or line of the log."""
    secrets = ["Người Canh Giữ", "0912 000 999", "canh.giu@example.vn", "P-CANARY"]
    row = Collaborator.objects.get(key="TQ-XV-CTV-05")
    row.record |= {
        "name": secrets[0],
        "contact": {"phone": secrets[1], "email": secrets[2]},
        "person": secrets[3],
    }
    row.save()
    with caplog.at_level(logging.DEBUG):
        pages = [
            client.get(path)
            for path in (
                "/thang/2026-07/",
                "/thang/x/",
                "/bao-cao/",
                "/bao-cao/them/",
                "/tu-cach/",
                "/tu-cach/them/",
            )
        ]
        pages += [post(client), post(client, received_at="3/8/2026 08:00"), post(client, kind="?")]
    shown = caplog.text + "".join(page.content.decode() for page in pages)

    assert [page.status_code for page in pages] == [200, 404, 200, 200, 200, 200, 302, 422, 422]
    assert [secret for secret in secrets if secret in shown] == []


def test_what_is_not_known_of_who_reports_is_left_out(client: Client) -> None:
    """A collaborator without a post, or without an organisation as well, is listed by what is known."""
    for key, unknown in (("TQ-XV-CTV-05", ["position"]), ("TQ-XV-CTV-06", ["position", "organisation"])):
        row = Collaborator.objects.get(key=key)
        row.record = {name: value for name, value in row.record.items() if name not in unknown}
        row.save()
    page = client.get("/bao-cao/them/").content.decode()
    shown = dict(re.findall(r'<option value="(TQ-XV-CTV-0[56])">([^<]*)</option>', page))

    assert shown == {"TQ-XV-CTV-05": "TQ-XV-CTV-05: Chi bộ thôn 5", "TQ-XV-CTV-06": "TQ-XV-CTV-06"}


def test_a_unit_that_owes_a_report_itself_is_listed(client: Client) -> None:
    """Where the unit owes the report the list of those who have not reported says so in place of a code."""
    row = Directory.objects.get(key="regulations/TQ-XV-QC")
    duty = row.record["provisions"][0]["duty"]
    duty["owed_by"] = {"kind": "owner", "successor_owes": True}
    row.save()
    page = client.get("/thang/2026-07/").content.decode()

    assert '<th scope="row">đơn vị</th>' in page
    assert "None" not in page

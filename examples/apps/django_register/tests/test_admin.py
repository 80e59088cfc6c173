"""The admin: the form of the pages, a check of what is stored, and nothing restricted."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from records.models import Collaborator, Report

GOOD = {
    "author": "TQ-XV-CTV-05",
    "kind": "periodic",
    "period": "tháng 7/2026",
    "received_at": "28/7/2026 08:00",
    "channel": "zalo",
    "items__0__topics": "land",
    "items__0__scope": "local",
    "items__0__summary": "Đền bù chậm.",
}


@pytest.fixture(name="office")
def fixture_office(client: Client) -> Client:
    """Somebody who may do everything in the admin."""
    client.force_login(User.objects.create_superuser("office"))
    return client


def test_a_report_is_added_in_the_admin(office: Client) -> None:
    """The admin's form refuses at the field what model and check refuse, and stores what is right."""
    page = office.get("/admin/records/report/add/").content.decode()
    late: Any = office.post(
        "/admin/records/report/add/", GOOD | {"received_at": "3/8/2026 08:00", "channel": ""}
    )
    found: Any = office.post("/admin/records/report/add/", GOOD | {"received_at": "3/8/2026 08:00"})
    made = office.post("/admin/records/report/add/", GOOD)

    assert 'name="items__0__summary"' in page
    assert late.context["adminform"].form.errors.get_json_data()["channel"][0]["code"] == "missing"
    assert found.context["adminform"].form.errors.get_json_data()["received_at"][0]["code"] == "R103"
    assert (made.status_code, made["Location"]) == (302, "/admin/records/report/")
    assert Report.objects.get(key__startswith="BC-").author_id == "TQ-XV-CTV-05"


def test_stored_records_are_checked(office: Client) -> None:
    """The action says what is wrong with the chosen records."""
    row = Report.objects.order_by("-received_at")[0]
    row.record["received_at"] = "2026-08-03T08:00:00+07:00"
    row.save()
    chosen = {"action": "check_records", "_selected_action": [row.key]}
    page = office.post("/admin/records/report/", chosen, follow=True).content.decode()

    assert "Đã kiểm tra 1 bản ghi: " in page
    assert "được nhận sau ngày số liệu" in page


def test_nobody_is_named_in_the_admin(office: Client) -> None:
    """A collaborator's page shows the record without name, contact and person."""
    row = Collaborator.objects.get(key="TQ-XV-CTV-05")
    row.record |= {"name": "Người Canh Giữ", "contact": {"phone": "0912 000 999", "email": None}}
    row.save()
    pages = [
        office.get(path).content.decode()
        for path in ("/admin/records/collaborator/", f"/admin/records/collaborator/{row.key}/change/")
    ]

    assert "TQ-02449-T5-CB" in pages[1]
    assert [page for page in pages if "Canh Giữ" in page or "0912 000 999" in page] == []

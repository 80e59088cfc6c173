"""What is stored: earlier versions are read, what cannot be read is said, and other processes are seen."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import connection
from django.test import Client
from records.book import Book, book, merge
from records.models import Directory, Membership, Report

import dlxh


def make_version_1(row: Directory) -> None:
    """Store a regulation as version 1 had it: who owes a report stood next to the duty, not inside `owed_by`."""
    for provision in row.record["provisions"]:
        owed_by = (provision["duty"] or {}).pop("owed_by", None)
        if owed_by is not None:
            owed_by.pop("kind")
            provision["duty"] |= {"single_line_owes": owed_by.pop("single_line"), **owed_by}
    row.schema_version = 1
    row.save()


def test_records_of_version_1_are_read(client: Client) -> None:
    """A regulation that an earlier release stored says as before who owes a report; its row is not written anew."""
    row = Directory.objects.get(key="regulations/TQ-XV-QC")
    make_version_1(row)
    page = client.get("/thang/2026-07/").content.decode()

    assert 'báo cáo phải nộp</th><td>báo cáo</td><td class="n">10</td>' in page
    assert "lưu từ phiên bản trước" in page
    assert "chưa đọc được" not in page
    assert Directory.objects.get(pk=row.pk).schema_version == 1


def test_a_record_that_cannot_be_read(client: Client) -> None:
    """A record with an unknown code is left out and reported, the figures say that they may be short, and no page fails."""
    row = Report.objects.order_by("-received_at").first()
    assert row is not None
    row.record["channel"] = "pigeon"
    row.save()
    page = client.get("/thang/2026-06/").content.decode()

    assert "Bản ghi đã lưu mà chưa đọc được" in page
    assert "ít nhất" in page
    assert "chưa đọc được bản ghi này" in client.get("/bao-cao/").content.decode()
    assert "Chưa nộp báo cáo:" not in page
    assert "Chưa thấy báo cáo (có thể đã nộp): " in client.get("/thang/2026-07/").content.decode()


def test_another_process_sees_what_is_stored(client: Client) -> None:
    """A second register takes over what was stored and what was deleted since."""
    other = Book()
    before = len(other.register.reports)
    made = other.register.reports[-1].replace(id="BC-new", items=())
    Report.of(made).save()
    after = other.register

    assert client is not None
    assert after.report("BC-new") == made == book.register.report("BC-new")
    assert len(after.reports) == before + 1
    Report.objects.filter(key="BC-new").delete()
    assert len(other.register.reports) == before
    Membership.objects.all().delete()
    assert other.register.memberships == ()
    assert "memberships" in other.register.tables.names


def test_what_a_newer_version_stored_is_read(client: Client) -> None:
    """A field that this version does not know costs no record, and stays where it is stored."""
    row = Report.objects.order_by("-received_at")[0]
    row.record["mood"] = "calm"
    row.save()
    reading = book.reading()

    assert client is not None
    assert reading.ok
    assert reading.register.report(row.key).id == row.key
    assert reading.kept == {"reports": {row.key: {"/mood": "calm"}}}
    assert Report.objects.get(pk=row.pk).record["mood"] == "calm"


def test_what_is_found_later_is_known_too(client: Client) -> None:
    """A register that takes stored rows over keeps what was found in them, until they are stored without it."""
    row = Report.objects.order_by("-received_at")[0]
    directory = Directory.objects.get(key="regulations/TQ-XV-QC")
    other = Book()
    before = other.reading()
    row.record["mood"] = "calm"
    row.save()
    make_version_1(directory)
    after = other.reading()

    assert client is not None
    assert (before.kept, before.upgraded) == ({}, ())
    assert after.kept == {"reports": {row.key: {"/mood": "calm"}}}
    assert {each.table for each in after.upgraded} == {"regulation_provisions"}
    del row.record["mood"]
    row.save()
    assert other.reading().kept == {}


def test_of_findings_those_in_earlier_rows_go(client: Client) -> None:
    """A finding in a row that was stored anew is not kept; one in another row is."""
    first, second = Report.objects.order_by("key")[:2]
    known = book.reading()
    fresh = dlxh.read({"reports": [first.row()]}, as_of=known.register.as_of)
    found = [
        dlxh.Finding("x", "vi", "en", severity="warning", table="reports", record=row.key)
        for row in (first, second)
    ]
    merged = merge(dlxh.Reading(known.register, dlxh.Findings(found)), fresh)

    assert client is not None
    assert [each.record for each in merged.findings] == [second.key]


def send_report(_: int) -> int:
    """Fill the form in rightly, as a browser of its own."""
    filled = {
        "author": "TQ-XV-CTV-05",
        "kind": "periodic",
        "period": "2026-07",
        "received_at": "28/7/2026 08:00",
        "channel": "zalo",
        "items__0__topics": "land",
        "items__0__scope": "local",
        "items__0__summary": "Đền bù chậm.",
    }
    try:
        return Client().post("/bao-cao/them/", filled).status_code
    finally:
        connection.close()


def test_two_people_at_once(database: Path) -> None:
    """Of two equal reports that come at the same time the second is told of the first."""
    assert database.is_file()
    try:
        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(send_report, range(2)))
        assert answers == [302, 422]
        assert Report.objects.filter(key__startswith="BC-").count() == 1
    finally:
        Report.objects.filter(key__startswith="BC-").delete()

"""What is stored: earlier versions are read, what cannot be read is said, and other processes are seen."""

from django.test import Client
from records.book import Book, book
from records.models import Directory, Membership, Report


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

"""Bảng: each record as JSON, in the form of one version of dlxh, next to the columns that are searched."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final, Self

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

import dlxh

TABLES: Final = {
    dlxh.OrgUnit: "units",
    dlxh.Network: "networks",
    dlxh.Term: "terms",
    dlxh.Regulation: "regulations",
}
"""The tables of the directory."""


class Revision(models.Model):
    """One row that counts the changes: a process sees by it that its register is no longer the newest."""

    number = models.PositiveBigIntegerField(default=0)
    last_deletion = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def lock(cls) -> "Revision":
        """Return the row; until the end of the transaction nobody else stores anything."""
        return cls.objects.select_for_update().get_or_create(pk=1)[0]

    @classmethod
    def advance(cls, *, deletion: bool = False) -> int:
        """Count one change and return its number."""
        with transaction.atomic():
            row = cls.lock()
            row.number += 1
            row.last_deletion = row.number if deletion else row.last_deletion
            row.save()
            return row.number


class Stored(models.Model):
    """A record of dlxh as it was stored; it is read as it is and never written anew by an upgrade."""

    table: ClassVar[str]

    key = models.CharField("mã", max_length=200, primary_key=True)
    schema_version = models.PositiveSmallIntegerField("phiên bản")
    record = models.JSONField("bản ghi")
    revision = models.PositiveBigIntegerField(db_index=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        """Store the row under a new revision."""
        self.revision = Revision.advance()
        super().save(*args, **options)

    @classmethod
    def columns(cls, record: Any) -> dict[str, Any]:  # noqa: ANN401 - a record of the table
        """Return the values of the columns that are searched."""
        raise NotImplementedError

    @classmethod
    def of(cls, record: Any, unknown: Mapping[str, Any] | None = None) -> Self:  # noqa: ANN401 - a record of the table
        """Return the row of a record; saved, it takes the place of the one with its id.

        `unknown` are fields that this version of dlxh does not know, by name: they are stored with the record.
        """
        stored = {**(unknown or {}), **record.stored()}
        version = stored.pop("schema_version")
        return cls(key=record.id, schema_version=version, record=stored, **cls.columns(record))

    @classmethod
    def save_all(cls, rows: Iterable[Self]) -> None:
        """Store many new rows under one revision."""
        number = Revision.advance()
        new = list(rows)
        for row in new:
            row.revision = number
        cls.objects.bulk_create(new)

    def row(self) -> dict[str, Any]:
        """Return what `dlxh.read` takes."""
        return {**self.record, "schema_version": self.schema_version}


class Collaborator(Stored):
    """Cộng tác viên."""

    table = "collaborators"

    organisation = models.CharField("cơ quan cử", max_length=100, blank=True, db_index=True)

    class Meta:
        verbose_name = "cộng tác viên"
        verbose_name_plural = "cộng tác viên"

    @classmethod
    def columns(cls, record: dlxh.Collaborator) -> dict[str, Any]:
        """Search by organisation; neither name nor contact has a column."""
        return {"organisation": record.organisation or ""}


class Membership(Stored):
    """Tư cách cộng tác viên."""

    table = "memberships"

    collaborator = models.ForeignKey(Collaborator, models.PROTECT, verbose_name="cộng tác viên")
    start = models.DateField("ngày bắt đầu")
    end = models.DateField("ngày kết thúc", null=True, blank=True)

    class Meta:
        verbose_name = "tư cách"
        verbose_name_plural = "tư cách"

    @classmethod
    def columns(cls, record: dlxh.Membership) -> dict[str, Any]:
        """Search by person and days."""
        return {"collaborator_id": record.collaborator, "start": record.start, "end": record.end}


class Report(Stored):
    """Báo cáo."""

    table = "reports"

    author = models.ForeignKey(
        Collaborator, models.PROTECT, null=True, blank=True, verbose_name="cộng tác viên gửi"
    )
    kind = models.CharField("loại báo cáo", max_length=50)
    received_at = models.DateTimeField("thời điểm nhận", db_index=True)

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"

    @classmethod
    def columns(cls, record: dlxh.Report) -> dict[str, Any]:
        """Search by author, kind and time of receipt."""
        return {"author_id": record.author, "kind": record.kind.value, "received_at": record.received_at}


class Directory(Stored):
    """Danh mục: units, networks, terms and regulations, which change seldom; the table is a column here."""

    table = models.CharField("bảng", max_length=50)  # type: ignore[assignment]  # one of several

    class Meta:
        verbose_name = "danh mục"
        verbose_name_plural = "danh mục"

    @classmethod
    def of(cls, record: Any, unknown: Mapping[str, Any] | None = None) -> Self:  # noqa: ANN401 - of one of the tables
        """Return the row of a record; two tables may have one id."""
        row = super().of(record, unknown)
        row.key = f"{row.table}/{row.key}"
        return row

    @classmethod
    def columns(cls, record: Any) -> dict[str, Any]:  # noqa: ANN401 - likewise
        """Search by table."""
        return {"table": TABLES[type(record)]}


@receiver(post_delete)
def count_deletion(sender: type[models.Model], **_: Any) -> None:  # noqa: ANN401 - as Django has it
    """Let every process read anew after a row was deleted, in the admin too."""
    if issubclass(sender, Stored):
        Revision.advance(deletion=True)

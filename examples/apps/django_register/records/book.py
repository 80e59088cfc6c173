"""Sổ trong bộ nhớ: one register for each process, brought up to date by the rows that were stored since."""

from collections import defaultdict
from threading import Lock

from django.conf import settings
from django.utils import timezone

import dlxh
from records.models import Collaborator, Directory, Membership, Report, Revision

TABLES = (Collaborator, Membership, Report, Directory)


class Book:
    """The newest register; registers never change, so that a view works on the one that it took."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reading: dlxh.Reading | None = None
        self._revision = -1

    def reading(self) -> dlxh.Reading:
        """Return the register as it is now stored, with what could not be read."""
        newest = Revision.objects.filter(pk=1).first() or Revision()
        day = settings.REGISTER_AS_OF or timezone.localdate()
        with self._lock:
            known = self._reading
            if known is None or newest.last_deletion > self._revision or known.register.as_of != day:
                self._reading = dlxh.read(rows_after(-1), as_of=day, extra="keep")
            elif newest.number != self._revision:
                fresh = dlxh.read(rows_after(self._revision), as_of=day, extra="keep")
                whole = known.ok and fresh.ok
                self._reading = (
                    merge(known, fresh) if whole else dlxh.read(rows_after(-1), as_of=day, extra="keep")
                )
            self._revision = newest.number
            return self._reading

    def forget(self) -> None:
        """Read everything anew next time."""
        with self._lock:
            self._reading = None

    @property
    def register(self) -> dlxh.Register:
        """The register as it is now stored."""
        return self.reading().register


def rows_after(revision: int) -> dict[str, list[dict[str, object]]]:
    """Return by table the rows that were stored after a revision."""
    rows: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for model in TABLES:
        if model is not Directory:
            rows[model.table] = []  # an empty table holds zero; an absent one would be unknown
        for stored in model.objects.filter(revision__gt=revision).order_by("key"):
            rows[stored.table].append(stored.row())
    return dict(rows)


def merge(known: dlxh.Reading, fresh: dlxh.Reading) -> dlxh.Reading:
    """Return a reading with the rows that were stored since; what was found in their earlier state goes."""
    stored = {
        (table, one.id): one
        for table, kind in known.register.schema.roots.items()
        for one in fresh.register.all(kind)
    }
    findings = [each for each in known.findings if (each.table, each.record) not in stored]
    kept = {
        table: {key: values for key, values in rows.items() if (table, key) not in stored}
        for table, rows in known.kept.items()
    }
    for table, rows in fresh.kept.items():
        kept[table] = kept.get(table, {}) | rows
    return dlxh.Reading(
        known.register.put(*stored.values()),
        dlxh.Findings([*findings, *fresh.findings], as_of=known.register.as_of),
        {table: rows for table, rows in kept.items() if rows},
        (*known.upgraded, *fresh.upgraded),
    )


book = Book()

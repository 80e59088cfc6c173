"""Thời điểm trong cơ sở dữ liệu: timestamptz on PostgreSQL; where there is no such type a text that sorts as time does."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator, TypeEngine

from dlxh.store.errors import StoreError
from dlxh.words.given import need


class NaiveInstantError(StoreError, DontWrapMixin):
    """An instant without its offset, which no database keeps as it was meant; SQLAlchemy passes it on without the row.

    >>> print(NaiveInstantError.of_value().en)
    an instant has no offset from UTC; give it one, e.g. tzinfo=dlxh.words.days.VIETNAM
    """

    @classmethod
    def of_value(cls) -> "NaiveInstantError":
        """Return the error; the instant is not repeated."""
        return cls(
            vi="thời điểm thiếu độ lệch so với giờ UTC; ghi thêm, như tzinfo=dlxh.words.days.VIETNAM",
            en="an instant has no offset from UTC; give it one, e.g. tzinfo=dlxh.words.days.VIETNAM",
        )


class InstantType(TypeDecorator[datetime]):
    """Thời điểm: the SQLAlchemy type of an instant, which goes in with any offset and comes out in UTC.

    `timestamptz` on PostgreSQL; elsewhere a text of RFC 3339 in UTC with six decimals, so that texts sort as instants do.

    Raises:
        StoreError: on writing, an instant without an offset.

    >>> from sqlalchemy.dialects import postgresql, sqlite
    >>> InstantType().compile(postgresql.dialect()), InstantType().compile(sqlite.dialect())
    ('TIMESTAMP WITH TIME ZONE', 'TEXT')
    """

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = DateTime
    cache_ok: bool | None = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the database."""
        found: TypeEngine[Any] = DateTime(timezone=True) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(found)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Return what is stored of an instant."""
        if value is None:
            return None
        need(datetime, value=value)
        if value.tzinfo is None:
            raise NaiveInstantError.of_value()
        moment = value.astimezone(UTC)
        if dialect.name == "postgresql":
            return moment
        return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the value shows it
        """Return what is stored as an instant in UTC; raises ValueError for a text that is none."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


InstantType.__module__ = "dlxh.store"  # where migrations that Alembic writes find it

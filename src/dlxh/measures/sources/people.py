"""Cộng tác viên, hoạt động, nghĩa vụ báo cáo: the rows of memberships, activities and what was owed."""

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from dlxh.ledger.senders import add_sender
from dlxh.measures.context import Context
from dlxh.measures.policy import WhyOpen
from dlxh.measures.row_source import RowSource
from dlxh.models.timeliness import NotOwedReason, ObligorKind, Timeliness
from dlxh.words.days import OPEN_END

if TYPE_CHECKING:
    Lazy = nw.LazyFrame[Any]

OUTCOME: Final = "came_out_as"


def memberships(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the memberships with their first and last day; the last is far off while they go on."""
    frame = context.tables["memberships"].with_columns(
        nw.col("end").fill_null(OPEN_END).alias("last"),
        _yes("paid", "is_paid"),
        _yes("single_line", "is_single_line"),
    )
    if not wanted & {"org_unit", "composition"}:
        return frame
    return add_sender(context.tables, frame, "composition")


def persons(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the memberships with the person who holds each: one where records say so, else that of the record alone."""
    links = context.tables["persons"].select("collaborator", nw.col("person").alias("one"))
    frame = memberships(context, wanted).join(links, on="collaborator", how="left")
    alone = nw.concat_str(nw.lit("collaborator:"), nw.col("collaborator"))
    one = nw.concat_str(nw.lit("person:"), nw.col("one"))
    return frame.with_columns(nw.when(nw.col("one").is_null()).then(alone).otherwise(one).alias("person"))


def _yes(column: str, name: str) -> "nw.Expr":
    return nw.when(nw.col(column)).then(nw.lit("yes")).otherwise(nw.lit("no")).alias(name)


def contracts(context: Context, wanted: frozenset[str]) -> "Lazy":
    """Return the contracts with who works under them."""
    kept = ["collaborator", "role", "term", *sorted(wanted & {"org_unit", "composition"})]
    held = memberships(context, wanted).select(nw.col("id").alias("membership"), *kept)
    contracts = context.tables["engagements"].select(
        "id", "network", "membership", "start", nw.col("end").alias("last")
    )
    return contracts.join(held, on="membership", how="inner")


def changes_of_membership(context: Context, wanted: frozenset[str], *, joined: bool) -> "Lazy":
    """Return the memberships with which somebody joins, or leaves: no other one runs on the day before, or after.

    Who goes on under a new decision, after a kiện toàn, neither leaves nor joins.
    """
    frame = memberships(context, wanted)
    other = context.tables["memberships"].select(
        "network",
        "collaborator",
        nw.col("start").alias("other_start"),
        nw.col("end").fill_null(OPEN_END).alias("other_last"),
    )
    if joined:
        frame = frame.with_columns(nw.col("start").alias("day"))
        neighbour = nw.col("start").dt.offset_by("-1d").cast(nw.Date())
    else:
        frame = frame.filter(~nw.col("end").is_null()).with_columns(nw.col("end").alias("day"))
        neighbour = nw.col("end").dt.offset_by("1d").cast(nw.Date())
    met = frame.with_columns(neighbour.alias("beside")).join(
        other, on=["network", "collaborator"], how="inner"
    )
    gone_on = met.filter(nw.col("other_start") <= nw.col("beside"), nw.col("other_last") >= nw.col("beside"))
    return frame.join(gone_on.select("id"), on="id", how="anti")


def targets(context: Context, wanted: frozenset[str], *, of_groups: bool) -> "Lazy":  # noqa: ARG001 - all is at hand
    """Return the targets that regulations state, of the whole network or of its groups, while they bind.

    One that is stated later takes the place of the one before, also where nobody has ended that.
    """
    bound = context.tables["regulations"].select(
        nw.col("id").alias("regulation"),
        nw.col("valid_from").alias("bound_from"),
        nw.col("valid_to").fill_null(OPEN_END).alias("bound_to"),
    )
    named = nw.col("duty_group").is_null()
    stated = context.tables["regulation_provisions"].filter(
        nw.col("duty_kind") == "composition",
        ~nw.col("duty_at_least").is_null(),
        ~named if of_groups else named,
    )
    joined = stated.join(bound, on="regulation", how="inner").with_columns(
        nw.max_horizontal("valid_from", "bound_from").alias("start"),
        nw.min_horizontal(nw.col("valid_to").fill_null(OPEN_END), "bound_to").alias("last"),
        nw.col("duty_group").alias("composition"),
        nw.col("duty_group").fill_null("").alias("of_whom"),
    )
    later = nw.col("start").shift(-1).over("network", "of_whom", order_by=["start", "id"]).alias("later")
    until = nw.col("later").dt.offset_by("-1d").cast(nw.Date()).fill_null(OPEN_END)
    return joined.with_columns(later).with_columns(nw.min_horizontal("last", until).alias("last"))


def activities(context: Context, wanted: frozenset[str]) -> "Lazy":  # noqa: ARG001 - nothing has to be joined
    """Return the activities with the unit that held them."""
    return context.tables["activities"].with_columns(
        nw.col("end").alias("day"),
        nw.col("organiser").alias("org_unit"),
        nw.col("detail_training_kind").alias("training_kind"),
    )


def obligations(context: Context, wanted: frozenset[str]) -> "Lazy | None":  # noqa: ARG001 - nothing has to be joined
    """Return the ledger: one row per member or unit, provision and period, with what became of it."""
    if context.ledger is None:
        return None
    unbound = nw.col("status") == Timeliness.NOT_OWED.value
    outcome = nw.when(unbound).then(nw.col("reason")).otherwise(nw.col("status")).alias(OUTCOME)
    return context.ledger.rows.with_columns(nw.col("period_end").alias("day"), outcome)


def owed_by_units(context: Context, wanted: frozenset[str]) -> "Lazy | None":
    """Return the rows of the ledger that units owe."""
    rows = obligations(context, wanted)
    return None if rows is None else rows.filter(nw.col("owed_by") == ObligorKind.UNIT.value)


def _outcomes() -> dict[str, WhyOpen | None]:
    """An obligation that bound nobody is out of scope, whatever the reason."""
    found: dict[str, WhyOpen | None] = dict.fromkeys(
        (each.value for each in NotOwedReason), WhyOpen.OUT_OF_SCOPE
    )
    return found | {
        Timeliness.ON_TIME.value: None,
        Timeliness.LATE.value: None,
        Timeliness.MISSING.value: WhyOpen.NO_REPLY,
        Timeliness.NOT_DUE_YET.value: WhyOpen.NOT_DUE,
        Timeliness.EXCUSED.value: WhyOpen.WITHDRAWN,
    }


BY_MEMBERSHIP: Final = ("network", "org_unit", "role", "term", "composition")
HELD: Final = ("Tính vào ngày cuối kỳ.", "Counts on the last day of the period.")

OF_PERSON: Final[Any] = {
    "dimension_table": {"org_unit": "collaborators", "composition": "collaborators"},
    "keep_senders": True,
    "unit_vi": "cơ quan cử theo tư cách được tính, không có thì theo hồ sơ cộng tác viên",
    "unit_en": "the sending organisation, from the membership that counts or else from the collaborator's record",
}

_PERSON: Final = {"collaborators": ("collaborator",)}
_MEMBERSHIP: Final = {"memberships": ("id",), **_PERSON}
MEMBERSHIPS = RowSource(
    "memberships",
    ("memberships",),
    memberships,
    BY_MEMBERSHIP,
    *HELD,
    is_stock=True,
    stands_for=_MEMBERSHIP,
    **OF_PERSON,
)
PERSONS = RowSource(
    "persons",
    ("memberships", "persons"),
    persons,
    BY_MEMBERSHIP,
    *HELD,
    is_stock=True,
    stands_for=_MEMBERSHIP,
    **OF_PERSON,
)
ENGAGED = RowSource(
    "engaged",
    ("engagements", "memberships"),
    contracts,
    BY_MEMBERSHIP,
    *HELD,
    is_stock=True,
    stands_for={"engagements": ("id",), "memberships": ("membership",), **_PERSON},
    **OF_PERSON,
)
JOINED = RowSource(
    "joined",
    ("memberships",),
    partial(changes_of_membership, joined=True),
    BY_MEMBERSHIP,
    "Tính vào ngày bắt đầu.",
    "Counts on the first day.",
    stands_for=_MEMBERSHIP,
    **OF_PERSON,
)
LEFT = RowSource(
    "left",
    ("memberships",),
    partial(changes_of_membership, joined=False),
    (*BY_MEMBERSHIP, "end_reason"),
    "Tính vào ngày cuối cùng tham gia.",
    "Counts on the last day of service.",
    stands_for=_MEMBERSHIP,
    **OF_PERSON,
)
_STATED: Final = ("regulations", "regulation_provisions")
TARGETS = RowSource("targets", _STATED, partial(targets, of_groups=False), ("network",), *HELD, is_stock=True)
GROUP_TARGETS = RowSource(
    "group_targets",
    _STATED,
    partial(targets, of_groups=True),
    ("network", "composition"),
    *HELD,
    is_stock=True,
    required_dimensions=("composition",),
)
_HELD_BY: Final[Any] = {
    "day_vi": "Tính vào ngày cuối của hoạt động.",
    "day_en": "Counts on the last day of the activity.",
    "unit_vi": "đơn vị tổ chức",
    "unit_en": "the unit that held it",
    "stands_for": {"activities": ("id",)},
}
ACTIVITIES = RowSource("activities", ("activities",), activities, ("network", "org_unit"), **_HELD_BY)
TRAININGS = RowSource(
    "trainings", ("activities",), activities, ("network", "org_unit", "training_kind"), **_HELD_BY
)
_LAST_DAY: Final = (
    "Tính vào ngày cuối của kỳ phải báo cáo.",
    "Counts on the last day of the period reported on.",
)
OWED = RowSource(
    "owed",
    ("memberships", "reports"),
    obligations,
    ("network", "org_unit", "term", "provision", "report_kind", "owed_by"),
    *_LAST_DAY,
    is_of_ledger=True,
    dimension_table={"org_unit": "collaborators"},
    keep_senders=True,
    unit_vi="đơn vị phải nộp; khi cộng tác viên phải nộp: " + OF_PERSON["unit_vi"],
    unit_en="the unit that owes; where a member owes: " + OF_PERSON["unit_en"],
    stands_for={"memberships": ("membership",), **_PERSON},
    outcomes={OUTCOME: _outcomes()},
)
UNITS_OWED = RowSource(
    "units_owed",
    ("units", "reports"),
    owed_by_units,
    ("network", "org_unit", "provision", "report_kind"),
    *_LAST_DAY,
    unit_vi="đơn vị phải nộp",
    unit_en="the unit that owes",
    outcomes={OUTCOME: _outcomes()},
)

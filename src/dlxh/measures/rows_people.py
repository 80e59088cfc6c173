"""Cộng tác viên, hoạt động, nghĩa vụ báo cáo: the rows of seats, activities and what was owed."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from dlxh.measures.policy import WhyOpen
from dlxh.measures.source import Rows
from dlxh.measures.world import World
from dlxh.models.timeliness import NotOwedReason, Timeliness

if TYPE_CHECKING:
    import narwhals as nw

    Lazy = nw.LazyFrame[Any]

OPEN_END: Final = date(9999, 12, 31)
OUTCOME: Final = "came_out_as"


def seats(world: World, wanted: frozenset[str]) -> "Lazy":
    """Return the memberships with their first and last day; the last is far off while they go on."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    frame = world.tables["memberships"].with_columns(nw.col("end").fill_null(OPEN_END).alias("last"))
    own = sorted(wanted & {"org_unit", "composition"})
    if not own:
        return frame
    if "collaborators" not in world.tables:
        absent = [] if "composition" not in own else [nw.lit(None, nw.String()).alias("composition")]
        return frame.with_columns(nw.col("organisation").alias("org_unit"), *absent)
    home = world.tables["collaborators"].select(
        nw.col("id").alias("collaborator"), nw.col("organisation").alias("home"), "composition"
    )
    joined = frame.join(home, on="collaborator", how="left")
    return joined.with_columns(nw.coalesce("organisation", "home").alias("org_unit"))


def activities(world: World, wanted: frozenset[str]) -> "Lazy":  # noqa: ARG001 - nothing has to be joined
    """Return the activities with the unit that held them."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return world.tables["activities"].with_columns(
        nw.col("end").alias("day"), nw.col("organiser").alias("org_unit")
    )


def owed(world: World, wanted: frozenset[str]) -> "Lazy | None":  # noqa: ARG001 - nothing has to be joined
    """Return the ledger: one row per member, provision and period, with what became of it."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    if world.ledger is None:
        return None
    unbound = nw.col("status") == Timeliness.NOT_OWED.value
    outcome = nw.when(unbound).then(nw.col("reason")).otherwise(nw.col("status")).alias(OUTCOME)
    return world.ledger.rows.with_columns(nw.col("period_end").alias("day"), outcome)


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


SEATS = Rows(
    "seats",
    ("memberships",),
    seats,
    ("network", "org_unit", "role", "term", "composition"),
    "Tính vào ngày cuối kỳ.",
    "Counts on the last day of the period.",
    spans=True,
)
ACTIVITIES = Rows(
    "activities",
    ("activities",),
    activities,
    ("network", "org_unit"),
    "Tính vào ngày cuối của hoạt động.",
    "Counts on the last day of the activity.",
)
OWED = Rows(
    "owed",
    ("memberships", "reports"),
    owed,
    ("network", "org_unit", "term", "provision", "report_kind"),
    "Tính vào ngày cuối của kỳ phải báo cáo.",
    "Counts on the last day of the period reported on.",
    outcomes={OUTCOME: _outcomes()},
)

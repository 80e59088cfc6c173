"""Mạng lưới và chế độ: what would give everybody 0 đồng, or the full sum, without a word.

A scheme that was passed for a network that the register does not know is the caller's mistake. Members to pay without a
scheme, months without a provision in force, and a ledger without the network are said as findings: each line has its
reason, but only all together show that nobody of the network is paid, or that no condition can ever hold.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import narwhals as nw
import polars as pl

from dlxh.models.allowance import AllowanceScheme
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.months import Month
from dlxh.payroll.service_days import Frame
from dlxh.payroll.terms import PayTerm
from dlxh.register.finding import Finding, Phrase, Severity
from dlxh.register.tables import Tables
from dlxh.words.numbers import format_int

NO_SCHEME_VI = (
    "mạng lưới {record} có cộng tác viên hưởng phụ cấp mà không có chế độ chi nào, nên mọi dòng là 0 đồng; thêm chế độ của mạng "
    "lưới, hoặc sửa network của chế độ"
)
NO_SCHEME_EN = (
    "network {record} has paid members and no scheme, so every line is 0 đồng; add its scheme, or correct the network of the "
    "scheme"
)
NO_PROVISION_VI = (
    "mạng lưới {record} có cộng tác viên hưởng phụ cấp mà không mức chi nào của {schemes} áp dụng cho {months_vi}; kiểm tra ngày "
    "hiệu lực, cấp, vai trò và hạng của các mức chi"
)
NO_PROVISION_EN = (
    "network {record} has paid members, and no provision of {schemes} applies to {months_en}; check the days, levels, "
    "roles and ranks of the provisions"
)
NO_LEVEL_VI = "chế độ {schemes} chi theo cấp mà bảng mạng lưới không có {record}, nên các mức đó không chi cho ai; thêm mạng lưới"
NO_LEVEL_EN = "scheme {schemes} pays by level, and {record} is not in the table of networks, so those rates pay nobody; add the network"
NOT_OWED_VI = (
    "mức chi {provisions} phụ thuộc báo cáo phải nộp, mà sổ nghĩa vụ không có dòng nào của mạng lưới {record}, nên không ai bị "
    "giảm; lập sổ theo quy chế của mạng lưới đó"
)
NOT_OWED_EN = (
    "pay under {provisions} depends on which reports were owed, and the ledger has no row of network {record}, so nobody's is "
    "lowered; draw it up by the regulation of that network"
)
NOT_DUE_VI = (
    "mạng lưới {record} có {reports} báo cáo chưa đến hạn nộp mà mức chi {provisions} phụ thuộc vào, nên các báo cáo đó chưa làm giảm "
    "mức chi của ai; sau hạn nộp thì tính lại trước khi chi"
)
NOT_DUE_EN = (
    "network {record}: pay under {provisions} depends on reports that are not due yet ({reports}), so these reduce nobody's pay so "
    "far; calculate again after the due date before paying"
)
NO_CONTRACT_VI = "cộng tác viên {record} chưa có hợp đồng nào nên không được chi; thêm hợp đồng, hoặc ghi basis = membership"
NO_CONTRACT_EN = (
    "collaborator {record} has no contract at all and is not paid; add one, or state basis = membership"
)


def refuse_strangers(tables: Tables, schemes: Iterable[AllowanceScheme]) -> None:
    """Refuse schemes that were passed for a network that the register does not know.

    A register without any member or network knows none, and there nobody goes unpaid.

    Raises:
        PayrollError: with the schemes and the networks that there are.
    """
    network_of = {scheme.id: scheme.network for scheme in schemes}
    known = {row[0] for row in tables["memberships"].select("network").unique().collect("polars").iter_rows()}
    if "networks" in tables:
        known |= {row[0] for row in tables["networks"].select("id").collect("polars").iter_rows()}
    strange = [(scheme, network) for scheme, network in network_of.items() if network not in known]
    if known and strange:
        raise PayrollError.other_network(strange, known)


def unpaid_networks(
    schemes: tuple[AllowanceScheme, ...], terms: list[PayTerm], months: tuple[Month, ...], spells: Frame
) -> Iterator[Finding]:
    """Return a warning for each network whose paid members are under no scheme, or in some month under no provision.

    Args:
        schemes: The schemes.
        terms: Their provisions by month.
        months: The months.
        spells: Each membership in each month: network, month, paid, role, rank.
    """
    served: dict[str, set[int]] = {}
    covered: dict[str, set[int]] = {}
    pays = {
        (term.scheme.network, term.month.number, term.provision.role, term.provision.rank) for term in terms
    }
    known = spells.filter(
        nw.col("paid"), ~nw.col("network").is_null()
    )  # a membership without one is a finding already
    paid = known.select("network", "month", "role", "rank").unique()
    for network, month, role, rank in paid.iter_rows():
        served.setdefault(network, set()).add(month)
        fits = product([network], [month], (None, role), (None, rank))
        if not pays.isdisjoint(fits):
            covered.setdefault(network, set()).add(month)
    for network in sorted(served):
        own = ", ".join(scheme.id for scheme in schemes if scheme.network == network)
        left = served[network] - covered.get(network, set())
        empty = [month for month in months if month.number in left]
        if not own:
            yield _warning("no_scheme", NO_SCHEME_VI, NO_SCHEME_EN, network)
        elif empty:
            parameters = {
                "schemes": own,
                "months_vi": _write_months(empty, "vi"),
                "months_en": _write_months(empty, "en"),
            }
            yield _warning("no_provision_in_force", NO_PROVISION_VI, NO_PROVISION_EN, network, **parameters)


def unknown_levels(schemes: tuple[AllowanceScheme, ...], levels: Iterable[str]) -> Iterator[Finding]:
    """Return a warning for each network whose scheme pays by level, and whose level is not known."""
    by_level = [scheme for scheme in schemes if any(part.level is not None for part in scheme.provisions)]
    known = set(levels)
    for scheme in by_level:
        if scheme.network not in known:
            yield _warning("unknown_level", NO_LEVEL_VI, NO_LEVEL_EN, scheme.network, schemes=scheme.id)


def networks_not_owing(terms: Iterable[PayTerm], networks: Iterable[str]) -> Iterator[Finding]:
    """Return a warning for each network whose pay depends on reports and that has no row in the ledger.

    Args:
        terms: The provisions whose conditions look at reports.
        networks: The networks of the ledger.
    """
    asking = _provisions_by_network(terms)
    for network in sorted(asking.keys() - set(networks)):
        yield _warning("network_not_owing", NOT_OWED_VI, NOT_OWED_EN, network, provisions=asking[network])


def networks_not_due(terms: Sequence[PayTerm], waiting: pl.DataFrame) -> Iterator[Finding]:
    """Return a warning for each network whose pay depends on reports of the months that are not due yet.

    Args:
        terms: The provisions.
        waiting: The reports that are not due yet, and the terms that look at them: whose, report, term.
    """
    looking = [terms[place] for place in waiting["term"].unique().to_list()]
    for network, named in sorted(_provisions_by_network(looking).items()):
        places = [place for place, term in enumerate(terms) if term.scheme.network == network]
        reports = waiting.filter(pl.col("term").is_in(places)).select("whose", "report").n_unique()
        count = Phrase(format_int(reports, "vi"), format_int(reports, "en"))
        yield _warning("reports_not_due", NOT_DUE_VI, NOT_DUE_EN, network, provisions=named, reports=count)


def _provisions_by_network(terms: Iterable[PayTerm]) -> dict[str, str]:
    asking: dict[str, set[str]] = {}
    for term in terms:
        asking.setdefault(term.scheme.network, set()).add(term.provision.id)
    return {network: ", ".join(sorted(named)) for network, named in asking.items()}


def _warning(code: str, vi: str, en: str, network: str, **parameters: str | Phrase) -> Finding:
    return Finding(
        code,
        vi,
        en,
        severity=Severity.WARNING,
        table="networks",
        record=network,
        parameters=parameters,
        network=network,
    )


def _write_months(months: list[Month], lang: str) -> str:
    """Return months for reading, those that follow each other as the first and the last: 1/2018–3/2018."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and month.number == runs[-1][-1].number + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    ends = [sorted({run[0].first, run[-1].first}) for run in runs]
    if lang == "vi":
        return ", ".join("tháng " + "–".join(f"{day.month}/{day.year}" for day in run) for run in ends)
    return ", ".join("–".join(f"{day:%Y-%m}" for day in run) for run in ends)


def no_contract(collaborator: str) -> Finding:
    """Return the finding for a member who has no contract at all."""
    return Finding(
        "member_without_engagement",
        NO_CONTRACT_VI,
        NO_CONTRACT_EN,
        severity=Severity.WARNING,
        table="engagements",
        record=collaborator,
        field="membership",
    )

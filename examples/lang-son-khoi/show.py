"""Đảng ủy Khối Lạng Sơn: two terms, yearly contracts, a synthesis each month, and who was late."""

from pathlib import Path

import dlxh


def main() -> None:
    """Read, check, count and print."""
    reading = dlxh.read(Path(__file__).parent)
    register = reading.register
    print("Đọc được hết:", reading.ok, "| Phát hiện:", dlxh.check(register).counts())

    for term in register.terms:
        members = {seat.id for seat in register.memberships if seat.term == term.id}
        contracts = sum(contract.membership in members for contract in register.engagements)
        print(
            f"{term.label}: {len(members)} người, {contracts} hợp đồng, ngày đầu: {term.start or 'không công bố'}"
        )

    year = dlxh.Period.parse("2020-02-01/2021-01-31")  # the reports on 2020 came in one month later
    print(dlxh.measure(register, ["surveyed", "reports", "unit_reports"], period=year).to_text("vi"))

    for synthesis in (report for report in register.reports if report.kind == "synthesis"):
        came = [report for report in register.reports if report.author and report.period == synthesis.period]
        in_time = len(synthesis.sources)
        label = synthesis.period.label("vi") if synthesis.period else ""
        print(f"{label}: kịp tổng hợp {in_time}, chậm {len(came) - in_time}")


if __name__ == "__main__":
    main()

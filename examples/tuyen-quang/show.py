"""Tuyên Quang: who has not sent the month's return, what the returns add up to, and the year on both maps."""

from pathlib import Path

import polars as pl

import dlxh

HERE = Path(__file__).parent
PACK = dlxh.Pack("tq", codes=(dlxh.data.code_list(HERE / "training_kinds.toml"),))


def main() -> None:
    """Read, check, count and print."""
    reading = dlxh.read(HERE, pack=PACK)
    register = reading.register
    print("Đọc được hết:", reading.ok, "| Phát hiện:", dlxh.check(register).counts())

    june = dlxh.Period.parse("tháng 6/2026")
    owed = dlxh.obligations(register, june).polars.filter(pl.col("owed_by") == "unit")
    silent = owed.filter(pl.col("status") == "missing")["org_unit"].sort()
    print(f"Chưa nộp báo cáo {june.label('vi')}, {len(silent)} trên {len(owed)} đơn vị:")
    print(*(f"- {register.unit(unit).name}" for unit in silent), sep="\n")

    returned = dlxh.measure(register, "monthly_return", period=june, where={"network": ["TQ-ML"]})
    print(returned.table("vi").to_text())

    watched = dlxh.measure(register, ["watched_items", "watch_answer_rate"], by="topic", period=june)
    print(watched.to_text("vi"))

    days = dlxh.Period.parse("2025-05-01/2026-06-30")
    print(dlxh.measure(register, "unit_reports", by="province", period=days, units="as_was").to_text("vi"))
    print(dlxh.measure(register, "unit_reports", by="province", period=days, units="as_is").to_text("vi"))


if __name__ == "__main__":
    main()

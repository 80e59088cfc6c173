"""Gia Lai: 35 collaborators and 386 submissions, by half-year, until the conference of 24 July 2024."""

from datetime import date
from pathlib import Path

import dlxh


def main() -> None:
    """Read, check, count and print."""
    reading = dlxh.read(Path(__file__).parent)
    register = reading.register
    print("Đọc được hết:", reading.ok, "| Phát hiện:", dlxh.check(register).counts())

    until_conference = dlxh.Period.custom(date(2021, 5, 1), date(2024, 7, 24))
    asked = ["collaborators", "report_times", "reports", "classes", "trainees"]
    print(dlxh.measure(register, asked, period=until_conference).to_text("vi"))
    print(dlxh.measure(register, ["report_times"], by=["half_year"], period=until_conference).to_text("vi"))

    province = register.unit("GL-TINH-64")
    for step in province.successors:
        new = register.unit(step.successor)
        old_code, new_code = (unit.area.code if unit.area else "" for unit in (province, new))
        print(f"{province.name} ({old_code}) → {new.name} ({new_code}), {step.on:%d/%m/%Y}")


if __name__ == "__main__":
    main()

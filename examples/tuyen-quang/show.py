"""Tuyên Quang: the communes since 1 July 2025 and their monthly returns, on the map of today and before."""

from pathlib import Path

import dlxh


def main() -> None:
    """Read, check, count and print."""
    reading = dlxh.read(Path(__file__).parent)
    register = reading.register
    print("Đọc được hết:", reading.ok, "| Phát hiện:", dlxh.check(register).counts())

    half = dlxh.Period.parse("6 tháng đầu năm 2026")
    asked = ["unit_reports", "reports", "classes", "trainees", "cases_concluded"]
    print(dlxh.measure(register, asked, period=half).to_text("vi"))

    print("Báo cáo nhận trong tháng 5 và 6/2025 của 28 xã huyện Yên Sơn cũ, tính cho xã hiện nay:")
    before = dlxh.Period.parse("2025-05-01/2025-06-30")
    result = dlxh.measure(register, ["unit_reports"], by=["commune"], period=before, units="as_is")
    counted = (line for line in result.to_text("vi").splitlines() if not line.endswith(": 0 báo cáo"))
    print("\n".join(counted))


if __name__ == "__main__":
    main()

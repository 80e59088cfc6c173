"""Thành ủy Sơn La: 15 collaborators, and a number of reports that is unknown and not zero."""

from pathlib import Path

import dlxh


def main() -> None:
    """Read, check, count and print."""
    reading = dlxh.read(Path(__file__).parent)
    register = reading.register
    print("Đọc được hết:", reading.ok, "| Phát hiện:", dlxh.check(register).counts())

    half = dlxh.Period.parse("6 tháng đầu năm 2022")
    print(dlxh.measure(register, ["collaborators", "reports"], period=half).to_text("vi"))
    print("Bảng chưa đủ dòng:", sorted(register.partial))

    topics = dlxh.data.code_list("topics")
    for report in register.reports:
        print(dlxh.data.label(report.kind, "vi"), "|", dlxh.data.label(report.channel, "vi"))
        for matter in report.items:
            print("  -", matter.local_topic or topics.label(matter.topics[0], "vi"))


if __name__ == "__main__":
    main()

"""Hà Nam: every stream with its basis, every matter with forecast and proposal."""

from pathlib import Path

import dlxh


def main() -> None:
    """Read, check, count and print one matter in full."""
    reading = dlxh.read(Path(__file__).parent)
    register = reading.register
    print("Đọc được hết:", reading.ok, "| Phát hiện:", dlxh.check(register).counts())

    year = dlxh.Period.parse("năm 2018")
    print(dlxh.measure(register, ["streams"], by=["stance"], period=year).to_text("vi"))

    matter = register.reports[0].items[0]
    print("Nội dung:", matter.summary)
    for stream in matter.streams:
        print("- luồng ý kiến:", dlxh.data.label(stream.stance, "vi"), "| căn cứ:", stream.basis)
    print("Dự báo:", matter.forecast)
    print("Kiến nghị:", matter.proposal)


if __name__ == "__main__":
    main()

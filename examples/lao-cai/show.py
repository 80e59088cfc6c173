"""Lào Cai: from reports to contents that were directed and verified, one by one."""

from pathlib import Path

import dlxh


def main() -> None:
    """Read, check, count and print one case step by step."""
    reading = dlxh.read(Path(__file__).parent)
    register = reading.register
    print("Đọc được hết:", reading.ok, "| Phát hiện:", dlxh.check(register).counts())

    end_of_year = dlxh.Period.parse("năm 2021")
    print(dlxh.measure(register, ["collaborators"], by=["unit"], period=end_of_year).frame)
    print(dlxh.measure(register, ["contents"], by=["route", "finding"]).to_text("vi"))
    print(dlxh.measure(register, ["awards"]).to_text("vi"))  # published without its number: unknown, not zero

    case = register.cases[0]
    print(f"{case.id}: {case.title} ({dlxh.data.label(case.route, 'vi') if case.route else ''})")
    for event in case.events:
        actor = register.unit(event.by).name if event.by else ""
        print(f"  {event.at:%d/%m/%Y} {dlxh.data.label(event.kind, 'vi')}: {actor}")


if __name__ == "__main__":
    main()

"""Chạy hằng đêm: check a register, count the month, see who has not reported, and write all of it into files.

    python nightly.py --demo                                     an invented register
    python nightly.py register.zip --as-of 2026-07-31            what `register.write` wrote, a folder or a zip
    python nightly.py data --as-of 2026-07-31                    partitioned Parquet, on DuckDB
    python nightly.py data --as-of 2026-07-31 --spark            the same on Spark; on a cluster --spark yarn
    python nightly.py sqlite:///register.db --as-of 2026-07-31   the tables of dlxh.store, also on PostgreSQL

Exit codes: 0 no error found by the rules that were judged (the others are named); 1 a finding is an error;
2 the data could not be read, a library is missing, or the program failed.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import dlxh

FINE, AT_FAULT, UNREADABLE = 0, 1, 2

try:
    import duckdb
    from demo import write_parquet
    from opening import open_tables
    from writing import Night
except ModuleNotFoundError as missing:
    print(f"thiếu thư viện / missing: {missing.name}; python -m pip install duckdb pyarrow", file=sys.stderr)
    sys.exit(UNREADABLE)


def command_line() -> argparse.ArgumentParser:
    """What the program takes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "source",
        nargs="?",
        help="a register that was written, a folder of Parquet, or the address of a database",
    )
    parser.add_argument("--as-of", type=date.fromisoformat, help="the day of the records")
    parser.add_argument("--month", help="the month that is counted, such as 2026-06; else the last whole one")
    parser.add_argument("--out", type=Path, default=Path("night"), help="the folder of the night's files")
    parser.add_argument("--only", action="append", help="check only these rules or tables, such as reports")
    parser.add_argument(
        "--collect", action="store_true", help="read all into memory first: quicker, if it fits"
    )
    parser.add_argument("--spark", nargs="?", const="local[2]", metavar="MASTER", help="compute on Spark")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.add_argument("--demo", action="store_true", help="an invented register, as Parquet")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the night and return its exit code."""
    options = command_line().parse_args(arguments)
    if not (options.source or options.demo):
        command_line().error("hãy nêu nguồn dữ liệu, hoặc --demo / name a source, or --demo")
    night = Night(options.out, options.lang)
    try:
        with TemporaryDirectory() as folder:
            if options.demo:
                register = dlxh.read(dlxh.example("tuyen-quang")).register
                options.source, options.as_of = write_parquet(register, Path(folder)), register.as_of
            with open_tables(str(options.source), options.as_of, options.spark) as tables:
                return run(tables.collect() if options.collect else tables, options, night)
    except dlxh.Error as error:
        night.say(error.vi, error.en)
    except (OSError, duckdb.Error) as error:
        night.say(str(error), str(error))
    except ModuleNotFoundError as error:
        how = f"python -m pip install {error.name}"
        night.say(f"thiếu thư viện {error.name}; {how}", f"the library {error.name} is missing; {how}")
    except Exception:  # noqa: BLE001 - else it would end with 1, which means that a finding is an error
        traceback.print_exc()
    finally:
        night.give_up()
    return UNREADABLE


def run(tables: dlxh.Tables, options: argparse.Namespace, night: Night) -> int:
    """Check, count and see who has not reported; what was written the night before stays until all is there."""
    calendar = dlxh.data.vietnam_calendar()
    month = dlxh.Period.parse(options.month) if options.month else last_month(tables.as_of)
    night.say(
        f"đã mở {len(tables.names)} bảng ({tables.engine})", f"{len(tables.names)} tables ({tables.engine})"
    )
    findings = dlxh.check(tables, calendar=calendar, only=options.only or ())
    night.write_findings(findings)
    night.write_figures(dlxh.measure(tables, "monthly_return", by="unit", period=month, calendar=calendar))
    try:
        night.write_silent(dlxh.obligations(tables, month, calendar=calendar))
    except dlxh.errors.MissingInputError as error:  # nothing says what is owed
        night.say(error.vi, error.en)
    night.finish()
    return FINE if findings.ok else AT_FAULT


def last_month(day: date) -> dlxh.Period:
    """Return the last month that has ended, this day included.

    >>> last_month(date(2026, 7, 31)).code, last_month(date(2026, 8, 1)).code
    ('2026-07', '2026-07')
    """
    month = dlxh.Period.of("month", day)
    return month if month.end <= day else month.previous()


if __name__ == "__main__":
    sys.exit(main())

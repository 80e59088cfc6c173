"""Lệnh: the server, and the month for a nightly job.

    python -m fastapi_intake                        serve on 127.0.0.1:8000; SQLite in intake.db
    python -m fastapi_intake month 2026-05          who has not reported, and the figures
    python -m fastapi_intake --database sqlite:///son-la.db load so-cua-tinh
                                                    write a province's register into a new database
    python -m fastapi_intake --database postgresql+psycopg://intake@host/province

A database without rows is filled with the register of a province that does not exist.
"""

import argparse
import sys
from collections.abc import Sequence

import sqlalchemy as sa

import dlxh
from fastapi_intake.app import create_app
from fastapi_intake.book import Book, connect, fill, invent, prepare


def command_line() -> argparse.ArgumentParser:
    """What the program takes."""
    parser = argparse.ArgumentParser(
        prog="python -m fastapi_intake",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", default="sqlite:///intake.db", metavar="URL")
    commands = parser.add_subparsers(dest="command")
    serve = commands.add_parser("serve", help="the server; so it is without a command")
    serve.add_argument("--port", type=int, default=8000)
    load = commands.add_parser("load", help="write a register into a database without rows")
    load.add_argument("source", help="a folder, zip or JSON of register.write(..., personal=True)")
    month = commands.add_parser("month", help="who has not reported, and the figures")
    month.add_argument("month", help="such as 2026-05")
    month.add_argument("--lang", choices=("vi", "en"), default="vi")
    return parser


def say(line: str) -> None:
    """Print a line for who runs the program."""
    print(line, file=sys.stderr)


def load_register(engine: sa.Engine, source: str) -> int:
    """Write the register of a province into a database without rows; a register with faulty rows is not written.

    Raises:
        dlxh.Error: the source cannot be read, or the database has rows already.
    """
    reading = dlxh.read(source)
    if not reading.ok:
        say(reading.findings.to_text("vi"))
        say("không ghi gì / nothing was written")
        return 2
    number = fill(engine, reading.register)
    say(f"đã ghi / written: {number} dòng / rows")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 2 where there is nothing to count or nothing was written."""
    options = command_line().parse_args(arguments)
    engine = connect(options.database)
    try:
        if options.command == "load":
            return load_register(engine, options.source)
        if number := prepare(engine, invent):
            say(f"đã ghi sổ của một tỉnh giả định / an invented province was written: {number} dòng / rows")
        if options.command == "month":
            print(Book(engine).month(options.month).to_text(options.lang))
            return 0
    except dlxh.Error as error:
        say(str(error))
        return 2
    import uvicorn  # noqa: PLC0415 - a nightly job needs no server

    uvicorn.run(create_app(engine), port=getattr(options, "port", 8000))
    return 0


if __name__ == "__main__":
    sys.exit(main())

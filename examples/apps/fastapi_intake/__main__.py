"""Lệnh: the server, and the month for a nightly job.

    python -m fastapi_intake                        serve on 127.0.0.1:8000; SQLite in intake.db
    python -m fastapi_intake month 2026-05          who has not reported, and the figures
    python -m fastapi_intake --database postgresql+psycopg://intake@host/province

A database without tables is given them, with the register of a province that does not exist.
"""

import argparse
import sys
from collections.abc import Sequence

import dlxh
from fastapi_intake.app import create_app
from fastapi_intake.book import Book, connect, invent, prepare


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
    month = commands.add_parser("month", help="who has not reported, and the figures")
    month.add_argument("month", help="such as 2026-05")
    month.add_argument("--lang", choices=("vi", "en"), default="vi")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 2 where there is nothing to count."""
    options = command_line().parse_args(arguments)
    engine = connect(options.database)
    prepare(engine, invent)
    if options.command == "month":
        try:
            print(Book(engine).month(options.month).to_text(options.lang))
        except dlxh.Error as error:
            print(error, file=sys.stderr)
            return 2
        return 0
    import uvicorn  # noqa: PLC0415 - a nightly job needs no server

    uvicorn.run(create_app(engine), port=getattr(options, "port", 8000))
    return 0


if __name__ == "__main__":
    sys.exit(main())

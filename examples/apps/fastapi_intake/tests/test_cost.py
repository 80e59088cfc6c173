"""What the check costs a request."""

import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from fastapi.testclient import TestClient
from fastapi_intake.app import create_app
from fastapi_intake.book import Book, connect, invent, prepare
from fastapi_intake.tests.sample import report

import dlxh

TIMES = 100
BAR = 3


class Unchecked(Book):
    """The same without the check."""

    def check(self, report: dlxh.Report, *, replacing: bool) -> dlxh.Findings:  # noqa: ARG002
        """Find nothing."""
        return dlxh.Findings()


def test_the_check_is_the_smaller_part_of_a_request(tmp_path: Path) -> None:
    """A report that is sent costs at most three times the CPU that it costs without the check, in a province's register."""
    register = invent()
    serving = (each for each in register.memberships if each.end is None and each.network == "ML-00")
    body = report(network="ML-00", author=next(serving).collaborator, kind="thematic", items=[])
    spent: dict[type[Book], list[float]] = {Book: [], Unchecked: []}
    with ExitStack() as opened:
        clients = []
        for kind in spent:
            engine = connect(f"sqlite:///{tmp_path / kind.__name__}.db")
            prepare(engine, lambda: register)
            clients.append((kind, opened.enter_context(TestClient(create_app(engine, kind)))))
        for number in range(TIMES):
            for kind, client in clients:
                began = time.process_time()
                answer = client.post("/reports", json=body | {"id": f"BC-{number}"})
                spent[kind].append(time.process_time() - began)
                assert answer.status_code == 201, answer.text
    checked, unchecked = (1_000 * median(times) for times in spent.values())
    print(f"{checked:.1f} ms with the check, {unchecked:.1f} ms without: {checked / unchecked:.2f}")
    assert checked <= BAR * unchecked

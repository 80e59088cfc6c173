"""In Chromium: the form filled wrongly, the error at its field, mended, and the figure of the month that changes."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HOME = Path(__file__).resolve().parents[1]
WIDTHS = (1280, 390)

sync = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module", name="address")
def fixture_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application, started by its one command on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("demo")
    environment = os.environ | {"REGISTER_DATABASE": str(home / "demo.sqlite3")}
    with (home / "log").open("w") as log:
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        server = subprocess.Popen(command, cwd=HOME, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/bao-cao/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers; a minute is enough for a busy machine."""
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(address, timeout=60):  # noqa: S310 - our own address
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the server does not answer")


@pytest.fixture(name="page", params=WIDTHS)
def fixture_page(request: pytest.FixtureRequest) -> Iterator["sync.Page"]:
    """A window of a desk, and one of a telephone."""
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=vi"])
        page = browser.new_page(viewport={"width": request.param, "height": 900}, locale="vi-VN")
        yield page
        browser.close()


def shoot(page: "sync.Page", name: str) -> None:
    """Keep a picture where one is asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def judge(page: "sync.Page") -> None:
    """Axe finds nothing, and nothing is cut off at the side."""
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def missing(page: "sync.Page", address: str) -> int:
    """The month's figure of reports that did not come."""
    page.goto(f"{address}/thang/2026-07/")
    row = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="báo cáo không nộp", exact=True)
    )
    return int(row.get_by_role("cell").last.inner_text())


def test_a_report_from_the_wrong_day_is_mended(page: "sync.Page", address: str) -> None:
    """Filled wrongly, the form says what is wrong at each field; mended, the report is stored and counted."""
    before = missing(page, address)
    judge(page)
    shoot(page, "month")

    page.get_by_role("link", name="Nhập báo cáo").click()
    author = f"TQ-XV-CTV-0{5 + before % 2}"
    page.get_by_label("Cộng tác viên gửi").select_option(author)
    page.get_by_label("Loại báo cáo").select_option(label="báo cáo định kỳ")
    page.get_by_label("Kỳ báo cáo").fill("tháng 7/2026")
    page.get_by_label("Thời điểm nhận").fill("3/8/2026 08:00")
    page.get_by_label("Lĩnh vực").select_option(label="đất đai")
    page.get_by_label("Phạm vi").select_option(label="tại địa phương, cơ sở")
    page.get_by_label("Tóm tắt").fill("Đền bù chậm.")
    judge(page)
    page.get_by_role("button", name="Lưu").click()

    channel = page.get_by_label("Kênh gửi")
    assert page.evaluate("document.activeElement.className") == "summary"
    sync.expect(channel).to_have_accessible_description("Chọn kênh gửi")
    assert channel.get_attribute("aria-invalid") == "true"
    judge(page)
    shoot(page, "form-missing")
    page.get_by_role("alert").get_by_role("link", name="Chọn kênh gửi").click()
    sync.expect(channel).to_be_focused()
    channel.select_option(label="Zalo")
    page.get_by_role("button", name="Lưu").click()

    received = page.get_by_label("Thời điểm nhận")
    assert page.evaluate("document.activeElement.className") == "summary"
    sync.expect(received).to_have_accessible_description(re.compile("được nhận sau ngày số liệu"))
    assert channel.get_attribute("aria-invalid") is None
    judge(page)
    shoot(page, "form-check")
    received.fill("28/7/2026 08:00")
    page.get_by_role("button", name="Lưu").click()

    sync.expect(page.get_by_role("status")).to_contain_text("Đã lưu BC-")
    judge(page)
    shoot(page, "stored")
    assert missing(page, address) == before - 1


def test_every_other_page(page: "sync.Page", address: str) -> None:
    """Axe finds nothing in the other pages either; a warning asks for a word."""
    page.goto(f"{address}/bao-cao/")
    judge(page)
    shoot(page, "reports")
    page.goto(f"{address}/tu-cach/them/")
    judge(page)
    page.get_by_role("button", name="Lưu").click()
    judge(page)
    shoot(page, "membership")
    page.get_by_role("link", name="Tư cách", exact=True).click()
    judge(page)
    shoot(page, "memberships")
    page.get_by_role("link", name=re.compile("^Sửa tư cách")).first.click()
    sync.expect(page.get_by_label("Cộng tác viên (bắt buộc)")).to_have_value(re.compile("TQ-XV-CTV"))
    judge(page)
    shoot(page, "membership-edit")
    page.goto(f"{address}/thang/1990-01/")
    sync.expect(page.get_by_role("heading", level=1)).to_have_text("Chưa có số liệu của thời gian này")
    judge(page)

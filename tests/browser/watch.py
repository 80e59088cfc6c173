"""What a page did that no page should do: a message on the console, a request to elsewhere, a request that failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:  # the gate hears without a browser
    from playwright.sync_api import ConsoleMessage, Page, Request, Response

LOCAL = ("data", "blob", "about")
"""Addresses that bring their content along: nothing is fetched."""


@dataclass
class Watch:
    """Listens to one page, and keeps each fault as a line."""

    address: str
    faults: list[str] = field(default_factory=list)
    allowed: set[str] = field(default_factory=set)
    """Addresses that may fail, such as that of a page that a test asks for because it is not there."""

    def listen(self, page: Page) -> None:
        """Hear all that a page of Playwright does."""
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.faults.append(f"error in a script: {error}"))
        page.on("request", self.request)
        page.on("requestfailed", self.fail)
        page.on("response", self.respond)

    def hear(self, message: ConsoleMessage) -> None:
        """A page has nothing to complain about."""
        if message.type in {"error", "warning"} and message.location["url"] not in self.allowed:
            self.faults.append(f"console {message.type}: {message.text}")

    def request(self, request: Request) -> None:
        """A page fetches from its own site only."""
        if not f"{request.url}/".startswith(f"{self.address}/") and urlsplit(request.url).scheme not in LOCAL:
            self.faults.append(f"fetched from elsewhere: {request.url}")

    def fail(self, request: Request) -> None:
        """Each request ends; one that the page itself gave up because it was left is none of its faults."""
        if request.failure != "net::ERR_ABORTED" and request.url not in self.allowed:
            self.faults.append(f"request failed ({request.failure}): {request.url}")

    def respond(self, response: Response) -> None:
        """Each request is answered with what was asked for."""
        if response.status >= 400 and response.url not in self.allowed:
            self.faults.append(f"answered {response.status}: {response.url}")

    def take(self) -> list[str]:
        """Return the faults so far, and begin anew."""
        taken, self.faults = self.faults, []
        return taken

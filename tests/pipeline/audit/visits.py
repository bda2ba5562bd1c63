"""Somebody at the audit page with a real browser: the page served from this process, what it asked for, what went wrong."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from pipeline.audit.sessions import Door
from pipeline.audit.web import Site, application

SIZE = {"width": 1500, "height": 950}


@contextmanager
def served(out: Path, door: Door | None = None) -> Iterator[tuple[str, Site]]:
    """The page of an output on this machine; the address of its entrance."""
    site = Site(out, door or Door(None, "이새론"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(application(site), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/enter/{site.door.key}", site
        server.should_exit = True
        thread.join()


class Visit:
    """A page of the browser that remembers what it asked for and what went wrong in it."""

    def __init__(self, chromium: Any, address: str) -> None:
        self.page = chromium.new_page(viewport=SIZE)
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self.faults.append(message.text) if "Refused" in message.text else None)
        self.page.goto(address)
        self.home = re.match(r"http://[^/]+", address)[0]  # type: ignore[index]

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def next_page(self, key: str) -> None:
        with self.page.expect_navigation():
            self.press(key)
        self.page.wait_for_selector("#review, .queue")

    def close(self) -> None:
        """Nothing was asked of another machine, and nothing went wrong."""
        assert [url for url in self.requests if not url.startswith(self.home)] == []
        assert self.faults == []
        self.page.close()

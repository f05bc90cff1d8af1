"""A simulator of a digital mailbox and of a printing house: a real HTTP receiver for the demo and the tests.

It keeps what it is given, says when each letter lay in the mailbox or was posted, and notices when somebody opens one.
People whose national identity number ends in 7 have said no to digital post. A test can make it fail, refuse or hang.
"""

import base64
import hashlib
import html
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tolkeregister.core.clock import OSLO, clock_ahead, utc_now
from web.demo.answering import QuietHandler
from web.demo.inbox import PAGE
from web.demo.moved_clock import AHEAD

MAILBOX, PRINTING_HOUSE = "postkasse", "trykkeri"
SAID_NO = "7"
_NAMES = {MAILBOX: "digital postkasse", PRINTING_HOUSE: "papir"}
_TITLE = "Brev i demoen"


class Simulator:
    """What the receiver keeps, in a folder, and what it pretends: "", "down", "refuse", "nonsense" or "hang"."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.folder, self.clock, self.trouble = folder, clock, ""
        self.hang_for = 30.0  # seconds
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, carrier: str, reference: str, letter: dict[str, str]) -> int:
        """Keep a letter; returns the status of the answer. The same reference again changes nothing."""
        pdf = base64.b64decode(letter["pdf"])
        if hashlib.sha256(pdf).hexdigest() != letter["sha256"]:
            return 400
        if carrier == MAILBOX and letter["mottaker"].endswith(SAID_NO):
            return 404
        if not self._meta(carrier, reference).exists():
            self._meta(carrier, reference).with_suffix(".pdf").write_bytes(pdf)
            self._write(carrier, reference, {
                "navn": letter["navn"], "tittel": letter["tittel"], "levert": self.clock().isoformat(), "apnet": None,
            })  # fmt: skip
        return 200

    def known(self, carrier: str, reference: str) -> dict[str, Any] | None:
        """What is known of a letter; None for one that never came."""
        path = self._meta(carrier, reference)
        return json.loads(path.read_text()) if path.exists() else None

    def open(self, carrier: str, reference: str) -> bytes | None:
        """The letter itself; a digital one is opened by this."""
        known = self.known(carrier, reference)
        if known is None:
            return None
        if carrier == MAILBOX and known["apnet"] is None:
            self._write(carrier, reference, {**known, "apnet": self.clock().isoformat()})
        return self._meta(carrier, reference).with_suffix(".pdf").read_bytes()

    def all(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Every letter, newest first."""
        found = [
            (*path.stem.split("-", 1), json.loads(path.read_text())) for path in self.folder.glob("*.json")
        ]
        return sorted(found, key=lambda each: each[2]["levert"], reverse=True)

    def _meta(self, carrier: str, reference: str) -> Path:
        return self.folder / f"{carrier}-{Path(reference).name}.json"

    def _write(self, carrier: str, reference: str, known: dict[str, Any]) -> None:
        fresh = self._meta(carrier, reference).with_suffix(".new")
        fresh.write_text(json.dumps(known, ensure_ascii=False))
        fresh.replace(self._meta(carrier, reference))


def _list(simulator: Simulator) -> str:
    rows = []
    for carrier, reference, known in simulator.all():
        at = datetime.fromisoformat(known["levert"]).astimezone(OSLO)
        state = ("åpnet" if known["apnet"] else "ikke åpnet") if carrier == MAILBOX else "lagt i posten"
        rows.append(
            f'<li><a href="/{carrier}/brev/{reference}.pdf">{html.escape(known["tittel"])}</a>'
            f"<small>Til {html.escape(known['navn'])} · {_NAMES[carrier]} · {at:%d.%m.%Y %H.%M} · {state}</small></li>"
        )
    about = "<p>Etterligner digital postkasse og trykkeri. Ingen brev forlater maskinen. Den som har fødselsnummer"
    about += f" som slutter på {SAID_NO}, har sagt nei til digital post.</p>"
    return about + (f"<ul>{''.join(rows)}</ul>" if rows else "<p>Ingen brev ennå.</p>")


class LetterServer(ThreadingHTTPServer):
    """The receiver and its page on this machine only; port 0 takes any free one."""

    def __init__(self, simulator: Simulator, port: int) -> None:
        self.simulator = simulator
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(QuietHandler):
    server: LetterServer

    def do_GET(self) -> None:
        carrier, reference = self._asked_for()
        if not carrier:
            page = PAGE.format(title=_TITLE, body=_list(self.server.simulator))
            self.answer(200, page.encode(), "text/html; charset=utf-8")
        elif reference.endswith(".pdf"):
            pdf = self.server.simulator.open(carrier, reference.removesuffix(".pdf"))
            self.answer(200 if pdf else 404, pdf or b"", "application/pdf")
        elif not self._troubled():
            known = self.server.simulator.known(carrier, reference)
            self.answer(200 if known else 404, json.dumps(known or {}).encode(), "application/json")

    def do_PUT(self) -> None:
        sent = self.rfile.read(int(self.headers.get("content-length", 0)))
        carrier, reference = self._asked_for()
        if not self._troubled():
            status = self.server.simulator.take(carrier, reference, json.loads(sent)) if carrier else 404
            self.answer(status, b"{}", "application/json")

    def _asked_for(self) -> tuple[str, str]:
        parts = urlsplit(self.path).path.strip("/").split("/")
        fits = len(parts) == 3 and parts[0] in _NAMES and parts[1] == "brev"
        return (parts[0], parts[2]) if fits else ("", "")

    def _troubled(self) -> bool:
        match self.server.simulator.trouble:
            case "down":
                self.answer(503, b"", "text/plain")
            case "refuse":
                self.answer(403, b"", "text/plain")
            case "nonsense":
                self.answer(200, b"<html>", "text/html")
            case "hang":
                time.sleep(self.server.simulator.hang_for)
            case _:
                return False
        return True


if __name__ == "__main__":
    clock = clock_ahead(int(os.environ.get(AHEAD) or 0))
    LetterServer(Simulator(Path(os.environ["LETTERS_FOLDER"]), clock), int(sys.argv[1])).serve_forever()

"""A simulator of the population register (Folkeregisteret): a real HTTP server for the demo and the tests.

It knows the newcomers and everybody in the demo's own database, and answers in the shape of Folkeregisteret's API. A
test or a person can make it silent: POST /stans and POST /start.
"""

import asyncio
import html
import json
import os
import sys
from collections.abc import Callable, Mapping
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from web.demo.answering import QuietHandler
from web.demo.inbox import PAGE
from web.demo.nation.newcomers import NEWCOMERS, Newcomer

_PERSON = """
    SELECT national_id, given_name, family_name, gender, born_on, municipality_code, dead_on FROM person
     WHERE national_id = $1 AND synthetic
"""
_GENDERS = {"woman": "kvinne", "man": "mann"}
Look = Callable[[str], Mapping[str, Any] | None]


def answer_about(person: Newcomer) -> dict[str, Any]:
    """A newcomer in the shape of Folkeregisteret's API."""
    numbers = [{"foedselsEllerDNummer": person.national_id, "status": "iBruk"}]
    if person.former:
        numbers.append({"foedselsEllerDNummer": person.former, "status": "opphoert"})
    return {
        "identifikasjonsnummer": numbers, "navn": {"fornavn": person.given_name, "etternavn": person.family_name},
        "kjoenn": _GENDERS[person.gender], "foedselsdato": person.born_on.isoformat(),
        "bostedsadresse": {"kommunenummer": person.municipality_code}, "adressebeskyttelse": person.protection,
    }  # fmt: skip


def in_database(database_url: str) -> Look:
    """Looks people up in the demo's database, for the checks that are made again on a timetable."""

    async def ask(number: str) -> Mapping[str, Any] | None:
        connection = await asyncpg.connect(database_url)
        try:
            row = await connection.fetchrow(_PERSON, number)
        finally:
            await connection.close()
        return None if row is None else {
            "identifikasjonsnummer": [{"foedselsEllerDNummer": row["national_id"], "status": "iBruk"}],
            "navn": {"fornavn": row["given_name"], "etternavn": row["family_name"]},
            "kjoenn": _GENDERS[row["gender"]], "foedselsdato": row["born_on"].isoformat(),
            "bostedsadresse": {"kommunenummer": row["municipality_code"]}, "adressebeskyttelse": "ugradert",
            **({"doedsfall": {"doedsdato": row["dead_on"].isoformat()}} if row["dead_on"] else {}),
        }  # fmt: skip

    return lambda number: asyncio.run(ask(number))


def nobody_else(number: str) -> None:
    """Only the newcomers are known."""


def server(look: Look, port: int) -> ThreadingHTTPServer:
    """The register and its page; port 0 takes any free one. `trouble` on the server makes it silent."""
    known = {number: each for each in NEWCOMERS for number in (each.national_id, each.former) if number}

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path).path.strip("/").split("/")
            if parts == [""]:
                self.answer(200, _page(bool(vars(self.server).get("trouble"))), "text/html; charset=utf-8")
            elif vars(self.server).get("trouble"):
                self.answer(503, b"", "text/plain")
            elif len(parts) == 3 and parts[:2] == ["v1", "personer"]:
                found = answer_about(known[parts[2]]) if parts[2] in known else look(parts[2])
                self.answer(200 if found else 404, json.dumps(found or {}).encode(), "application/json")
            else:
                self.answer(404, b"", "text/plain")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            vars(self.server)["trouble"] = self.path == "/stans"
            self.send_response(303)
            self.send_header("location", "/")
            self.send_header("content-length", "0")
            self.end_headers()

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def _page(is_silent: bool) -> bytes:
    rows = "".join(
        f"<li>{html.escape(each.name)}<small>Født {each.born_on:%d.%m.%Y} · {each.protection}</small></li>"
        for each in NEWCOMERS
    )
    button, path = ("Start igjen", "/start") if is_silent else ("Stans (som om det var nede)", "/stans")
    body = "<p>Etterligner Folkeregisteret. Alle personer er oppdiktet.</p>"
    body += f'<form method="post" action="{path}"><button>{button}</button></form><ul>{rows}</ul>'
    return PAGE.format(title="Folkeregisteret i demoen", body=body).encode()


if __name__ == "__main__":
    server(in_database(os.environ["DATABASE_URL"]), int(sys.argv[1])).serve_forever()

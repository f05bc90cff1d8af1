"""The demo's mail server: a real SMTP server that keeps messages in a folder, and a page that lists them."""

import asyncio
import email
import email.policy
import html
import os
import sys
import time
from email.message import EmailMessage
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from aiosmtpd.controller import Controller

from web.demo.answering import QuietHandler

KEPT = 500  # messages
PAGE = """<!doctype html><html lang="nb"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Innboks for demoen</title><style>
body{{font:17px/1.5 Inter,system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#262c30}}
a{{color:#226576}} li{{padding:.6rem 0;border-bottom:1px solid #d9dadb;list-style:none}} ul{{padding:0}}
pre{{white-space:pre-wrap;background:#f0f4f6;padding:1rem;border-radius:8px;font:inherit}}
input,button{{font:inherit;padding:.4rem .6rem}} small{{color:#595e61;display:block}}</style>
<h1>{title}</h1>{body}</html>"""


class KeepInFolder:
    """Keeps each message in a file named after its arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Take one message."""
        name = f"{time.time_ns()}.eml"
        (self.folder / name).write_bytes(envelope.content)
        for old in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return "250 kept"


def _read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _list(folder: Path, recipient: str) -> str:
    rows = []
    for path in sorted(folder.glob("*.eml"), reverse=True)[:KEPT]:
        message = _read(path)
        if recipient and recipient.casefold() not in str(message["To"]).casefold():
            continue
        rows.append(
            f'<li><a href="/{path.stem}">{html.escape(str(message["Subject"]))}</a>'
            f"<small>Til {html.escape(str(message['To']))} · {html.escape(str(message['Date']))}</small></li>"
        )
    field = f'<input name="til" value="{html.escape(recipient)}">'
    search = f"<form><label>Mottaker {field}</label> <button>Vis</button></form>"
    return search + (f"<ul>{''.join(rows)}</ul>" if rows else "<p>Ingen meldinger ennå.</p>")


def _one(path: Path) -> str:
    message = _read(path)
    content = message.get_body(("plain",))
    text = content.get_content() if content else ""
    words = [
        f'<a href="{html.escape(word)}">{html.escape(word)}</a>'
        if word.startswith("http")
        else html.escape(word)
        for word in text.replace("\n", " \n ").split(" ")
    ]
    head = f"<p><a href='/'>Alle meldinger</a></p><small>Til {html.escape(str(message['To']))}</small>"
    return f"{head}<pre>{' '.join(words)}</pre>"


def page_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """The page that lists what came."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = folder / f"{Path(unquote(parts.path)).name}.eml"
            if parts.path == "/":
                recipient = parse_qs(parts.query).get("til", [""])[0]
                page = PAGE.format(title="Innboks for demoen", body=_list(folder, recipient))
            elif path.exists():
                page = PAGE.format(title=html.escape(str(_read(path)["Subject"])), body=_one(path))
            else:
                self.send_error(404)
                return
            self.answer(200, page.encode(), "text/html; charset=utf-8")

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


async def main(folder: Path, smtp_port: int, page_port: int) -> None:
    """Serve until stopped."""
    controller = Controller(KeepInFolder(folder), hostname="127.0.0.1", port=smtp_port)
    controller.start()
    Thread(target=page_server(folder, page_port).serve_forever, daemon=True).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(os.environ["INBOX_FOLDER"]), int(sys.argv[1]), int(sys.argv[2])))

"""The real application on a real server (granian, one worker), and a client that costs next to nothing.

It differs from production in two points: the day is the data's, and the limit of searches per minute counts but never
refuses.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache

from granian.constants import Interfaces
from granian.server import Server

from benchmarks.nation_like import NOW
from tolkeregister.core.clock import utc_now
from tolkeregister.core.settings import Settings
from web.app import create_app, serve
from web.demo.secrets import new_secrets
from web.logs import configure
from web.security.rates import Counters, Limit

ADDRESS = "BENCH_DATABASE"
_STARTED = utc_now()


class NeverFull(Counters):
    """Counts as always, and always says that it was the first time."""

    def add(self, limit: Limit, key: str, start: datetime) -> int:
        """Count."""
        super().add(limit, key, start)
        return 1


def clock() -> datetime:
    """The data's day, running on."""
    return NOW + (utc_now() - _STARTED)


@cache
def settings(address: str) -> Settings:
    """Settings of the application under measurement."""
    secrets = new_secrets()
    return Settings(
        environment="test", database_url=address, base_url="http://127.0.0.1:8000", secret_key=secrets["SECRET_KEY"],
        oidc_issuer="http://localhost:8001", oidc_private_key=secrets["OIDC_PRIVATE_KEY"], smtp_host="127.0.0.1",
        smtp_port=8002, mail_from="ikke-svar@tolkeregister.example",
        letter_mailbox_url="http://127.0.0.1:8004/postkasse", letter_print_url="http://127.0.0.1:8004/trykkeri",
    )  # fmt: skip


if ADDRESS in os.environ:  # imported by the server's worker
    configure()
    _app = create_app(settings(os.environ[ADDRESS]), clock=clock)
    _app.state.counters = NeverFull()
    app = serve(_app)


class Client:
    """One kept connection; GETs one thing at a time and returns the content."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def connect(self) -> None:
        """Connect, waiting while the server starts."""
        for _ in range(300):
            try:
                self.reader, self.writer = await asyncio.open_connection(
                    "127.0.0.1", self.port, limit=1 << 20
                )
            except OSError:
                await asyncio.sleep(0.1)
            else:
                return
        raise RuntimeError("the server did not start")

    async def get(self, path: str) -> bytes:
        """The content of an answer; anything but 200 ends the run."""
        if self.reader.at_eof():  # the server ends connections that have long been silent
            await self.connect()
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if not head.startswith("http/1.1 200"):
            raise RuntimeError(head.splitlines()[0])
        length = next(line for line in head.splitlines() if line.startswith("content-length:"))
        return await self.reader.readexactly(int(length.partition(":")[2]))


@asynccontextmanager
async def served(address: str) -> AsyncIterator[Client]:
    """A client of a server on the database; the server is stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(  # noqa: ASYNC220  (starting takes no time; nothing else is going on)
        [sys.executable, "-m", "benchmarks.served", str(port)],
        env={**os.environ, ADDRESS: address},
        stdout=subprocess.DEVNULL,
    )
    try:
        client = Client(port)
        await client.connect()
        yield client
        client.writer.close()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


if __name__ == "__main__":
    Server(
        "benchmarks.served:app", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI,
        workers=1, log_access=False, log_enabled=False,
    ).serve()  # fmt: skip

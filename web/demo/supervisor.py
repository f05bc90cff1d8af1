"""Keeps the demo running: database, sign-in provider, inbox, relay, worker and web server, restarted when one dies."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from web.demo import postgres, processes
from web.demo.endings import plain_endings
from web.demo.places import Places
from web.demo.processes import Mark, Recipe
from web.demo.relay import relay_recipe, relay_settings
from web.demo.secrets import demo_secrets

WAIT_FOR_HEALTH = 180.0  # seconds; the first start on a slow or busy machine compiles everything
LOOK, LOOK_AT_DATABASE = 0.5, 5.0  # seconds between two looks at what runs


def recipes(places: Places, database_url: str) -> list[Recipe]:
    """Everything that is started, in order."""
    keys = demo_secrets(places.run)
    relay = relay_settings(places.relay_port, keys["SECRET_KEY"])
    environment = {
        **keys, **relay, "ENVIRONMENT": "demo", "DATABASE_URL": database_url,
        "BASE_URL": places.web, "OIDC_ISSUER": places.issuer, "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(places.smtp_port), "MAIL_FROM": "ikke-svar@tolkeregister.example",
        "LETTER_MAILBOX_URL": f"{places.letters}/postkasse", "LETTER_PRINT_URL": f"{places.letters}/trykkeri",
        "LETTERS_FOLDER": str(places.run / "letters"),
        "POPULATION_URL": places.population, "SCANNER_ADDRESS": f"127.0.0.1:{places.scanner_port}",
        "INBOX_FOLDER": str(places.run / "mail"), "DEMO_ROOMS": str(places.rooms), "PYTHONUNBUFFERED": "1",
        "DRAFT_LANGUAGES": "1",
    }  # fmt: skip
    python = [sys.executable, "-m"]
    return [
        Recipe("inbox", [*python, "web.demo.inbox", str(places.smtp_port), str(places.inbox_port)], environment,
               healthy_url=places.inbox),
        Recipe("provider", [*python, "web.demo.provider", str(places.provider_port)], environment,
               healthy_url=f"{places.issuer}/.well-known/openid-configuration"),
        Recipe("letters", [*python, "web.demo.letters", str(places.letters_port)], environment,
               healthy_url=places.letters),
        Recipe("population", [*python, "web.demo.population", str(places.population_port)], environment,
               healthy_url=places.population),
        Recipe("scanner", [*python, "web.demo.scanner", str(places.scanner_port)], environment,
               healthy_port=places.scanner_port),
        *([relay_recipe(places.run, places.relay_port, relay["RELAY_SECRET"])] if relay else []),
        Recipe("worker", [*python, "web.worker"], environment),
        Recipe("web", [*python, "web.serve", str(places.port)], environment, healthy_url=f"{places.web}/helse/klar"),
    ]  # fmt: skip


@contextmanager
def database(places: Places) -> Iterator[str]:
    """The address of the demo's database: the one in DATABASE_URL, or one on this checkout's own server."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with postgres.server("demo", places.checkout) as sockets:
        yield postgres.url(sockets, "tolkeregister_demo")


def _revive_database(places: Places) -> None:
    """Start this checkout's own server again if it has died; another's is not ours to start."""
    if os.environ.get("DATABASE_URL"):
        return
    try:
        if postgres.revive("demo", places.checkout):
            print("database ended; started it again", flush=True)
    except subprocess.CalledProcessError as problem:
        print(f"database ended and cannot be started: {problem}", flush=True)


class Supervisor:
    """Starts everything in order and watches it until told to stop."""

    def __init__(self, places: Places, wanted: list[Recipe]) -> None:
        self.places, self.wanted = places, wanted
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.marks: dict[str, Mark] = {}
        self.stopping = False

    def start_all(self) -> None:
        """Start each process and wait until all are healthy. Ends the program with what its log says if one is not."""
        for recipe in self.wanted:
            self._start(recipe)
        until = time.monotonic() + WAIT_FOR_HEALTH
        for recipe in self.wanted:
            while not processes.healthy(recipe):
                if self.stopping:
                    return
                for each in self.wanted:
                    if self.running[each.name].poll() is not None:
                        raise SystemExit(f"{each.name} stanset: {self._last_words(each)}")
                if time.monotonic() > until:
                    raise SystemExit(f"{recipe.name} svarer ikke: {self._last_words(recipe)}")
                time.sleep(0.1)

    def watch(self) -> None:
        """Restart what dies, until stopped."""
        look_at_database = 0.0
        while not self.stopping:
            for recipe in self.wanted:
                if self.running[recipe.name].poll() is not None and not self.stopping:
                    print(f"{recipe.name} ended; starting it again", flush=True)
                    # what it started may have outlived it
                    processes.end([self.marks[recipe.name]], patience=1)
                    self._start(recipe)
            if time.monotonic() > look_at_database:
                _revive_database(self.places)
                look_at_database = time.monotonic() + LOOK_AT_DATABASE
            time.sleep(LOOK)

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Leave the loop; `close` then ends the processes."""
        self.stopping = True

    def close(self) -> None:
        """End every process, in the opposite order of their start."""
        processes.end([known for name, known in reversed(self.marks.items()) if name != "supervisor"])

    def _last_words(self, recipe: Recipe) -> str:
        log = self.places.log(recipe.name)
        lines = log.read_text(errors="replace").split("\n")
        said = [line for line in lines[-20:] if line.strip()]
        return "\n".join((f"se {log}", *said[-5:]))

    def _start(self, recipe: Recipe) -> None:
        process = processes.start(recipe, self.places.log(recipe.name))
        self.running[recipe.name] = process
        for name, pid in (("supervisor", os.getpid()), (recipe.name, process.pid)):
            if known := processes.mark(pid):
                self.marks[name] = known
        processes.remember(self.places.processes, self.marks)


def run(places: Places) -> None:
    """Prepare the database, start everything, say so, and stay until stopped."""
    from web.demo.prepare import open_rooms_now, prepare

    places.ready.unlink(missing_ok=True)
    with database(places) as database_url:
        asyncio.run(prepare(database_url))
        asyncio.run(open_rooms_now(database_url, demo_secrets(places.run)["SECRET_KEY"], places.rooms))
        supervisor = Supervisor(places, recipes(places, database_url))
        signal.signal(signal.SIGTERM, supervisor.stop)
        signal.signal(signal.SIGINT, supervisor.stop)
        try:
            supervisor.start_all()
            places.ready.write_text(json.dumps({"port": places.port, "pid": os.getpid()}))
            supervisor.watch()
        finally:
            places.ready.unlink(missing_ok=True)
            supervisor.close()
            places.processes.unlink(missing_ok=True)


if __name__ == "__main__":
    with plain_endings():
        run(Places.of(Path.cwd(), int(sys.argv[1])))

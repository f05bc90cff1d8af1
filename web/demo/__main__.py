"""`python -m web.demo start|stop|psql|forget`: what `make demo`, `make stop`, `make psql` and `make clean` run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tolkeregister.core.clock import utc_now
from web.demo import postgres, processes
from web.demo.endings import plain_endings
from web.demo.greeting import greeting
from web.demo.moved_clock import AHEAD, seconds_ahead
from web.demo.places import Places
from web.demo.processes import Mark
from web.demo.supervisor import database

CHECKOUT = Path(__file__).resolve().parents[2]


def start(places: Places, *, detach: bool) -> None:
    """Start the demo, or say where it already is; one that is just being started is waited for."""
    supervisor = processes.remembered(places.processes).get("supervisor")
    if supervisor and processes.mark(supervisor.pid) == supervisor:
        if os.environ.get(AHEAD):
            raise SystemExit("Demoen kjører alt. Stopp den (make stop) før klokka stilles.")
        _follow_until_ready(places, supervisor)
        print(greeting(places.as_running()))
        return
    processes.end(list(processes.remembered(places.processes).values()))  # what a killed start left behind
    for port in range(places.port, places.relay_port + 1):
        if not processes.port_is_free(port):
            advice = f"make demo PORT={places.port + 100}"
            raise SystemExit(f"Port {port} er i bruk av et annet program. Velg en annen: {advice}")
    child, supervisor = _launch(places)
    try:
        _follow_until_ready(places, supervisor)
        print(greeting(places))
        if detach:
            return
        print("Ctrl-C stopper alt.", flush=True)
        child.wait()
    except KeyboardInterrupt:
        print("\nStopper …", flush=True)
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=30)


def _launch(places: Places) -> tuple[subprocess.Popen[bytes], Mark]:
    """Start the supervisor with its output in the demo's log, and write down that it runs."""
    places.ready.unlink(missing_ok=True)
    with places.log("demo").open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "web.demo.supervisor", str(places.port)], cwd=CHECKOUT,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    supervisor = processes.mark(child.pid) or Mark(child.pid, 0)
    processes.remember(places.processes, {"supervisor": supervisor})
    return child, supervisor


def _follow_until_ready(places: Places, supervisor: Mark) -> None:
    """Show what the supervisor says until it is ready; end the program if it dies first."""
    if places.ready.exists():
        return
    log = places.log("demo")
    with log.open("rb") as said:
        while True:
            lives = processes.mark(supervisor.pid) == supervisor
            sys.stdout.write(said.read().decode("utf-8", "replace"))
            sys.stdout.flush()
            if places.ready.exists():
                return
            if not lives:
                raise SystemExit(f"Demoen startet ikke; se {log.relative_to(places.checkout)}")
            time.sleep(0.1)


def stop(places: Places) -> None:
    """End exactly what was started, and nothing else."""
    running = processes.remembered(places.processes)
    if not running:
        print("Demoen kjører ikke.")
        return
    if supervisor := running.pop("supervisor", None):
        processes.end([supervisor], patience=30)
    processes.end(list(running.values()))
    places.processes.unlink(missing_ok=True)
    places.ready.unlink(missing_ok=True)
    print("Demoen er stoppet. Dataene er der til neste gang.")


def psql(places: Places) -> None:
    """Open the demo's database."""
    with database(places) as address:
        subprocess.run([str(postgres.binaries() / "psql"), address], check=False)


def forget() -> None:
    """Remove this checkout's databases, wherever they are; a database of DATABASE_URL is not touched."""
    for name in postgres.SETTINGS:
        if not postgres.forget(name, CHECKOUT):
            print(f"Databasen «{name}» er i bruk og ble ikke fjernet.")


def main() -> None:
    """Read the command line."""
    places = Places.of(CHECKOUT, int(os.environ.get("PORT") or 8000))
    if at := os.environ.get("AT"):
        os.environ[AHEAD] = str(seconds_ahead(at, now=utc_now()))
    match sys.argv[1:]:
        case ["start"]:
            start(places, detach=bool(os.environ.get("DETACH")))
        case ["stop"]:
            stop(places)
        case ["psql"]:
            psql(places)
        case ["forget"]:
            forget()
        case _:
            raise SystemExit("usage: python -m web.demo start|stop|psql|forget")


if __name__ == "__main__":
    with plain_endings():
        main()

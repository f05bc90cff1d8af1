"""`python -m web.demo start|stop|psql`: what `make demo`, `make stop` and `make psql` run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from web.demo import postgres, processes
from web.demo.greeting import greeting
from web.demo.places import Places
from web.demo.supervisor import database

CHECKOUT = Path(__file__).resolve().parents[2]


def start(places: Places, *, detach: bool) -> None:
    """Start the demo, or say where it already is."""
    known = processes.remembered(places.processes).get("supervisor")
    if places.ready.exists() and known and processes.mark(known.pid) == known:
        port = json.loads(places.ready.read_text())["port"]
        print(greeting(Places.of(CHECKOUT, port)))
        return
    processes.end(list(processes.remembered(places.processes).values()))  # what a killed start left behind
    for port in range(places.port, places.port + 4):
        if not processes.port_is_free(port):
            raise SystemExit(f"Port {port} is taken. Choose another: make demo PORT={places.port + 100}")
    places.ready.unlink(missing_ok=True)
    log = places.log("demo")
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "web.demo.supervisor", str(places.port)], cwd=CHECKOUT,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _follow_until_ready(places, supervisor, log)
        print(greeting(places))
        if detach:
            return
        print("Ctrl-C stopper alt.", flush=True)
        supervisor.wait()
    except KeyboardInterrupt:
        print("\nStopper …", flush=True)
        supervisor.send_signal(signal.SIGTERM)
        supervisor.wait(timeout=30)


def _follow_until_ready(places: Places, supervisor: subprocess.Popen[bytes], log: Path) -> None:
    """Show what the supervisor says until it is ready; end the program if it dies first."""
    with log.open("rb") as said:
        while not places.ready.exists():
            sys.stdout.write(said.read().decode("utf-8", "replace"))
            sys.stdout.flush()
            if supervisor.poll() is not None:
                sys.stdout.write(said.read().decode("utf-8", "replace"))
                raise SystemExit(f"The demo did not start; see {log.relative_to(CHECKOUT)}")
            time.sleep(0.1)
        sys.stdout.write(said.read().decode("utf-8", "replace"))


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


def main() -> None:
    """Read the command line."""
    places = Places.of(CHECKOUT, int(os.environ.get("PORT") or 8000))
    match sys.argv[1:]:
        case ["start"]:
            start(places, detach=bool(os.environ.get("DETACH")))
        case ["stop"]:
            stop(places)
        case ["psql"]:
            psql(places)
        case _:
            raise SystemExit("usage: python -m web.demo start|stop|psql")


if __name__ == "__main__":
    main()

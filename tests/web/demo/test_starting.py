"""Starting the demo: one that is on its way is waited for, and one that cannot start says why at once."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from web.demo import __main__ as command
from web.demo import processes
from web.demo.places import Places
from web.demo.processes import Mark, Recipe
from web.demo.supervisor import Supervisor

WAITS = "import time; time.sleep(60)"
BECOMES_READY = """
import json, pathlib, sys, time
print('Syntetisk nasjon 40%', flush=True)
time.sleep(0.5)
pathlib.Path(sys.argv[1]).write_text(json.dumps({'port': 9100, 'pid': 1}))
time.sleep(60)
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A checkout of this test's own."""
    return Places.of(tmp_path, 9000)


@pytest.fixture
def begin(places: Places) -> Iterator[Callable[..., Mark]]:
    """Starts a program as the supervisor that is remembered; it ends with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def program(code: str, *arguments: str) -> Mark:
        with places.log("demo").open("wb") as log:
            started.append(subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=log, stderr=log,
                                            start_new_session=True))  # fmt: skip
        mark = processes.mark(started[-1].pid)
        assert mark is not None
        processes.remember(places.processes, {"supervisor": mark})
        return mark

    yield program
    for each in started:
        each.kill()
        each.wait()


def test_a_second_start_waits_for_the_first_and_tells_its_address(
    places: Places, begin: Callable[..., Mark], capsys: pytest.CaptureFixture[str]
) -> None:
    mark = begin(BECOMES_READY, str(places.ready))
    command.start(places, detach=True)
    said = capsys.readouterr().out
    assert "Syntetisk nasjon 40%" in said
    assert "http://127.0.0.1:9100/" in said
    assert processes.alive(mark), "it was not killed as a leftover"


def test_a_start_that_fails_while_it_is_followed_ends_with_the_logs_place(
    places: Places, begin: Callable[..., Mark], capsys: pytest.CaptureFixture[str]
) -> None:
    begin("print('Ingen PostgreSQL svarer')")
    with pytest.raises(SystemExit, match=r"Demoen startet ikke; se \.run/demo\.log"):
        command._follow_until_ready(
            places, processes.remembered(places.processes).get("supervisor", Mark(1, 0))
        )
    assert "Ingen PostgreSQL svarer" in capsys.readouterr().out


def test_stopping_ends_one_that_is_still_loading(places: Places, begin: Callable[..., Mark]) -> None:
    mark = begin(WAITS)
    command.stop(places)
    assert not processes.alive(mark)


def test_a_taken_port_is_said_with_another_to_choose(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "port_is_free", lambda port: port != 9002)
    with pytest.raises(SystemExit, match=r"Port 9002 er i bruk .* make demo PORT=9100"):
        command.start(places, detach=True)


def test_a_process_that_dies_at_once_ends_the_start_with_its_last_words(places: Places) -> None:
    dies = [sys.executable, "-c", "print('noe'); raise SystemExit('SMTP_PORT must be a number')"]
    waits = Recipe("web", [sys.executable, "-c", WAITS], {}, healthy_port=1)
    supervisor = Supervisor(places, [waits, Recipe("worker", dies, {})])
    began = time.monotonic()
    try:
        with pytest.raises(SystemExit, match=r"worker stanset: (?s:.*)SMTP_PORT must be a number"):
            supervisor.start_all()
    finally:
        supervisor.close()
        for process in supervisor.running.values():
            process.wait()
    assert time.monotonic() - began < 20
    assert not any(processes.alive(each) for name, each in supervisor.marks.items() if name != "supervisor")


def test_the_running_demo_is_found_on_the_port_it_was_started_on(places: Places) -> None:
    places.ready.write_text(json.dumps({"port": 9400, "pid": 1}))
    assert places.as_running().web == "http://127.0.0.1:9400"

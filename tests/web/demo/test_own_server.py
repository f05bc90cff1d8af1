"""The checkout's own PostgreSQL: found again after a kill, and removed only when nobody uses it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.demo import postgres


@pytest.fixture
def home(tmp_path: Path) -> Iterator[postgres.Home]:
    """Where the server of a checkout in `tmp_path` lives; the path has a space and a letter outside ASCII."""
    checkout = tmp_path / "æ ø"
    checkout.mkdir()
    yield postgres.Home("outage", checkout)
    until = time.monotonic() + 10
    while not postgres.forget("outage", checkout) and time.monotonic() < until:
        time.sleep(0.1)


def answers(home: postgres.Home) -> bool:
    """Whether the server takes questions."""
    asked = [*postgres.psql(home.sockets), "-Atc", "SELECT 1", "-d", "postgres"]
    return subprocess.run(asked, capture_output=True, check=False).stdout == b"1\n"


def postmaster(home: postgres.Home) -> int:
    """The server's process."""
    return int((home.data / "postmaster.pid").read_text().split("\n")[0])


def test_a_killed_server_is_started_again_and_a_living_one_is_left_alone(
    tmp_path: Path, home: postgres.Home
) -> None:
    with postgres.server("outage", tmp_path / "æ ø"):
        assert answers(home)
        assert not postgres.revive("outage", tmp_path / "æ ø")
        os.kill(postmaster(home), signal.SIGKILL)
        until = time.monotonic() + 10
        while answers(home) and time.monotonic() < until:
            time.sleep(0.05)
        assert postgres.revive("outage", tmp_path / "æ ø")
        assert answers(home)


def test_it_is_not_removed_while_somebody_uses_it(tmp_path: Path, home: postgres.Home) -> None:
    with postgres.server("outage", tmp_path / "æ ø"):
        assert not postgres.forget("outage", tmp_path / "æ ø")
        assert answers(home)
    until = time.monotonic() + 10
    while not postgres.forget("outage", tmp_path / "æ ø") and time.monotonic() < until:
        time.sleep(0.1)  # until the one who stops it is done
    assert not home.folder.exists()


def test_there_may_be_nothing_to_remove(tmp_path: Path) -> None:
    assert postgres.forget("outage", tmp_path)


def test_its_client_opens_a_database_wherever_the_checkout_is(tmp_path: Path) -> None:
    sockets = tmp_path / "æ ø"
    said = subprocess.run(
        [str(postgres.binaries() / "psql"), postgres.url(sockets, "x")],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert f'socket "{sockets}/.s.PGSQL.5432"' in said.stderr

"""Starting, watching and ending the demo's processes: each dies with its parent, and leftovers are recognised."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one process is started and how one sees that it works."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    healthy_url: str | None = None
    healthy_port: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A process that leads a session of its own; the start time tells it from a later one with the same number."""

    pid: int
    started: int


@dataclass(frozen=True, slots=True)
class _Stat:
    pid: int
    state: str
    session: int
    started: int


def _stat(pid: int) -> _Stat | None:
    with suppress(OSError, IndexError, ValueError):
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return _Stat(pid, after_name[0], int(after_name[3]), int(after_name[19]))
    return None


def mark(pid: int) -> Mark | None:
    """The mark of a living process, or None."""
    found = _stat(pid)
    return Mark(pid, found.started) if found and found.state != "Z" else None


def members(known: Mark) -> list[int]:
    """The process and what it started, also when it is itself gone: a killed server leaves its workers behind."""
    leader = _stat(known.pid)
    if leader and leader.started != known.started:
        return []  # the number is another program's by now
    found = (_stat(int(path.name)) for path in Path("/proc").glob("[0-9]*"))
    return [
        each.pid for each in found
        if each and each.state != "Z" and each.session == known.pid and each.started >= known.started
    ]  # fmt: skip


def alive(known: Mark) -> bool:
    """Whether this very process, or anything it started, still runs."""
    return bool(members(known))


def end(known: Sequence[Mark], *, patience: float = 15.0) -> None:
    """Ask processes to stop, wait, and kill what does not."""
    for each in known:
        asked = [each.pid] if mark(each.pid) == each else members(each)
        _signal(asked, signal.SIGTERM)
    until = time.monotonic() + patience
    while any(alive(each) for each in known) and time.monotonic() < until:
        time.sleep(0.1)
    for each in known:
        _signal(members(each), signal.SIGKILL)


def _signal(pids: Sequence[int], which: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, which)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(recipe: Recipe, log: Path) -> subprocess.Popen[bytes]:
    """Start one process with its output in `log`."""
    with log.open("ab") as output:
        return subprocess.Popen(
            list(recipe.command), env={**os.environ, **recipe.environment}, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, preexec_fn=_die_with_parent, start_new_session=True,  # noqa: PLW1509
        )  # fmt: skip


def healthy(recipe: Recipe) -> bool:
    """Whether the process answers where it should."""
    if recipe.healthy_url:
        with (
            suppress(OSError, urllib.error.URLError, ValueError),
            urllib.request.urlopen(recipe.healthy_url, timeout=2) as answer,
        ):
            return bool(answer.status == 200)
        return False
    return recipe.healthy_port is None or not port_is_free(recipe.healthy_port)


def port_is_free(port: int) -> bool:
    """Whether nobody listens on a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def remember(file: Path, marks: Mapping[str, Mark]) -> None:
    """Write down what runs, so that `make stop` ends exactly that."""
    text = json.dumps({name: [each.pid, each.started] for name, each in marks.items()})
    fresh = file.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(file)


def remembered(file: Path) -> dict[str, Mark]:
    """What was written down and still runs."""
    try:
        known = {name: Mark(*each) for name, each in json.loads(file.read_text()).items()}
    except (OSError, ValueError, TypeError):
        return {}
    return {name: each for name, each in known.items() if alive(each)}

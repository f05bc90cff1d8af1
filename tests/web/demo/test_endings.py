"""A full disk, a dead database and another's folder end the demo with one line; an error of our own is not hidden."""

import subprocess

import asyncpg
import pytest

from web.demo.endings import plain_endings


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (PermissionError(13, "Permission denied", "/a/.run/demo.log"), "/a/.run/demo.log"),
        (subprocess.CalledProcessError(1, ["/a/bin/initdb", "-D", "x"]), "initdb ga opp"),
        (asyncpg.DiskFullError("No space left on device"), "No space left on device"),
        (asyncpg.AdminShutdownError("terminating connection"), "terminating connection"),
        (KeyboardInterrupt(), "130"),
    ],
)
def test_what_the_surroundings_do_ends_in_one_line(problem: BaseException, words: str) -> None:
    with pytest.raises(SystemExit) as ended, plain_endings():
        raise problem
    assert words in str(ended.value)


def test_the_reason_is_told_when_leaving_the_transaction_failed_as_well() -> None:
    leaving = asyncpg.InterfaceError("the underlying connection is closed")
    leaving.__context__ = asyncpg.DiskFullError("No space left on device")
    with pytest.raises(SystemExit, match="No space left"), plain_endings():
        raise leaving


def test_an_error_of_our_own_stays_what_it_is() -> None:
    with pytest.raises(asyncpg.UndefinedColumnError), plain_endings():
        raise asyncpg.UndefinedColumnError("column x does not exist")

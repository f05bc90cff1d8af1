"""The demo can live on a coming day, whole: service, worker and sign-in provider."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tolkeregister.core.clock import clock_ahead, utc_now
from web.assets.node import node_command
from web.demo.moved_clock import seconds_ahead

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SCRIPT = Path(__file__).parents[3] / "web/demo/provider/moved_clock.mjs"


def test_a_time_is_one_in_norway() -> None:
    assert NOW + timedelta(seconds=seconds_ahead("2026-12-31 23:50", now=NOW)) == datetime(
        2026, 12, 31, 22, 50, tzinfo=UTC
    )
    assert NOW + timedelta(seconds=seconds_ahead("2027-07-01 00:00", now=NOW)) == datetime(
        2027, 6, 30, 22, 0, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("said", "answer"), [("i morgen", "er ikke et tidspunkt"), ("2026-01-01 12:00", "har vært")]
)
def test_what_is_no_coming_time_is_refused_in_words(said: str, answer: str) -> None:
    with pytest.raises(SystemExit, match=answer):
        seconds_ahead(said, now=NOW)


def test_the_clock_goes_on_from_there() -> None:
    ahead = clock_ahead(3600)() - utc_now()
    assert timedelta(minutes=59) < ahead <= timedelta(hours=1)
    assert clock_ahead(0) is utc_now


def test_the_provider_lives_on_the_same_day() -> None:
    program = f"await import({str(SCRIPT)!r}); console.log(Date.now(), +new Date(), +new Date(5))"
    told = subprocess.run(
        [*node_command(), "--input-type=module", "--eval", program], env={"CLOCK_AHEAD": "86400", "PATH": "/usr/bin"},
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    tomorrow = (utc_now() + timedelta(days=1)).timestamp() * 1000
    assert abs(int(told[0]) - tomorrow) < 60_000
    assert abs(int(told[1]) - tomorrow) < 60_000
    assert told[2] == "5"

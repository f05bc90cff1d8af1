"""Check a tolkebevis without the register: `python -m tolkeregister.tolkebevis.verify STATEMENT --keys FILE`.

The file is what `/.well-known/tolkebevis.json` answered some time. Nothing is asked over the network. Ends with 0 when
the statement can be believed, 1 when it cannot, 2 when the file cannot be read.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tolkeregister.core.clock import OSLO, utc_now
from tolkeregister.tolkebevis.signing import Reading, read_card, statement_in

ANSWERS = {
    "statement_fresh": "Koden er laget av registeret.",
    "statement_old": "Koden er laget av registeret, men er gammel. Be tolken vise beviset på nytt.",
    "statement_expired": "Koden er utløpt og sier ingenting om tolken nå.",
    "statement_from_the_future": "Koden har tider som ikke kan stemme. Er klokken riktig?",
    "statement_altered": "Koden er endret etter at registeret laget den.",
    "statement_unknown_key": "Koden er signert med en nøkkel som ikke står i filen. Hent nye nøkler.",
    "statement_unreadable": "Dette er ikke en kode fra et tolkebevis.",
}


def main(arguments: Sequence[str] | None = None, *, now: datetime | None = None) -> int:
    """Print what the statement says; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tolkeregister.tolkebevis.verify", description=__doc__)
    parser.add_argument(
        "statement", help="the code, or the whole address that was scanned; - reads standard input"
    )
    parser.add_argument(
        "--keys", required=True, type=Path, help="a saved copy of /.well-known/tolkebevis.json"
    )
    given = parser.parse_args(arguments)
    keys = _keys(given.keys)
    if keys is None:
        print("Nøkkelfilen kan ikke leses.", file=sys.stderr)
        return 2
    scanned = sys.stdin.read() if given.statement == "-" else given.statement
    now = now or utc_now()
    reading = read_card(statement_in(scanned), keys, now)
    print("\n".join(_lines(reading, now)))
    return 0 if reading.decision.allowed else 1


def _lines(reading: Reading, now: datetime) -> list[str]:
    lines = [ANSWERS[reading.decision.codes[0]]]
    if reading.made_at is None or reading.ends_at is None:
        return lines
    lines += [f"{each.sprak} ({each.type}): kategori {each.kategori}" for each in reading.entries]
    age = max(now - reading.made_at, timedelta(0))
    lines.append(f"Sist kontrollert mot registeret {_local(reading.made_at)}, for {_words(age)} siden.")
    lines.append(f"Gjelder til {_local(reading.ends_at)}. Kort {reading.card_id}.")
    lines.append("Ikke kontrollert mot registeret nå: en fjerning etter dette synes ikke her.")
    return lines


def _keys(path: Path) -> list[dict[str, Any]] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["keys"]
        return [dict(each) for each in found]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _local(instant: datetime) -> str:
    return f"{instant.astimezone(OSLO):%d.%m.%Y kl. %H.%M.%S}"


def _words(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes // 60} timer og {minutes % 60} minutter" if minutes >= 60 else f"{minutes} minutter"


if __name__ == "__main__":
    sys.exit(main())

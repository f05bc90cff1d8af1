"""`make demo AT="2026-12-31 23:50"`: the whole demo lives on a coming day, its sign-in provider too."""

from datetime import datetime

from tolkeregister.core.clock import OSLO

AHEAD = "CLOCK_AHEAD"


def seconds_ahead(said: str, *, now: datetime) -> int:
    """Seconds from now to a time in Norway. Ends the program when that is no time, or one that has been."""
    try:
        wanted = datetime.fromisoformat(said)
    except ValueError:
        raise SystemExit(
            f'AT={said} er ikke et tidspunkt. Skriv for eksempel AT="2026-12-31 23:50".'
        ) from None
    ahead = int((wanted.replace(tzinfo=OSLO) - now).total_seconds())
    if ahead < 0:
        raise SystemExit(f"AT={said} har vært. Demoen kan stilles fram, ikke tilbake.")
    return ahead

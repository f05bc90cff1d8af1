"""A report of many rows as an agency's Excel would write it: the same bytes everywhere, six in a thousand wrong."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HEADERS = ("referanse;dato;klokkeslett;minutter;språk;type;metode;sektor;oppdragsgiver;enhet;kommune;tolkenummer;"
           "kategori;bestilt_kategori;utfall;grunnlag")  # fmt: skip
FIRST_DAY = date(2025, 11, 24)
DAYS = 364
METHODS = ("telefon", "telefon", "fremmøte", "skjerm")
LENGTHS = ("30", "60", "60", "90", "120")
WRONG = (("dato", "31.02.2026"), ("metode", "faks"), ("minutter", "en time"))
WRONG_OF_1000 = 6


def write_report(
    path: Path, rows: int, interpreters: list[tuple[str, str]], municipalities: list[str], sectors: list[str],
    bodies: list[str],
) -> None:  # fmt: skip
    """Semicolons, CRLF, Windows' letters. `interpreters` are (number, name of language)."""
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write(HEADERS + "\r\n")
        file.writelines(_lines(rows, interpreters, municipalities, sectors, bodies))


def _lines(
    rows: int, interpreters: list[tuple[str, str]], municipalities: list[str], sectors: list[str],
    bodies: list[str],
) -> Iterator[str]:  # fmt: skip
    draw = random.Random(8)
    days = [f"{FIRST_DAY + timedelta(days=day):%d.%m.%Y}" for day in range(DAYS)]
    clocks = [f"{hour:02d}:{minute:02d}" for hour in range(7, 20) for minute in (0, 15, 30, 45)]
    for row in range(rows):
        number, language = interpreters[draw.randrange(len(interpreters))]
        day, method, length = draw.choice(days), draw.choice(METHODS), draw.choice(LENGTHS)
        if draw.randrange(1000) < WRONG_OF_1000:
            column, value = WRONG[row % len(WRONG)]
            day = value if column == "dato" else day
            method = value if column == "metode" else method
            length = value if column == "minutter" else length
        yield (
            f"A-{row:07d};{day};{draw.choice(clocks)};{length};{language};;{method};{draw.choice(sectors)};"
            f"{draw.choice(bodies)};;{draw.choice(municipalities)};{number};;E;gjennomført;\r\n"
        )

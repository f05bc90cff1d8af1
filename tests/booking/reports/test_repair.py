"""A large workbook with thirty kinds of mistakes is repaired from its list and goes in again."""

import csv
import io
import os
import random
from collections import Counter
from datetime import date, timedelta

import pytest

from booking.reports.downloads import findings_csv
from booking.reports.rules.findings import SEVERITIES
from tests.booking.reports.files import a_reporter, counted, report
from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Session
from tolkeregister.core.spreadsheets.write_workbook import write_workbook

pytestmark = pytest.mark.long

ROWS = int(os.environ.get("REPAIR_ROWS", "6000"))  # REPAIR_ROWS=50000 is the whole one, two minutes
HEADERS = ("referanse", "dato", "klokkeslett", "minutter", "sprak", "type", "metode", "sektor", "oppdragsgiver",
           "enhet", "kommune", "tolkenummer", "kategori", "bestilt_kategori", "bestilt", "utfall",
           "grunnlag")  # fmt: skip

# Kind of mistake: the column and what stands in it. The list of findings must lead back to every one of them.
MISTAKES = (
    ("referanse", ""), ("referanse", "x" * 80), ("referanse", "sak 01019012345"), ("referanse", "A-0"),
    ("dato", ""), ("dato", "31.02.2026"), ("dato", "03/04/2026"), ("dato", "01.01.1999"), ("dato", "24.12.2099"),
    ("klokkeslett", ""), ("klokkeslett", "25:10"), ("klokkeslett", "tidlig"),
    ("minutter", ""), ("minutter", "0"), ("minutter", "99999"), ("minutter", "en time"),
    ("sprak", ""), ("sprak", "klingon"), ("sprak", "kurdisk"), ("sprak", "#REF!"),
    ("type", "fløyte"), ("type", "tegn"), ("metode", ""), ("metode", "faks"), ("metode", "fjerntolking"),
    ("sektor", "Romfart"), ("oppdragsgiver", "123456789"), ("oppdragsgiver", "Kommunen"),
    ("kommune", "9999"), ("kommune", "Herøy"),
    ("tolkenummer", "Samira Haddad"), ("tolkenummer", "01019012345"), ("kategori", "F"),
    ("bestilt_kategori", "best"), ("utfall", "kanskje"), ("grunnlag", "fordi"),
)  # fmt: skip
WARNED = (("tolkenummer", ""), ("tolkenummer", "999999"), ("kategori", "A"), ("bestilt", "i går"))


def good_rows(numbers: list[str]) -> list[dict[str, str]]:
    draw = random.Random(8)
    return [
        {
            "referanse": f"A-{n}", "dato": f"{date(2026, 1, 1) + timedelta(days=draw.randrange(300)):%d.%m.%Y}",
            "klokkeslett": f"{draw.randrange(7, 20):02d}:{draw.choice(('00', '15', '30'))}",
            "minutter": draw.choice(("30", "60", "90")), "sprak": "arabisk", "type": "", "enhet": "", "bestilt": "",
            "metode": draw.choice(("fremmøte", "skjerm", "telefon")), "sektor": draw.choice(("HELSE", "Barnevern")),
            "oppdragsgiver": "974760673", "kommune": draw.choice(("0301", "Bergen", "Drammen")),
            "tolkenummer": draw.choice(numbers), "kategori": "B", "bestilt_kategori": "D", "utfall": "", "grunnlag": "",
        }
        for n in range(ROWS)
    ]  # fmt: skip


def workbook_of(rows: list[dict[str, str]]) -> bytes:
    return write_workbook([("oppdrag", [HEADERS, *([row[header] for header in HEADERS] for row in rows)])])


async def test_thirty_kinds_of_mistakes_are_repaired_from_the_list(session: Session) -> None:
    reporter = await a_reporter(session)
    numbers = [(await an_interpreter(session, category="B")).number for _ in range(40)]
    truth = good_rows(numbers)
    sent = [dict(row) for row in truth]
    draw = random.Random(9)
    places = iter(draw.sample(range(1, ROWS), 3_000))
    spoilt: Counter[tuple[str, str]] = Counter()
    for kind in MISTAKES * 60 + WARNED * 40:
        column, value = kind
        sent[next(places)][column] = value
        spoilt[kind] += 1
    assert len(MISTAKES) >= 30

    first = await report(session, reporter.actor, workbook_of(sent))
    assert (first.state, first.rows_read) == ("done", ROWS)
    kept_out = sum(number for kind, number in spoilt.items() if kind in MISTAKES)
    assert first.rows_refused + first.rows_waiting == kept_out
    assert first.rows_new == ROWS - kept_out == await counted(session)
    assert first.findings == first.total_findings

    listed = (await findings_csv(session, reporter.actor, first.id, {})).decode("utf-8-sig")
    repaired = [dict(row) for row in sent]
    for line in csv.DictReader(io.StringIO(listed), delimiter=";"):
        place, column = int(line["linje"]) - 2, line["kolonne"]
        assert sent[place][column] != truth[place][column] or SEVERITIES[line["kode"]] == "warning", line
        repaired[place][column] = truth[place][column]
    assert {place for place in range(ROWS) if sent[place] != truth[place]} >= {
        place for place in range(ROWS) if repaired[place] != sent[place]
    }

    second = await report(session, reporter.actor, workbook_of(repaired))
    assert (second.rows_refused, second.rows_waiting, second.total_findings) == (0, 0, 0)
    assert await counted(session) == ROWS
    assert second.rows_new == kept_out
    assert second.rows_unchanged + second.rows_changed == ROWS - kept_out

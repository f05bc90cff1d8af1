"""Failure mode 20: what must never be published is seeded, every public route is asked, and no answer holds it."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Session

NUMBER = "10427"
CANARIES = {
    "national_id": "98765432109", "email": "kanari@hemmelig.example", "phone": "+4799887766",
    "born_on": "1971-02-03",
}  # fmt: skip
FORBIDDEN = (*CANARIES.values(), "99887766", "1971", "3. februar", "03.02.71", "kanari")
FILLED = {"number": NUMBER, "nummer": NUMBER}
QUERIES = (
    "",
    "?sprak=ar",
    f"?navn={NUMBER}",
    "?navn=Haddad",
    "?sprak=ar&dato=2026-11-26&fra=10:00&metode=skjerm",
)


def public_addresses(app: Litestar) -> Iterator[str]:
    """Every address a GET reaches, with the number filled in where an address needs one."""
    for route in app.routes:
        if "GET" not in getattr(route, "methods", ()) or route.path.startswith("/static"):
            continue
        path = route.path_format
        for name, value in FILLED.items():
            path = path.replace(f"{{{name}}}", value)
        if "{" not in path:
            yield path


async def test_no_public_answer_holds_what_is_never_published(
    client: httpx2.AsyncClient, session: Session, app: Litestar
) -> None:
    found = await an_interpreter(session, number=NUMBER, hours=True)
    await session.execute(
        text(
            "UPDATE person SET national_id = :national_id, email = :email, phone = :phone,"
            " born_on = CAST(CAST(:born_on AS text) AS date) WHERE id = :id"
        ),
        {**CANARIES, "id": found.person_id},
    )
    asked = 0
    for path in public_addresses(app):
        for query in QUERIES:
            for form in ("", "/nn"):
                answer = await client.get(f"{form if not path.startswith('/api') else ''}{path}{query}")
                said = answer.text + str(answer.headers)
                # as words: a random request id may well hold the digits of a year
                leaked = [each for each in FORBIDDEN if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", said)]
                assert not leaked, f"{leaked} at {path}{query}"
                asked += 1
    assert asked > 100


@pytest.mark.parametrize("canary", ["98765432109", "kanari@hemmelig.example", "99887766"])
async def test_no_search_answers_to_what_is_never_published(
    client: httpx2.AsyncClient, session: Session, canary: str
) -> None:
    """A search that finds somebody by e-mail or national id would confirm a guess."""
    found = await an_interpreter(session, given_name="Zxcvb", family_name="Qwerty")
    await session.execute(
        text(
            "UPDATE person SET national_id = '98765432109', email = :email, phone = '99887766' WHERE id = :id"
        ),
        {"email": CANARIES["email"], "id": found.person_id},
    )
    for path in ("/finn-tolk", "/api/v1/tolker"):
        answer = await client.get(path, params={"navn": canary})
        assert "Qwerty" not in answer.text

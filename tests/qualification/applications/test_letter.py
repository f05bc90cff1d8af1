"""What a decision on an application says: «E because …; for D you lack …», by the rules in force, in both forms."""

import io
from datetime import datetime, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from qualification.applications.kinds import describe
from qualification.applications.proposing import propose_by_system, propose_refusal
from qualification.categories.rules.explain import explain
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_sent_application, case_of, evidence_of_e, person_of
from tests.builders.bodies import an_officer
from tests.builders.cases import an_impartial_officer
from tests.builders.population import AMINA
from tests.qualification.categories.rules.evidence import TODAY, held
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import RuleBroken
from tolkeregister.decisions.outcomes.commands import sign_decision
from tolkeregister.decisions.outcomes.letter import preview_letter

pytestmark = pytest.mark.usefixtures("population")
DRAFT = text("SELECT id, facts, rule_version FROM decision_draft ORDER BY id DESC LIMIT 1")
# whoever has TAO alone gets category E, by a rule two persons have put in force
ADOPT = text(
    """
    INSERT INTO category_scheme (valid_from, routes, source, revision, state, made_at, made_by, changed_by, decided_at,
                                 decided_by, previewed_revision)
    SELECT :day, CAST(:routes AS jsonb), 'et vedtak', 1, 'in_force', now(), :one, :one, now(), :two, 1
    """
)
TAO_ALONE = """[{"category": "E", "code": "tao", "needs": [["tao"]],
                "types": ["speech", "sign", "speech_to_text", "deafblind"]}]"""


@pytest.fixture
async def amina(session: Session) -> Actor:
    return await an_applicant(session, national_id=AMINA.national_id)


async def told(session: Session, officer: Actor, *, now: datetime) -> str:
    """The text of the letter of the newest draft."""
    draft = (await session.execute(DRAFT)).one()
    made = await preview_letter(session, officer, draft.id, now=now)
    return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(made.pdf)).pages).split())


@pytest.mark.parametrize(
    ("names", "form", "expected"),
    [
        ("TST TAO", "nb", {"Kategori E fordi du har": "kurset TAO og bestått tospråktest",
                           "For kategori D mangler du": "grunnemne i tolking",
                           "For kategori C mangler du": "statsautorisasjon"}),
        ("BA", "nn", {"Kategori B fordi du har": "bachelorgrad i tolking",
                      "For kategori A manglar du": "statsautorisasjon"}),
        ("TST", "nb", {"For kategori E mangler du": "kurset TAO"}),
    ],
)  # fmt: skip
def test_the_lines_say_why_and_what_is_missing(names: str, form: str, expected: dict[str, str]) -> None:
    said = explain(held(names), language="ar", type="speech", at=TODAY).facts()
    lines = dict(describe({"type": "speech", "language": "arabisk", "explained": said}, form))
    assert expected.items() <= lines.items()
    assert ("fordi" in " ".join(lines)) == (said["category"] is not None)


def test_of_several_ways_to_a_category_each_is_named() -> None:
    said: dict[str, object] = {
        "category": None,
        "because": [],
        "lacking": {"B": [["bachelor"], ["bevilling", "grunnemne"]]},
    }
    lines = dict(describe({"type": "speech", "explained": said}, "nb"))
    assert (
        lines["For kategori B mangler du"]
        == "bachelorgrad i tolking eller statsautorisasjon og grunnemne i tolking"
    )


async def test_the_letter_of_a_place_says_why_it_is_no_better(
    session: Session, amina: Actor, now: datetime
) -> None:
    made = await a_sent_application(session, amina, now=now)
    await evidence_of_e(session, await person_of(session, amina), now=now)
    assert await propose_by_system(session, made, now=now)
    letter = await told(session, await an_officer(session), now=now)
    assert "Kategori E fordi du har" in letter
    assert "For kategori D mangler du" in letter


async def test_a_refusal_says_what_is_missing_and_a_rejection_says_nothing_of_what_was_never_weighed(
    session: Session, amina: Actor, now: datetime
) -> None:
    made = await a_sent_application(session, amina, now=now)
    officer = await an_impartial_officer(session, await case_of(session, made), now=now)
    await propose_refusal(
        session, officer, made, is_rejection=False, reasons="Dokumentasjonen mangler.", tie="none", now=now
    )
    assert "For kategori E mangler du kurset TAO og bestått tospråktest" in await told(
        session, officer, now=now
    )


async def test_a_rule_put_in_force_weighs_applications_and_makes_an_older_draft_out_of_date(
    session: Session, amina: Actor, now: datetime
) -> None:
    made = await a_sent_application(session, amina, now=now)
    await evidence_of_e(session, await person_of(session, amina), now=now)
    assert await propose_by_system(session, made, now=now)
    officer = await an_impartial_officer(session, await case_of(session, made), now=now)
    draft = (await session.execute(DRAFT)).one()
    one, two = await an_officer(session), await an_officer(session)
    later = now + timedelta(days=2)
    values = {"day": (now + timedelta(days=1)).date(), "one": one.account_id, "two": two.account_id}
    await session.execute(ADOPT, {**values, "routes": TAO_ALONE})
    with pytest.raises(RuleBroken, match="draft_out_of_date"):
        await sign_decision(session, officer, draft.id, now=later)
    await propose_refusal(session, officer, made, is_rejection=False, reasons="Nei.", tie="none", now=later)
    newer = (await session.execute(DRAFT)).one()
    assert newer.facts["explained"]["because"] == ["tao"], "by the rule of that day"
    assert newer.rule_version == newer.facts["explained"]["rule_version"] != draft.rule_version

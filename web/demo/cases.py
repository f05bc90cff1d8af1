"""The demo's cases about rectification, as two officers and three interpreters would have made them.

One decision is signed and its letter on its way, one draft waits for a second person and for a reply, one decision is
appealed against. The letters go to the stand-in for mailbox and printing house.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job
from tolkeregister.decisions.appeals.commands import receive_appeal
from tolkeregister.decisions.cases.commands import declare_habilitet, open_case, set_deadline, take_case
from tolkeregister.decisions.notices.commands import give_notice, take_reply
from tolkeregister.decisions.outcomes.commands import (
    DecisionDraft,
    approve_decision,
    propose_decision,
    sign_decision,
)
from tolkeregister.rectification.kinds import (
    LEGAL_BASIS,
    NOT_RECTIFIED,
    RECTIFICATION,
    RECTIFIED,
    rule_version_at,
)

MAKE_CASES = "demo.make_cases"
OFFICERS = ("Gunnhild Bratteng", "Anne-Berit Lyngheim")

_OFFICER = text(
    "SELECT id, name FROM account WHERE synthetic AND door = 'directorate' AND name = :name LIMIT 1"
)
_PEOPLE = text(
    """
    SELECT a.id AS account_id, p.id AS person_id, i.id AS interpreter_id, e.language_tag, e.type
      FROM account a JOIN person p ON p.id = a.person_id JOIN interpreter i ON i.person_id = p.id
      JOIN LATERAL (SELECT language_tag, type FROM entry WHERE interpreter_id = i.id ORDER BY id LIMIT 1) e ON true
     WHERE a.synthetic AND a.door = 'interpreter'
     ORDER BY (p.given_name, p.family_name) = ('Samira', 'Haddad') DESC, a.id LIMIT 3
    """
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who takes part, and one person's case."""

    first: Actor
    second: Actor
    party: Actor
    case_id: int


@job(MAKE_CASES)
async def make_cases(session: Session, *, now: datetime) -> None:
    """Three cases; asked for once, when there are none."""
    officers = [await _officer(session, name) for name in OFFICERS]
    people = (await session.execute(_PEOPLE)).all()
    if None in officers or len(people) < 3:
        return
    first, second = (each for each in officers if each is not None)
    for person, make in zip(people, (_rectified, _waiting, _appealed), strict=True):
        party = Actor(
            account_id=person.account_id,
            roles=frozenset({Role.INTERPRETER}),
            interpreter_id=person.interpreter_id,
        )
        await make(session, first, second, party, person, now)


async def _officer(session: Session, name: str) -> Actor | None:
    row = (await session.execute(_OFFICER, {"name": name})).one_or_none()
    return None if row is None else Actor(account_id=row.id, name=row.name, roles=frozenset({Role.OFFICER}))


async def _opened(
    session: Session, first: Actor, second: Actor, party: Actor, person: Any, at: datetime
) -> Scene:
    ref = await open_case(
        session, party, RECTIFICATION, person.person_id, received_at=at, language_tag=person.language_tag,
        type=person.type, now=at,
    )  # fmt: skip
    await take_case(session, first, ref.id, now=at)
    await set_deadline(session, first, ref.id, at + 30 * _DAY, now=at)
    for officer in (first, second):
        await declare_habilitet(session, officer, ref.id, "none", now=at)
    return Scene(first, second, party, ref.id)


async def _rectified(
    session: Session, first: Actor, second: Actor, party: Actor, person: Any, now: datetime
) -> None:
    at = now - 6 * _DAY
    scene = await _opened(session, first, second, party, person, at)
    reasons = "Du har flyttet, og Folkeregisteret viser den nye kommunen. Vi har rettet fylket som vises i registeret."
    draft = await propose_decision(
        session, first, scene.case_id, rectification_draft(RECTIFIED, reasons, at), now=at
    )
    await sign_decision(session, first, draft.id, now=now)


async def _waiting(
    session: Session, first: Actor, second: Actor, party: Actor, person: Any, now: datetime
) -> None:
    at = now - 12 * _DAY
    scene = await _opened(session, first, second, party, person, at)
    reasons = "Du har bedt om at datoen for tospråktesten endres. Utstederen opplyser at datoen i registeret er riktig."
    await give_notice(session, first, scene.case_id, reasons, now=now - 2 * _DAY)
    await propose_decision(
        session, first, scene.case_id, rectification_draft(NOT_RECTIFIED, reasons, now), now=now - 2 * _DAY
    )


async def _appealed(
    session: Session, first: Actor, second: Actor, party: Actor, person: Any, now: datetime
) -> None:
    at = now - 40 * _DAY
    scene = await _opened(session, first, second, party, person, at)
    reasons = "Du ber om at en tidligere kategori slettes. Registeret skal kunne vise hva som gjaldt en bestemt dag."
    notice = await give_notice(session, first, scene.case_id, reasons, now=at + _DAY)
    answer = "Jeg mener at bare kategorien jeg har nå, betyr noe for dem som bestiller."
    await take_reply(session, party, scene.case_id, notice, answer, now=at + 5 * _DAY)
    draft = await propose_decision(
        session, first, scene.case_id, rectification_draft(NOT_RECTIFIED, reasons, at), now=at + 9 * _DAY
    )
    await approve_decision(session, second, draft.id, now=at + 10 * _DAY)
    decision = await sign_decision(session, first, draft.id, now=now - 8 * _DAY)
    words = "Jeg klager på vedtaket. Den gamle kategorien gjør at jeg får færre oppdrag."
    await receive_appeal(session, party, decision, words, sent_on=(now - _DAY).date(), now=now - _DAY)


def rectification_draft(outcome: str, reasons: str, at: datetime) -> DecisionDraft:
    """A proposal in such a case, under the rules of `at`."""
    return DecisionDraft(outcome, LEGAL_BASIS, rule_version_at(at), {}, reasons)

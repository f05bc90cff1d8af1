"""Taking in what the population register says: names, address, death, protection and changed numbers (rules A2, P3)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.core.events import raise_event
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.rules.sort_key import fold, sort_key
from tolkeregister.people.population.models import Protection
from tolkeregister.people.population.source import PopulationDown, PopulationRecord, ask_population

KNOWN, DIED = "person.known", "person.died"
PROTECTED, UNPROTECTED = "person.protected", "person.unprotected"
FETCH = "population.fetch"
CHECK_EVERY = timedelta(days=7)

_ACCOUNT = text(
    "SELECT subject, person_id FROM account WHERE id = :id AND door = 'interpreter' FOR NO KEY UPDATE"
)
_FIND = text(
    """
    SELECT p.id, p.national_id, p.dead_on, coalesce(c.protection, 'none') AS protection
      FROM person p LEFT JOIN population_check c ON c.person_id = p.id
     WHERE p.national_id = ANY(CAST(:ids AS text[]))
        OR p.id IN (SELECT person_id FROM national_id_history WHERE national_id = ANY(CAST(:ids AS text[])))
     ORDER BY p.id LIMIT 1 FOR NO KEY UPDATE OF p
    """
)
_MAKE = text(
    """
    INSERT INTO person (national_id, given_name, family_name, name_folded, sort_key, gender, born_on,
                        municipality_code, email, phone, dead_on, synthetic)
    SELECT :national_id, :given, :family, :folded, :sort, :gender, :born_on, :municipality, '', '', :dead_on,
           coalesce((SELECT synthetic FROM account WHERE id = :account), false)
    ON CONFLICT (national_id) DO UPDATE SET given_name = excluded.given_name RETURNING id
    """
)
_UPDATE = text(
    """
    UPDATE person SET national_id = :national_id, given_name = :given, family_name = :family, name_folded = :folded,
           sort_key = :sort, gender = :gender, born_on = :born_on, dead_on = :dead_on,
           municipality_code = coalesce(:municipality, municipality_code)
     WHERE id = :id
    """
)
_LINK = text(
    "UPDATE account SET person_id = :person, name = :name"
    " WHERE id = :account AND (person_id IS NULL OR person_id = :person)"
)
# Somebody whose number has changed may have signed in with the new one before we knew whose it was.
_LINK_NUMBERS = text(
    """
    UPDATE account SET person_id = :person, name = :name
     WHERE door = 'interpreter' AND person_id IS NULL AND subject = ANY(CAST(:ids AS text[]))
    """
)
_ARE_INTERPRETER = text(
    """
    INSERT INTO account_role (account_id, role)
    SELECT a.id, 'interpreter' FROM account a JOIN interpreter i ON i.person_id = a.person_id
     WHERE a.person_id = :person AND a.door = 'interpreter'
       AND NOT EXISTS (SELECT FROM account_role r WHERE r.account_id = a.id AND r.role = 'interpreter')
    """
)
_FORMER = text(
    """
    INSERT INTO national_id_history (person_id, national_id, replaced_at)
    SELECT :person, n, :now FROM unnest(CAST(:ids AS text[])) AS n ON CONFLICT (national_id) DO NOTHING
    """
)
_CHECKED = text(
    """
    INSERT INTO population_check (person_id, checked_at, next_at, protection, failures)
    VALUES (:person, :now, :next, :protection, 0)
    ON CONFLICT (person_id) DO UPDATE SET checked_at = :now, next_at = :next, protection = :protection, failures = 0
    """
)


async def fetch_for_account(session: Session, account_id: int, *, now: datetime) -> int | None:
    """Fetch the person of somebody who came through the interpreters' door; returns the person's id.

    None when the register is down; it is then asked again by a job and the person is never half there. Raises Invalid
    for a number the register does not know, somebody dead, and somebody without an address in Norway.
    """
    account = (await session.execute(_ACCOUNT, {"id": account_id})).one()
    try:
        found = await ask_population(account.subject)
    except PopulationDown:
        at = now + timedelta(seconds=20)
        await enqueue(session, FETCH, key=f"{FETCH}:{account_id}", run_at=at, account_id=account_id)
        return None
    if found is None:
        raise Invalid(reason("not_in_population_register"))
    if found.dead_on is not None:
        raise Invalid(reason("person_is_dead"))
    return await take_record(session, SYSTEM, found, account_id=account_id, now=now)


async def take_record(
    session: Session, actor: Actor, found: PopulationRecord, *, account_id: int | None = None, now: datetime
) -> int:
    """Make the person what the population register says; returns the id. A changed number keeps person and entries.

    Raises `person.known`, `person.died`, `person.protected` and `person.unprotected` in this transaction.
    """
    known = (await session.execute(_FIND, {"ids": [found.national_id, *found.former_ids]})).one_or_none()
    values = _values(found) | {"account": account_id}
    if known is None:
        if found.municipality_code is None:
            raise Invalid(reason("no_address_in_norway"))
        person_id = int((await session.execute(_MAKE, values)).scalar_one())
        record(session, actor, "person.fetched", "person", person_id, now=now)
    else:
        person_id = int(known.id)
        await session.execute(_UPDATE, values | {"id": person_id})
        if known.national_id != found.national_id:
            record(session, actor, "person.renumbered", "person", person_id, now=now)
    await _keep_former(session, person_id, found, known, now=now)
    checked = {
        "person": person_id,
        "now": now,
        "next": now + CHECK_EVERY,
        "protection": found.protection.value,
    }
    await session.execute(_CHECKED, checked)
    name = f"{found.given_name} {found.family_name}"
    numbers = [found.national_id, *found.former_ids]
    await session.execute(_LINK_NUMBERS, {"person": person_id, "name": name, "ids": numbers})
    await session.execute(_ARE_INTERPRETER, {"person": person_id})
    if account_id is not None:
        await session.execute(_LINK, {"person": person_id, "name": name, "account": account_id})
        await raise_event(session, actor, KNOWN, now=now, account_id=account_id, person_id=person_id)
    await _tell(session, actor, person_id, known, found, now=now)
    return person_id


async def _keep_former(
    session: Session, person_id: int, found: PopulationRecord, known: Any, *, now: datetime
) -> None:
    """Keep every number the person had before, since results and papers may be in one of them; entries stay theirs."""
    former = {*found.former_ids, found.national_id if known is None else known.national_id}
    former.discard(found.national_id)
    await session.execute(_FORMER, {"person": person_id, "ids": sorted(former), "now": now})


async def _tell(
    session: Session, actor: Actor, person_id: int, known: Any, found: PopulationRecord, *, now: datetime
) -> None:
    if found.dead_on is not None and (known is None or known.dead_on is None):
        record(session, actor, "person.died", "person", person_id, now=now)
        await raise_event(session, actor, DIED, now=now, person_id=person_id)
    was = Protection.NONE if known is None else Protection(known.protection)
    if found.protection is not was:
        record(session, actor, "person.protection", "person", person_id, now=now)
        event = UNPROTECTED if found.protection is Protection.NONE else PROTECTED
        await raise_event(session, actor, event, now=now, person_id=person_id)


def _values(found: PopulationRecord) -> dict[str, Any]:
    name = f"{found.given_name} {found.family_name}"
    return {
        "national_id": found.national_id, "given": found.given_name, "family": found.family_name,
        "folded": fold(name), "sort": sort_key(f"{found.family_name}, {found.given_name}"), "gender": found.gender,
        "born_on": found.born_on, "municipality": found.municipality_code, "dead_on": found.dead_on,
    }  # fmt: skip

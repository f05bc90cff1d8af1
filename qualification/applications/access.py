"""Whose applications somebody may see: the person's own, whichever number was signed in with; staff all others'."""

from sqlalchemy import text
from sqlmodel import col, select

from qualification.applications.models import Application
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound
from tolkeregister.decisions.cases.access import require_staff

# Somebody whose number has changed has two accounts of one person.
OWN_ACCOUNTS = """
    SELECT o.id FROM account a JOIN account o ON o.door = 'interpreter'
       AND (o.id = a.id OR o.person_id = a.person_id)
     WHERE a.id = :account AND a.door = 'interpreter'
"""
_OWN = text(f"SELECT id FROM application WHERE id = :id AND account_id IN ({OWN_ACCOUNTS})")
_IS_OWN = text(
    """
    SELECT EXISTS (SELECT FROM application p JOIN account theirs ON theirs.id = p.account_id
                     JOIN account mine ON mine.person_id = theirs.person_id
                    WHERE p.id = :id AND mine.id = :account)
    """
)


async def require_own_door(session: Session, actor: Actor) -> int:
    """The account of somebody who came through the interpreters' door (rule A1); NotAllowed for everyone else."""
    statement = text("SELECT id FROM account WHERE id = :id AND door = 'interpreter' AND closed_at IS NULL")
    found = (await session.execute(statement, {"id": actor.account_id})).scalar_one_or_none()
    if found is None:
        raise NotAllowed(reason("only_in_person"))
    return int(found)


async def require_own_application(session: Session, actor: Actor, application_id: int) -> None:
    """Raises NotFound for an unknown application and for somebody else's; reads only."""
    values = {"id": application_id, "account": actor.account_id}
    if (await session.execute(_OWN, values)).scalar_one_or_none() is None:
        raise NotFound(reason("application_not_found"))


async def require_others_application(session: Session, actor: Actor, application_id: int) -> None:
    """Raises NotAllowed for all but the directorate, NotFound for the officer's own application; reads only."""
    require_staff(actor)
    if not actor.is_system:
        values = {"id": application_id, "account": actor.account_id}
        if (await session.execute(_IS_OWN, values)).scalar_one():
            raise NotFound(reason("application_not_found"))


async def own_application(session: Session, actor: Actor, application_id: int) -> Application:
    """The actor's own application, locked; NotFound for an unknown one and for somebody else's."""
    await require_own_application(session, actor, application_id)
    return await locked_application(session, application_id)


async def application_for_staff(session: Session, actor: Actor, application_id: int) -> Application:
    """Any application but the officer's own, locked."""
    await require_others_application(session, actor, application_id)
    return await locked_application(session, application_id)


async def locked_application(session: Session, application_id: int) -> Application:
    """The application, locked, for a command that has asked by itself who is asking."""
    statement = (
        select(Application)
        .where(col(Application.id) == application_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await session.exec(statement)).one_or_none()
    if found is None:
        raise NotFound(reason("application_not_found"))
    return found

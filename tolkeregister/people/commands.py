"""Accounts: made at an interpreter's first sign-in, closed for good, and their choice of written form."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM, Actor, Door, Role
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound
from tolkeregister.core.events import raise_event
from tolkeregister.people.queries import OpenAccount, open_account

WRITTEN_FORMS = ("nb", "nn")
# A person the register knows brings name and address along; another has neither until the population register says.
_MAKE = text(
    """
    INSERT INTO account (door, subject, name, email, written_form, person_id, synthetic)
    SELECT CAST(:door AS text), CAST(:subject AS text), coalesce(p.given_name || ' ' || p.family_name, ''),
           coalesce(p.email, ''), 'nb', p.id, coalesce(p.synthetic, false)
      FROM (SELECT 1) AS anyone LEFT JOIN person p ON p.national_id = :subject WHERE p.dead_on IS NULL
    ON CONFLICT (door, subject) DO NOTHING RETURNING id, name
    """
)
_IS_INTERPRETER = text(
    """
    INSERT INTO account_role (account_id, role)
    SELECT a.id, :role FROM account a JOIN interpreter i ON i.person_id = a.person_id WHERE a.id = :account
    """
)


async def account_at_sign_in(
    session: Session, door: Door, subject: str, *, now: datetime
) -> OpenAccount | None:
    """The account somebody may use after proving who they are; None when they have none here.

    Through the interpreters' door anyone alive gets an account at the first sign-in, recognised by the national
    identity number alone: to apply, one must be able to come in (rule A1). Bodies' and the directorate's people are
    given accounts beforehand. A closed account stays closed.
    """
    found = await open_account(session, door, subject)
    if found is not None or door is not Door.INTERPRETER:
        return found
    made = (await session.execute(_MAKE, {"door": door.value, "subject": subject})).one_or_none()
    if made is None:
        return await open_account(session, door, subject)  # somebody else made it just now, or nobody may
    await session.execute(_IS_INTERPRETER, {"account": made.id, "role": Role.INTERPRETER.value})
    record(session, SYSTEM, "account.opened", "account", made.id, now=now, door=door.value)
    return OpenAccount(made.id, made.name)


async def close_account(session: Session, actor: Actor, account_id: int, *, now: datetime) -> None:
    """Close an account for good; its sessions end at once, in this transaction.

    The directorate's administrators may close any account, an administrator of a public body those of the own body.
    Raises NotAllowed, or NotFound for an account the actor may not know of.
    """
    if not actor.is_system and not actor.has(Role.ADMINISTRATOR, Role.BODY_ADMINISTRATOR):
        raise NotAllowed(reason("role_missing"))
    everywhere = actor.is_system or actor.has(Role.ADMINISTRATOR)
    closed = (await session.execute(
        text("UPDATE account SET closed_at = :now WHERE id = :account AND closed_at IS NULL"
             " AND (:everywhere OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = account.id"
             "   AND r.organisation_id = :organisation)) RETURNING id"),
        {"now": now, "account": account_id, "everywhere": everywhere, "organisation": actor.organisation_id},
    )).scalar_one_or_none()  # fmt: skip
    if closed is None:
        raise NotFound()
    record(session, actor, "account.closed", "account", account_id, now=now)
    await raise_event(session, actor, "account.closed", now=now, account_id=account_id)


async def choose_written_form(session: Session, actor: Actor, form: str, *, now: datetime) -> None:
    """Letters and mail to the actor come in `form` ("nb" or "nn") from now on (språklova § 13).

    Raises NotAllowed when nobody is signed in, Invalid for another form.
    """
    if actor.account_id is None:
        raise NotAllowed(reason("not_signed_in"))
    if form not in WRITTEN_FORMS:
        raise Invalid(reason("unknown_written_form", field="malform"))
    await session.execute(
        text("UPDATE account SET written_form = :form WHERE id = :account"),
        {"form": form, "account": actor.account_id},
    )
    record(session, actor, "account.written_form", "account", actor.account_id, now=now, form=form)

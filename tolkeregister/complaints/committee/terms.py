"""Appointing the committee for a year at a time, and ending a term before it is over (rule W5)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.rules.seats import Term, may_appoint, may_end
from tolkeregister.complaints.committee.rules.words import Place, Seat
from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, conflict, require

_ACCOUNT = text(
    """
    SELECT a.id, a.closed_at IS NOT NULL AS is_closed,
           EXISTS (SELECT FROM account_role r WHERE r.account_id = a.id AND r.role IN ('officer', 'administrator'))
               AS is_staff
      FROM account a WHERE a.door = :door AND a.subject = :subject
    """
)
_MAKE = text(
    """
    INSERT INTO account (door, subject, name, email, written_form, person_id, synthetic)
    SELECT CAST(:door AS text), CAST(:subject AS text), CAST(:name AS text), CAST(:email AS text), 'nb',
           CAST(:person AS integer), b.synthetic FROM account b WHERE b.id = :by
    ON CONFLICT (door, subject) DO NOTHING RETURNING id
    """
)
_ROLE = text(
    """
    INSERT INTO account_role (account_id, role)
    SELECT CAST(:account AS integer), CAST(:role AS text)
     WHERE NOT EXISTS (SELECT FROM account_role r WHERE r.account_id = :account AND r.role = :role)
    """
)
_PERSON = text("SELECT person_id FROM interpreter WHERE number = :number")
_KNOW = text("UPDATE account SET person_id = :person WHERE id = :account AND person_id IS NULL")
_TERMS = text(
    "SELECT id, seat, place, account_id, lower(held) AS starts_on, upper(held) AS until FROM committee_term"
    " WHERE held && daterange(:starts_on, :until)"
)
_APPOINT = text(
    """
    INSERT INTO committee_term (seat, place, account_id, held, appointed_by, appointed_at)
    VALUES (:seat, :place, :account, daterange(:starts_on, :until), :by, :now)
    ON CONFLICT DO NOTHING RETURNING id
    """
)
_TERM = text(
    "SELECT seat, place, account_id, lower(held) AS starts_on, upper(held) AS until FROM committee_term"
    " WHERE id = :id FOR UPDATE"
)
_END = text("UPDATE committee_term SET held = daterange(lower(held), :until) WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Appointment:
    """Whom to give a place, `until` not among the days. `subject` is the name the directorate's sign-in knows them by.

    `interpreter_number`, for somebody in the register, keeps them from cases about themselves.
    """

    seat: Seat
    place: Place
    name: str
    email: str
    subject: str
    starts_on: date
    until: date
    interpreter_number: str = ""


async def appoint(session: Session, actor: Actor, wanted: Appointment, *, now: datetime) -> int:
    """Give somebody a place, with an account to sign in by if they have none. Returns the term's id.

    For administrators. Raises Invalid for a closed account or an unknown interpreter number, RuleBroken by
    `may_appoint`, Conflict when somebody else was given the place at the same moment.
    """
    _require_administrator(actor)
    person = await _person(session, wanted.interpreter_number)
    account_id, is_staff = await _account(session, actor, wanted, person)
    term = Term(wanted.seat, wanted.place, account_id, wanted.starts_on, wanted.until)
    others: list[Term] = []
    if wanted.starts_on < wanted.until:
        rows = await session.execute(_TERMS, {"starts_on": wanted.starts_on, "until": wanted.until})
        others = [
            Term(Seat(row.seat), Place(row.place), row.account_id, row.starts_on, row.until) for row in rows
        ]
    require(may_appoint(term, others, is_staff=is_staff))
    values = {
        "seat": wanted.seat.value, "place": wanted.place.value, "account": account_id, "starts_on": wanted.starts_on,
        "until": wanted.until, "by": actor.account_id, "now": now,
    }  # fmt: skip
    made = (await session.execute(_APPOINT, values)).scalar_one_or_none()
    if made is None:
        raise conflict("place_is_taken", until=wanted.until, field="fra")
    await session.execute(_ROLE, {"account": account_id, "role": Role.COMMITTEE_MEMBER.value})
    if person is not None:
        await session.execute(_KNOW, {"account": account_id, "person": person})
    record(
        session,
        actor,
        "committee.appointed",
        "committee_term",
        made,
        now=now,
        seat=wanted.seat,
        place=wanted.place,
    )
    return int(made)


async def end_term(session: Session, actor: Actor, term_id: int, until: date, *, now: datetime) -> None:
    """Let somebody go before the year is over; `until` is the first day they no longer sit."""
    _require_administrator(actor)
    row = (await session.execute(_TERM, {"id": term_id})).one_or_none()
    if row is None:
        raise NotFound(reason("term_not_found"))
    require(may_end(Term(Seat(row.seat), Place(row.place), row.account_id, row.starts_on, row.until), until))
    await session.execute(_END, {"id": term_id, "until": until})
    record(
        session, actor, "committee.term_ended", "committee_term", term_id, now=now, until=until.isoformat()
    )


def _require_administrator(actor: Actor) -> None:
    if not (actor.is_system or actor.has(Role.ADMINISTRATOR)):
        raise NotAllowed(reason("role_missing"))


async def _person(session: Session, number: str) -> int | None:
    if not number:
        return None
    found = (await session.execute(_PERSON, {"number": number})).scalar_one_or_none()
    if found is None:
        raise Invalid(reason("interpreter_not_found", field="nummer"))
    return int(found)


async def _account(
    session: Session, actor: Actor, wanted: Appointment, person: int | None
) -> tuple[int, bool]:
    """The account behind the name in the directorate's sign-in, made when there is none, and whether it is staff's."""
    by_subject = {"door": Door.DIRECTORATE.value, "subject": wanted.subject}
    values = {
        **by_subject, "name": wanted.name, "email": wanted.email, "person": person, "by": actor.account_id,
    }  # fmt: skip
    made = (await session.execute(_MAKE, values)).scalar_one_or_none()
    if made is not None:
        return int(made), False
    row = (await session.execute(_ACCOUNT, by_subject)).one()
    if row.is_closed:
        raise Invalid(reason("account_is_closed", field="bruker"))
    return row.id, row.is_staff

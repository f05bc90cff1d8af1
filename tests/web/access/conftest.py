"""Somebody in every role: one assignment of one body, offered to one interpreter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.calendars.commands import catch_up
from booking.rooms.keeping import settle_room
from tests.builders.accounts import with_role
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_draft_application
from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import a_body, a_booker, an_officer
from tests.builders.certificates import a_seen_certificate
from tests.builders.changes import change
from tests.builders.interpreters import a_one_off_day, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.qualification.imports.files import an_institution
from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.core.mail.models import MailMessage
from tolkeregister.core.settings import Settings
from web.security.csrf import form_token


@dataclass(frozen=True, slots=True)
class World:
    """One assignment of one body offered to one interpreter, and somebody in every role."""

    browsers: dict[str, Browser]
    paths: dict[str, str]
    nobodys: str  # a proof that belongs to no session, as the sign-in pages would give


@pytest.fixture
async def world(
    session: Session, page: Browser, signed_in: SignIn, now: datetime, settings: Settings, clock: FixedClock
) -> World:
    """Somebody in every role, with a browser each."""
    body, foreign = await a_body(session), await a_body(session, name="Granåsen kommune")
    interpreter, other = (
        await an_interpreter(session, hours=True),
        await an_interpreter(session, given_name="Nour"),
    )
    starts_at = now + timedelta(days=2)
    assignment = await an_assignment(session, body, starts_at, starts_at + timedelta(hours=1))
    offer = await an_offer(
        session, assignment, interpreter.id, sent_at=now, answer_by=now + timedelta(hours=1)
    )
    accepted = await an_assignment(
        session, body, starts_at + timedelta(days=3), starts_at + timedelta(days=3, hours=1)
    )
    await accepted_by(session, accepted, interpreter.id, at=now)
    await settle_room(session, accepted.id or 0, has_new_links=False, now=now)
    await catch_up(session, now=now)
    await change(session, body, accepted.number, later=30, now=now)
    seen = await a_seen_certificate(session, body, interpreter.id, seen_on=now.date())
    await a_one_off_day(session, interpreter.id, now.date(), 600, 660)
    day = (await session.execute(text("SELECT max(id) FROM one_off_day"))).scalar_one()
    mail = MailMessage(event_key="x", recipient="a@b.example", template="offer_sent", data={}, subject_kind="offer",
                       subject_id="1", state="failed", message_id="<x>", created_at=now)  # fmt: skip
    session.add(mail)
    await session.flush()
    people: dict[str, Actor] = {
        "applicant": await an_applicant(session),
        "interpreter": interpreter.actor, "other_interpreter": other.actor, "booker": body.booker,
        "foreign_booker": foreign.booker, "officer": await an_officer(session),
        "administrator": await with_role(session, Role.ADMINISTRATOR, Door.DIRECTORATE),
        "agency": await with_role(session, Role.AGENCY, Door.PUBLIC_BODY, foreign.organisation_id),
        "body_administrator": await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR),
        "institution": await an_institution(session),
        "committee_member": await with_role(session, Role.COMMITTEE_MEMBER, Door.DIRECTORATE),
    }  # fmt: skip
    application = await a_draft_application(session, interpreter.actor, language="so", now=now)
    await session.commit()
    browsers = {role: await signed_in(actor) for role, actor in people.items()}
    return World(
        {**browsers, "public": page},
        {"{offer_id:int}": str(offer), "{nummer:str}": interpreter.number, "{kind:str}": "dag",
         "{row_id:int}": str(day), "{seen_id:int}": str(seen), "{mail_id:int}": str(mail.id), "{exception_id:int}": "1",
         "{meeting_id:int}": "1", "{item_id:int}": "1", "{term_id:int}": "1", "{paper:str}": "post-1",
         "{post_id:int}": "1", "{version:int}": "1", "{page_number:int}": "1",
         "{post_number:int}": "1", "{appeal_id:int}": "1", "{notice_id:int}": "1",
         "{system_id:int}": "1", "{hold_id:int}": "1", "{token:str}": "x",
         "{question_id:int}": "1", "{fil:int}": "1",
         "{upload_id:int}": "1", "{rapport:int}": "1", "{word_id:int}": "1",
         "{match_id:int}": "1", "{draft_id:int}": "1", "{proposal_id:int}": "1", "{campaign_id:int}": "1",
         "{application_id:int}": str(application), "{document_id:int}": "1",
         "{part:str}": "om-deg", "{plan_id:int}": "1", "{interest_id:int}": "1", "{line:int}": "1",
         "tolk": interpreter.number,
         "bestilling": assignment.number, "oppdrag": accepted.number, "rom": accepted.number,
         "{link:str}": "x", "{seat_id:int}": "1"},
        form_token(settings, None, clock=clock),
    )  # fmt: skip

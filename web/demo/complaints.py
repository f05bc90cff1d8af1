"""The demo's complaints, one in every stage, as reporters, an officer, a leader and interpreters would have made them.

Nothing is written past the commands: each scene is lived through with the clock put back. The oldest comes first, so
that the numbers follow the days.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.complaints.access import note_complaint_read
from tolkeregister.complaints.deciding import ReactionDraft, propose_reaction
from tolkeregister.complaints.information import Questions, ask_information
from tolkeregister.complaints.intake import assign, declare, end
from tolkeregister.complaints.reporting.desk import put_question
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.reactions import Ending, Ground
from tolkeregister.complaints.rules.words import Basis, Closing
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job
from tolkeregister.decisions.appeals.commands import receive_appeal
from tolkeregister.decisions.cases.models import Tie
from tolkeregister.decisions.notices.commands import go_without_notice, reply_to_notice
from tolkeregister.decisions.outcomes.commands import DraftRef, approve_decision, sign_decision
from web.demo.cases import OFFICERS
from web.demo.committee import after_a_meeting, before_a_meeting
from web.demo.complaint_reports import (
    QUESTION,
    about_pay,
    about_title,
    by_colleague,
    by_professional,
    by_user,
    in_arabic,
)
from web.demo.complaint_steps import Made, Member, Stage, classified, heard, received
from web.demo.nation.newcomers import DECIDED
from web.demo.nation.persons import NAMED

MAKE_COMPLAINTS = "demo.make_complaints"
_DAY = timedelta(days=1)
WARNING = ReactionDraft(Ending.WARNING, "Du har brutt pliktene dine som tolk. Bruddet er ikke lite.")
GUIDANCE = ReactionDraft(Ending.GUIDANCE, "Bruddet er lite, og du har sagt at det ikke skal skje igjen.")
_THERE = text("SELECT 1 FROM complaint LIMIT 1")
_OFFICER = text(
    "SELECT id, name FROM account WHERE synthetic AND door = 'directorate' AND name = :name LIMIT 1"
)
_CAST = text(
    """
    SELECT DISTINCT ON (p.id) p.given_name || ' ' || p.family_name AS name, p.id AS person_id, i.id AS interpreter_id,
           i.number, a.id AS account_id
      FROM person p JOIN interpreter i ON i.person_id = p.id
      JOIN account a ON a.door = 'interpreter' AND (a.person_id = p.id OR a.subject = p.national_id)
     WHERE p.synthetic AND p.given_name || ' ' || p.family_name = ANY(:names) ORDER BY p.id, i.id, a.id
    """
)
_CASE = text("SELECT case_id FROM complaint WHERE id = :id")


class _Demo:
    """Set once when the worker starts."""

    vault: Vault | None = None


def use_vault(vault: Vault) -> None:
    """What reports are sealed with."""
    _Demo.vault = vault


@job(MAKE_COMPLAINTS)
async def make_complaints(session: Session, *, now: datetime) -> None:
    """Asked for once, when there are none, and after the applications: one of those listed then is excluded."""
    names = [f"{given} {family}" for _, given, family, _ in NAMED] + [DECIDED[0].name]
    cast = {
        row.name: Member(row.person_id, row.number, Actor(
            account_id=row.account_id, name=row.name, roles=frozenset({Role.INTERPRETER}),
            interpreter_id=row.interpreter_id,
        )) for row in (await session.execute(_CAST, {"names": names})).all()
    }  # fmt: skip
    officers = [(await session.execute(_OFFICER, {"name": name})).one_or_none() for name in OFFICERS]
    there = (await session.execute(_THERE)).first() is not None
    if _Demo.vault is None or there or None in officers or len(cast) < len(names):
        return
    officer, leader = (
        Actor(account_id=row.id, name=row.name, roles=frozenset({role}))
        for row, role in zip(officers, (Role.OFFICER, Role.ADMINISTRATOR), strict=True) if row is not None
    )  # fmt: skip
    stage = Stage(session, _Demo.vault, officer, leader, cast, now)
    for scene in SCENES:
        await scene(stage)


async def _two_warnings(on: Stage) -> None:
    """Two that still count, so that the third, proposed and not approved, would flag."""
    member = on.cast["Daryush Sepehri"]
    stories = (
        "Tolken kom tjue minutter for sent og lot være å tolke det faren sa.",
        "Tolken la til egne råd.",
    )
    for days, story in zip((900, 400), stories, strict=True):
        made = await classified(on, by_user(member.number, story), days + 40, Basis.GOOD_PRACTICE)
        await go_without_notice(on.session, on.officer, await _case(on, made), "Tolken ble hørt i et møte.",
                                now=on.ago(days + 12))  # fmt: skip
        draft = await _proposed(on, made, WARNING, days + 8)
        await _signed(on, draft, days)
        await end(on.session, on.officer, made.number, Closing.DECIDED, now=on.ago(days - 2))


async def _elsewhere(on: Stage) -> None:
    """What belongs to others, and a title nobody can find the user of."""
    for days in (380, 300, 215, 120, 48):
        await classified(on, about_pay(), days, Basis.OUTSIDE)
    await classified(on, about_title(), 90, Basis.TITLE_MISUSE)


async def _guided(on: Stage) -> None:
    """Decided with guidance, and closed."""
    member = on.cast["Thị Mai Nguyễn"]
    made = await classified(on, by_user(member.number, "Tolken snakket om seg selv i pausen."), 85,
                             Basis.GOOD_PRACTICE)  # fmt: skip
    await _signed(on, await _proposed(on, made, GUIDANCE, 60), 58, two=False)
    await end(on.session, on.officer, made.number, Closing.DECIDED, now=on.ago(57))


async def _warned(on: Stage) -> None:
    """Heard, answered, and decided with a warning."""
    member = on.cast["Oksana Melnytsja"]
    story = "Tolken fortalte en kollega hva som ble sagt på helsestasjonen."
    made = await classified(on, by_professional(member.number, story), 76, Basis.CONFIDENTIALITY)
    notice = await heard(on, made, story, 70)
    words = "Jeg nevnte ingen navn, men jeg forstår at det likevel var galt av meg."
    await reply_to_notice(on.session, member.actor, notice, words, now=on.ago(61))
    await _signed(on, await _proposed(on, made, WARNING, 44), 33)


async def _excluded(on: Stage) -> None:
    """Excluded for a year by material breach; the appeal is under way."""
    member = on.cast[DECIDED[0].name]
    story = "Tolken tok imot penger for å si fra om hvem som hadde meldt."
    made = await classified(on, by_professional(member.number, story), 66, Basis.CONFIDENTIALITY)
    notice = await heard(on, made, story, 62)
    await reply_to_notice(on.session, member.actor, notice, "Jeg har ikke tatt imot noe.", now=on.ago(51))
    until = oslo_date(on.ago(21)) + timedelta(days=365)
    draft = ReactionDraft(
        Ending.EXCLUDED_UNTIL, "To vitner forklarer det samme, og bankutskriften viser betalingen.",
        Ground.MATERIAL_BREACH, "Å selge opplysninger er et vesentlig brudd på taushetsplikten.", until=until,
    )  # fmt: skip
    decision = await _signed(on, await _proposed(on, made, draft, 30), 21)
    words = (
        "Jeg klager. Betalingen gjaldt en gammel gjeld, og jeg ber om at utestengingen ikke gjelder så lenge."
    )
    sent = oslo_date(on.ago(9))
    await receive_appeal(on.session, member.actor, decision, words, sent_on=sent, now=on.ago(9))


async def _third(on: Stage) -> None:
    """Heard; a third warning is proposed and waits for the second person."""
    member = on.cast["Daryush Sepehri"]
    story = "Tolken lo da moren begynte å gråte."
    made = await classified(on, by_user(member.number, story, Concern.CONDUCT), 45, Basis.GOOD_PRACTICE)
    notice = await heard(on, made, story, 38)
    await reply_to_notice(on.session, member.actor, notice, "Det var av nervøsitet.", now=on.ago(29))
    await _proposed(on, made, WARNING, 2)


async def _asking(on: Stage) -> None:
    """Waits for what a public body knows."""
    member = on.cast["Yohannes Ghebre"]
    story = "Tolken oversatte ikke alt, og sa at resten ikke var viktig."
    made = await classified(on, by_user(member.number, story), 20, Basis.GOOD_PRACTICE)
    asked = Questions(
        "Fjordvik kommune, Barneverntjenesten", "barnevern@fjordvik.example",
        "Ble samtalen avbrutt, og la dere merke til noe ved tolkingen?",
    )  # fmt: skip
    await ask_information(on.session, on.officer, made.number, asked, now=on.ago(3))


async def _hearing(on: Stage) -> None:
    """The interpreter is asked, and has not answered yet."""
    member = on.cast["Abdirahman Cige"]
    story = "Tolken sa til meg etterpå at han kjente broren min, og spurte hvorfor jeg var der."
    made = await classified(on, by_user(member.number, story, Concern.KNEW), 14, Basis.HABILITET)
    await heard(on, made, "Tolken sa etterpå at han kjente █████, og spurte hvorfor vedkommende var der.", 4)


async def _tied(on: Stage) -> None:
    """In intake: one officer is tied to the interpreter and kept out, the leader has taken it."""
    made = await received(on, by_colleague(on.cast["Agnieszka Wierzba"].number), 5)
    await declare(on.session, on.officer, made.number, Tie.FORMER_TRAINEE, now=on.ago(4))
    await declare(on.session, on.leader, made.number, Tie.NONE, now=on.ago(4))
    await assign(on.session, on.leader, made.number, now=on.ago(4))


async def _new(on: Stage) -> None:
    """In arabisk, without a name; nobody has taken it, but somebody has looked and asked."""
    made = await received(on, in_arabic(), 2)
    await declare(on.session, on.officer, made.number, Tie.NONE, now=on.ago(1))
    await note_complaint_read(on.session, on.officer, made.id, now=on.ago(1))
    await put_question(on.session, on.officer, on.vault, made.id, QUESTION, now=on.ago(1))


async def _proposed(on: Stage, made: Made, draft: ReactionDraft, days: int) -> DraftRef:
    await declare(on.session, on.leader, made.number, Tie.NONE, now=on.ago(days))
    await note_complaint_read(on.session, on.leader, made.id, now=on.ago(days))
    return await propose_reaction(on.session, on.officer, made.number, draft, now=on.ago(days))


async def _signed(on: Stage, draft: DraftRef, days: int, *, two: bool = True) -> int:
    if two:
        await approve_decision(on.session, on.leader, draft.id, now=on.ago(days + 1))
    return await sign_decision(on.session, on.officer, draft.id, now=on.ago(days))


async def _case(on: Stage, made: Made) -> int:
    return int((await on.session.execute(_CASE, {"id": made.id})).scalar_one())


Scene = Callable[[Stage], Awaitable[None]]
SCENES: tuple[Scene, ...] = (
    _two_warnings, _elsewhere, _guided, _warned, _excluded, after_a_meeting, _third, before_a_meeting, _asking,
    _hearing, _tied, _new,
)  # fmt: skip

"""What each thing an officer does with a complaint runs: from the answers of its form to the command."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tolkeregister.complaints import clocking, deciding, hearing, information, intake, reviewing
from tolkeregister.complaints.heard.more_time import answer_more_time
from tolkeregister.complaints.heard.statements import statement_on_paper
from tolkeregister.complaints.queries import ComplaintPage, subject_by_number
from tolkeregister.complaints.reporting.desk import put_question
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.reactions import Ending, Ground
from tolkeregister.complaints.rules.words import Basis, Closing, Stage
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class Doing:
    """An action under way: who does it, to which complaint, with which answers. `vault` opens what is sealed."""

    session: Session
    actor: Actor
    page: ComplaintPage
    answers: Any
    vault: Vault
    now: datetime


Run = Callable[[Doing], Awaitable[None]]


async def take(d: Doing) -> None:
    """Be the officer of it."""
    await intake.assign(d.session, d.actor, d.page.number, now=d.now)


async def point_out(d: Doing) -> None:
    """Say who it is about."""
    person_id = await subject_by_number(d.session, d.actor, d.answers.nummer)
    await intake.point_out(d.session, d.actor, d.page.number, person_id, now=d.now)


async def classify(d: Doing) -> None:
    """Weigh it against the law and answer."""
    basis = Basis(d.answers.grunnlag)
    await intake.classify(d.session, d.actor, d.page.number, basis, remark=d.answers.merknad or "", now=d.now)


async def join(d: Doing) -> None:
    """One of two about the same."""
    await intake.merge_duplicate(d.session, d.actor, d.page.number, d.answers.nummer, now=d.now)


async def hand_over(d: Doing) -> None:
    """It belongs elsewhere."""
    await intake.hand_over(d.session, d.actor, d.page.number, d.answers.til, now=d.now)


async def ask_reporter(d: Doing) -> None:
    """A question to whoever reported."""
    await put_question(d.session, d.actor, d.vault, d.page.id, d.answers.melding, now=d.now)


async def ask_body(d: Doing) -> None:
    """Questions to a public body."""
    asked = information.Questions(
        d.answers.mottaker,
        d.answers.epost,
        d.answers.sporsmal,
        legal_basis=d.answers.hjemmel,
        days=d.answers.dager,
    )
    await information.ask_information(d.session, d.actor, d.page.number, asked, now=d.now)


async def hear(d: Doing) -> None:
    """Ask the interpreter for a statement."""
    words = d.answers.kopi, d.answers.vurdering
    await hearing.hear(d.session, d.actor, d.page.number, *words, days=d.answers.dager, now=d.now)


async def on_paper(d: Doing) -> None:
    """A statement that came in a letter."""
    await statement_on_paper(d.session, d.actor, d.page.number, d.answers.svar, d.answers.kom, now=d.now)


async def more_time(d: Doing) -> None:
    """Answer whether the interpreter gets more time."""
    days = d.answers.dager if d.answers.svar == "ja" else None
    await answer_more_time(d.session, d.actor, d.page.number, d.answers.grunn, days=days, now=d.now)


async def react(d: Doing) -> None:
    """A draft of what it ends in."""
    a = d.answers
    draft = deciding.ReactionDraft(
        Ending(a.utfall), a.begrunnelse, Ground(a.grunnlag) if a.grunnlag else None, a.vurdering or "",
        starts_on=a.fra, until=a.til, follows_advice={"ja": True, "nei": False}.get(a.rad or ""),
        why_not=a.hvorfor or "",
    )  # fmt: skip
    await deciding.propose_reaction(d.session, d.actor, d.page.number, draft, now=d.now)


def reverse_in(kind: str) -> Run:
    """What makes a draft that reverses the standing decision in the case of this kind."""

    async def reverse(d: Doing) -> None:
        reasons = d.answers.begrunnelse
        draft = deciding.ReactionDraft(Ending.REVERSED, reasons, replaces=d.page.against.get(kind))
        await deciding.propose_reaction(d.session, d.actor, d.page.number, draft, now=d.now)

    return reverse


async def exclude_now(d: Doing) -> None:
    """A draft that takes the interpreter out meanwhile."""
    number = d.page.number
    await deciding.begin_temporary_exclusion(d.session, d.actor, number, d.answers.haster, now=d.now)
    draft = deciding.ReactionDraft(Ending.TEMPORARILY_EXCLUDED, d.answers.begrunnelse)
    await deciding.propose_reaction(d.session, d.actor, number, draft, now=d.now)


async def end_temporary(d: Doing) -> None:
    """A draft that ends that."""
    draft = deciding.ReactionDraft(Ending.TEMPORARY_ENDED, d.answers.begrunnelse)
    await deciding.propose_reaction(d.session, d.actor, d.page.number, draft, now=d.now)


async def keep_temporary(d: Doing) -> None:
    """It has been looked at, and stands."""
    await reviewing.keep_temporary_exclusion(
        d.session, d.actor, d.page.number, d.answers.begrunnelse, now=d.now
    )


async def revoke(d: Doing) -> None:
    """A case of its own about the bevilling."""
    await deciding.begin_revocation(d.session, d.actor, d.page.number, now=d.now)


async def suspend(d: Doing) -> None:
    """Stop the clocks."""
    await clocking.suspend(d.session, d.actor, d.page.number, d.answers.grunn, now=d.now)


async def resume(d: Doing) -> None:
    """Let them run."""
    await clocking.resume(d.session, d.actor, d.page.number, now=d.now)


async def extend(d: Doing) -> None:
    """More days for one."""
    stage, a = Stage(d.answers.steg), d.answers
    await clocking.extend(d.session, d.actor, d.page.number, stage, a.grunn, days=a.dager, now=d.now)


async def end(d: Doing) -> None:
    """Nothing more happens."""
    await intake.end(d.session, d.actor, d.page.number, Closing(d.answers.hvorfor), now=d.now)

"""The letter of a decision: the preview and what is sent are made by the same function from the same rows."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.cases.models import CaseFile
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.decisions.letters.commands import name_of, party_of, written_date
from tolkeregister.decisions.letters.render import Rendered, render_letter
from tolkeregister.decisions.outcomes.in_hand import draft_in_hand
from tolkeregister.decisions.outcomes.models import DraftReview, DraftVersion
from tolkeregister.decisions.rules.terms import TERMS

_LANGUAGE = text("SELECT name_nb, name_nn FROM language WHERE tag = :tag")
_NUMBER = text("SELECT number FROM decision WHERE id = :id")


def decision_number(case: CaseFile, row: DraftVersion) -> str:
    """The number of the decision a draft becomes, e.g. "2026-123-1"."""
    return f"{case.number}-{row.sequence}"


async def preview_letter(session: Session, actor: Actor, draft_id: int, *, now: datetime) -> Rendered:
    """The very letter that is sent if the actor signs this draft today."""
    found = await draft_in_hand(session, actor, draft_id, only_reading=True, now=now)
    return await decision_letter(session, found.case, found.row, found.review, actor.account_id, now=now)


async def decision_letter(
    session: Session, case: CaseFile, row: DraftVersion, review: DraftReview | None, signer: int | None, *,
    now: datetime,
) -> Rendered:  # fmt: skip
    """The letter of a draft, signed by an account. Without `effective_from` it says the day it is signed."""
    today, form, kind = oslo_date(now), row.written_form, kind_of(case.kind)
    outcome = kind.outcome(row.outcome)
    party = await party_of(session, row.case_id)
    people = [await name_of(session, signer)]
    if review and review.account_id != signer:
        people.append(await name_of(session, review.account_id))
    facts = {**row.facts, "language": await _language(session, case.language_tag, form)}
    data: dict[str, Any] = {
        "case_number": case.number, "decision_number": decision_number(case, row), "to_name": party.name,
        "lead": outcome.lead.in_form(form).format_map(defaultdict(str, {k: str(v) for k, v in facts.items()})),
        "facts": [list(line) for line in kind.describe(facts, form)], "reasons": row.reasons,
        "legal_basis": row.legal_basis, "rule": row.rule, "rule_version": row.rule_version,
        "effective": written_date(oslo_date(row.effective_from) if row.effective_from else today),
        "replaces": await _number(session, row.replaces_id), "people": people,
        "appeal_weeks": {3: "tre"}.get(weeks := in_force(TERMS, today).appeal_weeks, str(weeks)),
        "extra": {name: str(value) for name, value in facts.items()},
    }  # fmt: skip
    return await render_letter(outcome.template, form, data, on=today, title=outcome.title.in_form(form))


async def _language(session: Session, tag: str | None, form: str) -> str:
    if tag is None:
        return ""
    row = (await session.execute(_LANGUAGE, {"tag": tag})).one()
    return str(row.name_nn if form == "nn" else row.name_nb)


async def _number(session: Session, decision_id: int | None) -> str:
    if decision_id is None:
        return ""
    return str((await session.execute(_NUMBER, {"id": decision_id})).scalar_one())

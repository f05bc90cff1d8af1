"""Nobody comes into the register by an application while an exclusion stands (rule W8)."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from qualification.applications.signed import act_on_decision
from tests.builders.applications import a_sent_application, case_of
from tests.builders.complaints import FOR_GOOD, a_complaint, decided
from tests.builders.times import NOW
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.database import Session
from tolkeregister.core.errors import RuleBroken


async def test_w8_an_application_does_not_go_past_an_exclusion(session: Session) -> None:
    register_handlers()
    built = await a_complaint(session, now=NOW, basis=Basis.CONFIDENTIALITY)
    await decided(session, built, FOR_GOOD, now=NOW)
    made = await a_sent_application(session, built.tolk.actor, now=NOW)
    await session.execute(
        text("UPDATE application SET case_id = (SELECT case_id FROM complaint) WHERE id = :id"), {"id": made}
    )
    case_id = await case_of(session, made)
    later = NOW + timedelta(days=1)
    with pytest.raises(RuleBroken, match="excluded_for_good"):
        await act_on_decision(
            session, built.officer, now=later, case_id=case_id, case_kind="listing", person_id=built.tolk.person_id,
            outcome="listed", facts={}, effective_from=later,
        )  # fmt: skip

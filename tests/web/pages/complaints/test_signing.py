"""The page where an exclusion is signed shows all that it hits, as the page where it is proposed does (feature 83)."""

from datetime import datetime

from tests.builders.complaints import FOR_GOOD, GUIDANCE, a_complaint
from tests.fixtures.people import SignIn
from tolkeregister.complaints.deciding import propose_reaction
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.models import CaseFile

HITS = "Dette treffer en utestenging"


async def test_what_an_exclusion_hits_stands_where_it_is_proposed_and_where_it_is_signed(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    built = await a_complaint(session, now=now, basis=Basis.CONFIDENTIALITY)
    await propose_reaction(session, built.officer, built.number, FOR_GOOD, now=now)
    complaint = await session.get_one(Complaint, built.id)
    number = (await session.get_one(CaseFile, complaint.case_id)).number
    await session.commit()
    staff = await signed_in(built.officer)
    proposing = await staff.get(f"/sak/varsel/{built.number.replace('/', '-')}/gjor/reaksjon")
    signing = await staff.get(f"/sak/{number}/signer")
    for page in (proposing, signing):
        said = page.text[page.text.index(HITS) :]
        assert said.startswith(f"{HITS} 1 oppføring: arabisk"), said[:80]
    await propose_reaction(session, built.officer, built.number, GUIDANCE, now=now)
    assert HITS not in (await staff.get(f"/sak/{number}/signer")).text, "nobody is excluded by guidance"

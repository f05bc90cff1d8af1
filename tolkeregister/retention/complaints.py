"""Forgetting what reporters wrote, who read it, and who stood up for the interpreter."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.packing import forget_packs
from tolkeregister.complaints.reporting.desk import forget_report
from tolkeregister.core.database import Session
from tolkeregister.retention.registry import Forget, Forgetting
from tolkeregister.retention.rules.terms import Kept

# A warning counts for five years and an exclusion has its end: until then the report may be asked for again.
_OVER = """
    SELECT {id} AS id, is_held(c.person_id, c.id) AS is_held,
           (greatest(c.closed_at, (SELECT max(upper(r.valid)) FROM reaction r
             WHERE r.complaint_id = c.id AND upper_inf(r.recorded))) AT TIME ZONE 'Europe/Oslo')::date AS ended_on
      FROM complaint c {joined}
     WHERE c.state = 'closed' AND {which}
       AND NOT EXISTS (SELECT FROM reaction r WHERE r.complaint_id = c.id AND upper_inf(r.recorded)
                          AND upper_inf(r.valid))
"""
_SEALED = "JOIN complaint_report p ON p.complaint_id = c.id JOIN complaint_sealed s ON s.report_id = p.id"
_OUTSIDE = _OVER.format(id="c.id", joined=_SEALED, which="c.case_id IS NULL")
_HANDLED = _OVER.format(id="c.id", joined=_SEALED, which="c.case_id IS NOT NULL")
_REPRESENTATIVES = _OVER.format(
    id="p.id", joined="JOIN complaint_representative p ON p.complaint_id = c.id",
    which="p.email <> 'slettet@slettet.invalid'",
)  # fmt: skip
_UNNAME = text("UPDATE complaint SET unlisted = '', assignment_reference = '' WHERE id = :id")
_FORGET_ROWS = text("SELECT forget_log_rows(:which, CAST(:ids AS bigint[]))")
_READS = """
    SELECT r.id, r.read_on AS ended_on, is_held(c.person_id, c.id) OR c.state <> 'closed' AS is_held
      FROM complaint_read r JOIN complaint c ON c.id = r.complaint_id
"""
_OPENINGS = """
    SELECT o.id, (o.opened_at AT TIME ZONE 'Europe/Oslo')::date AS ended_on,
           is_held(c.person_id, c.id) OR c.state <> 'closed' AS is_held
      FROM complaint_opening o JOIN complaint_report p ON p.id = o.report_id JOIN complaint c ON c.id = p.complaint_id
"""
_PARTY_LOOKS = """
    SELECT l.id, (l.looked_at AT TIME ZONE 'Europe/Oslo')::date AS ended_on,
           is_held(c.person_id, c.id) OR c.state <> 'closed' AS is_held
      FROM complaint_party_look l JOIN complaint c ON c.id = l.complaint_id
"""
_PERSON_READS = "SELECT r.id, r.read_on AS ended_on, is_held(r.person_id, NULL) AS is_held FROM person_read r"


async def _reports(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
    for each in ids:
        await forget_report(session, each)
        await forget_packs(session, each)
        await session.execute(_UNNAME, {"id": each})
    return ids


def log_rows(which: str) -> Forget:
    """Through the function that alone may remove what is otherwise only added to."""

    async def forget(session: Session, ids: Sequence[int], _: datetime) -> Sequence[int]:
        count = (await session.execute(_FORGET_ROWS, {"which": which, "ids": list(ids)})).scalar_one()
        if count != len(ids):
            raise RuntimeError(f"{which}: {count} of {len(ids)} could be forgotten")
        return ids

    return forget


FORGETTINGS = (
    Forgetting(Kept.REPORT_OUTSIDE, _OUTSIDE, _reports),
    Forgetting(Kept.REPORT_HANDLED, _HANDLED, _reports),
    Forgetting(Kept.COMPLAINT_READ, _READS, log_rows("complaint_read")),
    Forgetting(Kept.COMPLAINT_OPENING, _OPENINGS, log_rows("complaint_opening")),
    Forgetting(Kept.PARTY_LOOK, _PARTY_LOOKS, log_rows("complaint_party_look")),
    Forgetting(Kept.REPRESENTATIVE, _REPRESENTATIVES, log_rows("complaint_representative")),
    Forgetting(Kept.PERSON_READ, _PERSON_READS, log_rows("person_read")),
)

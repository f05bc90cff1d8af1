"""What bodies that need one have seen of certificates, and open orders with musts, wishes and something given up.

A later start adds certificates for those who have come since, and dresses the open orders of that day.
"""

from datetime import date

import asyncpg

# Four of five who have worked for a body that needs one have shown it; the fifth is asked to.
_SEEN = """
    INSERT INTO certificate_seen (organisation_id, interpreter_id, seen_on, kind, purpose, account_id, recorded_at)
    SELECT f.organisation_id, f.interpreter_id, f.first_day, 'ordinary', f.purpose, f.account_id,
           (f.first_day + time '09:00') AT TIME ZONE 'Europe/Oslo'
      FROM (SELECT r.organisation_id, a.interpreter_id, min(r.account_id) AS account_id, min(s.purpose) AS purpose,
                   greatest(min(CAST(lower(a.period) AS date)), $1::date - 330) AS first_day
              FROM assignment a JOIN request r ON r.id = a.request_id JOIN unit u ON u.id = r.unit_id
              JOIN (VALUES ('POLITI', 'police'), ('DOMSTOL', 'courts'), ('KRIMOMSORG', 'correctional'),
                           ('UTLENDING_UDI', 'immigration'), ('UTLENDING', 'immigration')) AS s(sector, purpose)
                ON s.sector = u.sector_code
             WHERE a.state = 'delivered' AND a.interpreter_id IS NOT NULL AND a.interpreter_id % 5 <> 0
             GROUP BY 1, 2) f
     WHERE NOT EXISTS (SELECT FROM certificate_seen c WHERE c.organisation_id = f.organisation_id
                       AND c.interpreter_id = f.interpreter_id)
"""
# One prison must have seen it before anybody is asked.
_DECIDED = """
    INSERT INTO certificate_requirement (
        organisation_id, demand, kind, valid_from, legal_basis, account_id, recorded_at)
    SELECT o.id, 'before_asking', 'ordinary', date '2026-01-01', 'tolkeloven § 10', r.account_id,
           timestamptz '2025-12-15 09:00+01'
      FROM organisation o JOIN account_role r ON r.organisation_id = o.id AND r.role = 'body_administrator'
     WHERE o.name = 'Granåsen fengsel' AND NOT EXISTS (SELECT FROM certificate_requirement)
     ORDER BY r.account_id LIMIT 1
"""
_OPEN = """
    SELECT a.id, a.mode, r.id AS request_id, r.created_at FROM assignment a JOIN request r ON r.id = a.request_id
     WHERE a.state = 'open' AND r.organisation_id = $1 AND r.fallbacks = '[]' AND a.relaxed = '[]'
       AND NOT EXISTS (SELECT FROM queue_place q WHERE q.assignment_id = a.id)
     ORDER BY r.created_at, a.id LIMIT 3
"""
_GENDER = """
    UPDATE request SET gender = 'woman', gender_reason = 'samtale om helse', musts = '["mode", "gender", "clearance"]',
           fallbacks = '["gender"]' WHERE id = $1
"""
_MODES = "UPDATE assignment SET modes = to_jsonb($2::text[]) WHERE id = $1"
_MODE_MAY_FALL = """UPDATE request SET fallbacks = '["mode"]' WHERE id = $1"""
_SUBJECT = """
    UPDATE request SET subject = 'BARNEVERN', musts = '["mode", "gender", "clearance", "subject"]',
           fallbacks = '["subject"]' WHERE id = $1
"""
_FELL = """
    UPDATE assignment SET relaxed = jsonb_build_array(jsonb_build_object(
        'criterion', 'subject', 'to', '', 'at', $2::timestamptz, 'round', 0)) WHERE id = $1
"""
_EVIDENCE = """
    INSERT INTO search_evidence (happened_at, kind, assignment_id, details)
    VALUES ($2, 'relaxed', $1, '{"criterion": "subject", "to": ""}')
"""


async def load_wishes(connection: asyncpg.Connection, body: int, today: date) -> None:
    """Certificates for every body that needs them; wishes on three open orders of the demonstration's body."""
    await connection.execute(_SEEN, today)
    await connection.execute(_DECIDED)
    orders = await connection.fetch(_OPEN, body)
    for order, dress in zip(orders, (_fallen_subject, _ranked_modes, _gender), strict=False):
        await dress(connection, order)


async def _gender(connection: asyncpg.Connection, order: asyncpg.Record) -> None:
    """A must that may fall, and has not."""
    await connection.execute(_GENDER, order["request_id"])


async def _ranked_modes(connection: asyncpg.Connection, order: asyncpg.Record) -> None:
    """The mode that was asked for, else by telephone or screen."""
    other = "screen" if order["mode"] == "phone" else "phone"
    await connection.execute(_MODES, order["id"], [order["mode"], other])
    await connection.execute(_MODE_MAY_FALL, order["request_id"])


async def _fallen_subject(connection: asyncpg.Connection, order: asyncpg.Record) -> None:
    """Nobody knew the subject, and the booker had said that somebody else would do."""
    await connection.execute(_SUBJECT, order["request_id"])
    await connection.execute(_FELL, order["id"], order["created_at"])
    await connection.execute(_EVIDENCE, order["id"], order["created_at"])

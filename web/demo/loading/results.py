"""Institutions that may sign in, a file of theirs that waits for the worker, and the register of bevilling."""

import csv
import hashlib
import io
import json
from datetime import date, datetime, time, timedelta
from typing import Any

import asyncpg

from qualification.imports.commands import READ
from qualification.imports.rules.columns import COLUMNS
from tolkeregister.core.clock import OSLO
from web.demo.nation.identity import national_id

INSTITUTION, SENDER = "oslomet", "Ingvild Rognstad"
_ORGANISATION = """
    INSERT INTO organisation (orgnr, name, kind, municipality_code, supply_model, synthetic)
    SELECT orgnr, name, 'institution', '0301', 'private_agency', true FROM institution WHERE code = $1 RETURNING id
"""
_JOIN = "UPDATE institution SET organisation_id = $2 WHERE code = $1"
_ACCOUNT = """
    INSERT INTO account (door, subject, name, email, written_form, synthetic)
    VALUES ('public_body', $1, $2, 'ingvild.rognstad@hogskole.example', 'nb', true) RETURNING id
"""
_ROLE = "INSERT INTO account_role (account_id, role, organisation_id) VALUES ($1, 'institution', $2)"
# Evidence of a licence that was given before there was a register of them.
_BEVILLING = """
    WITH held AS (
        SELECT e.id, e.person_id, e.language_tag, coalesce(e.type, 'speech') AS type, lower(e.valid) AS since,
               lower(e.recorded) AS recorded, e.reference, row_number() OVER (
                   PARTITION BY e.person_id, e.language_tag, coalesce(e.type, 'speech') ORDER BY e.id) AS place
          FROM evidence e WHERE e.kind = 'bevilling' AND upper_inf(e.recorded) AND upper_inf(e.valid)
    ), made AS (
        INSERT INTO bevilling (number, person_id, language_tag, type, granted_at, legal_basis, reference, recorded_at,
                               synthetic)
        SELECT 'B-' || extract(year FROM since AT TIME ZONE 'Europe/Oslo') || '-' || nextval('bevilling_number_seq'),
               person_id, language_tag, type, since, 'forskrift 6. juni 1997 nr. 571', reference, recorded, true
          FROM held WHERE place = 1 ORDER BY since, id
        RETURNING id, person_id, language_tag, type
    )
    INSERT INTO bevilling_evidence (bevilling_id, evidence_id)
    SELECT m.id, h.id FROM made m JOIN held h USING (person_id, language_tag, type) WHERE h.place = 1
"""
_CANDIDATES = """
    SELECT DISTINCT ON (p.id) p.national_id, p.given_name, p.family_name, p.born_on, l.name_nb, o.code, o.held_from
      FROM test_round o JOIN language l ON l.tag = o.language_tag
      JOIN entry e ON e.language_tag = o.language_tag AND e.type = 'speech'
      JOIN interpreter i ON i.id = e.interpreter_id JOIN person p ON p.id = i.person_id
     WHERE o.institution_code = $1 AND o.test = 'tospraaktest' AND o.held_from BETWEEN $2 AND $3
       AND o.cancelled_at IS NULL AND p.dead_on IS NULL
       AND NOT EXISTS (SELECT FROM candidate c WHERE c.person_id = p.id AND c.institution_code = $1)
     ORDER BY p.id, o.held_from DESC LIMIT 14
"""
_UPLOAD = """
    INSERT INTO result_upload (institution_code, account_id, via, file_name, size, sha256, received_at, state,
                               rows_read, rows_new, rows_corrected, rows_unchanged, rows_refused, people_known,
                               people_asked, people_unknown)
    VALUES ($1, $2, 'page', 'tospraaktest.csv', $3, $4, $5, 'received', 0, 0, 0, 0, 0, 0, 0, 0) RETURNING id
"""
_FILE = "INSERT INTO result_file (upload_id, content) VALUES ($1, $2)"
_JOB = "INSERT INTO job (name, args, run_at, dedupe_key) VALUES ($1, CAST($2 AS jsonb), $3, $4)"


async def load_results(connection: asyncpg.Connection, today: date) -> None:
    """The worker reads the file as any other: most rows are good, some are for an officer, some are wrong."""
    await connection.execute(_BEVILLING)
    organisation = await connection.fetchval(_ORGANISATION, INSTITUTION)
    await connection.execute(_JOIN, INSTITUTION, organisation)
    taken = {row["subject"] for row in await connection.fetch("SELECT subject FROM account")}
    taken |= {row["national_id"] for row in await connection.fetch("SELECT national_id FROM person")}
    subject = national_id(date(1979, 5, 17), "woman", taken, "institution")
    account = await connection.fetchval(_ACCOUNT, subject, SENDER)
    await connection.execute(_ROLE, account, organisation)
    found = await connection.fetch(
        _CANDIDATES, INSTITUTION, today - timedelta(days=1500), today - timedelta(days=1)
    )
    if not found:
        return
    content = _file(found)
    received = datetime.combine(
        today - timedelta(days=1), time(14), OSLO
    )  # whatever the hour the demo starts
    sha256 = hashlib.sha256(content).hexdigest()
    upload = await connection.fetchval(_UPLOAD, INSTITUTION, account, len(content), sha256, received)
    await connection.execute(_FILE, upload, content)
    await connection.execute(_JOB, READ, json.dumps({"upload_id": upload}), received, f"{READ}:{upload}")


def _file(found: list[Any]) -> bytes:
    """As an institution's Excel writes it. Every fourth row has no number; the last two are wrong."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in COLUMNS])
    for place, row in enumerate(found, 1):
        says = {
            "candidate": f"OM{place:05}", "national_id": "" if place % 4 == 0 else row["national_id"],
            "given_name": row["given_name"], "family_name": row["family_name"],
            "born_on": f"{row['born_on']:%d.%m.%Y}", "test": "tospråktest", "language": row["name_nb"],
            "round": row["code"], "verdict": "bestått" if place % 3 else "ikke bestått",
            "taken_on": f"{row['held_from']:%d.%m.%Y}", "certificate": f"TT-{place:04}" if place % 3 else "",
        }  # fmt: skip
        if place == len(found):
            says["taken_on"] = "31.02.2026"
        elif place == len(found) - 1:
            says["national_id"] = f"{says['national_id'] or row['national_id']}"[:-1] + "x"
        writer.writerow([says.get(column.code, "") for column in COLUMNS])
    return held.getvalue().encode()

"""After the rows: the next ids, and the jobs that rows under way would have had if they had come through commands."""

import asyncpg

from booking.offers.commands import CHECK_AT_START
from booking.statistics.jobs import CLOSE_FACTS
from web.demo.campaign import CAMPAIGN
from web.demo.cards import FILL_CARDS
from web.demo.cases import MAKE_CASES
from web.demo.checks import LEAVE_UNANSWERED
from web.demo.complaints import MAKE_COMPLAINTS
from web.demo.exceptions import BOOKER, RECORD_EXCEPTIONS
from web.demo.interest import PLAN
from web.demo.jobs import CHANGE_ORDERS, DRAW_QUEUE
from web.demo.loading.committee import load_committee
from web.demo.loading.copying import continue_identities
from web.demo.loading.newcomers import load_newcomers
from web.demo.loading.rooms import load_rooms
from web.demo.loading.undelivered import count_loaded
from web.demo.nation.bodies import DEMO_BODY
from web.demo.reports import PERSON, SEND_REPORTS


async def finish(connection: asyncpg.Connection) -> None:
    """Count what was not carried out, continue the identities, and ask the worker for what is due."""
    await count_loaded(connection)
    await continue_identities(
        connection,
        "request",
        "assignment",
        "offer",
        "assignment_fact",
        "undelivered_fact",
        "weekly_hours",
        "one_off_day",
        "absence",
    )
    await connection.execute(
        """
        INSERT INTO job (name, args, run_at)
        SELECT $1, jsonb_build_object('assignment_id', a.id), now()
          FROM assignment a WHERE a.state = 'open'
           AND NOT EXISTS (SELECT FROM queue_place q WHERE q.assignment_id = a.id)
        """,
        DRAW_QUEUE,
    )
    await connection.execute(
        """
        INSERT INTO job (name, args, run_at, dedupe_key)
        SELECT $1, jsonb_build_object('assignment_id', a.id), lower(a.period), $1 || ':' || a.id
          FROM assignment a WHERE a.state = 'accepted' AND lower(a.period) > now()
        ON CONFLICT DO NOTHING
        """,
        CHECK_AT_START,
    )
    await connection.execute(
        """
        INSERT INTO job (name, args, dedupe_key) SELECT $1, jsonb_build_object('booker', $2::text), $1
         WHERE NOT EXISTS (SELECT FROM exception_use) ON CONFLICT DO NOTHING
        """,
        RECORD_EXCEPTIONS, BOOKER,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO job (name, args, dedupe_key) SELECT $1, jsonb_build_object('booker', $2::text), $1"
        " WHERE NOT EXISTS (SELECT FROM status_check WHERE standing = 'unknown') ON CONFLICT DO NOTHING",
        LEAVE_UNANSWERED, BOOKER,
    )  # fmt: skip
    await connection.execute(
        """
        INSERT INTO job (name, args, dedupe_key) SELECT $1, jsonb_build_object('person', $2::text), $1
         WHERE NOT EXISTS (SELECT FROM report_upload) ON CONFLICT DO NOTHING
        """,
        SEND_REPORTS, PERSON,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO job (name, args, dedupe_key) SELECT $1, '{}', $1"
        " WHERE NOT EXISTS (SELECT FROM case_file WHERE kind = 'rectification') ON CONFLICT DO NOTHING",
        MAKE_CASES,
    )
    await connection.execute(
        "INSERT INTO job (name, args, dedupe_key) SELECT $1, '{}', $1"
        " WHERE NOT EXISTS (SELECT FROM interpreter_card) ON CONFLICT DO NOTHING",
        FILL_CARDS,
    )
    await connection.execute(
        "INSERT INTO job (name, args, dedupe_key) SELECT $1, '{}', $1"
        " WHERE NOT EXISTS (SELECT FROM language_plan) ON CONFLICT DO NOTHING",
        PLAN,
    )
    await connection.execute(
        "INSERT INTO job (name, args, dedupe_key) SELECT $1, '{}', $1"
        " WHERE NOT EXISTS (SELECT FROM campaign) ON CONFLICT DO NOTHING",
        CAMPAIGN,
    )
    await connection.execute(  # a new demo's applications ask for them, once they are made
        "INSERT INTO job (name, args, dedupe_key) SELECT $1, '{}', $1"
        " WHERE EXISTS (SELECT FROM application) AND NOT EXISTS (SELECT FROM complaint) ON CONFLICT DO NOTHING",
        MAKE_COMPLAINTS,
    )
    await load_newcomers(connection)
    await load_committee(connection)
    await load_rooms(connection)
    await connection.execute("INSERT INTO job (name, args) VALUES ($1, '{}')", CLOSE_FACTS)
    await connection.execute(
        "INSERT INTO job (name, args) VALUES ($1, jsonb_build_object('organisation_id', $2::int))", CHANGE_ORDERS,
        DEMO_BODY,
    )  # fmt: skip

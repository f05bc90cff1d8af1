"""What a request must hold before it is sent out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from booking.requests.rules import (
    RequestFacts,
    has_plan_for_screen,
    is_complete,
    may_request,
    texts_without_national_ids,
)

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
GOOD = RequestFacts(
    language="ar",
    type="speech",
    mode="screen",
    starts_at=NOW + timedelta(days=1),
    duration_minutes=60,
    municipality_code="0301",
    address=None,
    duty_basis="legal_safeguards",
    duty_statute=None,
    theme="Samtale om omsorg",
    participants="Saksbehandler, to foreldre",
)
IN_PERSON = replace(GOOD, mode="in_person", address="Storgata 1, 2. etasje")
SYNTHETIC_ID = "018190 12345"


@pytest.mark.parametrize(
    "facts",
    [
        GOOD,
        IN_PERSON,
        replace(GOOD, duration_minutes=15),
        replace(GOOD, duration_minutes=1440),
        replace(GOOD, starts_at=NOW + timedelta(seconds=1)),
        replace(GOOD, duty_basis="special_statute", duty_statute="straffeprosessloven"),
        replace(GOOD, duty_basis="proper_help", least_category="B"),
        replace(GOOD, duty_basis="voluntary", least_category=None),
        replace(GOOD, gender="woman", gender_reason="Gynekologisk undersøkelse"),
    ],
)
def test_a_complete_request_may_be_sent(facts: RequestFacts) -> None:
    assert is_complete(facts, NOW).allowed


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        (replace(GOOD, language=None), "language_missing", "language"),
        (replace(GOOD, type="tactile"), "type_missing", "type"),
        (replace(GOOD, mode="letter"), "mode_missing", "mode"),
        (replace(GOOD, starts_at=None), "start_missing", "starts_at"),
        (replace(GOOD, starts_at=NOW), "start_has_passed", "starts_at"),
        (replace(GOOD, duration_minutes=None), "duration_missing", "duration_minutes"),
        (replace(GOOD, duration_minutes=14), "too_short", "duration_minutes"),
        (replace(GOOD, duration_minutes=1441), "too_long", "duration_minutes"),
        (replace(GOOD, municipality_code=None), "municipality_missing", "municipality_code"),
        (replace(IN_PERSON, address=" "), "address_missing", "address"),
        (replace(GOOD, duty_basis="custom"), "duty_basis_missing", "duty_basis"),
        (replace(GOOD, duty_basis="special_statute"), "statute_missing", "duty_statute"),
        (replace(GOOD, least_category="F"), "unknown_category", "least_category"),
        (replace(GOOD, theme=""), "theme_missing", "theme"),
        (replace(GOOD, participants=None), "participants_missing", "participants"),
        (replace(GOOD, gender="other", gender_reason="x"), "unknown_gender", "gender"),
        (replace(GOOD, gender="man"), "gender_reason_missing", "gender_reason"),
        (replace(GOOD, theme=f"Gjelder {SYNTHETIC_ID}"), "national_id", "theme"),
        (replace(GOOD, participants=SYNTHETIC_ID), "national_id", "participants"),
        (replace(GOOD, address=SYNTHETIC_ID), "national_id", "address"),
        (replace(GOOD, free_texts={"message": SYNTHETIC_ID}), "national_id", "message"),
    ],
)
def test_each_fault_has_its_code_and_its_field(facts: RequestFacts, code: str, field: str) -> None:
    decision = is_complete(facts, NOW)
    assert (decision.allowed, decision.codes) == (False, (code,))
    assert decision.reasons[0].facts["field"] == field


@pytest.mark.parametrize("basis", ["special_statute", "legal_safeguards", "proper_help"])
def test_where_there_is_a_duty_nobody_can_ask_for_less_than_qualified(basis: str) -> None:
    """Tolkeloven § 7 first paragraph; B3."""
    facts = replace(GOOD, duty_basis=basis, duty_statute="pasientrettighetsloven", least_category=None)
    assert is_complete(facts, NOW).codes == ("qualified_required",)


def test_unless_said_otherwise_a_request_asks_for_qualified() -> None:
    """B3: E is the lowest of the qualified categories."""
    assert GOOD.least_category == "E"


def test_an_empty_request_names_everything_at_once() -> None:
    empty = RequestFacts(None, None, None, None, None, None, None, None, None, None, None)
    fields = [each.facts["field"] for each in is_complete(empty, NOW).reasons]
    assert fields == [
        "language",
        "type",
        "mode",
        "starts_at",
        "duration_minutes",
        "municipality_code",
        "duty_basis",
        "theme",
        "participants",
    ]


def test_the_refusal_does_not_repeat_the_number() -> None:
    decision = texts_without_national_ids({"note": f"Se {SYNTHETIC_ID}", "theme": "Samtale"})
    assert decision.codes == ("national_id",)
    assert decision.reasons[0].facts["places"] == ((3, 15),)
    assert "12345" not in repr(dict(decision.reasons[0].facts))


@pytest.mark.parametrize(
    ("roles", "is_public_body", "code"),
    [
        ({"booker"}, True, "may_request"),
        ({"body_administrator"}, True, "may_request"),
        ({"booker"}, False, "not_a_public_body"),
        ({"interpreter"}, True, "role_may_not_request"),
        ({"officer"}, True, "role_may_not_request"),
        ({"public"}, False, "not_a_public_body"),
    ],
)
def test_only_public_bodies_order(roles: set[str], is_public_body: bool, code: str) -> None:
    """B1: private persons cannot order on this platform."""
    decision = may_request(frozenset(roles), is_public_body)
    assert (decision.allowed, decision.codes) == (code == "may_request", (code,))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ()),
        ({"plan_b": None}, ("plan_b_missing",)),
        ({"plan_b": "12"}, ("plan_b_missing",)),
        ({"test_minutes": None}, ("test_minutes_missing",)),
        ({"test_minutes": 4}, ("test_minutes_missing",)),
        ({"test_minutes": 61}, ("test_minutes_missing",)),
        ({"mode": "phone", "plan_b": None, "test_minutes": None}, ()),
        ({"mode": "phone", "modes": ("phone", "screen"), "plan_b": None}, ("plan_b_missing",)),
    ],
)
def test_wherever_a_screen_may_be_the_way_there_is_a_time_to_try_it_and_a_number_to_ring(
    changes: dict[str, Any], codes: tuple[str, ...]
) -> None:
    """Rule R2."""
    facts = replace(GOOD, **{"plan_b": "+4722000000", "test_minutes": 15, **changes})
    decision = has_plan_for_screen(facts)
    assert (decision.allowed, decision.codes) == (not codes, codes)

"""The committee's rules: who sits and is called, votes and advice, what a decision says of it, what is hidden (W5)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolkeregister.complaints.committee.rules.following import DIVIDED, Following, says_enough
from tolkeregister.complaints.committee.rules.marking import (
    GONE,
    merged,
    presented,
    read_marks,
    with_marks,
    without,
)
from tolkeregister.complaints.committee.rules.meetings import Meeting, may_add_case, may_change, may_plan
from tolkeregister.complaints.committee.rules.packs import may_release
from tolkeregister.complaints.committee.rules.regions import Region, may_hide
from tolkeregister.complaints.committee.rules.seats import (
    Sitting,
    Term,
    a_year_after,
    called,
    may_appoint,
    may_declare,
    may_end,
    takes_part,
)
from tolkeregister.complaints.committee.rules.voting import (
    TERMS,
    Vote,
    advice_of,
    dissent,
    has_quorum,
    may_approve,
    may_vote,
)
from tolkeregister.complaints.committee.rules.words import Place, Recommended, Seat, Standing
from tolkeregister.complaints.reporting.rules.redaction import proposed_marks

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MEETING = Meeting(AT, AT + timedelta(hours=2))
RULES = TERMS[0]
W, G, N = Recommended.WARNING, Recommended.GUIDANCE, Recommended.NO_REACTION


def a_term(seat: Seat = Seat.USER, place: Place = Place.MEMBER, account: int = 1, starts: date = DAY) -> Term:
    return Term(seat, place, account, starts, a_year_after(starts))


def sitting(
    account: int, place: Place, standing: Standing = Standing.IMPARTIAL, absent: bool = False
) -> Sitting:
    return Sitting(account, account, "", Seat.USER, place, absent, standing)


def votes(*views: Recommended) -> list[Vote]:
    return [Vote(seat, n, view, "Fordi.") for n, (seat, view) in enumerate(zip(Seat, views, strict=False))]


def test_w5_a_term_is_a_year_at_the_most_and_a_place_has_one_holder_at_a_time() -> None:
    """imdi.no/tolk/partssammensatt-utvalg: four members and four deputies for a year."""
    assert may_appoint(a_term(), [], is_staff=False).allowed
    too_long = Term(Seat.USER, Place.MEMBER, 1, DAY, a_year_after(DAY) + timedelta(days=1))
    assert may_appoint(too_long, [], is_staff=False).codes == ("term_longer_than_a_year",)
    later = a_term(account=2, starts=a_year_after(DAY) - timedelta(days=1))
    assert may_appoint(later, [a_term()], is_staff=False).codes == ("place_is_taken",)
    next_year = a_term(account=2, starts=a_year_after(DAY))
    assert may_appoint(next_year, [a_term()], is_staff=False).allowed, "the day after is free"
    elsewhere = a_term(Seat.ORDERER)
    assert may_appoint(elsewhere, [a_term()], is_staff=False).codes == ("sits_already",)
    assert may_appoint(a_term(), [], is_staff=True).codes == ("member_is_staff",)
    backwards = Term(Seat.USER, Place.MEMBER, 1, DAY, DAY)
    assert may_appoint(backwards, [], is_staff=False).codes == ("term_ends_before_it_starts",)
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert may_end(a_term(), DAY + timedelta(days=30)).allowed
    for wrong in (DAY, a_year_after(DAY), a_year_after(DAY) + timedelta(days=1)):
        assert may_end(a_term(), wrong).codes == ("term_end_out_of_bounds",)


@pytest.mark.parametrize(
    ("member", "deputy", "who"),
    [
        (sitting(1, Place.MEMBER), sitting(2, Place.DEPUTY), 1),
        (sitting(1, Place.MEMBER, Standing.UNDECLARED), sitting(2, Place.DEPUTY), 1),
        (sitting(1, Place.MEMBER, Standing.TIED), sitting(2, Place.DEPUTY, Standing.UNDECLARED), 2),
        (sitting(1, Place.MEMBER, absent=True), sitting(2, Place.DEPUTY), 2),
        (sitting(1, Place.MEMBER, Standing.TIED), sitting(2, Place.DEPUTY, Standing.TIED), None),
        (sitting(1, Place.MEMBER, Standing.TIED), sitting(2, Place.DEPUTY, absent=True), None),
    ],
)  # fmt: skip
def test_w5_the_deputy_meets_for_whoever_is_tied_or_away(
    member: Sitting, deputy: Sitting, who: int | None
) -> None:
    found = called([deputy, member])
    assert set(found) == set(Seat)
    assert [each.account_id if each else None for seat, each in found.items() if seat is Seat.USER] == [who]
    for account in (1, 2):
        assert (takes_part([member, deputy], account) is not None) is (account == who)


def test_w5_a_tie_may_be_found_late_and_never_goes_away() -> None:
    """Forvaltningsloven § 6."""
    assert may_declare(Standing.UNDECLARED, True).allowed
    assert may_declare(Standing.UNDECLARED, False).allowed
    assert may_declare(Standing.IMPARTIAL, False).allowed
    assert may_declare(Standing.IMPARTIAL, True).codes == ("already_declared",)
    for tie_is_none in (True, False):
        assert may_declare(Standing.TIED, tie_is_none).codes == ("tie_stands",)


def test_a_meeting_is_ahead_and_somewhere_and_may_be_changed_until_it_begins() -> None:
    soon = AT + timedelta(hours=1)
    assert may_plan(soon, soon + timedelta(hours=2), "Oslo", "", AT).allowed
    assert may_plan(soon, soon + timedelta(hours=2), "", "https://video.example/x", AT).allowed
    wrong = may_plan(AT, AT, " ", "", AT)
    assert wrong.codes == ("meeting_in_the_past", "meeting_length", "meeting_nowhere")
    link = may_plan(soon, soon + timedelta(hours=1), "", "http://video.example/x", AT)
    assert link.codes == ("link_not_secure",)
    assert may_change(MEETING, AT - timedelta(seconds=1)).allowed
    assert may_change(MEETING, AT).codes == ("meeting_has_begun",)
    assert may_change(Meeting(AT, AT, is_cancelled=True), AT).codes == ("meeting_cancelled",)
    assert may_add_case(MEETING, has_case=True, is_decided=False, waits_elsewhere=False).allowed
    refused = may_add_case(MEETING, has_case=False, is_decided=True, waits_elsewhere=True)
    assert refused.codes == ("no_case_yet", "complaint_is_decided", "on_an_agenda")


def test_votes_are_given_on_papers_in_the_meeting_until_the_minutes_stand() -> None:
    assert may_vote(MEETING, has_papers=True, now=AT).allowed
    early = may_vote(MEETING, has_papers=False, now=AT - timedelta(minutes=1))
    assert early.codes == ("meeting_not_begun", "pack_not_released")
    closed = Meeting(AT, AT, is_approved=True)
    assert may_vote(closed, has_papers=True, now=AT).codes == ("minutes_approved",)


@pytest.mark.parametrize(
    ("views", "advice", "unanimous", "others"),
    [
        ((W, W, W, W), W, True, 0), ((W, W, W, G), W, False, 1), ((W, W, G), W, False, 1),
        ((W, W, G, G), None, False, 4), ((W, W, G, N), None, False, 4), ((W, G, N), None, False, 3),
        ((), None, False, 0),
    ],
)  # fmt: skip
def test_w5_advice_is_the_view_of_more_than_half(
    views: tuple[Recommended, ...], advice: Recommended | None, unanimous: bool, others: int
) -> None:
    given_ = votes(*views)
    found = advice_of(given_)
    assert (found.recommends, found.is_unanimous, len(dissent(given_, found))) == (advice, unanimous, others)
    assert found.votes_for + found.votes_against == len(given_)


def test_three_of_the_four_seats_are_a_quorum() -> None:
    assert has_quorum(votes(W, W, W), RULES).allowed
    assert has_quorum(votes(W, W), RULES).codes == ("no_quorum",)
    assert has_quorum(votes(W, W) * 2, RULES).codes == ("no_quorum",), "a seat counts once"


def test_the_leader_approves_when_all_have_answered_or_had_their_days() -> None:
    full, few = (votes(W, W, W), False), (votes(W), False)
    last = DAY + timedelta(days=RULES.answer_days)

    def asked(
        cases: dict[str, tuple[list[Vote], bool]], waiting: tuple[str, ...], today: date
    ) -> tuple[str, ...]:
        return may_approve(MEETING, cases, waiting=waiting, written_on=DAY, today=today, terms=RULES).codes

    assert asked({"1": full}, (), DAY) == ()
    assert asked({"1": full}, ("Kim",), last) == ("minutes_await_answers",)
    assert asked({"1": full}, ("Kim",), last + timedelta(days=1)) == ()
    assert asked({"1": few}, (), DAY) == ("no_quorum",)
    assert asked({"1": (votes(W), True)}, (), DAY) == (), "a postponed case needs none"


@pytest.mark.parametrize(
    ("said", "ending", "advice", "wants"),
    [
        (Following(), "warning", None, ()),
        (Following(), "warning", "warning", ("advice_not_mentioned",)),
        (Following("warning"), "warning", "warning", ("advice_not_mentioned",)),
        (Following("warning", True), "warning", "warning", ()),
        (Following("guidance", True), "warning", "guidance", ("advice_is_another",)),
        (Following("guidance", False), "warning", "guidance", ("why_not_missing",)),
        (Following("guidance", False, "Alvorlig."), "warning", "guidance", ()),
        (Following("warning", False, "x"), "warning", "warning", ("advice_is_the_same",)),
        (Following("warning", True), "warning", "guidance", ("advice_not_mentioned",)),
        (Following(DIVIDED, True), "warning", DIVIDED, ("advice_is_another",)),
        (Following(DIVIDED, False, "To og to."), "warning", DIVIDED, ()),
    ],
)  # fmt: skip
def test_w5_a_decision_says_whether_it_follows_the_advice_and_why_not(
    said: Following, ending: str, advice: str | None, wants: tuple[str, ...]
) -> None:
    assert says_enough(said, ending=ending, advice=advice).codes == wants


def test_a_pack_has_a_presentation_and_nothing_nobody_has_read() -> None:
    assert may_release(["Saksframlegg"], [], has_presentation=True).allowed
    assert may_release([], [], has_presentation=False).codes == ("presentation_missing", "pack_is_empty")
    assert may_release(["Varselet"], ["Varselet"], has_presentation=True).codes == ("papers_not_read",)


def test_a_region_lies_within_a_page_there_is() -> None:
    assert may_hide(Region(1), pages=1, hidden=0).allowed
    assert Region(1).is_whole
    assert may_hide(Region(2), pages=1, hidden=0).codes == ("page_not_there",)
    assert may_hide(Region(1, 60, 0, 41, 10), pages=1, hidden=0).codes == ("region_outside",)
    assert may_hide(Region(1, 0, 95, 10, 6), pages=1, hidden=0).codes == ("region_outside",)
    assert may_hide(Region(1, 0, 0, 0, 10), pages=1, hidden=0).codes == ("region_outside",)


def test_marks_hide_words_and_the_words_may_not_be_altered() -> None:
    words = "Kari Solheim ringte."
    found = read_marks(words, "[[Kari Solheim]] ringte.")
    assert found.spans == ((0, 12),)
    assert without(words, found.spans) == f"{GONE} ringte."
    assert with_marks(words, found.spans) == "[[Kari Solheim]] ringte."
    for marked, why in (("[[Kari", "marks_unbalanced"), ("Kari]] Solheim ringte.", "marks_unbalanced"),
                        ("Ola Solheim ringte.", "text_altered")):  # fmt: skip
        assert read_marks(words, marked).decision.codes == (why,)
    assert read_marks(words, "[[Kari [[Solheim]]]] ringte.").spans == ((0, 12),), "marks may be nested"
    assert presented("a\r\n[[b]]\u202e\x00") == "a\n[ [b] ]", "what looks like a mark is none"


@given(
    st.text("ab [].\n", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4)
)
@settings(max_examples=200)
def test_whatever_is_marked_is_gone(text: str, spans: list[tuple[int, int]]) -> None:
    """A bracket beside a mark may be hidden with it; nothing that was marked is ever shown."""
    words = presented(text)
    wanted = merged(spans, len(words))
    found = read_marks(words, with_marks(words, wanted))
    assert found.decision.allowed
    assert all(any(a <= start and end <= b for a, b in found.spans) for start, end in wanted)
    extra = {at for a, b in found.spans for at in range(a, b)} - {at for a, b in wanted for at in range(a, b)}
    assert {words[at] for at in extra} <= {"[", "]"}


def test_what_a_machine_finds_is_proposed_as_marks() -> None:
    words = "Ring Kari på 900 00 142 eller kari@nav.example."
    read = read_marks(words, proposed_marks(words, ("Kari Solheim",)))
    assert read.decision.allowed
    left = without(words, read.spans)
    assert left == f"Ring {GONE} på {GONE} eller {GONE}"

"""Best qualified first: the order, the draw, and who is left out and why."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.availability.rules import Availability, State
from booking.matching.rules.queue import Ask, Candidate, Category, InMode, Wanted, draw, queue_for
from tolkeregister.core.decisions import reason

ALL_MODES = frozenset({"in_person", "screen", "phone"})
WANTED = Wanted("ar", "speech", "screen", date(2026, 11, 23))
LETTERS: tuple[Category, ...] = ("A", "B", "C", "D", "E")


def available(state: State, *codes: str) -> Availability:
    """An availability with its reasons."""
    return Availability(state, tuple(reason(code) for code in codes))


FREE, BUSY, SILENT = available("free"), available("busy", "already_booked"), available("not_stated")


def one(
    number: str,
    category: Category | None = "A",
    availability: Availability = FREE,
    **rest: object,
) -> Candidate:
    """A listed interpreter who can be asked, unless the test says otherwise."""
    plain = Candidate(number, category, True, availability, ALL_MODES, "woman")
    return replace(plain, **rest)  # type: ignore[arg-type]


def order(wanted: Wanted, *candidates: Candidate) -> list[str]:
    """The numbers in the order in which they are asked."""
    return [each.number for each in queue_for(wanted, candidates).places]


def skipped_codes(wanted: Wanted, candidate: Candidate) -> list[str]:
    """Why one candidate is not asked."""
    queue = queue_for(wanted, [candidate])
    assert not queue.places
    return [each.code for each in queue.skipped[0].reasons]


def test_category_decides_before_everything_else() -> None:
    """B9, S1: an A far away, not stated and without the wish is asked before a perfect B."""
    wanted = replace(WANTED, mode="in_person", asks=(Ask("gender", "man"),))
    best = one("1", "A", SILENT, km=900.0)
    perfect = one("2", "B", FREE, km=1.0, gender="man")
    assert order(wanted, perfect, best) == ["1", "2"]


def test_inside_a_category_the_free_come_before_those_who_have_stated_no_hours() -> None:
    wanted = replace(WANTED, asks=(Ask("gender", "man"),))
    assert order(wanted, one("1", "A", SILENT, gender="man"), one("2", "A", FREE), one("3", "B", FREE)) == [
        "2",
        "1",
        "3",
    ]


def test_wishes_come_before_travel_and_travel_before_the_draw() -> None:
    wanted = replace(WANTED, mode="in_person", asks=(Ask("gender", "man"), Ask("subject", "HELSE")))
    both = one("1", gender="man", subjects=frozenset({"HELSE"}), km=300.0)
    near = one("2", gender="man", km=5.0)
    far = one("3", subjects=frozenset({"HELSE"}), km=45.0)
    none = one("4", km=1.0)
    unknown = one("5", gender="man")
    assert order(wanted, none, far, unknown, near, both) == ["1", "2", "3", "5", "4"]


def test_distance_means_nothing_for_remote_interpreting() -> None:
    near, far = one("1", km=1.0), one("2", km=900.0)
    swapped = replace(near, km=900.0), replace(far, km=1.0)
    assert order(WANTED, near, far) == order(WANTED, *swapped)


def test_inside_one_bucket_of_distance_the_draw_decides() -> None:
    wanted = replace(WANTED, mode="in_person")
    numbers = [str(n) for n in range(20)]
    found = order(wanted, *(one(number, km=9.9 - int(number) / 10) for number in numbers))
    assert found == sorted(numbers, key=lambda n: draw(wanted.drawn_on, n, "ar", "speech"))


def test_the_draw_is_the_published_formula() -> None:
    """Decided: SHA-256 of `Oslo date of sending|interpreter number|language|type`."""
    expected = sha256(b"2026-11-23|100042|ar|speech").hexdigest()
    assert draw(date(2026, 11, 23), "100042", "ar", "speech") == expected


def test_the_draw_changes_from_day_to_day() -> None:
    crowd = [one(str(n)) for n in range(30)]
    orders = {tuple(order(replace(WANTED, drawn_on=date(2026, 11, day)), *crowd)) for day in range(1, 11)}
    assert len(orders) == 10


def test_the_draw_favours_nobody_over_time() -> None:
    """Each of four is first in about a quarter of 2 000 draws (five standard deviations are 97)."""
    crowd = [one(number) for number in ("100001", "100002", "100003", "100004")]
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(2000)]
    firsts = [order(replace(WANTED, drawn_on=day), *crowd)[0] for day in days]
    assert all(abs(firsts.count(each.number) - 500) < 97 for each in crowd)


@pytest.mark.parametrize(
    ("candidate", "wanted", "codes"),
    [
        (one("1", None), WANTED, ["language"]),
        (one("1", is_listed=False), WANTED, ["not_listed_then"]),
        (one("1", "D"), replace(WANTED, least_category="C"), ["below_least_category"]),
        (one("1", modes=frozenset({"phone"})), WANTED, ["mode"]),
        (one("1"), replace(WANTED, asks=(Ask("gender", "man", is_must=True),)), ["gender_required"]),
        (one("1"), replace(WANTED, asks=(Ask("clearance", is_must=True),)), ["clearance_required"]),
        (one("1"), replace(WANTED, asks=(Ask("subject", "ASYL", is_must=True),)), ["subject_required"]),
        (one("1"), replace(WANTED, excluded=frozenset({"1"})), ["left_out_by_booker"]),
        (one("1", "A", BUSY), WANTED, ["already_booked"]),
        (one("1", "A", available("busy", "absent")), WANTED, ["absent"]),
        (
            one("1", "E", BUSY, is_listed=False),
            replace(WANTED, least_category="D"),
            ["not_listed_then", "below_least_category", "already_booked"],
        ),
    ],
)
def test_everyone_left_out_is_told_why(candidate: Candidate, wanted: Wanted, codes: list[str]) -> None:
    assert skipped_codes(wanted, candidate) == codes


@pytest.mark.parametrize("least", LETTERS)
def test_the_least_category_itself_is_asked_and_nothing_below_it(least: Category) -> None:
    crowd = [one(letter, letter) for letter in LETTERS]
    assert order(replace(WANTED, least_category=least), *crowd) == list(LETTERS[: LETTERS.index(least) + 1])


def test_a_booker_who_leaves_someone_out_gives_no_reason() -> None:
    queue = queue_for(replace(WANTED, excluded=frozenset({"1"})), [one("1")])
    assert dict(queue.skipped[0].reasons[0].facts) == {}


def test_a_must_that_is_met_does_not_count_as_a_wish() -> None:
    wanted = replace(WANTED, asks=(Ask("gender", "woman", is_must=True),))
    codes = [each.code for each in queue_for(wanted, [one("1")]).places[0].reasons]
    assert codes == ["category", "free", "draw"]


def test_a_wish_for_one_interpreter_moves_inside_the_category_only() -> None:
    """The booker may move a preferred interpreter within a category, never over a better qualified one."""
    crowd = [one(str(n), "B") for n in range(9)]
    for wish in crowd:
        found = order(replace(WANTED, asks=(Ask("interpreter", wish.number),)), one("best", "A"), *crowd)
        assert found[:2] == ["best", wish.number]


def test_places_say_what_put_them_there() -> None:
    wanted = replace(WANTED, mode="in_person", asks=(Ask("gender", "man"),))
    place = queue_for(wanted, [one("1", "C", SILENT, km=31.4)]).places[0]
    assert [each.code for each in place.reasons] == [
        "category",
        "not_stated",
        "wish_not_met",
        "travel",
        "draw",
    ]
    assert dict(place.reasons[3].facts) == {"bucket": 2, "km": 31}
    assert (place.position, place.availability) == (1, "not_stated")


def test_an_interpreter_given_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="only once"):
        queue_for(WANTED, [one("1"), one("1", "B")])


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        number=st.integers(100_000, 100_030).map(str),
        category=st.sampled_from([*LETTERS, None]),
        is_listed=st.sampled_from([True, True, True, False]),
        availability=st.sampled_from([FREE, FREE, SILENT, BUSY]),
        modes=st.sampled_from([ALL_MODES, frozenset({"phone"})]),
        gender=st.sampled_from(["woman", "man"]),
        subjects=st.frozensets(st.sampled_from(["HELSE", "ASYL"])),
        has_clearance=st.booleans(),
        km=st.none() | st.floats(0, 2000),
    ),
    unique_by=lambda each: each.number,
    max_size=12,
)
WANTS = st.builds(
    Wanted,
    language=st.just("ar"),
    type=st.just("speech"),
    mode=st.sampled_from(["in_person", "phone"]),
    drawn_on=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    least_category=st.sampled_from(LETTERS),
    asks=st.lists(
        st.builds(
            Ask,
            st.sampled_from(["gender", "subject", "clearance"]),
            st.sampled_from(["man", "HELSE"]),
            st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    excluded=st.frozensets(st.integers(100_000, 100_030).map(str), max_size=3),
)


@given(WANTS, CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_input_means_nothing(
    wanted: Wanted, candidates: list[Candidate], shuffler: object
) -> None:
    shuffled = list(candidates)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    assert queue_for(wanted, shuffled) == queue_for(wanted, candidates)


@given(WANTS, CANDIDATES)
def test_nobody_overtakes_a_better_category_and_nobody_disappears(
    wanted: Wanted, candidates: list[Candidate]
) -> None:
    queue = queue_for(wanted, candidates)
    merits = [(place.category, place.availability == "not_stated") for place in queue.places]
    assert merits == sorted(merits)
    assert all(place.category <= wanted.least_category for place in queue.places)
    assert [place.position for place in queue.places] == list(range(1, len(queue.places) + 1))
    everyone = [place.number for place in queue.places] + [each.number for each in queue.skipped]
    assert sorted(everyone) == sorted(each.number for each in candidates)
    assert all(each.reasons for each in queue.skipped)


@given(WANTS, CANDIDATES)
def test_taking_one_out_moves_no_one_past_another(wanted: Wanted, candidates: list[Candidate]) -> None:
    whole = order(wanted, *candidates)
    for gone in candidates:
        rest = order(wanted, *(each for each in candidates if each is not gone))
        assert rest == [number for number in whole if number != gone.number]


def test_each_is_asked_for_the_best_mode_there_is_time_for() -> None:
    """Feature 17: travel leaves no time in person, but the screen does."""
    wanted = replace(WANTED, mode="in_person", other_modes=("screen", "phone"))
    crowded = one("1", availability=BUSY, otherwise=(InMode("screen", FREE), InMode("phone", FREE)), km=5.0)
    only_phone = one("2", modes=frozenset({"phone"}), km=5.0)
    near = one("3", km=5.0)
    places = queue_for(wanted, [crowded, only_phone, near]).places
    assert [(each.number, each.mode) for each in places] == [
        ("3", "in_person"), ("1", "screen"), ("2", "phone"),
    ]  # fmt: skip
    said = [reason for reason in places[1].reasons if reason.facts.get("kind") == "mode"]
    assert [(each.code, each.facts["value"]) for each in said] == [("wish_not_met", "screen")]


def test_one_who_has_time_in_no_wanted_mode_is_told_why() -> None:
    wanted = replace(WANTED, mode="in_person", other_modes=("screen",))
    assert skipped_codes(wanted, one("1", availability=BUSY, otherwise=(InMode("screen", BUSY),))) == [
        "already_booked"
    ]
    assert skipped_codes(wanted, one("1", modes=frozenset({"phone"}))) == ["mode"]


def test_of_two_named_interpreters_either_will_do() -> None:
    wanted = replace(
        WANTED, asks=(Ask("interpreter", "1", is_must=True), Ask("interpreter", "2", is_must=True))
    )
    assert sorted(order(wanted, one("1"), one("2", "B"), one("3"))) == ["1", "2"]
    assert skipped_codes(wanted, one("3")) == ["interpreter_required"]


def test_a_certificate_that_has_been_seen_comes_first_inside_the_category_only() -> None:
    """Rules PA3 and B9: it says who can come at once, and never passes over a better category."""
    wanted = replace(WANTED, certificate="before_start", asks=(Ask("gender", "man"),))
    unseen = one("1", "B", gender="man")
    seen = one("2", "B", SILENT, has_certificate=True)
    best = one("3", "A")
    assert order(wanted, unseen, seen, best) == ["3", "2", "1"]
    codes = [[each.code for each in place.reasons][1] for place in queue_for(wanted, [seen, unseen]).places]
    assert codes == ["certificate_seen", "certificate_to_be_shown"]


def test_a_body_may_ask_only_those_whose_certificate_it_has_seen() -> None:
    wanted = replace(WANTED, certificate="before_asking")
    assert order(wanted, one("1"), one("2", "C", has_certificate=True)) == ["2"]
    assert skipped_codes(wanted, one("1")) == ["police_certificate"]


def test_where_no_certificate_is_asked_for_having_shown_one_means_nothing() -> None:
    """Rule PA3."""
    crowd = [one(str(n)) for n in range(6)]
    shown = [replace(each, has_certificate=int(each.number) % 2 == 0) for each in crowd]
    assert order(WANTED, *crowd) == order(WANTED, *shown)

"""Links and codes follow from a secret and a generation, and nothing else opens a room."""

from hypothesis import given, settings
from hypothesis import strategies as st

from booking.rooms.secrets import (
    CODE_LENGTH,
    CODE_LETTERS,
    code_of,
    generation_of,
    hash_of,
    is_code,
    link_of,
    new_public_id,
    new_seat,
    public_part,
)
from tests.builders.rooms import SECRET

PUBLIC = new_public_id()


def test_a_link_is_the_same_each_time_and_another_for_everything_else() -> None:
    link = link_of(SECRET, PUBLIC, 3)
    assert link == link_of(SECRET, PUBLIC, 3)
    others = {link_of(SECRET, PUBLIC, 2), link_of(SECRET, new_public_id(), 3), link_of("another", PUBLIC, 3)}
    assert link not in others
    assert len(others) == 3
    assert public_part(link) == PUBLIC


def test_a_replaced_link_is_known_as_such_and_a_guessed_one_as_nothing() -> None:
    assert [generation_of(SECRET, link_of(SECRET, PUBLIC, each), 3) for each in (1, 2, 3, 4)] == [
        1,
        2,
        3,
        None,
    ]
    assert generation_of(SECRET, PUBLIC + "." + "A" * 32, 3) is None
    assert generation_of("another", link_of(SECRET, PUBLIC, 1), 3) is None


def test_a_code_can_be_read_aloud_and_typed_as_people_type() -> None:
    code = code_of(SECRET, PUBLIC, 1)
    assert len(code) == CODE_LENGTH >= 8
    assert set(code) <= set(CODE_LETTERS)
    assert len(CODE_LETTERS) == 32, "as many letters as five bits name, so that each is as likely"
    assert is_code(SECRET, PUBLIC, 1, f" {code[:5].lower()} - {code[5:]} ")
    assert not is_code(SECRET, PUBLIC, 2, code)
    assert not is_code(SECRET, PUBLIC, 1, code + "A")
    assert not is_code(SECRET, PUBLIC, 1, "")


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_or_followed_opens_anything_or_reaches_the_database_as_it_is(
    typed: str,
) -> None:
    named = public_part(typed)
    assert named == "" or (len(named) == 12 and named.isascii())
    assert generation_of(SECRET, typed, 2) is None
    assert not is_code(SECRET, PUBLIC, 1, typed)


def test_a_seat_is_random_and_kept_as_a_hash() -> None:
    assert new_seat() != (held := new_seat())
    assert held not in hash_of(held)
    assert len(hash_of(held)) == 64

"""What a page may say: exactly the protocol, and what browsers say to each other rebuilt from what belongs in it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.live.messages import BUCKET, LONGEST_SDP, MOST_PER_SECOND, TYPES, Bucket, Nonsense, understood

PAGE = "0b0f3c9e-52a5-4c5c-8d2a-3a7f6f5e4d3c"


OFFER = {"type": "offer", "sdp": "v=0\r\n", "line": 1, "round": 2}


def signal(body: Any, **more: Any) -> str:
    """A signal with this body."""
    return json.dumps({"type": "signal", "to": 1, "page": PAGE, "body": body, **more})


@pytest.mark.parametrize(
    "frame",
    [
        None, b"{}", "", "[]", "1", '"beat"', "null", "[" * 100_000, '{"type": ["beat"]}', '{"type": "here"}',
        '{"type": "beat", "at": 1}', '{"type": "admit"}', '{"type": "admit", "who": "1"}', '{"type": "lock"}',
        '{"type": "admit", "who": true}',
        '{"type": "admit", "who": 99999999999}', '{"type": "admit", "who": 0}', '{"type": "lock", "on": 1}',
        '{"type": "trouble", "code": "No sound"}', '{"type": "trouble", "code": null}',
        signal({}), signal({"want": True}), signal({"want": "all", "c": None}), signal({"d": {}}), signal("x"),
        signal({"d": {**OFFER, "sdp": "a" * (LONGEST_SDP + 1)}}), signal({"d": {**OFFER, "type": "rollback"}}),
        signal({"d": {**OFFER, "sdp": "v=0\x00"}}), signal({"d": {**OFFER, "sdp": "\ud800"}}),
        signal({"d": {**OFFER, "line": 0}}), signal({"d": {**OFFER, "round": "1"}}),
        signal({"d": {"type": "offer", "sdp": "v=0"}}),
        signal({"d": {**OFFER, "sdp": "æ"}}), signal({"d": {**OFFER, "sdp": None}}),
        signal({"c": None}), signal({"c": []}), signal({"c": [None] * 21}), signal({"c": [{"candidate": "a\nb"}]}),
        signal({"c": [{}]}), signal({"c": {"candidate": "a"}}),
        signal({"c": [{"candidate": "", "sdpMLineIndex": -1}]}), signal({"want": "way"}, page="1"),
        signal({"d": OFFER}, more=1),
    ],
)  # fmt: skip
def test_everything_else_is_nonsense(frame: Any) -> None:
    with pytest.raises(Nonsense):
        understood(frame)


def test_what_does_not_belong_in_a_description_or_a_candidate_does_not_come_along() -> None:
    said = understood(signal({"d": {**OFFER, "__proto__": {}, "html": "<b>"}}))
    assert said.fields["body"] == {"d": OFFER}
    said = understood(
        signal(
            {"c": [{"candidate": "c", "sdpMid": "0", "usernameFragment": None, "address": "10.0.0.1"}, None]}
        )
    )
    assert said.fields["body"] == {"c": [{"candidate": "c", "sdpMid": "0"}, None]}


KEYS = st.sampled_from(["type", "to", "page", "body", "d", "c", "sdp", "who"])
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
ANYTHING = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)
)


@settings(max_examples=30)
@given(ANYTHING, st.sampled_from(TYPES))
def test_whatever_comes_is_understood_or_nonsense_and_never_a_fault(said: Any, kind: str) -> None:
    frame = {**said, "type": kind} if isinstance(said, dict) else said
    try:
        understood(json.dumps(frame))
    except Nonsense:
        return
    assert isinstance(frame, dict)


def test_a_bucket_takes_so_many_at_once_and_then_so_many_a_second() -> None:
    bucket = Bucket(0)
    assert sum(bucket.takes(0) for _ in range(BUCKET * 2)) == BUCKET
    bucket = Bucket(0)
    assert all(bucket.takes(n / MOST_PER_SECOND) for n in range(BUCKET * 20))

"""What a browser takes in when another shows it a document: the script itself, run by Node, against hostile senders."""

import re
from functools import cache
from typing import Any

import pytest

from tests.fixtures.scripts import answer_of
from web.assets.places import STATIC

# Each case: what is heard, one message after the other; a list is one message of so many bytes.
RUN = """
import { Arriving, PART, Refused } from 'file://%s'
const head = [0xff, 0xd8, 0xff, 0xe1, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8]
const jpeg = (size, height = 20, width = 30) => {
  const bytes = new Uint8Array(size)
  bytes.set([...head, height >> 8, height & 255, width >> 8, width & 255])
  return bytes
}
const made = { jpeg: jpeg(PART + 100), tall: jpeg(PART + 100, 65000, 65000), text: new Uint8Array(PART + 100) }
const cases = JSON.parse(process.argv[1])
const answers = cases.map((messages) => {
  const told = []
  let now = 0
  const note = (name) => (...what) => told.push(name + (what[0]?.bytes ? what[0].width : what.join('/')))
  const arriving = new Arriving({
    shown: note('shown '), turned: note('turned '), page: note('page '), stopped: note('stopped'), now: () => now,
  })
  try {
    for (const each of messages) {
      if (each.wait) now += each.wait
      else if (each.of) arriving.heard(made[each.of].slice(each.from ?? 0, each.to).buffer)
      else if (each.zeros !== undefined) arriving.heard(new ArrayBuffer(each.zeros))
      else arriving.heard(each.raw ?? JSON.stringify(each))
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    told.push('refused ' + error.message)
  }
  return told
})
console.log(JSON.stringify(answers))
"""
PART = 16 * 1024
SIZE = PART + 100
SHOW: dict[str, Any] = {"k": "show", "pages": 3}
PAGE: dict[str, Any] = {"k": "page", "number": 2, "size": SIZE}
FIRST: dict[str, Any] = {"of": "jpeg", "to": PART}
LAST: dict[str, Any] = {"of": "jpeg", "from": PART}
UP = ["shown 3", "turned 2/3"]

TOLD: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "a page in two parts": ([SHOW, PAGE, FIRST, LAST], [*UP, "page 30"]),
    "the next page before the last was through": ([SHOW, PAGE, FIRST, PAGE, FIRST, LAST], [*UP, UP[1], "page 30"]),
    "stopped in the middle": ([SHOW, PAGE, FIRST, {"k": "stop"}], [*UP, "stopped"]),
    "shown anew": ([SHOW, PAGE, FIRST, {"k": "show", "pages": 1}], [*UP, "shown 1"]),
    "cut off": ([SHOW, PAGE, FIRST], UP),
    "no picture": ([SHOW, PAGE, {"of": "text", "to": PART}, {"of": "text", "from": PART}], [*UP, "refused picture"]),
    "a picture that takes all memory": (
        [SHOW, PAGE, {"of": "tall", "to": PART}, {"of": "tall", "from": PART}], [*UP, "refused picture"]
    ),
    "bytes of nothing": ([SHOW, FIRST], ["shown 3", "refused part"]),
    "a part too much": ([SHOW, PAGE, FIRST, LAST, LAST], [*UP, "page 30", "refused part"]),
    "a part too long": ([SHOW, PAGE, {"zeros": PART + 1}], [*UP, "refused part"]),
    "a million small parts": ([SHOW, PAGE, {"zeros": 1}], [*UP, "refused part"]),
    "empty parts": ([SHOW, PAGE, {"zeros": 0}], [*UP, "refused part"]),
    "after it was stopped": ([SHOW, PAGE, {"k": "stop"}, FIRST], [*UP, "stopped", "refused part"]),
    "a page of nothing": ([PAGE], ["refused words"]),
    "a stop of nothing": ([{"k": "stop"}], ["refused words"]),
    "a page there is not": ([SHOW, {**PAGE, "number": 4}], ["shown 3", "refused page"]),
    "too large": ([SHOW, {**PAGE, "size": 3 * 1024 * 1024 + 1}], ["shown 3", "refused page"]),
    "no size": ([SHOW, {**PAGE, "size": 0}], ["shown 3", "refused page"]),
    "a size that is none": ([SHOW, {**PAGE, "size": "1"}], ["shown 3", "refused page"]),
    "too many pages": ([{"k": "show", "pages": 101}], ["refused words"]),
    "half a page": ([{"k": "show", "pages": 1.5}], ["refused words"]),
    "a field of another's": ([{**SHOW, "name": "pass.jpg"}], ["refused words"]),
    "another word": ([{"k": "download"}], ["refused words"]),
    "no words": ([{"raw": "{"}], ["refused words"]),
    "nothing": ([{"raw": "null"}], ["refused words"]),
    "many words": ([{"raw": " " * 101}], ["refused words"]),
    "a flood": ([SHOW] * 41, ["shown 3"] * 40 + ["refused flood"]),
    "as many, but slowly": ([*[SHOW] * 40, {"wait": 10_000}, SHOW], ["shown 3"] * 41),
}  # fmt: skip


@cache
def answers() -> dict[str, list[str]]:
    """What the page is told of each, by one run of the script."""
    script = RUN % (STATIC / "js/room/arriving.js")
    told = answer_of(script, [messages for messages, _ in TOLD.values()])
    return dict(zip(TOLD, told, strict=True))


@pytest.mark.parametrize("case", TOLD)
def test_only_what_is_exactly_a_document_is_taken_in(case: str) -> None:
    assert answers()[case] == TOLD[case][1]


def test_no_script_of_the_room_keeps_what_is_heard_seen_written_or_shown() -> None:
    keeps = re.compile(
        r"MediaRecorder|captureStream|createObjectURL|\.download\b|localStorage|sessionStorage|indexedDB|\bcaches\b"
    )
    scripts = {file.name: file.read_text(encoding="utf-8") for file in (STATIC / "js/room").glob("*.js")}
    assert {name: keeps.findall(text) for name, text in scripts.items() if keeps.search(text)} == {}
    assert "papers.js" in scripts

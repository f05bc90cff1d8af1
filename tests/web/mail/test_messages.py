"""Every message the domain sends: a short subject, the news, one link to a page, and nothing sensitive (ux 13)."""

import re
from pathlib import Path

import pytest

from web.outgoing_mail import opt_out_path, render_mail
from web.view.addresses import Form

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(path.stem for path in (ROOT / "web/templates/mail").glob("*.txt") if path.stem != "letter")
BASE = "https://tolkeregister.example"
ALSO = ("exam_opens",)  # leads also to where one says that one wants no more of them
# A Wednesday in September and midnight in winter time: the longest words there are.
DATA: dict[str, object] = {
    "number": "26-004182", "language_tag": "nsl", "language": "norsk tegnspråk", "type": "speech",
    "mode": "in_person", "municipality": "Møre & Romsdal", "body": "Møre og Romsdal fylkeskommune & <co>",
    "starts_at": "2026-09-30T21:15:00+00:00", "ends_at": "2026-09-30T23:15:00+00:00",
    "answer_by": "2026-09-29T10:00:00+00:00", "path": "/min-side/tilbud/17",
    "new_starts_at": "2026-09-30T22:15:00+00:00", "new_ends_at": "2026-10-01T00:15:00+00:00",
    "parts": ["time", "mode", "participants"], "percent": 100, "basis_minutes": 120,
    "news": "other_category", "category": "B", "has_begun": True, "is_qualified": True,
    "test": "siling", "institution": "OsloMet – storbyuniversitetet", "fee": 3000,
    "where": "Møre og Romsdal politidistrikt", "until_at": "2026-12-17T23:00:00+00:00",
    "opt_out_of": "10001",
    "rows": [
        {"language": "norsk tegnspråk", "graduates": each, "stage": stage, "ends_at": "2026-09-29T22:00:00+00:00"}
        for each, stage in ((1, "months_12"), (2, "broken"))
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", ["nb", "nn"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_message_says_what_happened_and_leads_to_one_page(template: str, form: Form) -> None:
    subject, body = render_mail(template, form, DATA, BASE)
    assert 10 <= len(subject) <= 60, subject
    assert "\n" not in subject
    links = re.findall(r"https?://\S+", body)
    prefix = "" if form == "nb" else "/nn"
    more = [f"{BASE}{prefix}{opt_out_path(DATA)}"] if template in ALSO else []
    assert links == [f"{BASE}{prefix}/min-side/tilbud/17", *more]
    assert "&amp;" not in body
    assert "<" not in body.replace("<co>", "")
    assert "\n\n\n" not in body


@pytest.mark.parametrize("news", ["no_longer_available", "available_again", "other_category"])
@pytest.mark.parametrize("has_begun", [True, False])
@pytest.mark.parametrize("category", ["B", None])
@pytest.mark.parametrize("form", ["nb", "nn"])
def test_what_the_register_says_now_is_told_in_whole_lines_and_never_why(
    news: str, has_begun: bool, category: str | None, form: Form
) -> None:
    """Rule W11."""
    data = {**DATA, "news": news, "has_begun": has_begun, "category": category}
    _, body = render_mail("interpreter_status_differs", form, data, BASE)
    assert "\n\n\n" not in body
    assert body.count("\n\n") == 2, body
    assert not re.search(r"utestengt|fjernet|fjerna|vedtak|varsel|brudd|død", body.lower())


def test_every_message_the_domain_queues_has_a_template() -> None:
    """Names are written out in the commands, but for the ends of an offer, which are made from its states."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "booking").rglob("*.py"))
    named = set(re.findall(
        r'"((?:request|offer|assignment|interpreter|change)_[a-z_]+)",\s*(?:now=|occasion=)', source
    )) | {"circumstances_stated"}  # fmt: skip
    made = {f"offer_{state}" for state in ("declined", "withdrawn", "taken", "expired")}
    made |= {f"change_{end}{whose}" for end in ("accepted", "expired") for whose in ("", "_own")}
    assert len(named) >= 8
    assert named | made <= set(TEMPLATES)


def test_a_deadline_is_told_in_norwegian_time() -> None:
    _, body = render_mail("offer_sent", "nb", DATA, BASE)
    assert "Svar før tirsdag 29. september 2026 kl. 12.00." in body.replace("\N{NO-BREAK SPACE}", " ")
    assert "norsk tegnspråk" in body


ABOUT_THE_ROOM = (
    "offer_accepted", "request_accepted", "change_accepted", "change_accepted_own", "assignment_changed",
    "assignment_reminder", "request_reminder", "assignment_cancelled", "request_cancelled",
)  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("form", ["nb", "nn"])
def test_an_agreement_by_screen_says_where_the_room_is_and_no_message_carries_a_link_to_it(
    template: str, form: Form
) -> None:
    """Failure mode 14: nothing of a room while somebody is asked, and nothing secret in any mail."""
    _, body = render_mail(template, form, {**DATA, "mode": "screen"}, BASE)
    assert ("olkerommet" in body) == (template in ABOUT_THE_ROOM)
    assert "/r/" not in body
    assert "/rom" not in body
    _, elsewhere = render_mail(template, form, {**DATA, "mode": "phone"}, BASE)
    assert "olkerommet" not in elsewhere

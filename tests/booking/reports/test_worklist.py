"""Words nobody knows wait on a list; when one gets its meaning, its rows are taken in by themselves."""

import pytest
from sqlalchemy import text

from booking.reports.queries import findings, upload, waiting_words
from booking.reports.work import advance
from booking.reports.worklist import decide_word, decide_word_for_everybody
from tests.booking.reports.files import (
    NOW,
    Reporter,
    a_reporter,
    counted,
    csv_of,
    facts,
    read_all,
    report,
    row,
    rows,
    send,
)
from tests.builders.bodies import an_officer
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound


async def with_unknown_words(session: Session) -> tuple[Reporter, int]:
    reporter = await a_reporter(session)
    lines = [*rows(2), row(referanse="A-3", sprak="Kurdisk"), row(referanse="A-4", sprak="kurdisk"),
             row(referanse="A-5", sektor="Romfart")]  # fmt: skip
    receipt = await report(session, reporter.actor, lines)
    assert (receipt.rows_new, receipt.rows_waiting, receipt.rows_refused) == (2, 3, 0)
    return reporter, receipt.id


async def test_unknown_and_ambiguous_words_wait_with_what_they_may_mean(session: Session) -> None:
    reporter, upload_id = await with_unknown_words(session)
    words = await waiting_words(session, reporter.actor)
    assert [(each.kind, each.word, each.shown, each.rows) for each in words] == [
        ("language", "kurdisk", "Kurdisk", 2), ("sector", "romfart", "Romfart", 1),
    ]  # fmt: skip
    assert {"kmr", "ckb"} <= set(words[0].choices)
    found = await findings(session, reporter.actor, upload_id, code="language_ambiguous")
    assert [(each.line, each.severity) for each in found] == [(4, "waiting"), (5, "waiting")]


async def test_a_word_that_gets_its_meaning_lets_its_rows_in(session: Session) -> None:
    reporter, upload_id = await with_unknown_words(session)
    kurdish, _ = await waiting_words(session, reporter.actor)
    assert await decide_word(session, reporter.actor, kurdish.id, "ckb", now=NOW) == 1
    await read_all(session, reporter.id)
    receipt = await upload(session, reporter.actor, upload_id)
    assert (receipt.rows_new, receipt.rows_unchanged, receipt.rows_waiting) == (2, 2, 1)
    assert await facts(session, "reference, language_tag") == [
        ("A-1", "ar"), ("A-2", "ar"), ("A-3", "ckb"), ("A-4", "ckb"),
    ]  # fmt: skip
    assert [each.word for each in await waiting_words(session, reporter.actor)] == ["romfart"]


async def test_the_word_is_known_in_the_next_file(session: Session) -> None:
    reporter, _ = await with_unknown_words(session)
    kurdish, _ = await waiting_words(session, reporter.actor)
    await decide_word(session, reporter.actor, kurdish.id, "ckb", now=NOW)
    receipt = await report(session, reporter.actor, [row(referanse="A-9", sprak="KURDISK")])
    assert receipt.rows_new == 1


async def test_a_word_that_means_nothing_makes_its_rows_errors(session: Session) -> None:
    reporter, upload_id = await with_unknown_words(session)
    _, sector = await waiting_words(session, reporter.actor)
    await decide_word(session, reporter.actor, sector.id, None, now=NOW)
    await read_all(session, reporter.id)
    receipt = await upload(session, reporter.actor, upload_id)
    assert (receipt.rows_waiting, receipt.rows_refused, receipt.counts["sector_rejected"]) == (2, 1, 1)


async def test_the_directorate_decides_for_everybody(session: Session) -> None:
    one, _ = await with_unknown_words(session)
    other, _ = await with_unknown_words(session)
    officer = await an_officer(session)
    assert [each.word for each in await waiting_words(session, officer)] == [
        "kurdisk",
        "kurdisk",
        "romfart",
        "romfart",
    ]
    assert await decide_word_for_everybody(session, officer, "sector", "romfart", "ANNET", now=NOW) == 2
    for reporter in (one, other):
        await read_all(session, reporter.id)
        assert [each.word for each in await waiting_words(session, reporter.actor)] == ["kurdisk"]
    assert await counted(session) == 6
    third = await a_reporter(session)
    assert (await report(session, third.actor, [row(sektor="romfart")])).rows_new == 1


async def test_nobody_decides_about_others_words_or_with_meanings_that_do_not_exist(session: Session) -> None:
    reporter, _ = await with_unknown_words(session)
    stranger = await a_reporter(session)
    word, _ = await waiting_words(session, reporter.actor)
    with pytest.raises(NotFound):
        await decide_word(session, stranger.actor, word.id, "ckb", now=NOW)
    with pytest.raises(NotAllowed):
        await decide_word_for_everybody(session, reporter.actor, "language", "kurdisk", "ckb", now=NOW)
    with pytest.raises(Invalid):
        await decide_word(session, reporter.actor, word.id, "klingon", now=NOW)
    assert await waiting_words(session, stranger.actor) == ()


async def test_municipalities_of_any_year_by_code_or_name(session: Session) -> None:
    reporter = await a_reporter(session)
    cases = [
        ("0301", "15.09.2026", ("0301", "0301", "03")), ("301", "15.09.2026", ("0301", "0301", "03")),
        ("Drammen", "15.09.2026", ("3301", "3301", "33")), ("Drammen", "01.06.2019", ("0602", "3301", "33")),
        ("0602", "01.06.2019", ("0602", "3301", "33")), ("0602", "15.09.2026", ("3301", "3301", "33")),
        ("3005", "15.09.2021", ("3005", "3301", "33")), ("1507", "01.06.2021", ("1507", "1508", "15")),
        ("Herøy (Nordland)", "15.09.2026", ("1818", "1818", "18")), ("oslo kommune", "15.09.2026", None),
        ("Herøy", "15.09.2026", None), ("1850", "15.09.2026", None),
    ]  # fmt: skip
    lines = [row(referanse=f"{n:02d}", kommune=place, dato=day) for n, (place, day, _) in enumerate(cases)]
    receipt = await report(session, reporter.actor, lines)
    got = {
        each[0]: each[1:]
        for each in await facts(session, "reference, municipality_then, municipality_now, county_now")
    }
    assert got == {f"{n:02d}": codes for n, (_, _, codes) in enumerate(cases) if codes}
    assert receipt.rows_waiting == 3


async def test_a_municipality_that_may_be_several_is_decided_by_a_person(session: Session) -> None:
    reporter = await a_reporter(session)
    receipt = await report(session, reporter.actor, [row(kommune="1850", dato="01.06.2019")])
    assert receipt.rows_waiting == 1
    (word,) = await waiting_words(session, reporter.actor)
    assert word.choices == ("1806", "1875")
    await decide_word(session, reporter.actor, word.id, "1875", now=NOW)
    await read_all(session, reporter.id)
    assert await facts(session, "municipality_then, municipality_now") == [("1850", "1875")]


async def test_a_word_leaves_the_list_when_a_mended_file_has_replaced_its_rows(session: Session) -> None:
    reporter, first = await with_unknown_words(session)
    mended = [row(referanse="A-3", sprak="sorani"), row(referanse="A-4", sprak="sorani")]
    await report(session, reporter.actor, mended)
    assert [each.word for each in await waiting_words(session, reporter.actor)] == ["romfart"]
    receipt = await upload(session, reporter.actor, first)
    assert (receipt.rows_waiting, receipt.rows_older, receipt.rows_unchanged) == (1, 2, 2)
    await report(session, reporter.actor, [*rows(2), row(referanse="A-7", sprak="kurdisk")])
    words = {each.word: each.rows for each in await waiting_words(session, reporter.actor)}
    assert words == {"romfart": 1, "kurdisk": 1}, "another row waits for it now"


async def test_what_is_decided_is_in_the_trail(session: Session) -> None:
    reporter, _ = await with_unknown_words(session)
    word, _ = await waiting_words(session, reporter.actor)
    await decide_word(session, reporter.actor, word.id, "ckb", now=NOW)
    sql = "SELECT details FROM audit_event WHERE action = 'report.word_decided'"
    assert (await session.execute(text(sql))).scalar_one() == {"word_kind": "language", "meaning": "ckb"}


async def test_a_word_decided_while_its_file_is_read_lets_its_rows_in_too(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booking.reports.commands.PART_BYTES", 1000)
    monkeypatch.setattr("booking.reports.work.PARTS_A_STEP", 1)
    reporter = await a_reporter(session)
    sent = await send(session, reporter.actor, csv_of([row(referanse="K-1", sprak="kurdisk"), *rows(30)]))
    for _ in range(3):
        await advance(session, reporter.id, now=NOW)
    (word,) = await waiting_words(session, reporter.actor)
    assert await decide_word(session, reporter.actor, word.id, "kmr", now=NOW) == 0
    await read_all(session, reporter.id)
    receipt = await upload(session, reporter.actor, sent.upload_id)
    assert (receipt.state, receipt.times_read, receipt.rows_waiting, await counted(session)) == (
        "done",
        2,
        0,
        31,
    )

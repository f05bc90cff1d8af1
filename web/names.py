"""What languages, counties and subjects are called, kept for a while per process: they change by decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar.datastructures import State

from booking.search.languages import most_used_languages
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key
from tolkeregister.entries.size import RegisterSize, register_size
from tolkeregister.languages.history import ended_languages
from tolkeregister.languages.queries import LanguageName, languages
from tolkeregister.organisations.subjects import Subject, subjects
from tolkeregister.places.queries import CountyName, MunicipalityName, counties, municipalities
from web.forms.options import Option, names_from
from web.view.addresses import FORMS, Form
from web.view.texts import N_

KEPT = timedelta(minutes=10)
SAMI = ("se", "smj", "sma", "sms")
_MOST_USED, _SAMI, _ALL = N_("Mest brukt"), N_("Samiske språk"), N_("Andre språk A–Å")


@dataclass(frozen=True, slots=True)
class Names:
    """Names by code, in the order they are shown, and how large the register is."""

    languages: Mapping[str, LanguageName]
    ended: Mapping[str, LanguageName]  # can no longer be chosen, but old facts have them
    counties: Mapping[str, CountyName]
    municipalities: Mapping[str, MunicipalityName]
    subjects: Mapping[str, Subject]
    size: RegisterSize
    options: Mapping[Form, tuple[Option, ...]]  # languages for a list, in each written form
    municipality_options: tuple[Option, ...]
    county_options: tuple[Option, ...]
    subject_options: Mapping[Form, tuple[Option, ...]]

    def language(self, tag: str, form: str) -> str:
        """A language's name inside a sentence, also of one that has ended; the tag itself for one nobody knows."""
        known = self.languages.get(tag) or self.ended.get(tag)
        return known.name(form) if known else tag

    def subject(self, code: str, form: str) -> str:
        """A subject's name."""
        return self.subjects[code].name(form) if code in self.subjects else code

    def county(self, code: str) -> str:
        """A county's name."""
        return self.counties[code].name if code in self.counties else code


@dataclass(frozen=True, slots=True)
class _Kept:
    names: Names
    source: object
    until: datetime


async def names_now(session: Session, state: State, now: datetime) -> Names:
    """The names, at most ten minutes old."""
    kept: _Kept | None = state.get("names")
    if kept is None or kept.source is not state.database or now >= kept.until or kept.until - now > KEPT:
        kept = _Kept(await read_names(session, now), state.database, now + KEPT)
        state.names = kept
    return kept.names


async def read_names(session: Session, now: datetime) -> Names:
    """The names as they are in the database."""
    on = oslo_date(now)
    found = {each.tag: each for each in await languages(session, on=on)}
    most_used = await most_used_languages(session, today=on)
    places = await municipalities(session, on=on)
    counties_by_code = {each.code: each for each in await counties(session, on=on)}
    subjects_by_code = {each.code: each for each in await subjects(session, on=on)}
    return Names(
        languages=found,
        ended={each.tag: each for each in await ended_languages(session, on=on)},
        counties=counties_by_code,
        municipalities={each.code: each for each in places},
        subjects=subjects_by_code,
        size=await register_size(session, at=now),
        options={form: language_options(found, most_used, form) for form in FORMS},
        municipality_options=names_from((each.code, each.name) for each in places),
        county_options=names_from((each.code, each.name) for each in counties_by_code.values()),
        subject_options={
            form: names_from((each.code, each.name(form)) for each in subjects_by_code.values())
            for form in FORMS
        },
    )


def language_options(
    languages: Mapping[str, LanguageName], most_used: tuple[str, ...], form: Form
) -> tuple[Option, ...]:
    """For the list: most used first, then Sámi, then the others in alphabetical order; each of them once."""
    sami = tuple(tag for tag in SAMI if tag not in most_used)
    rest = sorted(languages.keys() - {*most_used, *sami}, key=lambda tag: sort_key(languages[tag].name(form)))
    groups = ((_MOST_USED, most_used), (_SAMI, sami), (_ALL, tuple(rest)))
    return tuple(
        Option(tag, list_name(languages[tag], form), group=group, final=True)
        for group, tags in groups
        for tag in tags
        if tag in languages
    )


def list_name(language: LanguageName, form: str) -> str:
    """A name at the beginning of a line; Sámi languages also in their own language."""
    name = language.name(form)
    name = name[:1].upper() + name[1:]
    return f"{name} ({language.native})" if language.tag in SAMI else name

"""The dated table of what gives which category.

Sources: IMDi, "Om Nasjonalt tolkeregister" (2022 and 2024 versions) and IMDi's annual report 2021, table
3-3-3, for A–E; IMDi, 26 April 2023, for sign language, speech-to-text and deafblind; OsloMet's test
specification of 2025 for the authorisation exam in Norwegian Sign Language. A rule that changes gets a new
scheme, here or put in force by the directorate (`drafts.py`); no scheme is edited, because decisions of its time
point at its version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from tolkeregister.core.rules.oslo_time import OSLO

Category = Literal["A", "B", "C", "D", "E"]
CATEGORIES: tuple[Category, ...] = ("A", "B", "C", "D", "E")

SPEECH = frozenset({"speech"})
SIGN = frozenset({"sign"})
VISUAL = frozenset({"sign", "speech_to_text", "deafblind"})  # entries the register has had since April 2023
TYPES = SPEECH | VISUAL

# A degree approved under the rules of the EEA counts as the Norwegian one (directive 2005/36/EC).
BACHELOR = frozenset({"bachelor", "foreign_bachelor"})
BEVILLING = frozenset({"bevilling"})  # granted by IMDi; a passed exam alone is no licence (Q9)
GRUNNEMNE = frozenset({"grunnemne"})
SIGN_EDUCATION = frozenset({"sign_education"})
TOSPRAAKTEST = frozenset({"tospraaktest"})
TRANSLATOR = frozenset({"translator"})
TAO = frozenset({"tao"})

PERSON_LEVEL = TAO  # belongs to the person and is used again in every language (Q4)
KINDS = BACHELOR | BEVILLING | GRUNNEMNE | SIGN_EDUCATION | TOSPRAAKTEST | TRANSLATOR | TAO


@dataclass(frozen=True, slots=True)
class Route:
    """One way to a category: something from every set of `needs` must be held at the same time."""

    category: Category
    code: str
    types: frozenset[str]
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """All routes in force from one instant to another, best category first."""

    version: str
    valid_from: datetime
    valid_to: datetime | None
    routes: tuple[Route, ...]
    source: str


def _midnight(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(0), tzinfo=OSLO).astimezone(UTC)


def _routes(
    bachelor: frozenset[str], exam: frozenset[str], sign_education: frozenset[str]
) -> tuple[Route, ...]:
    """The routes when these types may use the bachelor, the exam and the older sign education."""
    return (
        Route("A", "state_authorisation_and_bachelor", exam, (BEVILLING, BACHELOR)),
        Route("B", "bachelor", bachelor, (BACHELOR,)),
        Route("B", "state_authorisation_and_grunnemne", exam, (BEVILLING, GRUNNEMNE)),
        Route("C", "state_authorisation", exam, (BEVILLING,)),
        Route("D", "grunnemne", SPEECH, (GRUNNEMNE,)),
        Route("D", "sign_education", sign_education, (SIGN_EDUCATION,)),
        Route("E", "tospraaktest_and_tao", SPEECH, (TOSPRAAKTEST, TAO)),
        Route("E", "translator_and_tao", SPEECH, (TRANSLATOR, TAO)),
    )


# The sources print "2020" for A–E, "April 2023" for the visual types and "2025" for the sign exam, without a
# day: the first day of the printed period is used. Before 2020 the scheme was 1–5, which is not derived here.
_VISUAL_FROM = _midnight(2023, 4, 1)
_SIGN_EXAM_FROM = _midnight(2025, 1, 1)

SCHEMES: tuple[Scheme, ...] = (
    Scheme(
        "A-E/2020",
        _midnight(2020, 1, 1),
        _VISUAL_FROM,
        _routes(bachelor=SPEECH, exam=SPEECH, sign_education=frozenset()),
        "IMDi, Om Nasjonalt tolkeregister; årsrapport 2021, tabell 3-3-3",
    ),
    Scheme(
        "A-E/2023",
        _VISUAL_FROM,
        _SIGN_EXAM_FROM,
        _routes(bachelor=TYPES, exam=SPEECH, sign_education=VISUAL),
        "IMDi, Nasjonalt tolkeregister åpent for tegnspråk, 26. april 2023",
    ),
    Scheme(
        "A-E/2025",
        _SIGN_EXAM_FROM,
        None,
        _routes(bachelor=TYPES, exam=SPEECH | SIGN, sign_education=VISUAL),
        "OsloMet, prøvespesifikasjon 2025: autorisasjonsprøven omfatter norsk tegnspråk",
    ),
)


def scheme_at(at: datetime, schemes: Sequence[Scheme] = SCHEMES) -> Scheme | None:
    """The scheme in force at an instant; None before 2020, when the register used categories 1–5."""
    for scheme in schemes:
        if scheme.valid_from <= at and (scheme.valid_to is None or at < scheme.valid_to):
            return scheme
    return None

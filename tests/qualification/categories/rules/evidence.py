"""Evidence in one line, for tests of the category rules."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st

from qualification.categories.rules.derive import EvidenceFact
from qualification.categories.rules.schemes import KINDS, PERSON_LEVEL

SHORT = {
    "AUT": "bevilling",
    "BA": "bachelor",
    "EEA": "foreign_bachelor",
    "GE": "grunnemne",
    "SGN": "sign_education",
    "TST": "tospraaktest",
    "TRL": "translator",
    "TAO": "tao",
}
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
TODAY = datetime(2026, 11, 21, tzinfo=UTC)


def held(names: str, *, language: str = "ar", type: str = "speech") -> tuple[EvidenceFact, ...]:
    """`held("AUT GE")`: evidence that has been valid for a long time."""
    return tuple(one(name, language=language, type=type) for name in names.split())


def one(
    name: str,
    *,
    language: str = "ar",
    type: str = "speech",
    valid_from: datetime = LONG_AGO,
    valid_to: datetime | None = None,
) -> EvidenceFact:
    """One piece of evidence by its short name."""
    kind = SHORT[name]
    if kind in PERSON_LEVEL:
        return EvidenceFact(kind, None, None, valid_from, valid_to)
    return EvidenceFact(kind, language, type, valid_from, valid_to)


INSTANTS = st.datetimes(
    min_value=datetime(2019, 1, 1),  # noqa: DTZ001 - Hypothesis wants naive bounds and adds the zone itself
    max_value=datetime(2027, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@st.composite
def facts(draw: st.DrawFn) -> EvidenceFact:
    """Any evidence in two languages and two types."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    personal = kind in PERSON_LEVEL
    starts = draw(INSTANTS)
    ends = draw(st.none() | INSTANTS.filter(lambda at: at > starts))
    return EvidenceFact(
        kind,
        None if personal else draw(st.sampled_from(["ar", "nsl"])),
        None if personal else draw(st.sampled_from(["speech", "sign"])),
        starts,
        ends,
    )


FACTS: st.SearchStrategy[Sequence[EvidenceFact]] = st.lists(facts(), max_size=6)

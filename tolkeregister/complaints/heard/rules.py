"""What a party may ask for, who may stand in for them, and what is proposed of a document they want to see.

Forvaltningsloven § 12 (representative), § 16 (time to answer), §§ 18–19 (access to the documents of one's own case).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tolkeregister.core.decisions import Decision, allowed, reason, refused

LONGEST_CAUSE = 2000  # characters
LONGEST_NAME = 200
FURTHEST = timedelta(days=180)  # so far ahead more time can be asked for


class Verdict(StrEnum):
    """What is answered about one document."""

    GIVEN = "given"
    PARTLY = "partly"
    REFUSED = "refused"


class Ground(StrEnum):
    """Why a document, or a part of it, is not given."""

    INTERNAL = "internal"  # forvaltningsloven § 18 a
    OBTAINED = "obtained"  # § 18 b
    HEALTH_OF_OTHERS = "health_of_others"  # § 19 second paragraph a
    NOT_TO_BE_TOLD = "not_to_be_told"  # § 19 second paragraph b: also what shows who reported


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a party names to act for them. `powered_on` is the date of the power."""

    name: str
    email: str
    is_lawyer: bool
    powered_on: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an officer is shown first about a document; the officer decides."""

    verdict: Verdict
    ground: Ground | None = None


def may_name(named: Named, own_addresses: Collection[str], today: date) -> Decision:
    """A name, an address and a date; never the party's own address, which would be a way round signing in."""
    wrong = []
    if not named.name.strip() or len(named.name) > LONGEST_NAME:
        wrong.append(reason("name_missing", field="navn"))
    if "@" not in named.email or len(named.email) > LONGEST_NAME:
        wrong.append(reason("email_missing", field="epost"))
    elif named.email.strip().casefold() in {each.strip().casefold() for each in own_addresses}:
        wrong.append(reason("email_is_own", field="epost"))
    if named.powered_on > today:
        wrong.append(reason("power_in_the_future", field="datert"))
    return refused(*wrong) if wrong else allowed()


def may_ask_more(wanted_until: date, last_day: date | None, cause: str, today: date) -> Decision:
    """More time, to a day after the last one and not beyond all measure; with a cause."""
    if not cause.strip() or len(cause) > LONGEST_CAUSE:
        return refused(reason("cause_missing", field="hvorfor"))
    if wanted_until <= today or (last_day is not None and wanted_until <= last_day):
        return refused(reason("no_more_time", field="til"))
    if wanted_until > today + FURTHEST:
        return refused(reason("too_much_time", field="til", most=FURTHEST.days))
    return allowed()


def proposal_for(direction: str, counterpart: str) -> Proposal:
    """What others told us may show who reported, and internal papers are exempt: neither is given by default."""
    if direction == "internal":
        return Proposal(Verdict.REFUSED, Ground.INTERNAL)
    if counterpart == "other" and direction == "incoming":
        return Proposal(Verdict.PARTLY, Ground.NOT_TO_BE_TOLD)
    return Proposal(Verdict.GIVEN)


def may_decide(verdict: Verdict, ground: Ground | None, *, has_copy: bool) -> Decision:
    """A ground in law for all that is not given, and a redacted copy for what is given in part."""
    if verdict is not Verdict.GIVEN and ground is None:
        return refused(reason("access_ground_missing", field="hjemmel"))
    if verdict is Verdict.PARTLY and not has_copy:
        return refused(reason("redacted_copy_missing", field="filer"))
    return allowed()

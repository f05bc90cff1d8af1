"""What a request for an interpreter must hold before it is sent out.

Rules B1–B3 (tolkeloven §§ 2, 6 and 7), B8 (information the interpreter needs), R1 (mode), S5 (gender). Every
fault is named at once, with the field it belongs to, so that a form can show them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from booking.availability.rules import MODES
from booking.matching.rules.relaxation import CRITERIA
from tolkeregister.core.decisions import Decision, Reason, allowed, both, reason, refused
from tolkeregister.core.rules.national_id import national_ids_in

LEAST_TEST, MOST_TEST = 5, 60  # minutes before the start for trying the equipment: own practice
LEAST_NUMBER, MOST_NUMBER = 5, 20  # characters of a telephone number
LEAST_MINUTES, MOST_MINUTES = 15, 1440
CATEGORIES = frozenset("ABCDE")
TYPES = frozenset({"speech", "sign", "speech_to_text", "deafblind"})
GENDERS = frozenset({"woman", "man"})
ROLES_THAT_REQUEST = frozenset({"booker", "body_administrator"})

# Why the body uses an interpreter. The first three are a duty (tolkeloven § 6 first paragraph, or the statute
# named), the last is not (second paragraph).
DUTIES = frozenset({"special_statute", "legal_safeguards", "proper_help"})
DUTY_BASES = DUTIES | {"voluntary"}

# Any of A–E is a qualified interpreter (tolkeloven § 7 third paragraph).
DEFAULT_LEAST_CATEGORY = "E"


def _no_texts() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request as it was filled in; None and empty text are what nobody has answered.

    `least_category` None asks for someone who need not be qualified. `modes` are ranked, `mode` first, or empty
    when no other will do; `stated` are the criteria about which something is asked, `musts` those that keep others
    out, `fallbacks` the musts that may fall (features 16–18). `free_texts` holds every text a person has written, by
    field name, those named here included.
    """

    language: str | None
    type: str | None
    mode: str | None
    starts_at: datetime | None
    duration_minutes: int | None
    municipality_code: str | None
    address: str | None
    duty_basis: str | None
    duty_statute: str | None
    theme: str | None
    participants: str | None
    least_category: str | None = DEFAULT_LEAST_CATEGORY
    gender: str | None = None
    gender_reason: str | None = None
    interpreter_reason: str | None = None
    video_room: str | None = None
    plan_b: str | None = None
    test_minutes: int | None = None
    modes: tuple[str, ...] = ()
    musts: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    stated: frozenset[str] = frozenset()
    free_texts: Mapping[str, str] = field(default_factory=_no_texts)


def may_request(roles: frozenset[str], is_public_body: bool) -> Decision:
    """Who may order: a booker or an administrator of a public body, or of one acting for such (B1)."""
    if not is_public_body:
        return refused(reason("not_a_public_body"))
    if roles.isdisjoint(ROLES_THAT_REQUEST):
        return refused(reason("role_may_not_request", roles=tuple(sorted(roles))))
    return allowed(reason("may_request"))


def is_complete(facts: RequestFacts, now: datetime, *, is_asked: bool = True) -> Decision:
    """Whether the request may be sent; each reason carries `field`, the name of the attribute it is about.

    `is_asked` is false where nobody of the register is: what they would judge habilitet by is not needed then.
    """
    return both(
        _decision(_what(facts)),
        _decision(_when(facts, now)),
        _decision(_where(facts)),
        _decision(_why(facts)),
        _decision(_who(facts, is_asked)),
        _decision(_ranked_modes(facts)),
        _decision(_consents(facts)),
        texts_without_national_ids({**facts.free_texts, **_own_texts(facts)}),
    )


def has_plan_for_screen(facts: RequestFacts) -> Decision:
    """Where a screen may be the way: how long the equipment is tried, and what number to ring when it fails (R2)."""
    if "screen" not in (facts.mode, *facts.modes):
        return allowed()
    faults = []
    if not LEAST_TEST <= (facts.test_minutes or 0) <= MOST_TEST:
        faults.append(reason("test_minutes_missing", field="test_minutes", least=LEAST_TEST, most=MOST_TEST))
    if not LEAST_NUMBER <= len(facts.plan_b or "") <= MOST_NUMBER:
        faults.append(reason("plan_b_missing", field="plan_b"))
    return _decision(faults)


def _decision(faults: list[Reason]) -> Decision:
    return refused(*faults) if faults else allowed()


def _what(facts: RequestFacts) -> list[Reason]:
    """Language, type and mode (R1)."""
    faults = []
    if not facts.language:
        faults.append(reason("language_missing", field="language"))
    if facts.type not in TYPES:
        faults.append(reason("type_missing", field="type"))
    if facts.mode not in MODES:
        faults.append(reason("mode_missing", field="mode"))
    return faults


def _when(facts: RequestFacts, now: datetime) -> list[Reason]:
    """In the future, and from a quarter of an hour to a whole day long."""
    faults = []
    if facts.starts_at is None:
        faults.append(reason("start_missing", field="starts_at"))
    elif facts.starts_at <= now:
        faults.append(reason("start_has_passed", field="starts_at"))
    if facts.duration_minutes is None:
        faults.append(reason("duration_missing", field="duration_minutes"))
    elif not LEAST_MINUTES <= facts.duration_minutes <= MOST_MINUTES:
        code = "too_short" if facts.duration_minutes < LEAST_MINUTES else "too_long"
        faults.append(reason(code, field="duration_minutes", least=LEAST_MINUTES, most=MOST_MINUTES))
    return faults


def _where(facts: RequestFacts) -> list[Reason]:
    """The municipality always (statistics, T2); an address to come to only in person."""
    faults = []
    if not facts.municipality_code:
        faults.append(reason("municipality_missing", field="municipality_code"))
    if "in_person" in {facts.mode, *facts.modes} and not (facts.address or "").strip():
        faults.append(reason("address_missing", field="address"))
    return faults


def _why(facts: RequestFacts) -> list[Reason]:
    """The body's own assessment of the need (B2), and what follows from it (B3)."""
    if facts.duty_basis not in DUTY_BASES:
        return [reason("duty_basis_missing", field="duty_basis"), *_least_category(facts)]
    faults = _least_category(facts)
    if facts.duty_basis == "special_statute" and not (facts.duty_statute or "").strip():
        faults.append(reason("statute_missing", field="duty_statute"))
    return faults


def _least_category(facts: RequestFacts) -> list[Reason]:
    """Where there is a duty nobody can ask for less than qualified; the exceptions of § 7 are rule B4."""
    if facts.least_category is None:
        if facts.duty_basis in DUTIES:
            return [reason("qualified_required", field="least_category", duty_basis=facts.duty_basis)]
        return []
    if facts.least_category not in CATEGORIES:
        return [reason("unknown_category", field="least_category")]
    return []


def _who(facts: RequestFacts, is_asked: bool) -> list[Reason]:
    """Theme and roles, to judge competence and habilitet by (B8); a gender needs a reason (S5)."""
    faults = [
        reason(f"{name}_missing", field=name)
        for name, text in (("theme", facts.theme), ("participants", facts.participants))
        if is_asked and not (text or "").strip()
    ]
    if facts.gender is not None and facts.gender not in GENDERS:
        faults.append(reason("unknown_gender", field="gender"))
    elif facts.gender is not None and not (facts.gender_reason or "").strip():
        faults.append(reason("gender_reason_missing", field="gender_reason"))
    if "interpreter" in facts.stated & set(facts.musts) and not (facts.interpreter_reason or "").strip():
        faults.append(reason("interpreter_reason_missing", field="interpreter_reason"))
    return faults


def _ranked_modes(facts: RequestFacts) -> list[Reason]:
    """Each mode once, the asked one first; another than that one only as a wish or by consent (feature 17)."""
    modes = facts.modes
    if modes and (modes[0] != facts.mode or len(set(modes)) < len(modes) or not MODES.issuperset(modes)):
        return [reason("modes_not_ranked", field="modes")]
    if len(modes) > 1 and "mode" in facts.musts and "mode" not in facts.fallbacks:
        return [reason("other_modes_without_consent", field="modes")]
    return []


def _consents(facts: RequestFacts) -> list[Reason]:
    """Consent is to give up a must that is stated; the category is always one (rule B9, feature 18)."""
    unknown = [each for each in (*facts.musts, *facts.fallbacks) if each not in CRITERIA]
    if unknown:
        return [reason("unknown_criterion", field="musts", criterion=unknown[0])]
    may_fall = (facts.stated & {*facts.musts, "category"}) - ({"mode"} if len(facts.modes) < 2 else set())
    return [
        reason("consent_without_must", field="fallbacks", criterion=each)
        for each in facts.fallbacks
        if each not in may_fall
    ]


def _own_texts(facts: RequestFacts) -> dict[str, str]:
    texts = {
        "address": facts.address,
        "duty_statute": facts.duty_statute,
        "theme": facts.theme,
        "participants": facts.participants,
        "gender_reason": facts.gender_reason,
        "interpreter_reason": facts.interpreter_reason,
        "video_room": facts.video_room,
    }
    return {name: text for name, text in texts.items() if text}


def texts_without_national_ids(texts: Mapping[str, str]) -> Decision:
    """Refuses every text with a national identity number in it (feature 23, H6), and does not repeat it."""
    faults = [
        reason("national_id", field=name, places=tuple((each.start, each.end) for each in found))
        for name in sorted(texts)
        if (found := national_ids_in(texts[name]))
    ]
    return _decision(faults)

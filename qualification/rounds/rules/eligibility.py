"""Whether a candidate may take part in a round: every hindrance is said, so that all can be mended at once."""

from dataclasses import dataclass, field
from datetime import date

from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused

# Those who must have shown their Norwegian before the deadline, born in Norway or not (rule E8).
NORWEGIAN_FIRST = frozenset({"tospraaktest", "siling", "practical"})
AUTHORISATION = frozenset({"siling", "practical"})


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round as the rule reads it. The days are both included; None is not announced."""

    test: str
    language: str | None
    code: str
    opens: date | None
    closes: date | None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """What is known of somebody. Languages are tags; `authorisation` is the language applied for by round code."""

    norwegian_verified_on: date | None = None
    passed: frozenset[tuple[str, str | None]] = field(default_factory=frozenset)  # (test, language)
    bachelor_documented: frozenset[str] = field(default_factory=frozenset)  # languages
    translator: frozenset[str] = field(default_factory=frozenset)  # languages
    authorisation: tuple[tuple[str, str], ...] = ()  # (round code, language), places that are not given up


def may_take_part(of: RoundFacts, who: CandidateFacts, *, on: date) -> Decision:
    """Whether an application on a day would be accepted (rules E1, E4, E6, E8).

    An exemption from siling is said as the reason `siling_exempt`.
    """
    hindrances = (*_round(of, on), *_norwegian(of, who, on), *_one_language(of, who), *_tao(of, who))
    before = _siling(of, who)
    if before is not None and before.code == "siling_missing":
        hindrances = (*hindrances, before)
    if hindrances:
        return refused(*hindrances)
    return allowed(before) if before is not None else allowed()


def _round(of: RoundFacts, on: date) -> tuple[Reason, ...]:
    if of.is_cancelled:
        return (reason("round_cancelled"),)
    if of.opens is None or of.closes is None:
        return (reason("round_not_announced"),)
    if on < of.opens:
        return (reason("round_opens_later", day=of.opens),)
    if on > of.closes:
        return (reason("round_closed", day=of.closes),)
    return ()


def _norwegian(of: RoundFacts, who: CandidateFacts, on: date) -> tuple[Reason, ...]:
    """Verified no later than the deadline, which is judged again on every day until then."""
    if of.test not in NORWEGIAN_FIRST:
        return ()
    last = on if of.closes is None else min(on, of.closes)
    if who.norwegian_verified_on is None:
        return (reason("norwegian_not_shown"),)
    if who.norwegian_verified_on > last:
        return (reason("norwegian_shown_late"),)
    return ()


def _one_language(of: RoundFacts, who: CandidateFacts) -> tuple[Reason, ...]:
    if of.test not in AUTHORISATION:
        return ()
    others = sorted(tag for code, tag in who.authorisation if code == of.code and tag != of.language)
    return (reason("one_language_each_round", language_tag=others[0]),) if others else ()


def _siling(of: RoundFacts, who: CandidateFacts) -> Reason | None:
    """A degree exempts in its own language only (rule E4)."""
    if of.test != "practical" or ("siling", of.language) in who.passed:
        return None
    if of.language in who.bachelor_documented:
        return reason("siling_exempt")
    return reason("siling_missing")


def _tao(of: RoundFacts, who: CandidateFacts) -> tuple[Reason, ...]:
    """After a satisfactory test in any language, since the course belongs to the person, or for translators (E6)."""
    is_tested = any(test == "tospraaktest" for test, _ in who.passed)
    if of.test != "tao" or is_tested or who.translator:
        return ()
    return (reason("tao_after_the_test"),)

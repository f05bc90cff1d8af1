"""Checks of tests, exams, courses and degrees. The service keeps what they gave somebody (evidence), not who tried."""

from collections.abc import Callable
from datetime import date

from web.figures.comparing import Answer, Check, computed, generated, percent
from web.figures.ours import Obtained, Ours, Sittings, Training

YEARS = (2017, 2018, 2019, 2020, 2021)
ANNOUNCED = date(2020, 12, 31)
"""Those asked about the exam were listed when its languages were announced, that is, before the growth of 2021."""
IN_2021 = date(2021, 1, 1), date(2021, 12, 31)


def exam_checks() -> dict[str, Check]:
    """By the key of the printed figure."""
    return _tospraaktest() | _exam() | _licences() | _courses() | _degrees()


def _test(ours: Ours, year: int) -> Sittings:
    return ours.tables.sittings("tospraaktest", year)


def _tested(year: int, what: Callable[[Sittings], Answer]) -> Check:
    return generated(lambda ours: what(_test(ours, year)))


def _written(ours: Ours) -> Sittings:
    return ours.tables.sittings("authorisation_written", 2021)


def _oral(ours: Ours) -> Sittings:
    return ours.tables.sittings("authorisation_oral", 2021)


def _obtained(ours: Ours, kind: str, issuer: str, first: date, last: date) -> list[Obtained]:
    """Evidence that somebody in the register got between two days, both included, and that was known on the last."""
    return [
        each
        for each in ours.service.obtained
        if (each.kind, each.issuer) == (kind, issuer) and first <= each.since <= last and each.known <= last
    ]


def _tongues(found: list[Obtained]) -> frozenset[str]:
    return frozenset(each.language for each in found)


def _tospraaktest() -> dict[str, Check]:
    checks = {}
    for year in YEARS:
        head = f"tospraktesten/{year}"
        checks[f"{head}/languages"] = _tested(year, lambda test: len(test.languages))
        checks[f"{head}/passed"] = _tested(year, lambda test: test.passed)
        checks[f"{head}/candidates"] = _tested(year, lambda test: test.candidates)
    return checks | {
        "tospraktesten/2017/fail_share": _tested(
            2017, lambda test: percent(test.candidates - test.passed, test.candidates)
        ),
        "tospraktesten/2017/languages_named": _tested(2017, lambda test: test.languages),
        "tospraktesten/2021/pass_share": _tested(2021, lambda test: percent(test.passed, test.candidates)),
        "tospraktesten/2021/women_share_of_candidates": _tested(
            2021, lambda test: percent(test.women, test.candidates)
        ),
        "tospraktesten/2021/interest_notifications": generated(lambda o: sum(o.tables.interest(2021))),
        "tospraktesten/2021/interest_languages": generated(lambda o: len(o.tables.interest(2021))),
    }


def _exam() -> dict[str, Check]:
    head = "authorisation_exam/2021"
    return {
        f"{head}/written_candidates": generated(lambda o: _written(o).candidates),
        f"{head}/written_languages": generated(lambda o: len(_written(o).languages)),
        f"{head}/oral_candidates": generated(lambda o: _oral(o).candidates),
        f"{head}/oral_languages": generated(lambda o: len(_oral(o).languages)),
        f"{head}/oral_languages_written_in_2020": generated(
            lambda o: len(_oral(o).languages - _written(o).languages)
        ),
        f"{head}/candidates_total": generated(lambda o: _written(o).candidates + _oral(o).candidates),
        f"{head}/languages_total": generated(lambda o: len(_written(o).languages | _oral(o).languages)),
        f"{head}/fee_nok": generated(lambda o: max(_written(o).fees | _oral(o).fees)),
    }


def _licences() -> dict[str, Check]:
    """Who passed the whole exam was granted a licence, and the register holds it."""
    head = "authorisation_exam/2021"

    def licences(ours: Ours) -> list[Obtained]:
        return _obtained(ours, "bevilling", "IMDi", *IN_2021)

    def asked(ours: Ours) -> int:
        by_language = ours.service.register[ANNOUNCED].by_language
        return sum(count for name, count in by_language.items() if name in _written(ours).languages)

    def total(ours: Ours) -> int:
        return ours.tables.reported(2017, "state_authorised")["all"]

    return {
        f"{head}/passed": computed(lambda o: len(licences(o))),
        f"{head}/passed_languages": computed(lambda o: len(_tongues(licences(o)))),
        f"{head}/survey_population": computed(asked),
        "state_authorisation/2017/licences_total": generated(total),
        "state_authorisation/2017/share_in_register": generated(
            lambda o: percent(o.tables.reported(2017, "state_authorised_in_register")["all"], total(o))
        ),
    }


def _hvl(ours: Ours) -> Training:
    return ours.tables.training("grunnemne_hvl", 2021)


def _reached(step: str) -> Check:
    return generated(lambda ours: _hvl(ours).reached[step])


def _courses() -> dict[str, Check]:
    """The funnel is the generator's; those who came through it have their course as evidence."""
    funnel = {
        "applicants": "applied",
        "qualified_by_entrance_test": "qualified",
        "offered_place": "offered",
        "accepted_place": "accepted",
    }
    head = "basic_course_hvl/2021"
    checks = {f"{head}/{printed}": _reached(step) for printed, step in funnel.items()}

    def passed(ours: Ours) -> list[Obtained]:
        return _obtained(ours, "grunnemne", "HVL", *IN_2021)

    return checks | {
        f"{head}/passed": computed(lambda o: len(passed(o))),
        f"{head}/languages": computed(lambda o: len(_tongues(passed(o)))),
        f"{head}/languages_named": computed(lambda o: _tongues(passed(o))),
        "tao/2017/courses": generated(lambda o: o.tables.training("tao", 2017).courses),
        "tao/2017/participants": generated(lambda o: o.tables.training("tao", 2017).reached["passed"]),
    }


def _first_cohort(ours: Ours) -> frozenset[str]:
    """The languages of the first Norwegian degrees: the cohort that began in 2017 was through by the end of 2020."""
    return _tongues(_obtained(ours, "bachelor", "OsloMet", date.min, ANNOUNCED))


def _degrees() -> dict[str, Check]:
    return {
        "bachelor_oslomet/2017/languages_named": computed(_first_cohort),
        "authorisation_exam/2021/bachelor_first_cohort_languages_examined": computed(
            lambda o: _first_cohort(o) & _oral(o).languages
        ),
        "bachelor_oslomet/2021/graduates": generated(lambda o: len(o.tables.graduates(2021))),
        "bachelor_oslomet/2021/graduate_languages_named": generated(
            lambda o: frozenset(o.tables.graduates(2021))
        ),
        "bachelor_oslomet/2021/students_enrolled": generated(
            lambda o: o.tables.reported(2021, "bachelor_enrolled")["all"]
        ),
    }

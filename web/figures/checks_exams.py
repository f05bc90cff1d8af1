"""Checks of tests, exams, courses and degrees."""

from collections.abc import Callable
from datetime import date

from web.figures.comparing import Answer, Check, percent
from web.figures.ours import Ours, Sittings, Training

YEARS = (2017, 2018, 2019, 2020, 2021)


def _test(ours: Ours, year: int) -> Sittings:
    return ours.sittings("tospraaktest", year)


def _tested(year: int, what: Callable[[Sittings], Answer]) -> Check:
    return Check("computed", lambda ours: what(_test(ours, year)))


def _written(ours: Ours) -> Sittings:
    return ours.sittings("authorisation_written", 2021)


def _oral(ours: Ours) -> Sittings:
    return ours.sittings("authorisation_oral", 2021)


def _hvl(ours: Ours) -> Training:
    return ours.training("grunnemne_hvl", 2021)


def _reached(step: str) -> Check:
    return Check("by construction", lambda ours: _hvl(ours).reached[step])


def exam_checks() -> dict[str, Check]:
    """By the key of the printed figure."""
    return _tospraaktest() | _exam() | _courses()


def _tospraaktest() -> dict[str, Check]:
    checks = {}
    for year in YEARS:
        head = f"tospraktesten/{year}"
        checks[f"{head}/languages"] = _tested(year, lambda test: len(test.languages))
        checks[f"{head}/passed"] = _tested(year, lambda test: test.passed)
        checks[f"{head}/candidates"] = _tested(year, lambda test: test.candidates)
    failed = _tested(2017, lambda test: percent(test.candidates - test.passed, test.candidates))
    passed = _tested(2021, lambda test: percent(test.passed, test.candidates))
    women = Check("by construction", lambda o: percent(_test(o, 2021).women, _test(o, 2021).candidates))
    return checks | {
        "tospraktesten/2017/fail_share": failed,
        "tospraktesten/2017/languages_named": _tested(2017, lambda test: test.languages),
        "tospraktesten/2021/pass_share": passed,
        "tospraktesten/2021/women_share_of_candidates": women,
        "tospraktesten/2021/interest_notifications": Check(
            "by construction", lambda o: sum(o.interest(2021))
        ),
        "tospraktesten/2021/interest_languages": Check("by construction", lambda o: len(o.interest(2021))),
    }


def _exam() -> dict[str, Check]:
    head = "authorisation_exam/2021"
    # Those asked were listed when the languages were announced, that is, before the growth of 2021.
    announced = date(2020, 12, 31)
    return {
        f"{head}/written_candidates": Check("computed", lambda o: _written(o).candidates),
        f"{head}/written_languages": Check("computed", lambda o: len(_written(o).languages)),
        f"{head}/oral_candidates": Check("computed", lambda o: _oral(o).candidates),
        f"{head}/oral_languages": Check("computed", lambda o: len(_oral(o).languages)),
        f"{head}/oral_languages_written_in_2020": Check(
            "computed", lambda o: len(_oral(o).languages - _written(o).languages)
        ),
        f"{head}/candidates_total": Check("computed", lambda o: _written(o).candidates + _oral(o).candidates),
        f"{head}/languages_total": Check(
            "computed", lambda o: len(_written(o).languages | _oral(o).languages)
        ),
        f"{head}/passed": Check("computed", lambda o: _oral(o).passed),
        f"{head}/passed_languages": Check("computed", lambda o: len(_oral(o).passed_languages)),
        f"{head}/fee_nok": Check("by construction", lambda o: max(_written(o).fees | _oral(o).fees)),
        f"{head}/survey_population": Check(
            "computed", lambda o: o.entries_in(_written(o).languages, announced)
        ),
        "state_authorisation/2017/licences_total": Check(
            "by construction", lambda o: o.reported(2017, "state_authorised")["all"]
        ),
        "state_authorisation/2017/share_in_register": Check(
            "by construction",
            lambda o: percent(
                o.reported(2017, "state_authorised_in_register")["all"],
                o.reported(2017, "state_authorised")["all"],
            ),
        ),
    }


def _courses() -> dict[str, Check]:
    funnel = {
        "applicants": "applied",
        "qualified_by_entrance_test": "qualified",
        "offered_place": "offered",
        "accepted_place": "accepted",
        "passed": "passed",
    }
    head = "basic_course_hvl/2021"
    checks = {f"{head}/{printed}": _reached(step) for printed, step in funnel.items()}
    return checks | {
        f"{head}/languages": Check("by construction", lambda o: len(_hvl(o).languages)),
        f"{head}/languages_named": Check("by construction", lambda o: _hvl(o).languages),
        "tao/2017/courses": Check("by construction", lambda o: o.training("tao", 2017).courses),
        "tao/2017/participants": Check(
            "by construction", lambda o: o.training("tao", 2017).reached["passed"]
        ),
        "bachelor_oslomet/2021/graduates": Check("by construction", lambda o: len(o.graduates(2021))),
        "bachelor_oslomet/2021/graduate_languages_named": Check(
            "by construction", lambda o: frozenset(o.graduates(2021))
        ),
        "bachelor_oslomet/2021/students_enrolled": Check(
            "by construction", lambda o: o.reported(2021, "bachelor_enrolled")["all"]
        ),
    }

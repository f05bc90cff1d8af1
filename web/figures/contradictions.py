"""Where the sources contradict themselves or each other, or are silent: shown as such, never settled in
secret."""

from dataclasses import dataclass

from web.figures.comparing import percent, shown


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is printed, where, why it does not fit, and what we do about it."""

    topic: str
    printed: str
    where: str
    finding: str
    treatment: str


def contradictions() -> tuple[Contradiction, ...]:
    """All that are known, in the order of the years they concern; arithmetic is done here, not copied."""
    return (*_in_one_report(), *_between_reports())


def _in_one_report() -> tuple[Contradiction, ...]:
    table, text = shown(percent(80, 316), "0.0"), shown(percent(80, 306), "0.0")
    overall = shown((63 * percent(61, 100) + 37 * percent(39, 100)) / 100, "0.0")
    return (
        Contradiction(
            "municipalities with guidelines 2016",
            "80 of 316 (table), 80 of 306 (text), both 25 per cent",
            "IMDi årsrapport 2017, lines 611-614 and 4022",
            f"80/316 is {table} per cent, 80/306 is {text}",
            "the table's 316 is used; the text's 306 would print as 26",
        ),
        Contradiction(
            "women and men in Tospråktesten 2021",
            "61 per cent of women passed, against 39 per cent of men; 63 per cent women; 40 per cent passed",
            "IMDi årsrapport 2021, line 1603",
            f"as pass rates they give {overall} per cent in all, not 40; as shares of those who passed they say "
            "that women (63 per cent of candidates) did worse, where the text says better",
            "nothing is derived from the sentence",
        ),
        *_without_numbers(),
    )


def _without_numbers() -> tuple[Contradiction, ...]:
    return (
        Contradiction(
            "candidates at the authorisation exam 2021",
            "128 candidates, written and/or oral",
            "IMDi årsrapport 2021, lines 1622-1630",
            f"{80 + 48} is 80 written plus 48 oral sittings; who sat both is counted twice",
            "called sittings, not persons",
        ),
        Contradiction(
            "end of the period of press conferences 2021",
            "31. september 2021",
            "IMDi årsrapport 2021, line 1791",
            "September has 30 days",
            "the period is shown as printed by month and given no last day",
        ),
        Contradiction(
            "languages in the register 31 December 2020",
            "nothing",
            "IMDi årsrapport 2021, line 1564",
            "entries and persons are printed for the day, languages are not",
            "74, the number of 2021, is an assumption of the synthetic nation",
        ),
    )


def _between_reports() -> tuple[Contradiction, ...]:
    two_of_three = shown(percent(2, 3), "0.0")
    return (
        Contradiction(
            "assignments 2020",
            "nothing",
            "none of the five documents; 720 000 (2019) and 780 000 (2021) stand elsewhere",
            "shares of 2020 are printed without the number they are shares of",
            "700 000 is an assumption; shares are checked, the number is not",
        ),
        Contradiction(
            "share by qualified interpreters 2020",
            "52 per cent; 48 per cent",
            "IMDi årsrapport 2021, lines 1216-1220; Tolkemonitor LOV 2021 and 2024",
            f"Tolkemonitor says that 52 per cent were done by unqualified interpreters, which leaves {100 - 52}",
            "the annual report's 52 is reproduced; both stand with source and method version (rule T6)",
        ),
        Contradiction(
            "share by qualified interpreters 2022",
            "66 per cent; six of ten",
            "Tolkemonitor LOV 2022; IMDi's page «Tolking i offentlig sektor»",
            f"66 is nearer to two of three ({two_of_three}) than to six of ten",
            "the series shows the page's 60 with its source; the 66 is carried",
        ),
        Contradiction(
            "assignments 2024",
            "just over 1 million in the first half; 1 341 610 in the whole year",
            "Tolkemonitor SPRÅK første halvår 2024; Tolkemonitor 2024",
            "the second half would have a third of the first half's number",
            "the series shows the whole year with its source; the half-year figure is probably annualised",
        ),
    )

"""Running the rules for categories again from the command line, as /sak/regler does.

`python -m web.rerun 2024-06-01` runs the rules of that day over everybody listed then and compares with what the
register says; `python -m web.rerun 2024-06-01 A-E/2025` compares with another version. Ends with 1 when the register
says something else than its own rules.
"""

import argparse
import asyncio
import sys
from datetime import date

import web.all_tables  # noqa: F401  (foreign keys need every table to be known)
from qualification.categories.rerun import Rerun, rerun
from qualification.categories.rules.drafts import starts_at
from qualification.categories.schemes import schemes_in_force
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.errors import Invalid
from tolkeregister.core.settings import Settings

NOBODY_TO_SHOW = "–"


async def run(database: Database, day: date, version: str | None) -> Rerun:
    """The comparison, read in one transaction; ends the program for a version or a day without rules."""
    async with database.reading() as session:
        schemes = {each.version: each for each in await schemes_in_force(session)}
        if version is not None and version not in schemes:
            raise SystemExit(f"Ukjente regler: {version}. Kjente: {', '.join(schemes)}.")
        try:
            return await rerun(session, SYSTEM, schemes.get(version or ""), at=starts_at(day))
        except Invalid as no:
            raise SystemExit(f"Ingen kategorier gjaldt {day}. De begynte i 2020.") from no


def told(found: Rerun, *, against_register: bool) -> str:
    """Counts, moves and each entry by number; names are not for terminals."""
    it = found.comparison
    other = "det registeret sier" if against_register else found.other.version
    lines = [
        f"Reglene {found.of_the_day.version} mot {other}",
        f"{it.entries} oppføringer, {len(it.differences)} ulike, {it.lower} lavere eller ingen",
    ]
    lines += [
        f"  {was or NOBODY_TO_SHOW} → {becomes or NOBODY_TO_SHOW}: {count}"
        for was, becomes, count in it.moves
    ]
    lines += [
        f"    {each.subject.number} {each.subject.language_tag} {each.subject.type}:"
        f" {each.before or NOBODY_TO_SHOW} → {each.after or NOBODY_TO_SHOW}"
        for each in it.differences
    ]
    return "\n".join(lines)


async def main(day: date, version: str | None) -> int:
    """Print the answer; 1 when the register and its own rules disagree."""
    engine = make_engine(Settings.from_environment().database_url)
    try:
        found = await run(Database(engine), day, version)
    finally:
        await engine.dispose()
    print(told(found, against_register=version is None))
    return 1 if version is None and found.comparison.differences else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Kjør kategorireglene på nytt for en dag.")
    parser.add_argument("dag", type=date.fromisoformat)
    parser.add_argument("regler", nargs="?")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.dag, given.regler)))

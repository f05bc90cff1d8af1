"""`python -m web.demo.provider PORT`: writes the demo's accounts down for the provider, then becomes it."""

import asyncio
import os
import sys
from pathlib import Path

from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.settings import Settings
from tolkeregister.people.queries import SignInAccount, sign_in_accounts
from web.demo.greeting import PEOPLE
from web.demo.places import Places
from web.demo.provider.provider import ProviderAccount, command, provider_account, write_people
from web.demo.rooms import OpenRoom, read

REPORTING = frozenset({"agency", "body_administrator", "institution"})
DOORS = {"Offentlig virksomhet": Door.PUBLIC_BODY, "Tolk": Door.INTERPRETER, "IMDi": Door.DIRECTORATE}


async def _accounts(database_url: str) -> tuple[SignInAccount, ...]:
    engine = make_engine(database_url, pool_size=1)
    try:
        async with Database(engine).reading() as session:
            return await sign_in_accounts(session)
    finally:
        await engine.dispose()


def told(accounts: tuple[SignInAccount, ...], rooms: tuple[OpenRoom, ...] = ()) -> list[ProviderAccount]:
    """The accounts, with those of `make demo`'s greeting recommended: the first of each name, once."""
    waited_for = [name for room in rooms for name in room.interpreters]
    recommended = {(Door.INTERPRETER, name): "Tolk i et åpent tolkerom" for name in waited_for}
    recommended |= {(DOORS[door], name): role for role, name, door in PEOPLE}
    return [
        provider_account(each, recommended=recommended.pop((Door(each.door), each.name), ""))
        for each in accounts
    ]


def main() -> None:
    """Replace this process by the provider, so that whoever watches us watches it."""
    settings = Settings.from_environment()
    people = Path.cwd() / ".run" / "people.json"
    people.parent.mkdir(exist_ok=True)
    accounts = asyncio.run(_accounts(settings.database_url))
    machines = sorted(
        {each.orgnr for each in accounts if each.orgnr and not REPORTING.isdisjoint(each.roles)}
    )
    rooms = read(Places.of(Path.cwd(), 0).rooms)
    write_people(people, settings, int(sys.argv[1]), told(accounts, rooms), machines)
    program = command(people)
    os.execv(program[0], program)


if __name__ == "__main__":
    main()

"""Invented public bodies with their units, three agencies, the directorate, and everybody's accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from web.demo.nation.determinism import SEED, below, digest
from web.demo.nation.identity import ascii_word, national_id, organisation_number
from web.demo.nation.persons import born_on, invented_name
from web.demo.nation.present_rows import AccountRow, OrganisationRow, UnitRow
from web.demo.nation.register import register
from web.demo.nation.tables import own

DEMO_BODY = 1  # Fjordvik kommune; its first unit is Barneverntjenesten
MOST_UNITS = 6
AGENCIES = ("Nordlys Tolkeformidling AS", "Fjord og Fjell Språktjenester AS", "Havgap Tolkesentral AS")
DIRECTORATE = "Tolkedirektoratet (demonstrasjon)"
STAFF = (  # of the directorate
    ("Gunnhild Bratteng", "officer", "nb"),
    ("Tor-Erik Vestlie", "officer", "nn"),
    ("Farida Amundsen", "officer", "nb"),
    ("Henning Skogvoll", "administrator", "nb"),  # what one proposes, another approves
    ("Anne-Berit Lyngheim", "administrator", "nb"),
)
KARI = ("Kari", "Solheim", "woman")
STREETS = (
    "Rådhusgata",
    "Torggata",
    "Skolevegen",
    "Elvebakken",
    "Sjøgata",
    "Kirkebakken",
    "Storgata",
    "Bjørkealleen",
)


@dataclass(frozen=True, slots=True)
class Society:
    """Who orders: organisations, units and accounts, and the first booker of each unit."""

    organisations: tuple[OrganisationRow, ...]
    units: tuple[UnitRow, ...]
    accounts: tuple[AccountRow, ...]
    booker: Mapping[int, int]  # unit id → account id
    demo_unit: int
    demo_booker: int


@cache
def society() -> Society:
    """All of it, with ids from 1."""
    organisations = _organisations()
    units = _units(organisations)
    accounts = _Accounts()
    for organisation in organisations:
        _people_of(
            organisation, [each for each in units if each.organisation_id == organisation.id], accounts
        )
    left = {row.entry_id for row in register().listings if row.end_reason}
    gone = {row.interpreter_id for row in register().entries if row.id in left}
    for person in register().persons:
        if person.id not in gone:
            accounts.interpreter(
                person.id, person.national_id, f"{person.given_name} {person.family_name}", person.email
            )
    booker = {row.unit_id: row.id for row in reversed(accounts.rows) if row.unit_id is not None}
    return Society(organisations, units, tuple(accounts.rows), booker, units[0].id, booker[units[0].id])


def _organisations() -> tuple[OrganisationRow, ...]:
    rows = [
        OrganisationRow(
            place,
            organisation_number(place),
            row["name"],
            "public_body",
            row["municipality_code"],
            row["supply_model"],
            row["written_form"],
        )
        for place, row in enumerate(own("bodies"), 1)
    ]
    for name, kind in (*((name, "agency") for name in AGENCIES), (DIRECTORATE, "directorate")):
        place = len(rows) + 1
        rows.append(
            OrganisationRow(place, organisation_number(place), name, kind, "0301", "private_agency", "nb")
        )
    return tuple(rows)


def _units(organisations: tuple[OrganisationRow, ...]) -> tuple[UnitRow, ...]:
    kinds = [row["kind"] for row in own("bodies")]
    rows: list[UnitRow] = []
    for organisation, kind in zip(organisations, kinds, strict=False):
        able = [row for row in own("units") if row["kind"] == kind]
        if organisation.id == DEMO_BODY:
            able = able[:MOST_UNITS]
        elif kind == "kommune":
            able.sort(key=lambda row: digest("units", organisation.id, row["sector_code"]))
            able = able[: 2 + below(MOST_UNITS - 1, "units", organisation.id)]
        for row in able:
            number = len(rows) + 1
            street = STREETS[below(len(STREETS), "street", number)]
            place = organisation.name.removesuffix(" kommune").removesuffix(" HF")
            address = f"{street} {1 + below(90, 'house', number)}, {place}"
            name = row[f"name_{organisation.written_form}"]
            rows.append(
                UnitRow(
                    number, organisation.id, name, row["sector_code"], organisation.municipality_code, address
                )
            )
    return tuple(rows)


def _people_of(organisation: OrganisationRow, units: list[UnitRow], accounts: "_Accounts") -> None:
    """A body: an administrator, one or two bookers per unit. An agency: one. The directorate: staff."""
    if organisation.kind == "directorate":
        for name, role, form in STAFF:
            accounts.staff(name, role, form, organisation)
        return
    first = "body_administrator" if organisation.kind == "public_body" else "agency"
    accounts.external(first, organisation, None)
    for unit in units:
        is_demo = unit.organisation_id == DEMO_BODY and unit.sector_code == "BARNEVERN"
        accounts.external("booker", organisation, unit.id, KARI if is_demo else None)
        if below(100, "second-booker", unit.id) < 30:
            accounts.external("booker", organisation, unit.id)


class _Accounts:
    """Collects accounts; ids from 1, identity numbers distinct from the register's and from each other."""

    def __init__(self) -> None:
        self.rows: list[AccountRow] = []
        self._taken = {person.national_id for person in register().persons}

    def external(
        self, role: str, body: OrganisationRow, unit: int | None, who: tuple[str, str, str] | None = None
    ) -> None:
        number = len(self.rows) + 1
        gender = "woman" if below(100, "account", number) < 60 else "man"
        given, family = invented_name("nb", gender, "account", number)
        if (given, family) == KARI[:2]:
            family = "Myrstøl"
        if who:
            given, family, gender = who
        subject = national_id(born_on(10_000 + number), gender, self._taken, "account", number)
        place = ascii_word(body.name.split()[0])
        email = f"{ascii_word(given)}.{ascii_word(family)}.{number}@{place}.example"
        name = f"{given} {family}"
        self.rows.append(
            AccountRow(
                number, "public_body", subject, name, email, None, (role,), body.id, unit, body.written_form
            )
        )

    def staff(self, name: str, role: str, form: str, organisation: OrganisationRow) -> None:
        raw = sha256(f"{SEED}|object|{name}".encode()).hexdigest()
        subject = f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-8{raw[17:20]}-{raw[20:32]}"
        email = f"{ascii_word(name).replace('-', '.')}@direktorat.example"
        number = len(self.rows) + 1
        self.rows.append(
            AccountRow(
                number, "directorate", subject, name, email, None, (role,), organisation.id, None, form
            )
        )

    def interpreter(self, person: int, subject: str, name: str, email: str) -> None:
        number = len(self.rows) + 1
        form = "nn" if below(100, "written-form", person) < 8 else "nb"
        roles = ("interpreter",)
        self.rows.append(
            AccountRow(number, "interpreter", subject, name, email, person, roles, None, None, form)
        )

"""What `make demo` says when everything runs: the addresses, and whom to sign in as."""

import os

from tolkeregister.complaints.reporting.rules.codes import written
from tolkeregister.core.clock import OSLO, clock_ahead
from web.demo.complaint_reports import FOLLOW_CODE
from web.demo.moved_clock import AHEAD
from web.demo.places import Places
from web.demo.relay import MISSING, has_program
from web.demo.rooms import OpenRoom, read

PEOPLE = (
    ("Bestiller i en kommune", "Kari Solheim", "Offentlig virksomhet"),
    ("Administrator i samme kommune", "Ståle Grønnevik", "Offentlig virksomhet"),
    ("Tolkeformidler", "Torbjørn Fjellanger", "Offentlig virksomhet"),
    ("Tolk i arabisk", "Samira Haddad", "Tolk"),
    ("Tolk som blir hørt om et varsel", "Abdirahman Cige", "Tolk"),
    ("Utestengt tolk som har klaget", "Hiwet Gebremedhin", "Tolk"),
    ("Søker, kan bli oppført i somali", "Amina Warsame Nur", "Tolk"),
    ("Sender resultater fra OsloMet", "Ingvild Rognstad", "Offentlig virksomhet"),
    ("Saksbehandler i IMDi", "Gunnhild Bratteng", "IMDi"),
    ("I rådgivende utvalg, har papirene", "Berit Nakling", "IMDi"),
    ("I rådgivende utvalg, har ikke svart", "Hodan Mohamud", "IMDi"),
    ("Administrator i IMDi", "Anne-Berit Lyngheim", "IMDi"),
)


def greeting(places: Places) -> str:
    """The text, ready to print."""
    width = max(len(role) for role, _, _ in PEOPLE)
    seconds = int(os.environ.get(AHEAD) or 0)
    lives_at = f"{clock_ahead(seconds)().astimezone(OSLO):%d.%m.%Y kl. %H.%M}"
    moved = f" Klokka er stilt fram til {lives_at}." if seconds else ""
    people = "\n".join(f"  {role:<{width}}  {name} (velg «{door}»)" for role, name, door in PEOPLE)
    rooms = "\n".join(_room(each, places.web) for each in read(places.rooms))
    relay = "" if has_program() else f"\n{MISSING}\n"
    return f"""
Nasjonalt tolkeregister kjører med syntetiske data.{moved}

  Tjenesten        {places.web}/
  E-postinnboksen  {places.inbox}/
  Brevene          {places.letters}/
  Folkeregisteret  {places.population}/
  Innlogging       {places.web}/logg-inn
{relay}
Logg inn som:
{people}

Tolkerom som er åpne nå (Kari Solheim leder; lenken gjelder så lenge demoen er oppe):
{rooms}

Følg et varsel uten å logge inn: {places.web}/varsle/folg med koden {written(FOLLOW_CODE)}

Stopp: make stop    Logger: .run/*.log    Databasen: make psql
"""


def _room(room: OpenRoom, web: str) -> str:
    """Where the booker and the interpreter go, and what somebody without sign-in is given."""
    return f"""  {room.what}: {web}/rom/{room.number} som Kari Solheim eller {" eller ".join(room.interpreters)}
    uten innlogging: {web}/r/{room.link}
    eller {web}/r med {room.number} og koden {room.code[:5]} {room.code[5:]}"""

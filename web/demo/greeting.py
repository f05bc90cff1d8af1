"""What `make demo` says when everything runs: the addresses, and whom to sign in as."""

from web.demo.places import Places

PEOPLE = (
    ("Bestiller i en kommune", "Kari Solheim", "Offentlig virksomhet"),
    ("Administrator i samme kommune", "Ståle Grønnevik", "Offentlig virksomhet"),
    ("Tolkeformidler", "Torbjørn Fjellanger", "Offentlig virksomhet"),
    ("Tolk i arabisk", "Samira Haddad", "Tolk"),
    ("Saksbehandler i IMDi", "Gunnhild Bratteng", "IMDi"),
    ("Administrator i IMDi", "Anne-Berit Lyngheim", "IMDi"),
)


def greeting(places: Places) -> str:
    """The text, ready to print."""
    width = max(len(role) for role, _, _ in PEOPLE)
    people = "\n".join(f"  {role:<{width}}  {name} (velg «{door}»)" for role, name, door in PEOPLE)
    return f"""
Nasjonalt tolkeregister kjører med syntetiske data.

  Tjenesten        {places.web}/
  E-postinnboksen  {places.inbox}/
  Innlogging       {places.web}/logg-inn

Logg inn som:
{people}

Stopp: make stop    Logger: .run/*.log    Databasen: make psql
"""

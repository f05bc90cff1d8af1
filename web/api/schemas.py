"""What the API answers with: every field is listed here, and nothing else can leave (failure mode 20)."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

Kategori = Literal["A", "B", "C", "D", "E"]
Type = Literal["tale", "tegn", "skrive", "dovblinde"]
Metode = Literal["fremmote", "skjerm", "telefon"]
Kjonn = Literal["kvinne", "mann"]
Tilgjengelighet = Literal["heltid", "deltid", "sporadisk"]
Ledighet = Literal["ledig", "ikke_oppgitt"]


class Oppforing(Struct, frozen=True):
    """Ett språk og én type tolking som tolken står oppført med."""

    sprak: str
    type: Type
    kategori: Kategori


class TolkITreff(Struct, frozen=True):
    """En tolk i et søk. `ledighet` er tom når søket ikke har tidspunkt, `avstand_km` når det ikke har sted."""

    nummer: str
    navn: str
    kjonn: Kjonn
    fylke: str
    kategori: Kategori
    oppforinger: tuple[Oppforing, ...]
    metoder: tuple[Metode, ...]
    temaer: tuple[str, ...]
    tilgjengelighet: Tilgjengelighet
    ledighet: Ledighet | None
    avstand_km: int | None


class Fasetter(Struct, frozen=True):
    """Hvor mange treff hvert valg ville gitt med de andre valgene som de er."""

    kategori: dict[str, int]
    kjonn: dict[str, int]
    fylke: dict[str, int]
    tema: dict[str, int]


class Treff(Struct, frozen=True):
    """Alle som passer, best kvalifisert først. `neste` er adressen til neste del, eller tom."""

    antall: int
    antall_opptatt: int
    tolker: tuple[TolkITreff, ...]
    fasetter: Fasetter
    neste: str | None


class Kontakt(Struct, frozen=True):
    """Det tolken har samtykket til å vise, felt for felt. Et felt som er borte, er trukket eller aldri gitt."""

    telefon: str | None
    epost: str | None
    adresse: str | None
    nettsted: str | None


class Tolk(Struct, frozen=True):
    """En tolk som står i registeret nå. `aktiv` er om tolken tar oppdrag; det er ikke det samme som å stå der."""

    nummer: str
    navn: str
    kjonn: Kjonn
    fylke: str
    oppforinger: tuple[Oppforing, ...]
    metoder: tuple[Metode, ...]
    temaer: tuple[str, ...]
    tilgjengelighet: Tilgjengelighet
    i_registeret_siden: date
    aktiv: bool
    bekreftet: datetime | None
    kontakt: Kontakt
    kontrollert: datetime


class TolkDa(Struct, frozen=True):
    """Hva registeret sa om et nummer en dag (`gjelder`), slik det var kjent en dag (`kjent`)."""

    nummer: str
    gjelder: date
    kjent: date
    oppforinger: tuple[Oppforing, ...]


class Sprak(Struct, frozen=True):
    """Et språk i kodeverket. `tolker` er antall som står i registeret med språket nå."""

    kode: str
    iso639_3: str | None
    navn: str
    navn_nynorsk: str
    navn_engelsk: str
    eget_navn: str
    skrift: str | None
    skriveretning: Literal["ltr", "rtl"]
    type: Type
    tolker: int


class Sprakliste(Struct, frozen=True):
    """Alle språk i kodeverket, i norsk alfabetisk rekkefølge."""

    antall: int
    sprak: tuple[Sprak, ...]


class Sporsmal(Struct, frozen=True):
    """Ett nummer, og dagen det gjelder; uten dag gjelder spørsmålet nå."""

    nummer: str
    dato: date | None = None


class Kontrollsporsmal(Struct, frozen=True, forbid_unknown_fields=True):
    """Inntil 1000 numre."""

    numre: list[Sporsmal]


class Kontrollert(Struct, frozen=True):
    """Svaret om ett nummer. Uten oppføringer er det ikke gyldig, uansett grunn."""

    nummer: str
    dato: date | None
    gyldig: bool
    oppforinger: tuple[Oppforing, ...]


class Kontrollsvar(Struct, frozen=True):
    """Svarene i samme rekkefølge som spørsmålene. `jws` er de samme svarene, signert."""

    kontrollert: datetime
    antall: int
    svar: tuple[Kontrollert, ...]
    jws: str


class Endring(Struct, frozen=True):
    """En oppføring slik den er nå. `sekvens` øker for hver endring av oppføringen; behold den høyeste."""

    lopenummer: int
    sekvens: int
    nummer: str
    sprak: str
    type: Type
    gyldig: bool
    kategori: Kategori | None
    gyldig_til: datetime | None


class Endringer(Struct, frozen=True):
    """En del av endringene. `neste` er fra i neste spørsmål; med `flere` er det mer å hente alt nå."""

    endringer: tuple[Endring, ...]
    neste: str
    flere: bool


class Nokkel(Struct, frozen=True):
    """Den offentlige delen av en nøkkel (Ed25519), og når den signerte. En tilbaketrukket nøkkel gjelder ikke."""

    kid: str
    x: str
    signerer_fra: datetime
    signerer_til: datetime | None
    trukket_tilbake: datetime | None


class Nokler(Struct, frozen=True):
    """Alle nøkler, nyeste først."""

    nokler: tuple[Nokkel, ...]

"""Common spellings of one name, so that a search for one finds the others.

Names written in other alphabets, or taken down by ear, come into Norwegian registers in many spellings:
trigrams alone put Mohammed and Muhammad far apart (similarity 0.2). Spellings here are folded, see
`sort_key.fold`. To search for more names than were asked for is harmless, to miss one is not; but a group
holds spellings of *one* name, not related names.
"""

from itertools import product

from tolkeregister.core.rules.sort_key import fold

# One line per name; each spelling stands in one line only, which a test checks.
_SPELLINGS = """
mohammed muhammad mohamed muhammed mohammad muhamed mohamad mehmed mehmet maxamed mohamud
ahmed ahmad ahmet axmed achmed
mahmoud mahmud mahmood mehmood maxamud
hussein hussain husain hosein hossein husein hussen xusen huseyin
hassan hasan hassen xasan
abdullah abdallah abdulla abdulah abdollah cabdulahi abdulahi abdullahi
abdirahman abdurahman abdulrahman abdelrahman abderrahman abdurrahman cabdirahman cabdiraxman
abdi cabdi
ibrahim ebrahim ibrahem ibraahim ibrohim
ismail ismael esmail esmaeil ismaeel ismaciil
yusuf youssef yousef yusef yousif yosef jusuf yusif
omar umar omer cumar oumar
osman othman uthman usman cusman
ali aly cali
said saeed saied sayid siciid siid
khaled khalid kaled chaled
tariq tarek tareq tarik
jamal gamal djamal jamaal cemal
karim kareem kerim
rashid rasheed rachid
nasser naser nasir
mustafa mostafa moustafa mustapha
hamid hameed hamed
walid waleed oualid
samir sameer
amir ameer emir
bilal belal bilaal
sulayman suleiman soleiman suleyman sulaiman saleban
fatima fatimah fatema fatemeh fatma fatouma fatuma fadumo faduma
aisha ayesha aysha aicha ayse casha caisha
khadija khadijah khadidja hadija xadija kadija khadiija
maryam mariam maryan mariyam meryem maryem
zainab zeinab zaynab zeynab zeynep seynab
layla leila laila leyla lejla
nour noor nur nor
zahra zehra zahraa sahra sahro
amina aminah aamina amiina emine
yasmin yasmine yasmeen jasmin jasmine
samira sameera samiira
halima haleema xalima haliima
huda houda hoda
haddad hadad
haile hayle hailu
tesfay tesfaye tesfai
mehari mehary
yohannes johannes yohanes
alexander aleksander aleksandr oleksandr alexandr
natalia natalya nataliya natalja natalija nataliia
tatiana tatyana tatjana tetiana tetyana
julia yulia yuliya iuliia julija yuliia
katarina ekaterina kateryna yekaterina jekaterina katerina
sergei sergey serhii sergej serhiy
andrei andrey andrii andrej andriy
dmitri dmitry dmytro dimitri dmitrij dmitriy
mikhail mykhailo michail mihail mykhaylo
yevgeny evgeny yevhen jevgenij evgenij evgenii
vladimir volodymyr wladimir
olena elena yelena jelena
iryna irina
oksana oxana
kowalski kowalsky kovalski kovalsky
kristian christian kristjan
kristin christin kristine christine
karl carl
erik eirik eric
filip philip phillip filipp
sara sarah
"""


def _groups() -> dict[str, tuple[str, ...]]:
    """Each spelling with its whole group, itself included."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in _SPELLINGS.strip().splitlines():
        spellings = tuple(dict.fromkeys(fold(word) for word in line.split()))
        for spelling in spellings:
            groups[spelling] = spellings
    return groups


_GROUP_OF = _groups()


def spellings_of(name: str, *, most: int = 12) -> tuple[str, ...]:
    """The name as folded, then other common spellings of it, at most `most` in all.

    Each word may be spelt in each of its ways; the words keep their order. Empty for a name without letters.
    """
    words = fold(name).split()
    if not words or most < 1:
        return ()
    ways = [(word, *(each for each in _GROUP_OF.get(word, ()) if each != word)) for word in words]
    # Few changes first: with a cap, "Mohammed Ali" should give every Mohammed before a second change is
    # tried.
    combined = sorted(product(*(enumerate(way) for way in ways)), key=_changes)
    return tuple(" ".join(word for _, word in each) for each in combined[:most])


def _changes(choice: tuple[tuple[int, str], ...]) -> tuple[int, tuple[int, ...]]:
    """How many words are changed, then how far down their lists."""
    places = tuple(place for place, _ in choice)
    return sum(place > 0 for place in places), places

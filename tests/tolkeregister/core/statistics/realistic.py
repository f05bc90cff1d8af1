"""Tables the size of the nation's, made by arithmetic: a few large languages, a long tail, five views of one
year."""

from collections.abc import Sequence

from tolkeregister.core.statistics.tables import Cell, Dimension, Table, Value

VIEWS = {"sektor": 28, "fylke": 15, "metode": 3}


def spread(total: int, weights: Sequence[int], most: Sequence[int] | None = None) -> list[int]:
    """`total` in parts by weight, none above its limit; what is left over goes to the first that have
    room."""
    parts = [total * weight // sum(weights) for weight in weights]
    if most is not None:
        parts = [min(part, limit) for part, limit in zip(parts, most, strict=True)]
    left = total - sum(parts)
    for place in range(len(parts)):
        more = left if most is None else min(left, most[place] - parts[place])
        parts[place], left = parts[place] + more, left - more
    return parts


def linked_tables(total: int, *, years: Sequence[int], languages: int = 133) -> list[Table]:
    """Year by language, sector, county, mode and category over the same facts, about `total` a year."""
    time = Dimension("aar", "År", tuple(Value(str(y), str(y)) for y in years), total=False, role="time")
    cells: dict[str, list[Cell]] = {name: [] for name in ("sprak", *VIEWS, "kategori")}
    for year in years:
        tail = [10**6 // (rank + 1) ** 2 + (rank * 7 + year) % 5 for rank in range(languages)]
        counts = spread(total, tail)
        done = [count * (30 + (rank * 37 + year) % 60) // 100 for rank, count in enumerate(counts)]
        for rank, (count, qualified) in enumerate(zip(counts, done, strict=True)):
            cells["sprak"].append(Cell((str(year), f"s{rank:03}"), count, qualified))
        for name, size in VIEWS.items():
            weights = [1 + (place * place * 13 + year) % 97 for place in range(size)]
            numbers = spread(total, weights)
            qualified_numbers = spread(sum(done), weights, numbers)
            for place in range(size):
                key = (str(year), f"{name[0]}{place:02}")
                cells[name].append(Cell(key, numbers[place], qualified_numbers[place]))
        for category, number in zip("ABCDE", spread(sum(done), [3, 19, 3, 48, 27]), strict=True):
            cells["kategori"].append(Cell((str(year), category), number, number))
        cells["kategori"].append(Cell((str(year), "ingen"), total - sum(done), 0))
    views = {
        "sprak": tuple(Value(f"s{rank:03}", f"Språk {rank}") for rank in range(languages)),
        "kategori": (
            *(Value(category, f"Kategori {category}", implies="qualified") for category in "ABCDE"),
            Value("ingen", "Ingen kategori", implies="unqualified"),
        ),
        **{
            name: tuple(Value(f"{name[0]}{n:02}", f"{name} {n}") for n in range(size))
            for name, size in VIEWS.items()
        },
    }
    return [
        Table(
            f"oppdrag-{name}",
            f"Oppdrag etter år og {name}",
            (time, Dimension(name, name, values)),
            tuple(cells[name]),
        )
        for name, values in views.items()
    ]

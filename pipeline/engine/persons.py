"""Who and whose numbers stand in a document: names told by what stands beside them, in data, not by guessing words.

A name is a surname of the list and one or two syllables, beside a title, a label, a telephone number, an e-mail
address, a resident number or its own Chinese characters, or in a cell under such a heading. Once it is known it is
known for the whole document. A person whom nothing of all this tells is not found: docs/privacy.md says so.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.korean.lookups import csv_rows
from pipeline.korean.organizations import region_words
from schemas.document import Cell, Document, Table, tables_in, texts_in

LONG_NUMBER = 7
"""Digits from which on a number is a person's wherever it stands; a shorter one (an extension) only in its place."""
DIGITS = re.compile(r"\d[\d\-.) ]*\d|\d")
SEPARATORS = re.compile(r"[\s,·/、‧&()\[\]]+")
Position = tuple[int | None, int | None, int | None]
"""Block, row and column of a cell."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What identifies persons in one document.

    names    each spelling without blanks, to the name it stands for (a name in Chinese characters to the Korean one)
    numbers  each number or address as printed, to the mark that takes its place
    cells    cells under a heading such as 연락처, to the mark for the numbers in them
    beside   extensions that stand bare beside a name, each with the block it stands in
    """

    names: Mapping[str, str]
    numbers: Mapping[str, str]
    cells: Mapping[Position, str]
    beside: frozenset[tuple[int | None, str]] = frozenset()


def document_to_personal(document: Document, officers: Iterable[str] = ()) -> Personal:
    """Names, numbers and cells of a document; `officers` are persons that its rows name."""
    names: dict[str, str] = {}
    numbers: dict[str, str] = {}
    cells: dict[Position, str] = {}
    meta = (document.meta.title, document.meta.author)
    for text in (*document_strings(document), *filter(None, meta)):
        names |= text_to_names(text)
        numbers |= text_to_numbers(text)
    for cell, kind in headed_cells(document):
        if kind == "person":
            names |= {name: name for name in cell_to_names(cell.text)}
        else:
            mark = marks()[kind]
            cells[cell.place.block, cell.place.row, cell.place.col] = mark
            numbers |= {found: mark for found in DIGITS.findall(cell.text) if digits_of(found) >= LONG_NUMBER}
    for officer in officers:
        joined = re.sub(r"\s", "", officer)
        for name in [joined] if name_pattern().fullmatch(joined) else filter(None, SEPARATORS.split(officer)):
            if not any(name in known for known in names):
                names[name] = name
    return Personal(names, numbers, cells, frozenset(_beside(document, names)))


def _beside(document: Document, names: Iterable[str]) -> Iterator[tuple[int | None, str]]:
    """Bare extensions of a document with their blocks."""
    pattern = beside_pattern(names)
    if pattern is None:
        return
    for blocks in (document.blocks, *(aside.blocks for aside in document.asides)):
        for text in texts_in(blocks):
            yield from ((text.place.block, match["extension"]) for match in pattern.finditer(text.text))


def beside_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """A name and the bare extension after it, groups `name` and `extension`; None where there is no name."""
    spellings = one_of(names)
    after = r"[ \t]{0,6}[(,:/\-]?[ \t]{0,6}(?P<extension>\d{3,4})(?![\d,.]|\s?[가-힣%])"
    return re.compile(rf"(?P<name>{spellings}){after}") if spellings else None


def document_strings(document: Document) -> Iterator[str]:
    """Every paragraph, cell and caption of a document, and what stands beside its body."""
    for blocks in (document.blocks, *(aside.blocks for aside in document.asides)):
        yield from (text.text for text in texts_in(blocks))
        for table in tables_in(blocks):
            yield from filter(None, [table.caption])
            yield from (cell.text for cell in table.cells)
            yield from rows_to_lines(table)


def rows_to_lines(table: Table) -> Iterator[str]:
    """Each row of a table as one line, so that a name is told by the cell beside it."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    yield from (" \t ".join(texts) for texts in rows.values())


def headed_cells(document: Document) -> Iterator[tuple[Cell, str]]:
    """Cells below or to the right of a heading that says what is personal in them, with the kind: person, phone, ..."""
    for blocks in (document.blocks, *(aside.blocks for aside in document.asides)):
        for table in tables_in(blocks):
            yield from _headed_cells(table)


def _headed_cells(table: Table) -> Iterator[tuple[Cell, str]]:
    heads = {cell: kind for cell in table.cells if (kind := header_kinds().get(re.sub(r"\s", "", cell.text).upper()))}
    columns: dict[int, list[tuple[int, str]]] = {}
    for head, kind in heads.items():
        for column in range(head.col, head.col + head.col_span):
            columns.setdefault(column, []).append((head.row, kind))
    after = {(head.row, head.col + head.col_span): kind for head, kind in heads.items()}
    for cell in table.cells:
        if cell in heads:
            continue
        above = [kind for row, kind in columns.get(cell.col, ()) if row < cell.row]
        beside = after.get((cell.row, cell.col))
        for kind in {*above[-1:], *filter(None, [beside])}:
            yield cell, kind


def cell_to_names(text: str) -> Iterator[str]:
    """Names that are all of a cell or all of a part of it."""
    for part in (re.sub(r"\s", "", text), *SEPARATORS.split(text)):
        bare = title_end().sub("", part) or part
        if name_pattern().fullmatch(bare) and bare not in not_names():
            yield bare


def text_to_names(text: str) -> dict[str, str]:
    """Spellings of the names that a text tells by what stands beside them."""
    found: dict[str, str] = {}
    for pattern in context_patterns():
        for match in pattern.finditer(text):
            names = [re.sub(r"\s", "", name) for name in name_pattern().findall(match["names"])]
            found |= {name: name for name in names if name not in not_names()}
    for match in hanja_pattern().finditer(text):
        name, hanja = re.sub(r"\s", "", match["names"]), re.sub(r"\s", "", match["hanja"])
        surname = next(s for s in surnames() if name.startswith(s))
        if name not in not_names() and hanja[0] in surnames()[surname]:
            found |= {name: name, hanja: name}
    return found


def text_to_numbers(text: str) -> dict[str, str]:
    """Numbers and addresses of persons in a text as printed, those that are long enough to be known again anywhere."""
    found: dict[str, str] = {}
    for mark, pattern in forms():
        for match in pattern.finditer(text):
            found |= dict.fromkeys(number_spellings(match[0]), mark)
    return found


def number_spellings(printed: str) -> Iterator[str]:
    """A number as printed and with its digits alone; an address as printed and with its letters alone."""
    if "@" in printed:
        yield printed
        if letters := "".join(filter(str.isalnum, printed)).lower():
            yield letters
        return
    for run in DIGITS.findall(printed):
        if digits_of(run) >= LONG_NUMBER:
            yield from (run, re.sub(r"\D", "", run))


def digits_of(text: str) -> int:
    """Number of digits in a text."""
    return sum(character.isdigit() for character in text)


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Marks with the patterns that they stand for, in the order of redaction.toml."""
    data = tomllib.loads(files(__package__).joinpath("redaction.toml").read_text(encoding="utf-8"))
    names = data.pop("mark")
    return tuple((names[kind], re.compile("|".join(lines.values()))) for kind, lines in data.items())


@cache
def marks() -> dict[str, str]:
    """Kind to its mark."""
    text = files(__package__).joinpath("redaction.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["mark"])


@cache
def words(use: str) -> frozenset[str]:
    """Words of person_words.csv that are used so."""
    return frozenset(row["word"] for row in csv_rows(__package__, "person_words.csv") if row["use"] == use)


@cache
def not_names() -> frozenset[str]:
    """Words that are made like a name and are none."""
    listed = {row["word"] for row in csv_rows(__package__, "not_names.csv")}
    return frozenset(listed.union(region_words(), *map(words, ("label", "title", "office", "person header"))))


@cache
def surnames() -> dict[str, str]:
    """Surname to its Chinese characters, those of two syllables first."""
    rows = sorted(csv_rows(__package__, "surnames.csv"), key=lambda row: -len(row["surname"]))
    return {row["surname"]: row["hanja"] for row in rows}


@cache
def short_surnames() -> tuple[str, ...]:
    """Surnames common enough that one syllable more makes a name; with the others it is nearly always a word."""
    return tuple(row["surname"] for row in csv_rows(__package__, "surnames.csv") if row["short"] == "yes")


@cache
def header_kinds() -> dict[str, str]:
    """Heading of a column, without blanks and in capitals, to what stands below it."""
    kinds = ("person", *marks())
    return {word.upper(): kind for kind in kinds for word in words(f"{kind} header")}


def one_of(values: Iterable[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(map(re.escape, sorted(values, key=lambda value: (-len(value), value))))


@cache
def _name() -> str:
    """A full name: a surname and one or two syllables, with or without blanks between."""
    return rf"(?:{_long_name()}|(?:{one_of(short_surnames())})[ \t]{{0,3}}[가-힣])"


@cache
def _long_name() -> str:
    """A full name of three syllables or more."""
    two = one_of(surname for surname in surnames() if len(surname) == 2)
    one = one_of(surname for surname in surnames() if len(surname) == 1)
    return rf"(?:(?:{two})[ \t]?[가-힣]{{1,2}}|(?:{one})[ \t][가-힣][ \t][가-힣]|(?:{one})[ \t]?[가-힣]{{2}})"


@cache
def name_pattern() -> re.Pattern[str]:
    """One full name with nothing of a word before or after it."""
    return re.compile(rf"(?<![가-힣]){_name()}(?=$|[^가-힣]|{_ending()})")


@cache
def _ending() -> str:
    """What may be written on to a name: a particle or a title that ends the word."""
    ends = one_of(words("particle") | words("title") | words("honorific"))
    return rf"(?:{ends})(?:이|은|는|가|을|를|의|께서)?(?![가-힣])"


@cache
def title_end() -> re.Pattern[str]:
    """A title or honorific at the end of a text."""
    return re.compile(rf"(?:{one_of(words('title') | words('honorific'))})$")


@cache
def context_patterns() -> tuple[re.Pattern[str], ...]:
    """What tells a name: each pattern has the group `names`, one name or a list of them."""
    name, end = _name(), rf"(?=$|[^가-힣]|{_ending()})"
    named = rf"(?P<names>{name}(?:[ \t]{{0,6}}[,·/、‧&][ \t]{{0,6}}{name}){{0,20}})"
    alone = rf"(?P<names>{name})"
    label, title, office = (one_of(words(use)) for use in ("label", "title", "office"))
    honorific = one_of(words("honorific"))
    number = "|".join(pattern.pattern for _, pattern in forms())
    sign = rf"[ \t]{{0,6}}[)\]]?[ \t]{{0,6}}[(\[,:：/]?[ \t]{{0,6}}(?:{number})"
    full = r"(?=[ \t]{0,6}(?:$|[^\s가-힣]|\n))"
    return tuple(
        re.compile(pattern, re.MULTILINE)
        for pattern in (
            rf"(?:{label}|{title})[ \t]{{0,6}}[:：)\]】>|=\t][ \t]{{0,6}}{named}{end}",
            rf"(?:{title})[ \t]{{1,6}}{named}{full}",
            rf"(?:{label})[ \t]{{0,6}}(?P<names>{_long_name()}){full}",
            rf"(?:{label}|{title})[ \t]{{1,6}}{alone}[ \t]{{0,6}}(?:{title})(?![가-힣])",
            rf"(?<![가-힣]){named}[ \t]{{0,6}}(?:{title})(?=$|[^가-힣]|{_ending()})",
            rf"(?<![가-힣]){alone}[ \t]?(?:{honorific})(?=[ \t]{{0,6}}(?:$|[^\s가-힣]))",
            rf"(?<![가-힣]){alone}{sign}",
            rf"(?:{office})[ \t]{{0,6}}[(\[][ \t]{{0,6}}{named}[ \t]{{0,6}}[)\]]",
            rf"(?:{office})[ \t]+{alone}[ \t]{{0,6}}(?:[(☎☏℡]|\d{{3,4}}(?!\d)|$)",
        )
    )


@cache
def hanja_pattern() -> re.Pattern[str]:
    """A name with its Chinese characters in brackets."""
    return re.compile(
        rf"(?<![가-힣])(?P<names>{_name()})[ \t]{{0,6}}[(（](?P<hanja>[\u4e00-\u9fff][\u4e00-\u9fff \t]{{1,6}})[)）]"
    )

"""The vocabularies of the field, read from the data files beside this module, each once and when first asked for."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

REMEMBERED = 1 << 16
"""Texts of which a pure function keeps its answer: the labels, units and cells of a document repeat."""


def csv_rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """The lines of a CSV file of a package as dicts."""
    return csv.DictReader(files(package).joinpath(name).read_text(encoding="utf-8").splitlines())


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The lines of a CSV file of this package as dicts."""
    return csv_rows("pipeline.korean", name)


@cache
def words_of(name: str) -> dict[str, dict[str, str]]:
    """A TOML file of this package: table name to its key-value lines."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return {table: {key: str(value) for key, value in lines.items()} for table, lines in tomllib.loads(text).items()}


def longest_by_letter(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words by their first letter, longest first: the first that a text begins with is the longest."""
    table: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        table.setdefault(word[:1], []).append(word)
    return {letter: tuple(found) for letter, found in table.items()}

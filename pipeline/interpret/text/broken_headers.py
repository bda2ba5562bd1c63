"""Flattened tables whose header takes several lines: two lines of names, or a line of names and their pieces below it.

The rows below end in equally many numbers; what the header lacks of as many names, it says in names that stand over
several columns.
"""

import re
from collections.abc import Sequence

from pipeline.interpret.sites.headers import MONEY_ROLES, RATE_ROLES, VALUE_ROLES, exact_role, role_of
from pipeline.interpret.text.column_names import TOTAL_LABEL, YEAR, are_known, is_number, merged, tokens_of
from pipeline.interpret.text.line_rows import plain_line, row_of, with_remarks
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.summed_spans import start_by_sums
from pipeline.interpret.text.unit_notes import header_unit, note_units
from pipeline.korean.names import compact
from pipeline.korean.signs import sign_in
from schemas.document import Block, Table, Text

_FEWEST_NUMBERS = 3
_MOST_PIECES, _LONGEST_PIECE = 30, 16
_FORMULA = re.compile(r"[㉠-㉻ⓐ-ⓩⒶ-Ⓩ①-⑳A-Z]\s?(?:=.*)?")
"""The mark of a column for a formula, which ends its name (`㉮`, `㉰=㉮-㉯`)."""


def table_below_two_lines(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Two lines of names above lines of numbers: some names of the first stand over equal parts of the second."""
    noted = i + 2 < len(blocks) and _UNIT_ALONE.fullmatch((plain_line(blocks[i + 1]) or "").strip()) is not None
    start = i + 2 + noted
    first = row_of(blocks[start]) if start < len(blocks) else None
    if first is None or not first.names or len(first.numbers) < _FEWEST_NUMBERS:
        return None
    texts = [plain_line(block) or "" for block in (blocks[i], blocks[start - 1])]
    texts[0] += (plain_line(blocks[i + 1]) or "").strip() if noted else ""
    if not _may_be_headers(texts):
        return None
    rows, j = [], start
    while j < len(blocks) and (row := row_of(blocks[j])) is not None and len(row.numbers) == len(first.numbers):
        rows.append([" ".join(row.names), *row.numbers])
        j += 1
    head = _two_headers(texts, rows)
    if head is None:
        return None
    return with_remarks([*head, *rows], [blocks[i], *blocks[start - 1 : j]], headers=len(head)), j


_UNIT_ALONE = re.compile(r"\([^()\d]{1,6}\)")
"""The unit of the last name of a line, on a line of its own (`(%)`)."""


def _may_be_headers(texts: Sequence[str]) -> bool:
    """Whether two lines are names and no numbers, those of the second known."""
    upper, lower = tokens_of(texts[0]), tokens_of(_INNER_BLANK.sub("", texts[1]))
    if note_units(texts[0]) or not upper or not lower or any(map(is_number, [*upper, *lower])):
        return False
    if lower[0].startswith("(") and lower[0].endswith(")"):
        return False  # the end of the last name above
    return are_known(lower) or _are_lettered(lower) or any(TOTAL_LABEL.match(compact(name)) for name in lower)


def _two_headers(texts: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """The two header rows over rows of a name and numbers."""
    upper, lower = tokens_of(texts[0]), tokens_of(_INNER_BLANK.sub("", texts[1]))
    size = len(rows[0]) - 1
    overs = range(1, len(lower) // 2 + 1)
    for over in sorted(overs, key=lambda over: size - len(lower) + over + 1 != len(upper)):
        wanted = size - len(lower) + over + 1
        names = merged(upper, wanted)
        for others in (with_ends_that_recur, _with_years_joined):
            names = names if len(names) == wanted else others(upper)
        if len(lower) % over or wanted <= over or len(names) != wanted:
            continue
        summed = start_by_sums(lower, over, rows)
        repeated = role_of(names[0]) == "category" and _repeats(lower, over)
        if summed is None and not ((are_known(lower) or _are_lettered(lower)) and (repeated or are_known(names))):
            continue
        start = 1 if wanted == over + 1 else summed or _first_spanned(names, over)
        if start is not None:
            wide = len(lower) // over
            spanned = [name for name in names[start : start + over] for _ in range(wide)]
            behind = names[start + over :]
            return [[*names[:start], *spanned, *behind], [*[""] * start, *lower, *[""] * len(behind)]]
    return None


_INNER_BLANK = re.compile(r"(?<=\S)\s+(?=[^()]{0,12}\)|\()")
"""A blank inside the brackets of a name or before them (`달성 (130% 초과 )(A)`)."""


def _are_lettered(names: Sequence[str]) -> bool:
    """Whether one of the names is the sum of others by the letters that mark them (`계(A+B)`, `신규(A)`, `계속(B)`)."""
    marks = [match[1] for name in names if (match := _LETTERS.search(name))]
    sums = [mark for mark in marks if "+" in mark]
    return len(marks) == len(names) and len(sums) == 1 and set(sums[0].split("+")) == {*marks} - {*sums}


_LETTERS = re.compile(r"\(([A-Z](?:\+[A-Z])*)\)$")


def _with_years_joined(words: Sequence[str]) -> list[str]:
    """Names of which a year goes with the word behind it (`2031년 예산액`)."""
    names: list[str] = []
    for word in words:
        goes_on = bool(names) and YEAR.match(names[-1]) is not None and role_of(word) in MONEY_ROLES
        names = [*names[:-1], f"{names[-1]} {word}"] if goes_on else [*names, word]
    return names


def with_ends_that_recur(words: Sequence[str]) -> list[str]:
    """Names whose last words are those that come more than once: such a word alone would name two columns alike."""
    names: list[str] = []
    for i, word in enumerate(words):
        ends = i > 1 and words.count(word) > 1 and words.count(words[i - 1]) == 1
        names = [*names[:-1], f"{names[-1]} {word}"] if ends else [*names, word]
    return names


def _repeats(names: Sequence[str], times: int) -> bool:
    """Whether names are the same run several times: each stands below a name of its own."""
    return times > 1 and list(names) == list(names[: len(names) // times]) * times


def _first_spanned(names: Sequence[str], over: int) -> int | None:
    """Where the run of names begins that stand over several columns: of several the one with most years, the last."""
    runs = [s for s in range(1, len(names) - over + 1) if all(map(_can_span, names[s : s + over]))]
    if not runs and over > 1 and not any(map(YEAR.match, names)):
        runs = [s for s in range(1, len(names) - over + 1) if not any(map(_is_rate, names[s : s + over]))]
        return runs[0] if len(runs) == 1 else None
    return max(runs, key=lambda s: (sum(YEAR.match(n) is not None for n in names[s : s + over]), s), default=None)


def _is_rate(name: str) -> bool:
    unit = header_unit(name)
    return role_of(name) in RATE_ROLES or (unit is not None and unit.name == "%")


def _can_span(name: str) -> bool:
    plain = role_of(name) not in VALUE_ROLES | {"category", "note"} and not _is_rate(name)
    return YEAR.match(name) is not None or plain


def table_below_pieces(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """A line of names, the pieces of more names on the lines below it, and then the rows.

    The line begins with a word like 구분. Names stand in it for the first columns, and behind them those that stand
    over several others; each of the others is in pieces, which end with the mark of its formula, or go on in brackets.
    A row may have its name on lines of its own above it.
    """
    text = plain_line(blocks[i])
    tokens = tokens_of(text) if text is not None else []
    if not tokens or role_of(tokens[0]) not in ("category", "no", "account", "kpi"):
        return None
    pieces: list[str] = []
    while (at := i + 1 + len(pieces)) < len(blocks) and len(pieces) < _MOST_PIECES and (p := _piece(blocks[at])):
        pieces.append(p)
    names = _names_of_pieces(pieces)
    size = _even_rows(blocks, at, len(names) if all(map(YEAR.match, names)) else _FEWEST_NUMBERS)
    names = parted_at_known(names, (size or 0) - sum(_is_whole(token) for token in tokens[1:]))
    plain = (size or 0) - len(names)
    head = [tokens[0], *tokens[1 : plain + 1], *names]
    if (
        size is None
        or len(names) < 2
        or not 0 <= plain < len(tokens)
        or any(map(_is_whole, tokens[plain + 1 :]))
        or not are_known(head)
        or any(map(_is_run_of_names, head))
    ):
        return None
    rows, lines, end = rows_below(blocks, at, size)
    first = blocks[i]
    assert isinstance(first, Text)
    return table_of([head, *rows], [first, *lines], headers=1), end


def table_below_names_in_pairs(blocks: Sequence[Block], i: int) -> tuple[Table, int] | None:
    """Two lines of names, the first and the second half of the name of each column of numbers (`2022년 2023년` over
    `예산(A) 결산(B)`), above rows that may end in a remark."""
    texts = [plain_line(block) or "" for block in blocks[i : i + 2]]
    first = row_of(blocks[i + 2], remarks=True) if i + 2 < len(blocks) else None
    if first is None or not first.names or len(first.numbers) < 2:
        return None
    size = len(first.numbers)
    upper, lower = tokens_of(texts[0]), _parted_brackets(texts[1])
    if len(upper) not in (size + 1, size + 2) or len(lower) != size or any(map(is_number, [*upper, *lower])):
        return None
    dated = sum(YEAR.match(re.sub(r"[가-힣]+$", "", name)) is not None for name in upper[1:]) >= 2
    bare = [re.sub(r"\(.*\)", "", name) for name in lower]
    known = [role_of(n) or sign_in("amount_end", n) or sign_in("stage_of_budget", n) for n in bare]
    if not dated or sum(map(bool, known)) * 2 < size:
        return None
    head = [upper[0], *(f"{a} {b}" for a, b in zip(upper[1 : size + 1], lower, strict=True))]
    rows, j = [], i + 2
    while j < len(blocks) and (row := row_of(blocks[j], remarks=True)) is not None and len(row.numbers) == size:
        rows.append([" ".join(row.names), *row.numbers])
        j += 1
    return with_remarks([head, *rows], [blocks[i], *blocks[i + 2 : j]]), j


def _parted_brackets(text: str) -> list[str]:
    """Words with what stands in brackets apart from the word before it where that has brackets already."""
    return [part for token in tokens_of(text) for part in re.findall(r"[^()]*\([^()]*\)|[^()]+", token)]


def _piece(block: Block) -> str | None:
    text = plain_line(block)
    bare = text.strip() if text is not None else ""
    row = row_of(block)
    if not bare or len(bare) > _LONGEST_PIECE or row is not None or re.search(r"[:：|\t]", bare):
        return None
    return bare


def _even_rows(blocks: Sequence[Block], start: int, fewest: int) -> int | None:
    """How many numbers each of two or more rows from `start` on ends in; None where they are not even, or too few."""
    rows = [row_of(block) for block in blocks[start : start + 2]]
    sizes = {len(row.numbers) for row in rows if row is not None and row.names}
    even = len(rows) == 2 and None not in rows and len(sizes) == 1
    return sizes.pop() if even and min(sizes) >= fewest else None


def _names_of_pieces(pieces: Sequence[str]) -> list[str]:
    """Names put together from their pieces."""
    marked = sum(_FORMULA.fullmatch(piece) is not None for piece in pieces)
    names: list[str] = []
    ended = True
    for piece in pieces:
        if _FORMULA.fullmatch(piece):
            ended = True
        elif ended or (not marked and not piece.startswith("(")):
            names.append(piece)
            ended = False
        else:
            names[-1] = f"{names[-1]}{'' if piece.startswith('(') else ' '}{piece}"
    return names


def parted_at_known(names: Sequence[str], wanted: int) -> list[str]:
    """Names put together from pieces that lack the marks of some columns, as the names that their words end.

    A known word ends a name, and what stands in brackets goes with it; where as many more end as are sources,
    each of these is the beginning of the name after it (`보조금 반납금`).
    """
    if not all(" " in name for name in names[-1:]):
        return [*names]
    parted: list[str] = []
    ended = True
    for word in (word for name in names for word in name.replace("(", " (").split()):
        joint = "" if word.startswith("(") else " "
        parted = (
            [*parted[:-1], f"{parted[-1]}{joint}{word}"] if parted and (joint == "" or not ended) else [*parted, word]
        )
        ended = _ends_name(word)
    sources = [k for k, name in enumerate(parted[:-1]) if role_of(name) == "source"]
    for at in reversed(sources if len(parted) == wanted + len(sources) else ()):
        parted[at : at + 2] = [" ".join(parted[at : at + 2])]
    return parted if len(parted) == wanted else [*names]


def _is_run_of_names(name: str) -> bool:
    """Whether what should be a name is several, of which a source can be the beginning of the one behind it."""
    ends = [word for word in name.replace("(", " (").split() if _ends_name(word) and role_of(word) != "source"]
    return sum(not word.startswith("(") for word in ends) > 1


def _ends_name(word: str) -> bool:
    """Whether a word is the last of the name of a column: what it holds, or something in brackets behind that."""
    return word.startswith("(") or role_of(word) in VALUE_ROLES or sign_in("amount_end", word) is not None


def _is_whole(token: str) -> bool:
    """Whether a name of the upper line stands over one column: nothing else is called so."""
    return exact_role(token) == "budget"


def rows_below(
    blocks: Sequence[Block], start: int, size: int, told: frozenset[str] = frozenset()
) -> tuple[list[list[str]], list[Text], int]:
    """The rows of `size` numbers from `start` on with the lines of their numbers, and where they end.

    A name on the line of its numbers may begin on the line above, where `told` has the whole of it, without blanks.
    """
    rows: list[list[str]] = []
    lines: list[Text] = []
    j = start
    while j < len(blocks):
        names: list[str] = []
        while j + len(names) < len(blocks) and len(names) < _NAME_LINES and (p := _piece(blocks[j + len(names)])):
            names.append(p)
        at = j + len(names)
        row = row_of(blocks[at]) if at < len(blocks) else None
        line = blocks[at] if at < len(blocks) else None
        if row is None or not isinstance(line, Text) or len(row.numbers) != size:
            break
        name = "".join([*names, *row.names])
        if bool(names) == bool(row.names) and compact(name) not in told:
            break
        rows.append([name if names and row.names else " ".join(names or row.names), *row.numbers])
        lines.append(line)
        j = at + 1
    return rows, lines, j


_NAME_LINES = 4
"""Lines that the name of a row may take at most."""

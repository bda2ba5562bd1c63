"""Lists of events whose days stand on lines of their own: each day is put to the line that it is the day of."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.korean.names import split_marker
from pipeline.korean.scan import scan
from pipeline.korean.sections import section_role
from schemas.document import Block, Text

_FEWEST = 2
"""Days with an event below each that make a list."""


def with_days_joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with `2020. 10.` above `주차장 착공` made one line, where a section is a list of such pairs."""
    joined: list[Block] = []
    i = 0
    while i < len(blocks):
        pairs = _pairs(blocks, i + 1) if _opens_section(blocks[i]) else []
        joined.append(blocks[i])
        i += 1
        if len(pairs) >= _FEWEST:
            joined += [replace(event, text=f"{day.text.strip()} {event.text.strip()}") for day, event in pairs]
            i += 2 * len(pairs)
    return joined


def _opens_section(block: Block) -> bool:
    return isinstance(block, Text) and section_role(split_marker(block.text.strip()).text)[0] is not None


def _pairs(blocks: Sequence[Block], start: int) -> list[tuple[Text, Text]]:
    found: list[tuple[Text, Text]] = []
    for day, event in zip(blocks[start::2], blocks[start + 1 :: 2], strict=False):
        if not (isinstance(day, Text) and isinstance(event, Text) and _is_day(day)) or _is_day(event):
            break
        if event.level is not None or split_marker(event.text.strip()).marker:
            break
        found.append((day, event))
    return found


def _is_day(line: Text) -> bool:
    """Whether a line is a date and nothing else."""
    text = line.text.strip(" .")
    first = next((e for e in scan(text) if e.span is not None), None)
    return first is not None and first.start == 0 and first.end >= len(text)

"""Counts are those of str.count, and many questions about a long text cost no more than the text."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.korean.occurrences import SCANNED, Occurrences
from pipeline.korean.spacing import Spelling

CPU_SECONDS = 5.0


@given(text=st.text("가나 ", max_size=60), parts=st.lists(st.text("가나 ", min_size=1, max_size=4), max_size=6))
def test_counts_are_those_of_the_text(text: str, parts: list[str]) -> None:
    found = Occurrences(text)
    for number in range(SCANNED):
        found.count(f"없음{number}")
    assert [found.count(part) for part in parts] == [text.count(part) for part in parts]


def test_a_part_that_overlaps_itself() -> None:
    found = Occurrences("가가가가가 나 가가가")
    for number in range(SCANNED):
        found.count(f"없음{number}")
    assert found.count("가가") == 3
    assert found.count("가가가") == 2
    assert found.count("다다") == 0


def test_wrapped_lines_of_a_long_document_cost_no_more_than_their_number() -> None:
    syllables = [chr(0xAC00 + n) for n in range(3_000)]
    lines = ["".join(syllables[(n * step) % 3_000] for step in range(1, 30)) for n in range(1, 40_000)]
    spelling = Spelling(lines)
    started = time.process_time()
    for first, second in pairwise(lines[:4_000]):
        spelling.join(first, second)
    assert time.process_time() - started < CPU_SECONDS

"""What the checks look at: the facts of a document, its declared counts, its sums, its paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.interpret.answers.document import Facts
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Fact, Outcome, Sum


@dataclass(frozen=True, slots=True)
class Review:
    """outcomes: what the reading itself saw; schedules: the months that each schedule names."""

    facts: Sequence[Fact]
    document: Facts
    segments: Sequence[Segment]
    sums: Sequence[Sum]
    outcomes: Sequence[Outcome]
    schedules: Sequence[tuple[Segment, tuple[int, ...]]]

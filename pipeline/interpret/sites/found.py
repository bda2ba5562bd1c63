"""What the reading of a document found, before anything is decided of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.outline import Node
from pipeline.interpret.sites.schedules import ScheduleRow
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Card, Grid, Site


@dataclass(slots=True)
class Places:
    """What was found: the sites, the final key-values of every card, the tables with their rows, the schedules."""

    sites: list[Site] = field(default_factory=list)
    cards: dict[int, Card] = field(default_factory=dict)
    tables: list[tuple[Grid, Body]] = field(default_factory=list)
    schedules: list[tuple[Grid, Sequence[ScheduleRow], bool]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    heads: list[tuple[Segment, Card]] = field(default_factory=list)
    founding: set[int] = field(default_factory=set)
    carded: set[int] = field(default_factory=set)

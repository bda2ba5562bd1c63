"""The weather that a page of news shows above its story, with the day on which the page was looked up."""

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.korean.signs import sign_in
from schemas.document import Block, Text

_WEATHER = re.compile(r"(?:[•·]\s?)?(?P<place>[가-힣]{2,8})\s?-?\d{1,2}\.\d\s?℃")
_TODAY = re.compile(r"(?:19|20)\d{2}[.-]\s?\d{1,2}[.-]\s?\d{1,2}[.]?\s?\([월화수목금토일]\)")
_FEWEST_PLACES, _LONGEST_PROVIDER = 3, 12


def weather_of_page(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines of the weather, by their numbers among the blocks: several places in a row (`맑음느티 14.2℃`), the day
    alone above them, and who provides it below. `수온 14.2℃` is measured and no weather."""
    found: set[int] = set()
    for shown, run in groupby(range(len(blocks)), lambda i: _is_weather(blocks[i])):
        places = list(run)
        if shown and len(places) >= _FEWEST_PLACES:
            above, below = places[0] - 1, places[-1] + 1
            found |= {*places}
            found |= {above} if above >= 0 and _TODAY.fullmatch(_text(blocks[above])) else set()
            found |= {below} if below < len(blocks) and _is_provider(_text(blocks[below])) else set()
    return frozenset(found)


def _is_weather(block: Block) -> bool:
    told = _WEATHER.fullmatch(_text(block))
    return told is not None and sign_in("temperature_word", told["place"]) is None


def _is_provider(text: str) -> bool:
    return len(text) <= _LONGEST_PROVIDER and sign_in("provider", text) is not None


def _text(block: Block) -> str:
    return block.text.strip() if isinstance(block, Text) else ""

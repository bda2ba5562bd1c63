"""How many people decide on a row: one, or two who agree. Kept in the output, so that `convert` holds to it too."""

import os
import tomllib
from pathlib import Path

from schemas.errors import BadDecisions

RULE = "review.toml"
"""Name of the file below the output; where there is none, one person decides."""


def needs_two(out: Path) -> bool:
    """Whether a decision holds only once another person agreed. Raises BadDecisions where the file says nothing that
    can be read: a rule that is overlooked is none."""
    try:
        text = (out / RULE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    except UnicodeDecodeError as error:
        raise BadDecisions(f"{RULE}: {error.reason}") from error
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadDecisions(f"{RULE}: {error}") from error
    if set(told) != {"two_people"} or not isinstance(told["two_people"], bool):
        raise BadDecisions(f"{RULE}: two_people = true | false")
    return bool(told["two_people"])


def set_rule(out: Path, two_people: bool) -> None:
    """Write the rule, whole or not at all."""
    aside = out / f".{RULE}.tmp"
    aside.write_text(f"two_people = {str(two_people).lower()}\n", encoding="utf-8")
    os.replace(aside, out / RULE)

"""A text read in one step, for the tests of interpretation."""

from extractors import extract
from pipeline.interpret.interpretation import Interpretation, Settings, interpret

DEFAULT = Settings()


def read(text: str, settings: Settings = DEFAULT) -> Interpretation:
    """Interpret a document given as text."""
    return interpret(extract(text.encode(), "plan.txt"), "plan.txt", settings)

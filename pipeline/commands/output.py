"""Standard output for pipes, sentences for people on standard error, exit codes."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.engine.pool import NO_ANSWER
from pipeline.exit_codes import SOME_FAILED, SOME_PARTIAL
from pipeline.messages import choose_language, say
from schemas.errors import Crashed, KplanError


def print_json(lines: Iterable[object]) -> None:
    """One JSON value a line, Korean as it is; a reader that closes the pipe early ends the program quietly."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lines_to_parts(lines: Iterable[object]) -> dict[str, bytes]:
    """Runs in the worker: values as one part of JSON lines."""
    return {"lines": "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()}


def parts_to_lines(parts: Mapping[str, bytes] | KplanError) -> list[dict[str, object]] | KplanError:
    """The values of a worker's JSON lines, or why there are none."""
    if isinstance(parts, KplanError):
        return parts
    try:
        found = [json.loads(line) for line in parts["lines"].decode().split("\n") if line]
    except (KeyError, ValueError, RecursionError):
        return Crashed(NO_ANSWER)
    return [line for line in found if isinstance(line, dict)]


CONTROLS = re.compile(r"\x1b(?!\[[\d;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
"""What a terminal takes for a command, but for the colours that we set and for line breaks."""


def harmless_on_terminal(text: str) -> str:
    """A text without commands to the terminal: a file's name or content could clear the screen or write a clipboard."""
    return CONTROLS.sub("\ufffd", text)


def standard_input_paths() -> Iterator[str]:
    """The paths that a list on standard input names, one a line or separated by NUL."""
    for line in sys.stdin:
        yield from (path for path in line.rstrip("\n").split("\0") if path)


@dataclass(slots=True)
class BatchStatus:
    """Counts what became of files one by one."""

    files: int = 0
    partial: int = 0
    failures: list[KplanError] = field(default_factory=list)

    def add(self, path: str, error: KplanError | None, partial: bool = False) -> None:
        """Count one file; what is wrong with it and what to do next goes to standard error."""
        self.files += 1
        self.partial += partial
        if error is not None:
            self.failures.append(error)
            told = say("error.file", path=path, message=error.message(choose_language()))
            print(harmless_on_terminal(told), file=sys.stderr)

    def exit_code(self) -> int:
        """0 all ok; a single file's failure by its reason; 3 some failed; 4 some read in part."""
        if self.files == 1 and self.failures:
            return self.failures[0].exit_code
        if self.failures:
            return SOME_FAILED
        return SOME_PARTIAL if self.partial else 0


def told(run: Callable[[], int]) -> int:
    """Run; a KplanError becomes its sentence and exit code."""
    from pipeline.frames import leave_pandas_out

    leave_pandas_out()
    try:
        return run()
    except KplanError as error:
        print(error.message(choose_language()), file=sys.stderr)
        return error.exit_code

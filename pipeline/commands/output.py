"""Standard output for pipes, sentences for people on standard error, exit codes."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.exit_codes import SOME_FAILED, SOME_PARTIAL
from pipeline.messages import choose_language, say
from schemas.errors import KplanError


def print_json(lines: Iterable[object]) -> None:
    """One JSON value a line, Korean as it is; a reader that closes the pipe early ends the program quietly."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
            print(say("error.file", path=path, message=error.message(choose_language())), file=sys.stderr)

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

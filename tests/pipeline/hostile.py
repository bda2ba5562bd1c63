"""A job that does what its file says: the ways in which a parser can go wrong."""

import ctypes
import re
import time

from pipeline.engine.outcome import Outcome, bytes_to_outcome
from pipeline.interpret.interpretation import Settings
from schemas.options import ReadOptions


class Unpicklable(Exception):
    """Cannot be made again from what pickle keeps of it; one of these through the pipe breaks a process pool."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def segfault() -> None:
    """Read address 0."""
    ctypes.string_at(0)


def hang_in_c() -> None:
    """A loop inside C that no signal handler of Python's can interrupt."""
    re.match(r"(a+)+$", "a" * 64 + "!")


def sleep() -> None:
    """Wait without using the processor."""
    time.sleep(3600)


def allocate() -> None:
    """Eight GiB."""
    bytearray(8 * 2**30)


def raise_unpicklable() -> None:
    """See Unpicklable."""
    raise Unpicklable("a", "b")


def fork() -> None:
    """A process that outlives the job, made behind Python's back."""
    pid = ctypes.CDLL(None).fork()
    if pid == 0:
        time.sleep(3600)
    if pid < 0:
        raise PermissionError("fork")


def write_file(target: str) -> None:
    """Write where anyone may."""
    with open(target, "w") as file:
        file.write("x" * 100)
        file.flush()


def read_file(target: str) -> None:
    """Read a file that is none of the job's business."""
    with open(target) as file:
        file.read()


DEEDS = {
    b"segfault": segfault,
    b"hang": hang_in_c,
    b"sleep": sleep,
    b"allocate": allocate,
    b"unpicklable": raise_unpicklable,
    b"fork": fork,
}
FILE_DEEDS = {b"write": write_file, b"read": read_file}


def job(data: bytes, path: str) -> Outcome:
    """Convert, unless the file says something else."""
    for word, deed in DEEDS.items():
        if data.startswith(b"!" + word):
            deed()
    for word, file_deed in FILE_DEEDS.items():
        if data.startswith(b"!" + word):
            file_deed(data.decode().split()[1])
    return bytes_to_outcome(data, path, Settings(), ReadOptions())

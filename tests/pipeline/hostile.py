"""A job that does what its file says: the ways in which a parser can go wrong."""

import ctypes
import os
import pickle
import re
import signal
import stat
import struct
import time
from contextlib import suppress

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


class Payload:
    """Runs in whoever unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.system, (f"touch {os.environ.get('PAYLOAD', '/nonexistent/payload')}",))


def worker_sockets() -> list[int]:
    """Every socket that this process holds: one of them leads to the batch."""
    found = []
    for descriptor in range(3, 64):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                found.append(descriptor)
    return found


def answer(data: bytes) -> None:
    """Write bytes of its own where the answer goes, as a file could that has taken its worker over."""
    for descriptor in worker_sockets():
        with suppress(OSError):
            os.write(descriptor, data)


def answer_pickle() -> None:
    """A pickled object that runs a command, with a right length before it."""
    packed = pickle.dumps(Payload())
    answer(struct.pack("!Q", len(packed)) + packed)


def answer_without_end() -> None:
    """The length of a message that never comes whole."""
    answer(struct.pack("!Q", 1000) + b"x")
    time.sleep(3600)


def answer_exabytes() -> None:
    """A message longer than any allowed."""
    answer(struct.pack("!Q", 2**62))
    time.sleep(3600)


def stop_reading() -> None:
    """Close the channel and live on."""
    for descriptor in worker_sockets():
        os.close(descriptor)
    time.sleep(3600)


def kill_parent() -> None:
    """End the batch."""
    os.kill(BATCH, signal.SIGTERM)


def chmod_file() -> None:
    """Change what others may do with a file outside."""
    os.chmod(__file__, stat.S_IMODE(os.stat(__file__).st_mode))


def raw_fork() -> None:
    """A new process without the C library's knowledge (x86-64: system call 57)."""
    if ctypes.CDLL(None, use_errno=True).syscall(57) < 0:
        raise PermissionError("fork")


BATCH = os.getppid()
DEEDS = {
    b"segfault": segfault,
    b"hang": hang_in_c,
    b"sleep": sleep,
    b"allocate": allocate,
    b"unpicklable": raise_unpicklable,
    b"fork": fork,
    b"pickle": answer_pickle,
    b"endless": answer_without_end,
    b"exabytes": answer_exabytes,
    b"deaf": stop_reading,
    b"kill": kill_parent,
    b"chmod": chmod_file,
    b"raw": raw_fork,
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

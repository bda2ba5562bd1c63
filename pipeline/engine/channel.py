"""Messages between the batch and a worker as bytes with their length before them, never as pickled objects.

Neither side is trusted to go on reading or writing: the batch's end never waits, so that a worker which stalls in the
middle of a message costs its own file only.
"""

import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress

LENGTH = struct.Struct("!Q")
CHUNK = 1 << 20


class Channel:
    """The batch's end: what is still to be sent, and what has come so far.

    longest  bytes that a message of the worker may have
    """

    def __init__(self, descriptor: int, longest: int) -> None:
        os.set_blocking(descriptor, False)
        self.descriptor = descriptor
        self.longest = longest
        self._outgoing: list[memoryview] = []
        self._incoming = bytearray()
        self._expected: int | None = None

    def put(self, *parts: bytes) -> None:
        """Begin to send one message."""
        length = LENGTH.pack(sum(map(len, parts)))
        self._outgoing += [memoryview(part) for part in (length, *parts) if part]

    @property
    def sending(self) -> bool:
        """Whether a part of a message is still to be sent."""
        return bool(self._outgoing)

    def send(self) -> None:
        """Send as much as the worker takes now. A worker that is gone is noticed when it is read from."""
        with suppress(BlockingIOError, BrokenPipeError, ConnectionResetError):
            while self._outgoing:
                sent = os.write(self.descriptor, self._outgoing[0][:CHUNK])
                self._outgoing[0] = self._outgoing[0][sent:]
                if not self._outgoing[0]:
                    self._outgoing.pop(0)

    def receive(self) -> bytes | None:
        """A message, None where it has not come whole. Raises EOFError where the worker is gone, ValueError for a
        message that is too long."""
        while True:
            if self._expected is not None and len(self._incoming) >= self._expected:
                message = bytes(self._incoming[: self._expected])
                del self._incoming[: self._expected]
                self._expected = None
                return message
            if self._expected is None and len(self._incoming) >= LENGTH.size:
                (self._expected,) = LENGTH.unpack(self._incoming[: LENGTH.size])
                del self._incoming[: LENGTH.size]
                if self._expected > self.longest:
                    raise ValueError(f"{self._expected} > {self.longest} bytes")
                continue
            try:
                read = os.read(self.descriptor, CHUNK)
            except BlockingIOError:
                return None
            except ConnectionResetError as error:
                raise EOFError from error
            if not read:
                raise EOFError
            self._incoming += read


def read_message(descriptor: int) -> bytes:
    """The worker's end: wait for one message. Raises EOFError where the batch is gone."""
    (length,) = LENGTH.unpack(_read_exactly(descriptor, LENGTH.size))
    return _read_exactly(descriptor, length)


def _read_exactly(descriptor: int, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        read = os.read(descriptor, min(length - len(found), CHUNK))
        if not read:
            raise EOFError
        found += read
    return bytes(found)


def write_message(descriptor: int, *parts: bytes) -> None:
    """The worker's end: send one message and wait until it is taken."""
    for part in (LENGTH.pack(sum(map(len, parts))), *parts):
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view[:CHUNK]) :]


def join_parts(parts: Mapping[str, bytes]) -> Iterator[bytes]:
    """Named parts as one message: for each the lengths of its name and of itself, then both."""
    for name, part in parts.items():
        encoded = name.encode("utf-8", "surrogatepass")
        yield LENGTH.pack(len(encoded)) + LENGTH.pack(len(part)) + encoded
        yield part


def split_parts(message: bytes) -> dict[str, bytes]:
    """The parts of a message by name. Raises ValueError for a message that is none."""
    found: dict[str, bytes] = {}
    place = 0
    while place < len(message):
        if place + 2 * LENGTH.size > len(message):
            raise ValueError("cut message")
        (name_length,) = LENGTH.unpack_from(message, place)
        (length,) = LENGTH.unpack_from(message, place + LENGTH.size)
        begin = place + 2 * LENGTH.size
        middle, place = begin + name_length, begin + name_length + length
        if place > len(message):
            raise ValueError("cut message")
        name = message[begin:middle].decode("utf-8", "surrogatepass")
        if name in found:
            raise ValueError("a part that comes twice")
        found[name] = message[middle:place]
    return found

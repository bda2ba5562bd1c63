"""Raw deflate, as every format of the HWP family uses it: bounded, checked, and kept up to a damaged place."""

import struct
import zlib
from dataclasses import dataclass

from schemas.errors import LimitExceeded

STEP = 256


@dataclass(frozen=True, slots=True)
class Inflated:
    """data; what was behind the end of the stream; why it is not whole, or None."""

    data: bytes
    trailer: bytes = b""
    problem: str | None = None


def inflate(stored: bytes, limit: int, name: str) -> Inflated:
    """Raises LimitExceeded where the content would exceed `limit` bytes."""
    inflater = zlib.decompressobj(-15)
    try:
        data = inflater.decompress(stored, limit + 1)
    except zlib.error as error:
        return Inflated(inflate_start(stored, limit), b"", str(error))
    if len(data) > limit:
        raise LimitExceeded(f"{name}의 크기가 {limit:,}바이트를 넘습니다")
    return Inflated(data, inflater.unused_data, None if inflater.eof else "압축 데이터가 중간에 끊김")


def checksum_agrees(trailer: bytes, data: bytes) -> bool:
    """CRC-32 and length behind a deflate stream of HWP 3 and 5.

    Not in Hancom's documents, but true of every file seen; a CRC of 0 or no trailer at all: the writer left it out.
    """
    if len(trailer) < 8:
        return True
    checksum, length = struct.unpack_from("<II", trailer)
    return length == len(data) and checksum in (0, zlib.crc32(data))


def inflate_start(stored: bytes | memoryview, limit: int) -> bytes:
    """The part before the damage, in steps of 256 stored bytes."""
    inflater = zlib.decompressobj(-15)
    data = bytearray()
    for start in range(0, len(stored), STEP):
        try:
            data += inflater.decompress(stored[start : start + STEP], limit + 1 - len(data))
        except zlib.error:
            break
        if len(data) > limit or inflater.eof:
            break
    return bytes(data)

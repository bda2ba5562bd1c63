"""What protects HWP and HWPX files, as far as it is published or can be told from the file itself.

Distribution documents (배포용 문서) are meant to be read by anyone: the key stands in the file. Its place follows
from the distribution record (HWP 5.0 format document, section 4.2.13, and Hancom's separate document on distribution
files): 256 bytes masked with the pseudo random numbers of Microsoft's C library.
본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from schemas.errors import Corrupt, Encrypted

TAG_DISTRIBUTION = 0x1C
KEY_RECORD_BYTES = 256
BLOCK_BYTES = 16


def decrypt_distribution(stream: bytes) -> bytes:
    """A ViewText stream (record with the key, then AES-128 in ECB mode) to the stream it protects, padding included."""
    header = int.from_bytes(stream[:4], "little")
    if header & 0x3FF != TAG_DISTRIBUTION or header >> 20 != KEY_RECORD_BYTES or len(stream) < 4 + KEY_RECORD_BYTES:
        raise Corrupt("배포용 문서의 열쇠 레코드가 없습니다")
    key = distribution_key(stream[4 : 4 + KEY_RECORD_BYTES])
    body = stream[4 + KEY_RECORD_BYTES :]
    decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()
    return decryptor.update(body[: len(body) // BLOCK_BYTES * BLOCK_BYTES]) + decryptor.finalize()


def distribution_key(record: bytes) -> bytes:
    """The 16-byte key in a distribution record.

    The first four bytes seed the generator. Each draw of a mask byte is followed by a draw of how long it holds
    (1 to 16 bytes); the mask also runs over the seed, which stays as it is. The key starts at 4 + seed mod 16.
    """
    seed = state = int.from_bytes(record[:4], "little")
    plain = bytearray(record)
    position = 0
    while position < len(plain):
        state, mask = _next_random(state)
        state, run = _next_random(state)
        for place in range(position, min(position + (run & 15) + 1, len(plain))):
            if place >= 4:
                plain[place] ^= mask & 0xFF
        position += (run & 15) + 1
    start = 4 + (seed & 15)
    return bytes(plain[start : start + 16])


def _next_random(state: int) -> tuple[int, int]:
    """The next state and number (15 bits) of rand() in Microsoft's C library."""
    state = (state * 214013 + 2531011) & 0xFFFFFFFF
    return state, (state >> 16) & 0x7FFF


@dataclass(frozen=True, slots=True)
class EncryptedPart:
    """How a part of an HWPX archive is encrypted: the terms of OpenDocument 1.2, part 3, section 4.

    checksum  SHA-256 of the first 1,024 bytes before deflation and encryption
    """

    algorithm: str
    vector: bytes
    salt: bytes
    iterations: int
    key_bytes: int
    checksum: bytes

    @classmethod
    def from_attributes(cls, attributes: dict[str, str]) -> Self:
        """From the attributes of `encryption-data` and its children. Raises Encrypted where a term is unknown."""
        try:
            return cls(
                attributes["algorithm-name"].rsplit("#", 1)[-1],
                base64.b64decode(attributes["initialisation-vector"]),
                base64.b64decode(attributes["salt"]),
                int(attributes["iteration-count"]),
                int(attributes["key-size"]),
                base64.b64decode(attributes.get("checksum", "")),
            )
        except (KeyError, ValueError, binascii.Error) as error:
            raise Encrypted(f"알 수 없는 암호화 방식: {error}") from error

    def agrees(self, plain: bytes) -> bool:
        """Whether a part came out right: not so with a wrong password."""
        return not self.checksum or hashlib.sha256(plain[:1024]).digest() == self.checksum


MAX_ITERATIONS = 10_000_000


def decrypt_part(data: bytes, part: EncryptedPart, password: str) -> bytes:
    """A part before encryption, still deflated. Raises Encrypted for an unknown method.

    Start key: SHA-256 of the password; key: PBKDF2 with HMAC-SHA-1; cipher: AES in CBC mode.
    """
    if part.algorithm != "aes256-cbc" or part.key_bytes != 32 or len(part.vector) != BLOCK_BYTES:
        raise Encrypted(f"알 수 없는 암호화 방식: {part.algorithm}")
    if not 0 < part.iterations <= MAX_ITERATIONS:
        raise Encrypted(f"암호화 반복 횟수 {part.iterations}")
    start_key = hashlib.sha256(password.encode("utf-8")).digest()
    key = hashlib.pbkdf2_hmac("sha1", start_key, part.salt, part.iterations, part.key_bytes)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(part.vector)).decryptor()
    return decryptor.update(data[: len(data) // BLOCK_BYTES * BLOCK_BYTES]) + decryptor.finalize()

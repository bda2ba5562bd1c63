"""What protects HWP and HWPX files, as far as it is published or can be told from the file itself.

Distribution documents (배포용 문서) are meant to be read by anyone: the key stands in the file. Its place follows
from the distribution record (HWP 5.0 format document, section 4.2.13, and Hancom's separate document on distribution
files): 256 bytes masked with the pseudo random numbers of Microsoft's C library.
본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from schemas.errors import Corrupt

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

"""What kind of document an OLE compound file holds, told from the streams at its root ([MS-CFB], [MS-DOC], [MS-XLS],
[MS-PPT], [MS-OFFCRYPTO])."""

import io
import struct
from collections.abc import Callable

import olefile

from schemas.errors import Corrupt, Encrypted, Unsupported

HWP_STREAMS = frozenset({"fileheader", "docinfo", "bodytext"})
"""What an HWP 5 file has at its root, a damaged one at least in part."""
KINDS: dict[str, str] = {
    "worddocument": "DOC",
    "workbook": "XLS",
    "book": "XLS",
    "powerpoint document": "PPT",
    "visiodocument": "VSD",
    "__properties_version1.0": "MSG",
    "quill": "PUB",
    "catalog": "Thumbs.db",
}
"""A stream or storage at the root, in small letters, and the program's file that it is the mark of."""
ENCRYPTED_PACKAGE = "encryptedpackage"
PACKAGE = "Office Open XML"
WORD_ENCRYPTED = 0x0100
"""fEncrypted of the FIB's flags, at byte 10."""
FILEPASS = 0x2F
"""Record of an XLS that is encrypted; it stands among the first."""
FIRST_RECORDS = 16
POWERPOINT_ENCRYPTED = 0xF3D1C4DF
"""headerToken of the stream Current User, at byte 12."""


def refuse_office(data: bytes) -> None:
    """Returns where an OLE file may be HWP 5. Raises Encrypted or Unsupported with the kind where it is another's."""
    from extractors.hwp5 import open_compound_file  # only where a file is a compound file

    try:
        with open_compound_file(data) as ole:
            roots = {path[0].lower() for path in ole.listdir(streams=True, storages=True)}
            if HWP_STREAMS & roots:
                return
            if ENCRYPTED_PACKAGE in roots:
                raise Encrypted(PACKAGE)
            kind = next((KINDS[name] for name in KINDS if name in roots), "OLE")
            if kind in LOCKS and LOCKS[kind](ole):
                raise Encrypted(kind)
    except (Corrupt, OSError, ValueError, IndexError, struct.error, RecursionError):
        return  # its reader says what is wrong with it
    raise Unsupported(kind)


def _word_is_locked(ole: "olefile.OleFileIO[str]") -> bool:
    head = ole.openstream("WordDocument").read(12)
    return bool(struct.unpack_from("<H", head, 10)[0] & WORD_ENCRYPTED)


def _excel_is_locked(ole: "olefile.OleFileIO[str]") -> bool:
    stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book")
    for _ in range(FIRST_RECORDS):
        head = stream.read(4)
        if len(head) < 4:
            return False
        kind, length = struct.unpack("<HH", head)
        if kind == FILEPASS:
            return True
        stream.seek(length, io.SEEK_CUR)
    return False


def _powerpoint_is_locked(ole: "olefile.OleFileIO[str]") -> bool:
    if not ole.exists("Current User"):
        return False
    head = ole.openstream("Current User").read(16)
    return len(head) == 16 and struct.unpack_from("<I", head, 12)[0] == POWERPOINT_ENCRYPTED


LOCKS: dict[str, Callable[["olefile.OleFileIO[str]"], bool]] = {
    "DOC": _word_is_locked,
    "XLS": _excel_is_locked,
    "PPT": _powerpoint_is_locked,
}
"""Kind to the question whether such a file is encrypted."""
ENCRYPTED_KINDS = frozenset((PACKAGE, *LOCKS))
"""Details of Encrypted that name a file of another program."""

"""Who is at the page: users with passwords where several share it, else whoever has the address that was printed.

A session is a secret in a cookie that no script reads and no other site's request brings along; it ends after some
hours of rest. Every change needs the session's second secret, which stands in the forms of its own pages only.
"""

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from schemas.errors import BadUsers

COOKIE = "kplan_session"
REST_SECONDS = 4 * 3600.0
"""A session ends after so long without a request."""
SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}
"""About 0.1 s and 32 MB a try (RFC 7914)."""
TRIES = 5
WAIT_SECONDS = 60.0
"""After TRIES wrong passwords for one name, none is looked at for so long."""


@dataclass(slots=True)
class Session:
    """One browser."""

    user: str
    csrf: str
    last: float


@dataclass(slots=True)
class Sessions:
    """The sessions that are open, in this process only."""

    clock: Callable[[], float] = time.monotonic
    open_ones: dict[str, Session] = field(default_factory=dict)

    def start(self, user: str) -> str:
        """A new session; its secret for the cookie."""
        secret = secrets.token_urlsafe(32)
        self.open_ones[secret] = Session(user, secrets.token_urlsafe(32), self.clock())
        return secret

    def find(self, secret: str | None) -> Session | None:
        """The session of a cookie, None where it ended or never was."""
        now = self.clock()
        for one in [key for key, session in self.open_ones.items() if now - session.last > REST_SECONDS]:
            del self.open_ones[one]
        session = self.open_ones.get(secret or "")
        if session is not None:
            session.last = now
        return session

    def end(self, secret: str | None) -> None:
        """No request comes with this session any more."""
        self.open_ones.pop(secret or "", None)


def read_users(path: Path) -> dict[str, str]:
    """Names with their password records. Raises BadUsers where the file is not there, is none, or has no user."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise BadUsers(str(path)) from error
    users = dict(line.rpartition(":")[::2] for line in lines)
    if not users or not all(name and len(record.split("$")) == 3 for name, record in users.items()):
        raise BadUsers(str(path))
    return users


def add_user(path: Path, name: str, password: str) -> None:
    """Add a user to the file, or give one another password. Raises BadUsers for a name or password that is none."""
    if not name.strip() or any(c in name for c in ":\n\r") or not password:
        raise BadUsers(name)
    users = read_users(path) if path.exists() else {}
    users[name] = password_record(password)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{user}:{record}\n" for user, record in sorted(users.items()))


def password_record(password: str) -> str:
    """A password as the file keeps it: scrypt with a salt of its own."""
    salt = secrets.token_bytes(16)
    return "$".join(("scrypt", *(base64.b64encode(part).decode() for part in (salt, _stretch(password, salt)))))


def _stretch(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)


def is_password(password: str, record: str) -> bool:
    """Whether a password is the one of a record."""
    _, salt, digest = record.split("$")
    return hmac.compare_digest(_stretch(password, base64.b64decode(salt)), base64.b64decode(digest))


@dataclass(slots=True)
class Door:
    """Lets people in.

    users  names with their password records, None where only this machine reaches the page
    key    what the address that was printed holds, where there are no users
    """

    users: dict[str, str] | None
    reviewer: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    clock: Callable[[], float] = time.monotonic
    wrong: dict[str, tuple[int, float]] = field(default_factory=dict)

    def by_key(self, key: str) -> str | None:
        """The name under which somebody with this key decides."""
        known = self.users is None and hmac.compare_digest(key.encode(), self.key.encode())
        return self.reviewer if known else None

    def by_password(self, name: str, password: str) -> str | None:
        """The name of a user whose password it is; the answer for one who is none takes as long."""
        if self.users is None:
            return None
        tries, since = self.wrong.get(name, (0, 0.0))
        if tries >= TRIES and self.clock() - since < WAIT_SECONDS:
            return None
        record = self.users.get(name) or password_record(secrets.token_hex(8))
        if is_password(password, record) and name in self.users:
            self.wrong.pop(name, None)
            return name
        if name in self.users:
            self.wrong[name] = (tries % TRIES + 1, self.clock())
        return None

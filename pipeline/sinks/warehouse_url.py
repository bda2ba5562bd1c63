"""URLs of warehouses and what drivers say, as they may be shown: what is known to be harmless, not all but what is cut.

A password can hold any sign (`@`, `/`, `?`, `%`), stand in the query or in the words of a connection string, and
drivers repeat pieces of what they could not read. So a URL is shown only as far as it has the plain form of a place,
and the words of a driver only where nothing of what stands beside that place is among them.
"""

import os
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

HIDDEN = "…"
PLACE = re.compile(r"[\w.-]+(?::\d{1,5})?(?:/[\w.-]*)?|\[[0-9A-Fa-f:]+\](?::\d{1,5})?(?:/[\w.-]*)?")
"""Host, port and database."""
USER = re.compile(r"[a-z]+://(?P<user>[\w.-]+):(?!(?P=user)@)[^@/?#]*@[\w.:-]+(?:/[\w.-]*)?$")
"""A URL in plain form, whose user is told from its password."""
LOCAL_FILE = re.compile(r"[\w ./~+()@,-]+")
SCHEME = re.compile(r"[a-z][a-z0-9+]{1,20}")
LOCAL_SCHEME = "duckdb"
SECRET_NAMES = ("PASSWORD", "SECRET", "TOKEN", "CREDENTIALS", "KEY")
"""Parts of the names of environment variables whose values are secrets."""
SHORTEST_PIECE = 3
"""A piece of a secret that is shorter stands in any text by chance."""


def without_password(url: str) -> str:
    """As much of a URL as tells where, nothing of who and with which password."""
    scheme, found, rest = url.partition("://")
    if not SCHEME.fullmatch(scheme):
        if re.fullmatch(r"[\w./-]+\.\w+", url):
            return url
        known, _, _ = url.partition(":")
        return f"{known}:{HIDDEN}" if SCHEME.fullmatch(known) and ":" in url else HIDDEN
    if not found or not rest:
        return f"{scheme}{found}"
    if scheme == LOCAL_SCHEME:
        return url if LOCAL_FILE.fullmatch(rest) else f"{scheme}://{HIDDEN}"
    who, at, place = rest.rpartition("@")
    place, question, _ = place.partition("?")
    harmless = PLACE.fullmatch(place) and not (at and question) and not re.search(r"[/?#@]", who)
    return f"{scheme}://{place if harmless else HIDDEN}"


def without_secrets(text: str, url: str, environment: Mapping[str, str] = os.environ) -> str:
    """What a driver says, or nothing of it but HIDDEN where a piece of the URL that is not shown, or of a secret of the
    environment, stands in it."""
    shown = without_password(url)
    plain = USER.match(url)
    known = {plain["user"]} if plain else set()
    pieces = {piece for piece in secret_pieces(url, environment) if piece not in shown} - known
    return HIDDEN if any(piece in text for piece in pieces) else text


def secret_pieces(url: str, environment: Mapping[str, str]) -> Iterator[str]:
    """What could be a part of a secret: everything between the signs of the URL, as written and decoded."""
    secrets = [url.partition("://")[2] or url]
    secrets += [value for name, value in environment.items() if any(part in name.upper() for part in SECRET_NAMES)]
    for secret in secrets:
        for spelling in (secret, unquote(secret)):
            yield from (piece for piece in re.split(r"[:/@?&=#%\s]+", spelling) if len(piece) >= SHORTEST_PIECE)
            if secret is not secrets[0] and len(spelling) >= SHORTEST_PIECE:
                yield spelling

"""What kplan says to people, in Korean and in English. The sentences are data: messages.toml beside this file."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

HANCOM_NOTICE = "본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다."
"""The sentence that the licence of the HWP format documents asks every program built on them to show."""


FILES = ("messages.toml", "audit.toml", "forms.toml")
_SPOKEN: ContextVar[str | None] = ContextVar("spoken language", default=None)


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Inside, everything is said in this language, whatever the locale is; None for that of the locale."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def choose_language(environment: Mapping[str, str] = os.environ) -> str:
    """`ko` or `en`: that of `speaking`, else KPLAN_LANG, then LC_ALL, LC_MESSAGES, LANG; Korean where the locale names
    no language."""
    if (spoken := _SPOKEN.get()) is not None:
        return spoken
    for name in ("KPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "ko" if value.lower().startswith(("ko", "c.", "posix")) or value.lower() == "c" else "en"
    return "ko"


@cache
def _messages() -> dict[str, dict[str, str]]:
    texts = [files(__name__).joinpath(name).read_text(encoding="utf-8") for name in FILES]
    return {key: sentence for text in texts for key, sentence in tomllib.loads(text).items()}


def say(key: str, **values: object) -> str:
    """The sentence `key` in the language of the locale, with its values filled in. Raises KeyError for no such key."""
    return _messages()[key][choose_language()].format(**values)

"""The final consonants of Hangul syllables, which tell the endings of verbs apart (Unicode, chapter 3.12)."""

_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS = 0xAC00, 0xD7A3, 28
FINAL_OF_PAST, FINAL_OF_PRESENT = 20, 4
"""ㅆ, as in `마쳤`, and ㄴ, as in `운영한` and `세운`."""


def final_of(syllable: str) -> int | None:
    """Which final consonant a syllable has, 0 for none; None where it is no Hangul syllable."""
    code = ord(syllable)
    return (code - _FIRST_SYLLABLE) % _FINALS if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE else None


def is_adnominal(word: str) -> bool:
    """Whether a word ends as a verb does before the noun that it is of (`이룬`, `세운`); many nouns end so too."""
    return bool(word) and final_of(word[-1]) == FINAL_OF_PRESENT

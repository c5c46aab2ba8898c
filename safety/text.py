"""Text as it came in made safe to read: no disguises, no control characters, no commands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_CHARS = 4000
"""Longest message that is kept, in characters; what comes after it is cut off."""

# Characters that show nothing and serve to split a word or to turn its order around.
_INVISIBLE = {
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0",
    *(chr(code) for code in range(0x200B, 0x2010)),
    *(chr(code) for code in range(0x202A, 0x202F)),
    *(chr(code) for code in range(0x2060, 0x2070)),
    *(chr(code) for code in range(0xFE00, 0xFE10)),
    *(chr(code) for code in range(0xFFF9, 0xFFFC)),
    *(chr(code) for code in range(0xE0000, 0xE0080)),
}

# Letters of other scripts that look like Latin ones (lower case; text is lowered first).
_LOOK_ALIKE = dict(
    zip(
        "авекмнорстухіјѕԁɡһԛԝьαβεηικνορτυχγωⅼօսոհ",
        "abekmhopctyxijsdghqwbabenikvoptuxywlouuh",
        strict=True,
    )
)

_LETTER_FOLD = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}

_APOSTROPHES = "'’‘`´ʼ＇′"

# z e l f, z.e.l.f and z-e-l-f: four or more single letters with one separator between them.
_SPACED_OUT = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][ .\-_*]){3,}[^\W\d_](?![^\W\d_])")

# Words of the gravest sentences run together: "ikwildood", "nietmeerleven".
_GLUED = re.compile(r"(?:(ik)|\b)(wil|niet|nie)(dood|meer)(leven|leve)?(?![^\W\d_])")

# A slash command as Rasa reads one, after anything that shows nothing or is white space.
_COMMAND = re.compile(r"/[^\s/]")


def strip_invisible(text: str) -> str:
    """Return `text` without zero-width, bidirectional and control characters.

    New lines and tabs stay; every other control character goes, and so does half a character (a
    surrogate), which no file, no database and no tokeniser takes.
    """
    return "".join(
        char
        for char in text
        if char not in _INVISIBLE
        and (char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    )


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """Return one character as lower-case ASCII where it has such a form, else lowered."""
    out = []
    for part in unicodedata.normalize("NFKD", char).lower():
        if unicodedata.combining(part):
            continue
        out.append(_LOOK_ALIKE.get(part, _LETTER_FOLD.get(part, part)))
    return "".join(out)


def normalise(text: str) -> str:
    """Return `text` in the form in which it is searched for danger: never shown, never kept.

    Compatibility forms, accents, capitals and look-alike letters are folded, invisible
    characters and apostrophes are gone, letters written apart are joined, and a letter repeated
    three times or more is left twice. White space becomes single spaces, except new lines.
    """
    folded = "".join(fold_char(char) for char in strip_invisible(text))
    folded = "".join(char for char in folded if char not in _APOSTROPHES)
    folded = re.sub(r"([^\W\d_])\1{2,}", r"\1\1", folded)
    folded = _SPACED_OUT.sub(lambda match: re.sub(r"[ .\-_*]", "", match.group()), folded)
    folded = _GLUED.sub(lambda match: " ".join(filter(None, match.groups())), folded)
    folded = re.sub(r"[^\S\n]+", " ", folded)
    return re.sub(r" ?\n[\s]*", "\n", folded).strip()


def is_command(text: str) -> bool:
    """Tell whether Rasa would read `text` as a command (``/intent{...}``, ``/restart``)."""
    start = unicodedata.normalize("NFKC", strip_invisible(text)).lstrip()
    return bool(_COMMAND.match(start))


def plain(text: str, limit: int = MAX_CHARS) -> str:
    """Return `text` as words that Rasa can never take for a command.

    Invisible and control characters go, leading slashes (in any width) and white space go, and
    what is longer than `limit` characters is cut off. Doing it twice changes nothing more.
    """
    out = strip_invisible(text).strip()
    while out and (out[0].isspace() or unicodedata.normalize("NFKC", out[0]).startswith("/")):
        out = out[1:]
    return out[:limit].rstrip()

"""Which other language a message is in, as far as its answer needs to know."""

from __future__ import annotations

import re

_SCRIPTS = {"ar": r"[\u0600-\u06ff]", "uk": r"[\u0400-\u04ff]"}
_WORDS = {
    "en": "i you the please help english speak need dutch not understand do can my is what",
    "de": "ich nicht bitte hilfe deutsch spreche und sie verstehe kein niederlandisch kann mein",
    "tr": "ben bilmiyorum yardim hollandaca turkce konusuyorum lutfen anlamiyorum degil var mi",
    "pl": "nie rozumiem prosze pomoc polsku mowie jestem czy po niderlandzku potrzebuje mam",
    "ar": "ana la afham hollandi arabi musaada",
    "uk": "ya ne rozumiyu dopomoha ukrainskoyu",
}


def language_of(text: str) -> str | None:
    """Give en, de, tr, ar, pl or uk, or None when the words do not tell.

    A script that only one of them uses decides; otherwise at least two common words of it.
    """
    for code, letters in _SCRIPTS.items():
        if re.search(letters, text):
            return code
    plain = text.casefold().translate(str.maketrans("ıışğüöçłęąóżźćńś", "iisguoclaaozzcns"))
    words = set(re.findall(r"[a-z]+", plain))
    counts = {code: len(words & set(known.split())) for code, known in _WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 2 or (words and len(words) <= 2 and counts[best]) else None

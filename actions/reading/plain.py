"""Plain answers that fit any question: yes, no, I don't know, skip, none of these."""

from __future__ import annotations

from actions.reading.phrases import compile_phrase
from actions.reading.result import NOTHING, Kind, Reading
from dutch.words import Word, is_mark, tokens, word

_YES = frozenset(
    {"ja", "jawel", "jazeker", "jep", "yes", "yep", "jaa", "jaja", "klopt", "inderdaad", "zeker",
     "uiteraard", "natuurlijk", "juist", "absoluut", "tuurlijk", "ok", "oke", "okee", "akkoord",
     "jahoor", "joh", "jo", "correct"}
)  # fmt: skip
_NO = frozenset({"nee", "neen", "nope", "neej", "neee", "nah", "neehoor", "no"})
_FILLERS = frozenset(
    {"hoor", "dat", "het", "dit", "wel", "echt", "eigenlijk", "nu", "toch", "zo", "is", "doe", "ik",
     "maar", "eh", "uh", "ehm", "uhm", "hm", "hmm", "tja", "ach", "o", "oh", "dank", "u",
     "bedankt", "graag", "prima", "goed", "gewoon", "denk", "volgens", "mij", "helaas", "hoorja",
     "best", "ook", "meneer", "mevrouw", "he", "hè", "alles", "helemaal", "zeker", "absoluut", "al",
     "natuurlijk", "wil", "moet", "heb", "ben", "kan", "die", "zou", "vind", "van", "even"}
)  # fmt: skip
_LIGHT = frozenset(
    {"hoor", "echt", "eigenlijk", "nu", "toch", "zo", "maar", "eh", "uh", "ehm", "uhm", "hm", "hmm",
     "tja", "ach", "o", "oh", "helaas", "gewoon", "meneer", "mevrouw", "he", "dat", "het", "ja",
     "nee",
     "ik", "er", "ook", "wel", "over", "om", "aan", "u"}
)  # fmt: skip
_SOFT = frozenset({"ok", "oke", "okee", "prima", "graag", "goed"})
"""Words that agree with a proposal but hardly answer a question about facts."""
_NEGATING = frozenset({"niet", "nooit", "geen", "niks", "nergens"})
_WHOLE_YES = (
    "eigenlijk wel", "dat klopt", "ik denk het wel", "denk het wel", "ik denk van wel", "zeker wel",
    "volgens mij wel", "dat is zo", "dat is goed", "is goed", "helemaal goed", "zo is het",
    "best wel",
    "ik geloof het wel", "ik dacht van wel", "graag", "graag zelfs", "wel", "denk van wel",
    "ja hoor",
    "ja graag", "ja dat klopt", "nou ja wel", "nu wel", "meestal wel", "het klopt",
    "alles klopt", "goed zo", "prima", "prima zo",
)  # fmt: skip
_WHOLE_NO = (
    "niet echt", "eigenlijk niet", "helemaal niet", "zeker niet", "absoluut niet", "nu niet",
    "klopt niet", "dat klopt niet", "ik denk het niet", "denk het niet", "ik denk van niet",
    "volgens mij niet", "nog niet", "dat niet", "liever niet", "echt niet", "totaal niet",
    "geenszins",
    "dat is niet zo", "niet", "hoeft niet", "dat hoeft niet", "welnee", "ben je gek", "allerminst",
    "dacht het niet", "ik dacht het niet", "geloof het niet", "ik geloof het niet", "nee nooit",
    "het klopt niet", "klopt niet helemaal", "niet helemaal", "denk van niet", "nooit",
    "dat is niet juist", "niet juist", "fout", "dat is fout", "onjuist", "nee nog niet",
)  # fmt: skip
_DONT_KNOW = (
    "weet ik niet", "weet ik .. niet", "weet niet", "weet het niet", "ik weet het .. niet",
    "geen idee", "geen flauw idee", "geen benul", "kweenie", "kwenie", "weenie", "kweetniet",
    "weetnie", "kweeniet", "weet ik veel", "joost mag het weten", "zou het niet weten",
    "zou ik niet weten", "zou ik .. niet durven zeggen", "durf ik niet te zeggen",
    "durf ik .. niet te zeggen", "kan ik niet zeggen", "kan ik .. niet zeggen", "onbekend",
    "niet bekend", "nog niet bekend", "niet duidelijk", "nog onduidelijk", "onduidelijk",
    "kan ik niet beoordelen", "niet te beoordelen", "moeilijk te zeggen", "lastig te zeggen",
    "lastig om te zeggen", "moeilijk om te zeggen", "geen verstand van", "geen zicht op",
    "nog niet besproken", "niet besproken", "nog niet uitgevraagd", "niet uitgevraagd",
    "in onderzoek", "nog uitzoeken", "geen antwoord op", "geen mening", "nvt bekend",
    "niet te zeggen", "niet in te schatten", "kan ik niet inschatten", "wist ik het maar",
    "niet onderzocht", "nog niet onderzocht", "wie zal het zeggen", "geen informatie",
    "dat weten wij .. niet", "weten we .. niet", "weten wij .. niet", "twijfel ik over",
    "weet ik .. nog niet", "ik heb er geen kijk op", "geen kijk op", "geen flauw benul",
    "ik twijfel",
)  # fmt: skip
_SKIP = (
    "sla over", "overslaan", "sla .. over", "volgende vraag", "volgende", "skip", "pas",
    "liever niet zeggen", "zeg ik liever niet", "dat zeg ik liever niet", "wil ik niet zeggen",
    "wil ik liever niet zeggen", "geen antwoord", "wil ik niet beantwoorden",
    "wil ik .. niet over praten", "gaat u niks aan", "gaat je niks aan", "liever niet beantwoorden",
    "deze vraag niet", "gaan we verder", "ga verder", "door naar de volgende", "geen commentaar",
    "dat is prive", "prive", "liever niet vertellen", "dat vertel ik liever niet",
)  # fmt: skip
_NONE_OF_THESE = (
    "geen van deze", "geen van allen", "geen van die", "geen van alle", "niks hiervan",
    "geen enkele", "niks van dat alles", "niks van deze", "niks van dit alles", "geen hiervan",
    "geen een", "niks daarvan", "geen daarvan", "niks", "geen", "niks van de lijst", "nul",
    "geen van beide", "geen van de genoemde", "niks van toepassing", "geen van toepassing",
    "niet van toepassing", "nvt", "niks van dat", "niks ervan", "nee niks", "nee geen",
    "niks bijzonders", "geen enkel", "geen bijzonderheden", "geen van die dingen",
)  # fmt: skip
_AS_KNOWN = (
    "voor zover bekend", "voor zover ik weet", "zover ik weet", "zover bekend", "volgens mij",
    "denk ik", "ik denk", "dacht ik", "geloof ik", "ik geloof", "zou ik zeggen", "ik zou zeggen",
    "wat mij betreft", "als ik eerlijk ben", "om eerlijk te zijn", "in principe",
)  # fmt: skip


def _words(text: str) -> tuple[Word, ...]:
    return tuple(word(t) for t in tokens(text) if not is_mark(t))


def _is_whole(words: tuple[Word, ...], sources: tuple[str, ...], extra: int = 0) -> bool:
    """Tell whether the words are one of the phrases, fillers beside it left out of count."""
    for source in sources:
        for first, end in compile_phrase(source).spans(words):
            around = (*words[:first], *words[end:])
            if sum(w.text not in _LIGHT for w in around) <= extra:
                return True
    return False


def bare(text: str) -> tuple[Word, ...]:
    """Give the words of an answer without "ik denk", "voor zover bekend" and the like around it."""
    words = _words(text)
    for source in _AS_KNOWN:
        for first, end in compile_phrase(source).spans(words):
            words = (*words[:first], *words[end:])
            break
    while words and words[0].text in ("eh", "uh", "ehm", "uhm", "tja", "nu", "ach", "hm", "hmm"):
        words = words[1:]
    return words


def read_yes_no(text: str) -> Reading:
    """Read a plain yes or no: the value is True or False, NONE for anything longer or unclear."""
    words = bare(text)
    if not words or len(words) > 7 or "?" in text:
        return NOTHING
    if _is_whole(words, _WHOLE_NO):
        return Reading(Kind.VALUE, False, exact=True)
    yes = any(w.text in _YES for w in words)
    no = any(w.text in _NO for w in words)
    rest = [w for w in words if w.text not in _YES | _NO | _FILLERS]
    if _is_whole(words, _WHOLE_YES):
        sure = not any(w.text in _SOFT for w in words) or yes
        return NOTHING if no else Reading(Kind.VALUE, True, exact=True, sure=sure)
    denies = [w for w in rest if w.text in _NEGATING]
    if len(rest) > len(denies) or yes == no:
        return NOTHING
    if yes and denies:
        return NOTHING
    sure = no or any(w.text in _YES - _SOFT for w in words)
    return Reading(Kind.VALUE, yes, exact=True, sure=sure)


def opens_with(text: str) -> bool | None:
    """Give True or False where an answer opens with yes or no, else None."""
    for w in bare(text)[:2]:
        if w.text in _NO or w.text == "welnee":
            return False
        if w.text in ("ja", "jazeker", "jawel", "jep", "jahoor", "zeker", "inderdaad", "klopt"):
            return True
    return None


def dont_know_span(words: tuple[Word, ...]) -> tuple[int, int] | None:
    """Give where somebody says not to know, or None."""
    best: tuple[int, int] | None = None
    for source in _DONT_KNOW:
        for span in compile_phrase(source).spans(words):
            if best is None or span[0] < best[0] or (span[0] == best[0] and span[1] > best[1]):
                best = span
    return best


def is_skip(text: str) -> bool:
    """Tell whether somebody asks to skip the question."""
    words = _words(text)
    return bool(words) and len(words) <= 9 and _is_whole(words, _SKIP, extra=1)


def is_plain_dont_know(text: str) -> bool:
    """Tell whether an answer is nothing but not knowing."""
    words = _words(text)
    return bool(words) and len(words) <= 9 and _is_whole(words, _DONT_KNOW, extra=1)


def is_none_of_these(text: str) -> bool:
    """Tell whether an answer is nothing but "none of these"."""
    words = bare(text)
    return bool(words) and len(words) <= 7 and _is_whole(words, _NONE_OF_THESE)


_ASKS_BACK = (
    "wat bedoelt|bedoel", "snap de vraag niet", "begrijp de vraag niet", "wat is dat",
    "hoe bedoelt|bedoel", "waarom vraagt|wilt",
)  # fmt: skip


def asks_back(text: str) -> bool:
    """Tell whether somebody asks what the question means."""
    words = _words(text)
    return any(compile_phrase(p).spans(words) for p in _ASKS_BACK)

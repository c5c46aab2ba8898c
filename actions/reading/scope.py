"""Of whom, when and whether: what a piece of a story is about, beyond its topic.

A trained model hears that a piece speaks of autism; the rules here say whether it is the client
who has it, now, and not in a question or a supposition.
"""

from __future__ import annotations

import re

from actions.reading.clauses import split_clauses
from catalog.model import Publiek
from dutch.words import fold

_CLOSE = (
    "moeder|vader|zoon|dochter|man|vrouw|partner|broer|zus|zusje|broertje|ma|pa|mam|pap|mama|papa|"
    "mamma|pappa|oma|opa|tante|oom|echtgenoot|echtgenote|kind|ouders"
)
_FAR = (
    "neef|nicht|nigt|neefje|nichtje|collega|huisgenoot|leidinggevende|baas|kennis|buurman|"
    "buurvrouw|buren|overburen|onderburen|bovenburen|vriend|vriendin|maatje|maat|ex|kamergenoot|"
    "medebewoner|bewoner|klasgenoot|schoonzus|zwager|begeleider|begeleidster|mentor|kapper|"
    "huisarts|dokter|wijkagent|juf|docent|leraar|kleinzoon|kleindochter|stiefvader|stiefmoeder|"
    "verpleegkundige|cursusgenoot|teamgenoot|casemanager|schoonmoeder|schoonvader|schoonouders|voorganger|hulpverlener|bewindvoerder|vrijwilliger"
)
_PERSON = rf"(?:{_CLOSE}|{_FAR}|jongen|meisje|meneer|mevrouw|vrouwtje|mannetje|kinderen|gezin|stel)"
_ALWAYS_OTHER = (
    rf"\b(?:zijn|z'n|zn|haar|d'r|hun) (?:\w+ )?(?:{_CLOSE}|{_FAR})\b",
    rf"\b(?:de|een|die|dat|n) (?:\w+ )?{_PERSON} (?:van|uit|bij|op|naast|achter|beneden|boven) ",
    rf"\b(?:de|een|die|'n) (?:\w+ )?(?:vorige|andere|nieuwe|oude) {_PERSON}\b",
    r"\bin (?:zijn|haar|mijn|de|onze|m'n) (?:klas|straat|flat|buurt|groep|"
    r"familie) (?:zat|zit|woon|is|zijn|heb)",
    r"\b(?:iemand|mensen|personen|kinderen|ouderen|cli[eë]nten|bewoners) (?:met|die|van|zonder)\b",
    r"^\W*(?:\w+ ){0,2}(?:wie|een ander|anderen|iedereen|sommige mensen|veel mensen)\b",
    r"\b(?:je hoort|je leest)\b",
    r"\b(?:op tv|op televisie|in de krant|in een film|in een boek|documentaire|een programma)\b",
    r"\bnet als mijn|\bvorige (?:cli[eë]nt|bewoner|huurder|begeleider)",
    rf"^(?:\w+ ){{0,2}}een (?:{_PERSON})\b",
)
_MINE_FAR = rf"\b(?:mijn|m'n|mn|me|ons|onze|un|de) (?:\w+ )?(?:{_FAR})\b"
_MINE_CLOSE = rf"\b(?:mijn|m'n|mn|me|ons|onze) (?:\w+ )?(?:{_CLOSE}|{_FAR})\b"
_SELF = (
    r"\b(?:ikzelf|ik zelf|mijzelf|mezelf|bij mij(?:zelf)?|zelf (?:ben|heb|woon|werk|zit|doe) ik|"
    r"ik (?:\w+ )?(?:ben|heb|werk|woon) (?:zelf|ook|al|geen|een)|wat mij betreft|ik als moeder)\b"
)
_MINE = (
    r"\b(?:mijn|m'n|mn) (?:\w+ )?(?:rug|knie|knieen|heup|lijf|benen|handen|ogen|oren|hart|hoofd|"
    r"gezondheid|werk|baan|leeftijd|reuma)\b"
)
_IK_TELLS = (
    r"\bik (?:\w+ )?(?:zie|merk|denk|vind|hoor|zoek|vraag|schrijf|bel|mail|meld|zeg|weet|geloof|"
    r"begrijp|vermoed|maak me|regel|doe|moet|help|ga|kom|heb gezien|heb gehoord)\b|"
    r"\b(?:zie|merk|denk|vind|hoor|zoek|vraag|schrijf|bel|weet|geloof|moet|regel|doe) ik\b"
)
_THIRD = (
    rf"\b(?:hij|zij|ze|hem|haar|ie|m|d'r|zijn|z'n|zn|clie?nt|meneer|mevrouw)\b|"
    rf"\b(?:mijn|m'n|mn|me|ons|onze) (?:\w+ )?(?:{_CLOSE}|{_FAR})\b"
)

_QUESTION = re.compile(
    r"^\W*(?:en |maar |nou |eh )*(?:(?:wat|hoe|wie|waar|waarom|waarvoor|welke?|wanneer|"
    r"vanaf|hoeveel|"
    r"hoelang|moet(?:en)?|mag|mogen|kan|kunnen|krijg|krijgt|krijgen|bestaat|bestaan|"
    r"geldt|telt|zijn er|"
    r"is er|is dat|is dit|heeft u|hebt u|heb ik|ben ik|doen jullie|komt er|zit er|"
    r"weet u|klopt het)\b)"
    r"(?!.*\b(?:weet ik niet|heeft hij|is hij ook|dat wel)\b)",
)
_QUESTION_WORD_FACT = re.compile(
    r"^\W*(?:wat (?:hij|ze|zij|ik|nog|er|mijn|we|vooral|niet|wel)|hoe (?:hij|zij|ze|ik)|"
    r"waar (?:hij|ze|"
    r"zij|ik)|wie (?:hij|ze|hem)|(?:kan|moet|mag|krijgt) (?:niet|geen|zich|zijn|haar|"
    r"alleen|zelf|goed|"
    r"slecht|wel|nog|nauwelijks|amper|dag|niks|nooit|per|bij|in|op|met|wekelijks|"
    r"dagelijks|zonder))\b"
)
_IF = re.compile(
    r"^\W*(?:en |maar |want |dus |nou )?(?:als|wanneer|indien|zodra|mocht(?:en)?|stel)\b"
)
_IF_WORDS = re.compile(
    r"\b(?:stel dat|stel je|mocht|mochten|zou|zouden|zouwe|ooit|had ik|had hij|had ze|"
    r"wat als|hopelijk|"
    r"ik hoop|we hopen|ik wou|misschien later|later wil|bang dat|vrees|droom|fantas|voor het geval|"
    r"ik wens|in de toekomst|binnenkort|volgend jaar|volgende (?:maand|week)|straks|test voor|"
    r"onderzoek naar|onderzocht (?:op|of)|getest op|uitslag|wachtlijst voor|vermoed|"
    r"nog niet bekend|"
    r"niet zeker of|de vraag of|of (?:hij|zij|ze|ik) .{0,40} heeft)\b"
)
_PAST = re.compile(
    r"\b(?:vroeger|destijds|toentertijd|indertijd|in het verleden|jaren geleden|"
    r"jaar geleden|jaar terug|"
    r"jaren terug|maanden geleden|ooit|toen (?:ik|hij|zij|ze|we|hij nog|mijn)|"
    r"als (?:kind|kleuter|puber|"
    r"tiener|jongen|meisje|peuter|baby)|op de (?:lagere|basis|middelbare) ?school|"
    r"in mijn jeugd|in (?:19|20)"
    r"\d\d|eind jaren|begin jaren|jaren (?:negentig|tachtig|zeventig|zestig|vijftig)|"
    r"in (?:de|mijn|zijn) "
    r"diensttijd|helemaal over|is voorbij|achter de rug|verleden tijd|niet meer aan de orde|"
    r"afgesloten|inmiddels niet meer|nu niet meer|tot vorig jaar|tot voor kort|"
    r"van voor (?:mijn|zijn))\b"
)
_STILL = re.compile(
    r"\b(?:sinds|sindsdien|nog steeds|nog altijd|tot op heden|vastgesteld|diagnose|sedert|"
    r"sindskort|al (?:\w+ ){0,2}(?:jaar|jaren|maanden))\b"
)

STATUS = frozenset(
    {
        "achtergrond",
        "bw_indicatie",
        "leeftijd",
        "gemeente",
        "hulpvraag",
        "blijvend_24_7",
        "dagdelen",
    }
)
"""What one has or is: under an "if" it is not stated. What one does may well stand under it."""
OTHERS_TELL = frozenset({"voorliggend", "beschermende_factoren"})
"""Kenmerken that are about what others do."""
_OTHERS_TELL_VALUES = frozenset(
    {
        ("achtergrond", "ingrijpende_gebeurtenis"),
        ("achtergrond", "gezinsproblematiek"),
        ("dagdoel", "mantelzorg_ontlasten"),
        ("risico", "overlast"),
        ("risico", "gevaar_voor_zelf_of_ander"),
    }
)
_LONG_AGO = re.compile(
    r"\bin (?:19|20)\d\d\b|"
    r"\b(?:vroeger|destijds|jaren geleden|lang geleden|als kind|in mijn jeugd)\b"
)
_PAST_TELLS = frozenset({("achtergrond", "ingrijpende_gebeurtenis"), ("bw_indicatie", "nee")})


def about_client_now(
    piece: str, sentence: str, pair: tuple[str, str], publiek: Publiek | None
) -> bool:
    """Tell whether a piece of a story states its topic of the client, now, and as a fact.

    `piece` is the part of `sentence` that a value was heard in, `pair` that kenmerk and value;
    `publiek` None means that nobody said yet who writes.
    """
    folded, whole = fold(piece), fold(sentence)
    if asks(whole):
        return False
    kenmerk = pair[0]
    if (_IF.search(folded) and kenmerk in STATUS) or _IF_WORDS.search(folded):
        return False
    told_by_others = kenmerk in OTHERS_TELL or pair in _OTHERS_TELL_VALUES
    if not told_by_others and _other(folded, whole, publiek):
        return False
    if pair in _PAST_TELLS and not _LONG_AGO.search(folded):
        return True
    return not _past(piece, folded, publiek)


def asks(sentence: str) -> bool:
    """Tell whether a sentence, folded, asks something."""
    if sentence.rstrip(" \"')").endswith("?"):
        return True
    return bool(_QUESTION.search(sentence)) and not _QUESTION_WORD_FACT.search(sentence)


def _past(piece: str, folded: str, publiek: Publiek | None) -> bool:
    if _STILL.search(folded):
        return False
    if _PAST.search(folded):
        return True
    clauses = split_clauses(piece, publiek)
    return bool(clauses) and all(clause.past for clause in clauses)


def _other(folded: str, sentence: str, publiek: Publiek | None) -> bool:
    if any(re.search(pattern, folded) for pattern in _ALWAYS_OTHER):
        return True
    if publiek is Publiek.NAASTE:
        return _tells_of_self(folded) or _names_another(folded)
    if publiek is Publiek.WIJKTEAM:
        return bool(re.search(_MINE_CLOSE, folded))
    if publiek is Publiek.INWONER:
        return bool(re.search(_MINE_CLOSE, folded)) and not re.search(r"\b(?:ik|mij)\b", folded)
    if re.search(_MINE_FAR, folded) and not re.search(r"\b(?:ik|mij)\b", folded):
        return True
    # Nobody said who writes: with "ik" in the same sentence, a relative is somebody else.
    return bool(
        re.search(_MINE_CLOSE, folded)
        and re.search(r"\b(?:ik|ikzelf) (?:niet|wel|ben|heb|vraag|zelf)\b", sentence)
        and not re.search(
            r"\bik (?:ben (?:de |zijn |haar |een )?(?:moeder|vader|zoon|dochter)|vraag)", sentence
        )
    )


def _tells_of_self(folded: str) -> bool:
    """Tell whether a naaste speaks of herself: "ik" does something, and nobody else is named."""
    if re.search(_SELF, folded) or re.search(_MINE, folded):
        return True
    rest = re.sub(_IK_TELLS, " ", folded)
    return bool(re.search(r"\bik\b", rest)) and not re.search(_THIRD, rest)


def _names_another(folded: str) -> bool:
    """Tell whether a naaste speaks of somebody who is surely not the client."""
    return bool(
        re.search(rf"\b(?:de|een|onze) (?:{_FAR}) (?:heeft|is|was|had|kan|krijgt)\b", folded)
    )

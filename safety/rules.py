"""What counts as a sign of danger: rules as data, in the pattern language of safety.patterns.

Words only; how a rule is weighed (negation, the past, by trade) is in safety.danger. A rule says:

- ``level``: ``acute`` is danger now whoever writes it; ``sign`` is danger when an inwoner or
  naaste writes it and a description when a worker does; ``doubt`` shows help beside the talk,
  which goes on, unless the sentence says that it is now.
- ``past``: what a sentence about the past makes of it: ``drop`` (no danger), ``doubt``, ``keep``.
- ``negation``: where a "niet" takes it away: ``both`` sides, ``before`` it, or ``none``.
- ``unless``: patterns anywhere in the same sentence that show another meaning.

The kinds and what may be said of them come from the table "Signs of danger" of the project's
design notes on practice; the wording of the rules is our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["acute", "sign", "doubt"]


@dataclass(frozen=True)
class Rule:
    """One rule; see the module for what the fields mean. `why` is for the reader."""

    id: str
    kind: str
    level: Level
    patterns: tuple[str, ...]
    why: str
    unless: tuple[str, ...] = ()
    past: Literal["drop", "doubt", "keep"] = "drop"
    negation: Literal["both", "before", "none"] = "both"
    weight: int | None = None
    child: bool = False


def _rows(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


CLASSES: dict[str, str] = {
    "ik": "ik k ek ikke",
    "mij": "mij me mijzelf mezelf my",
    "mijn": "mijn me mn mien myn mun onze ons us ut",
    "zelf": "mezelf mijzelf mezelluf zichzelf zichzelluf zelf eige eigen haarzelf hemzelf zich",
    "hij": "hij ie die hie hee zij ze se meneer mevrouw mevr mw dhr dhr client cliente cl vr"
    " bewoner bewoonster betrokkene",
    "haar": "haar hem dr der um m mij me ons hun hen",
    "bezit": "mijn me mn zijn zn haar dr hun onze ons uw je de het t een",
    "niet": "niet nie ni nit neit nait nooit nimmer nej",
    "meer": "meer mer meej mir mee langer",
    "wil": "wil wilt wou wilde willen wilden wul zou hoef will wilik",
    "leven": "leven leve leev levn leeven leem leefen leefe lefen lebn leeve laeve lven",
    "dood": "dood doo doot doodgaan doodgan dod doodmaken dooot sterven sterve doad",
    "pillen": "pil pillen pille pilletjes slaappillen slaappil slaaptabletten tabletten"
    " medicijnen medicijn medicatie medikijnen paracetamol paracetamols oxazepam temazepam"
    " oxycodon antidepressiva kalmeringstabletten insuline methadon",
    "partner": "man vrouw vriend vriendin partner ex exman exvriend exvrouw exvriendin vent"
    " verloofde echtgenoot echtgenote wijf vriendje",
    "familie": "man vrouw vriend vriendin partner ex exman exvriend exvrouw vent kerel zoon"
    " dochter kleinzoon kleindochter broer zus zuster neef nicht vader moeder pa ma papa mama pap"
    " mam pappa mamma ouders stiefvader stiefmoeder stiefzoon schoonzoon schoondochter schoonvader"
    " schoonmoeder schoonzus zwager oom tante opa oma buurman buurvrouw buren huisgenoot verloofde"
    " echtgenoot echtgenote mantelzorger familie kind kinderen pleegvader pleegmoeder kleinkind"
    " verzorger begeleider begeleidster jongste oudste zoons dochters broers vriendje",
    "ouder": "vader moeder ouders stiefvader stiefmoeder pleegvader pleegmoeder",
    "papa": "papa mama pappa mamma papi mami pap mam mamma",
    "kind": "kind kinderen kindje kindjes kids kid baby baby's babytje peuter kleuter zoontje"
    " dochtertje kleinkind kleinkinderen zusje broertje zusjes broertjes kleintjes kleintje"
    " jongetje meisje zoontjes dochtertjes child children",
    "slaat": "slaat slaa sla slat slaan slaad slaag mept mep schopt schop schoppen trapt trap"
    " trappen stompt stomp knijpt knijp knijpen duwt duw duwen bijt bijten wurgt krabt ramt ram"
    " rammen mishandelt mishandeld mishandelen timmert slagen klapt slat",
    "geslagen": "geslagen geslage mishandeld mishandelt geschopt geschopte getrapt gestompt"
    " geknepen gewurgd gebeten geduwd afgeranseld toegetakeld",
    "bedreigt": "bedreigt bedreigd bedreig bedreigen dreigt stalkt stalken stalk terroriseert"
    " chanteert intimideert",
    "wapen": "mes mesje messen pistool wapen vuurwapen geweer bijl machete zwaard hakmes hakmessen"
    " honkbalknuppel knuppel koevoet gun knife keukenmes",
    "stemmen": "stemmen stemme steme stem stemmetjes stemmetje voices",
    "zeggen": "zegge zeggen zegt zeg zeche zecht vertellen vertelt roepen roept schreeuwen"
    " schreeuwt fluisteren wille willen",
    "kwaad": "pijn dood doden doodmaken doodsteken springen spring snijden snij steken steek"
    " vermoorden slaan pakken straffen vermoord aandoen neersteken afmaken verbranden kill hurt",
    "kort": "net zonet zojuist daarnet zojuis daarstraks zonnet zoeven",
    "nu": "nu nou vandaag vannacht vanavond vanmorgen vanochtend vanmiddag zojuist zonet net"
    " daarnet straks meteen momenteel dadelijk moment acuut acute actueel gisteren gister now"
    " tonight",
    "tv": "televisie tv teevee tillevisie radio computer laptop telefoon mobiel lamp lampen krant"
    " speaker magnetron koelkast muur muren stopcontact televisies",
}

_SUICIDE = (
    Rule(
        "suicide-word", "crisis_suicide", "sign",
        _rows("""
            zelfmoord*
            selfmoord*
            zelfdoding*
            suicid*
            suisid*
            suesid*
            suïcid*
            doodswens*
            doodsverlangen*
            doodsgedachte*
            levensmoe*
        """),
        "The word itself, as a noun or adjective, of whoever it is said.",
        unless=_rows("""
            denkt|denk|heeft|hebt|heb|bent|ben|hoort|wilt|had u|jij|je|jullie
            film|serie|boek|krant|nieuws|documentaire|tv|televisie|podcast|liedje|lezing|folder
            zelfmoord*|suicid*|suisid*|zelfdoding* ..2 gepleegd|pleegde|pleegden|gepleegt
            zelfmoord*|suicid*|zelfdoding* ..3 ontkend|ontkent|uitgesloten
            ontkent|ontkend ..2 suicid*|zelfmoord*
            preventie*|training|cursus|protocol
        """),
        past="doubt",
    ),
    Rule(
        "suicide-bereaved", "crisis_suicide", "doubt",
        _rows("""
            zelfmoord*|suicid*|suisid*|zelfdoding* ..2 gepleegd|pleegde|pleegden|gepleegt
            pleegde|gepleegd ..1 zelfmoord*|suicid*|zelfdoding*
        """),
        "Somebody near has done it: the bereaved run a risk of their own, help beside the talk.",
        unless=_rows("film|serie|boek|krant|nieuws|documentaire|tv|televisie|podcast"),
        past="doubt",
    ),
    Rule(
        "suicide-wants-death", "crisis_suicide", "sign",
        _rows("""
            @wil ..4 dood|doot|sterven|sterve|doodgaan
            @wil|wilde ik|hij|ze ..2 dood
            dood|doodgaan|sterven ..1 wil|wou|wilt|wilde|willen|wul
            was|waar @ik ..2 dood
            ik|hij|ze dood was|waar|ben
            laat|laten me|mij|haar|hem ..2 dood|doodgaan|sterven|inslapen
            mag ik ..1 dood
            verlang*|hunker* ..2 dood
            dood|doodgaan ..2 liefst|liever|fijner
            liever ..1 dood
            gedachten|gedachtes|gedachte|gedachtens ..2 aan|over de? dood|doodgaan
            denk|denkt ..4 aan de? dood|doodgaan
            om ..1 dood te gaan
            hoe|manier ~6 dood|doot te? ga|gaan
        """),
        "A wish to die in so many words.",
        unless=_rows("""
            als|wanneer|dat hij|zij|ze|mijn|wij|we ..3 dood is
            de|het|mijn|zijn ..1 hond|kat|poes|vogel|plant|dieren|vissen ..4 dood
            wil|wilt|willen ..3 dood van|hebben
            doodsteken|doodslaan
        """),
    ),
    Rule(
        "suicide-no-more-life", "crisis_suicide", "sign",
        _rows("""
            @wil|kan ..3 @niet @meer verder? zo? door? @leven
            @wil|kan ..3 @niet @meer zo|echt|verder|langer @leven
            @wil|kan ..2 @niet verder @leven
            @wil ik|hij|ze ..1 @niet @leven
            @leven wil|wou|wilde|hoef ..2 @niet @meer
            @niet meer te? @leven wil|willen|wilde|wilt
            hoef|hoeft ..2 @niet @meer te? @leven
            hoef|hoeft ..2 @niet te @leven
            hoef|hoeft @niet langer|verder te? @leven
            zin ..3 in ..1 @leven|bestaan @niet? meer? kwijt
            geen zin @meer? in het|t|mijn @leven
            geen ..1 zin om te? verder? @leven
            @leven|bestaan heeft|heef|heb|hep ..2 geen zin|nut|waarde
            @leven ..2 niks|niets|nix @meer? waard
            @leven ..2 zat|moe|beu
            @leven is ..2 klaar|over|voorbij|zinloos
            geen reden ..2 om te? @leven
            klaar met ..1 @leven
            genoeg van ..1 @leven
            trek|kan|houd ..1 @leven @niet @meer
            @leven @niet @meer aan
            stop|stoppen|stopt met @leven
            uit ..1 @leven stap*
            @leven te benemen|beroven
            niet meer leven
            @niet verder @leven
        """),
        "Has done with living.",
        unless=_rows("""
            @leven van|op|in|met|als|zonder|volgens|bij
            zo|alleen|samen wil|wilde @ik|hij|ze|wij ..2 leven met
            mijn|haar|zijn moeder|vader|man|vrouw|opa|oma|ouders leeft|leven @niet meer
            levensloop
        """),
        negation="none",
    ),
    Rule(
        "suicide-not-here", "crisis_suicide", "sign",
        _rows("""
            @wil|liever|liefst ..4 er|dr|der ..2 @niet @meer zijn|wezen|ben
            er|dr|der @niet meer wil|willen|wilt|wilde zijn|wezen
            er|dr|der @niet meer wil|willen|wilt|wilde
            er|dr|der @niet meer te? zijn|wezen ..1 wil*
            was|waar ik er maar @niet meer
            beter ~6 als @ik|hij|zij|ze er|dr|der @niet ..1 ben|was|is|zou
            beter ~4 ik er @niet meer ben|was
            ben ik|ze er|dr straks|morgen|vannacht|binnenkort ..2 @niet @meer
            ik ben er|dr|der straks|morgen|vannacht|binnenkort|volgende ..2 @niet @meer
            niemand ..1 me|mij|mijn ..2 mist|missen|mis
            niemand ..2 mist|missen ~4 er|dr @niet meer ben
            beter|better ..1 af|aaf zonder|sonder|als @ik|mij|me|hem|haar|dr
            beter zonder mij|me|hem|haar
            iedereen|allemaal|jullie|niemand ..2 tot last
        """),
        "Wants to be gone, or thinks that others are better off then.",
        unless=_rows("""
            hier|daar|op|bij ~6 er niet meer zijn
            beter af zonder hem|haar die|ex|man|vriend|scheid*
        """),
        negation="none",
    ),
    Rule(
        "suicide-need-not", "crisis_suicide", "sign",
        _rows("""
            het|t|ut hoeft|hoef|hoeve ..1 voor|van mij|me|haar|hem|hun ..4 @niet @meer
            voor|van mij|me|haar|hem|mn hoeft|hoef het|t|ut ..4 @niet
            voor|van mij|me|haar|hem hoeft|hoef alles ..3 @niet
            het|t|ut hoeft|hoef ..3 @niet @meer ..1 voor|van mij|me|haar|hem
            het|t|ut ..1 voor|van mij|me|haar|hem ..2 @niet @meer ..1 hoeft|hoef|hoefde
            het|t|ut ..1 van|voor mij|me ..1 @niet @meer zo
        """),
        "“Het hoeft voor mij niet meer” says: life need not go on.",
        unless=_rows("""
            huishoud*|begeleid*|dagbesteding|cursus|aanvraag|gesprek|thuiszorg|scootmobiel|hulp
            aanvragen|formulier|brief|taxi|vervoer
        """),
        negation="none",
    ),
    Rule(
        "suicide-need-not-all", "crisis_suicide", "doubt",
        _rows("""
            het|t|alles hoeft|hoef allemaal|echt @niet @meer
            wat heeft|heef|heb het|t nog? voor zin
            zie|zien|ziet|zag geen uitweg
            geen uitweg ..1 meer
            zie|ziet|zien het|t ..3 @niet @meer|langer ..2 zitten|zitte
            het|t ..2 @niet @meer ..1 zitten|zitte ..1 zie|ziet|zien
            @ik|hij|ze @wil|kan ..2 @niet @meer verder
            ik wil euthanasie
            euthanasie ..3 wil|wou|wilde
            tot last ..1 ben|is
            ben|is ..4 tot last
            wil|wou|kon|zou ..4 verdwijnen
        """),
        "May mean life or only the day: help beside the talk.",
        unless=_rows("""
            @niet @meer verder met|wonen|gaan|werken|invullen|praten
            zitten op|bij|met
            geen zin @meer? in|om
            dagbesteding|school|werk|vragen|vragenlijst
        """),
        negation="none",
    ),
    Rule(
        "suicide-end-it", "crisis_suicide", "sign",
        _rows("""
            maak*|gemaakt|maak|gaat|ga|wil ..4 er|dr|der|t ..4 eind|einde|ynde|end|eint ..3 aan
            er|dr|der|d'r ..2 eind|einde|end|eint aan te? maak*|maken|ga*|wil*
            er|dr|der ..2 eind|einde|end aan
            maak*|gemaakt|maak|wil|ga ..3 eind|einde ..1 aan ..1 @leven|alles|lijden
            eind|einde ..1 aan ..1 @leven|alles ..2 maak*|maken
            het @leven ..2 benemen
            ik|hij|ze stap|stapt eruit
            er|eruit uit? stappen|stap uit? het leven
            eruit|deruit ..1 stappen|stap|stapt
            stap er uit
        """),
        "To end it, in the set Dutch phrases.",
        unless=_rows("""
            vragenlijst|gesprek|vragen|chat|intake|contract|relatie|ruzie|huwelijk|lijst|verhaal
            bus|trein|halte|cursus|groep|traject|project|abonnement|opleiding|club|tram|metro
        """),
        negation="both",
    ),
    Rule(
        "suicide-hurt-oneself", "crisis_suicide", "sign",
        _rows("""
            @zelf|eigen ..3 iets|wat|wa|iest aandoe*|aandoen|aandoet
            @zelf|eigen ..3 iets|wat|wa ..1 aan te? doe|doen|doet|done
            @zelf|eigen ..3 iets|wat|wa aan
            me|mij|mijn ..1 iets|wat aandoe ..1 zelf
            @zelf|eigen|zijn|me ..3 ophang*|verhang*|verdrink*|verdrinken|opknop*|vergas*|verzuipen
            @zelf|eigen|me|mij ..3 doodschiet*|doodschieten|doodsteken|doodmaken|afmaken
            @zelf|eigen|eige|me|mij|zich ..2 van kant
            kill myself
            killing myself
            hang|hangt ..1 @zelf|me ..2 op
            knoop|knopen ..3 op @zelf
            @zelf|me|zich ..2 voor|onder de|een trein|metro|auto|vrachtwagen|bus|tram
            @zelf|me|zich ..2 te pletter
            kogel door ..2 kop|hoofd
        """),
        "Will take one's own life or harm oneself.",
        unless=_rows("aan ..2 herinneren|trekken|passen"),
    ),
    Rule(
        "suicide-means", "crisis_suicide", "sign",
        _rows("""
            spring*|gooi|gooit|werp|loop|lig|stap ..4 voor|onder|van|vanaf de|het|een trein|metro|bus|auto|dak|brug|flat|balkon|gebouw|viaduct|toren
            van|voor|vanaf|onder de|het|een trein|metro|dak|brug|flat|balkon|gebouw|viaduct ..2 spring*|gooi|afspring*|gaan|ga liggen?
            op|van|aan de|het|een brug|dak|reling|spoor|rails|balkon ~5 spring*
            op het spoor ..1 lig|liggen|ligt|staat|staan
            rij|rijd|rijdt|rijden ..4 tegen ..1 boom|muur|vrachtwagen
            touw|strop ..2 gekocht|gepakt|klaar|hangt|klaarliggen|klaargelegd
            afscheidsbrief*
            afscheidsbriev*
            @pillen ..3 gespaard|opgespaard|verzameld|spaar|spaart|opgespaart
            spaar|spaart|spaare ..3 @pillen ..1 op
            hoeveel|hoeveul ..1 @pillen ..6 dood*
            polsen ..2 door ..1 snijden
        """),
        "A plan or means.",
        unless=_rows("""
            thuiszorg|apotheek|weekdoos|baxter|zuster|wijkverpleging
            parachute|zwembad|gymles|trampoline
            parkeer*|parkeren
        """),
    ),
    Rule(
        "suicide-wake-up", "crisis_suicide", "sign",
        _rows("""
            @wil|hoop|hoopte|bid|kon|liefst|had ~8 @niet @meer|nooit|nog? meer? wakker
            inslapen|slapen|slaap|inslaap en|om ..2 @niet meer? wakker
            morgen ..1 @niet meer? wakker word*|werd|wordt|wor
        """),
        "Wishes not to wake again.",
        unless=_rows("ochtends|morgens ~4 niet wakker"),
        negation="none",
    ),
    Rule(
        "suicide-attempt", "crisis_suicide", "doubt",
        _rows("""
            poging gedaan|ondernomen|gehad|achter
            poging|pogingen ..2 @leven
            zelfmoordpoging*
            suicidepoging*
            ts gehad|gedaan|ondernomen|in
            2x|tweemaal|driemaal|meerdere|eerdere ts
            tentamen suicid*
        """),
        "An attempt in the past: help beside the talk.",
        unless=_rows("poging gedaan om te? verhuis*|werken|stoppen"),
        past="doubt",
    ),
    Rule(
        "self-harm", "crisis_suicide", "doubt",
        _rows("""
            snij|snijd|snijdt|snijt|kras|krast|kerf|kerft|verwond|verwondt|brand|brandt|sneed|steek ..2 mezelf|mijzelf|zichzelf|me eigen|zelf
            snij|snijd|snijdt|snijt me|mij|zich zelf|eige|eigen
            snij|snijd|snijdt|kras|krast ..2 in mijn|me|mn|zijn|haar armen|arm|benen|been|polsen|pols|lichaam
            mezelf|mijzelf|zichzelf ..2 snij*|snijd*|kras|krassen|krast|kerf|kerven|verwond*|pijnig*
            doe|doet|doen mezelf|mijzelf|zichzelf ..1 pijn
            mezelf|mijzelf|zichzelf pijn ..1 doe|doet|doen
            automutileer*
        """),
        "Hurts oneself now and then: no wish to die in itself, help beside the talk.",
    ),
    Rule(
        "suicide-english", "crisis_suicide", "sign",
        _rows("""
            want|wanna|going|gonna ..1 die|dy
            want to die
            wanna die
            want|wanna ..2 be dead
            end|ending|take|taking my|his|her ..1 life
            dont|not|do want|wanna to? live
            want|wanna to? live anymore
            no reason to live
            better off without me
            better off dead
            suicide
            suicidal
            hurt|harm|hurting myself
            overdose
        """),
        "English variants of the most serious ones.",
        negation="none",
    ),
)

_DANGER = (
    Rule(
        "took-overdose", "crisis_gevaar", "acute",
        _rows("""
            overdos*
            al|alle|ale|hele|heel|halve|teveel|strip|doosje|doos|pot|potje|handvol|tientallen|berg|paar|20|30|40|50|dertig|twintig|veertig|vijftig ..4 @pillen ..2 geslikt|ingenomen|genomen|gepakt|opgegeten|geslik|doorgeslikt|ingeslikt|gespoten
            te veel ..1 @pillen ..2 geslikt|ingenomen|genomen|gepakt|op|gespoten
            @kort ..1 pillen|slaappillen|paracetamol|tabletten|slaaptabletten ..1 ingenomen|geslikt|genomen
            @pillen ..2 @kort ..1 geslikt|doorgeslikt
            chloor|bleek|bleekmiddel|gif|antivries|gootsteenontstopper ..1 gedronken|opgedronken|ingenomen
        """),
        "An overdose or poison taken.",
        unless=_rows("""
            vergeet|vergeten|netjes|trouw|op tijd|apotheek|weekdoos|baxter
            vrezen|risico|uitleg|folder
        """),
        past="doubt",
    ),
    Rule(
        "fire", "crisis_gevaar", "acute",
        _rows("""
            er is brand
            er is ..2 brand hier|binnen|thuis|uitgebroken
            brand ..2 hier|binnen|uitgebroken|help
            staat|staan ..3 in brand|fik|vlammen|lichterlaaie
            staat|staan ..2 in de fik|brand|hens
            vlammen ~4 huis|keuken|gordijn*|bank|plafond
            vat|vatte ..1 vlam
            ruik|ruiken|ruikt ..2 gas|gaslucht
            ruik|ruiken een? sterke? gas*
            het|t brandt|brand hier
            house|kitchen is on fire
            there is a? fire
        """),
        "Fire or gas, now.",
        unless=_rows("zon|kachel|open haard|kaars*|lamp|licht brandt|brand"),
    ),
    Rule(
        "arson-threat", "crisis_gevaar", "sign",
        _rows("""
            in de? brand|fik|hens te? steken|steek|zetten|zet|gestoken|steekt|steke
            steek|steekt|steken|zet ..4 in de? brand|fik|hens
            opblazen|opblaast|opblaas
            gaskraan|gas ..2 open|opengedraaid|opengezet ~6 wil|ontplof*|opblaas*|dreig*
            gaskraan ..2 opengedraaid|opengezet
        """),
        "Threat of fire or explosion.",
        unless=_rows("ballon*|luchtbed|band"),
        past="doubt",
    ),
    Rule(
        "bleeding", "crisis_gevaar", "acute",
        _rows("""
            bloed|bloedt|bloet ..2 heel|erg|hevig|hard|leeg|dood|veel
            bloed|bloedt ..3 stopt|stop|stoppen ..1 @niet
            bloed|bloeden ..3 @niet ..1 stoppen|stopt|stelpen
            veel|overal|zoveel|onder|alles het? bloed
            doodbloed*
            leegbloed*
            ligt|lig|zit ..3 plas bloed
            pols|polsen ..2 doorgesneden|opengesneden|gesneden|open|doorgesneje
            gesneden|gesneje|gestoken ~6 bloed|bloedt|bloeden
            in ..1 pols|polsen ..1 gesneden|gesneje
            neergestoken|neergeschoten|gestoken door|met
            bleeding|bleed heavily|badly|out|to
            is bleeding
        """),
        "Heavy bleeding or wounds.",
        unless=_rows("prik*|onderzoek|druk|neus|suiker"),
        past="doubt",
    ),
    Rule(
        "weapon-at-hand", "crisis_gevaar", "sign",
        _rows("""
            staat|loopt|zit|komt|rent|zwaait|dreigt|bedreigt|steekt|sta|loop|zwaai|staan|lopen|aanval* ..5 met ..1 @wapen
            @wapen|messen ..2 in ..1 hand|handen|hant
            @wapen|messen ..2 bij zich|hem|haar
            heeft|heb|heef|hep|pakt|pak|trekt|trok ..3 pistool|geweer|vuurwapen|wapen|gun|machete
            heeft|heb|heef|hep ..3 @wapen ..2 gepakt|vast|getrokken
            pakt|trekt|grijpt ..3 @wapen
            @wapen ..3 op|tegen ..1 keel|hoofd|borst|buik|strot
            steken|steekt|gaan|gaat|wil ..4 met ..1 @wapen ..1 steken
            met ..1 @wapen ..4 op mij|me|ons af
            has|have|got a? knife|gun|weapon
            is armed
        """),
        "A weapon at hand or a threat with one.",
        unless=_rows("""
            groente*|koken|kookt|eten|snijplank|brood|vereniging|keuken|speelgoed|vork
            geen|zonder ..1 @wapen
            waterpistool
        """),
    ),
    Rule(
        "weapon-used-before", "crisis_gevaar", "doubt",
        _rows("""
            met ..1 @wapen ..3 gezwaaid|bedreigd|gedreigd|achterna|gestoken|gegooid
            bedreigd|gedreigd|gezwaaid ..3 met ..1 @wapen
        """),
        "A weapon was used in a threat at some time: help beside the talk.",
    ),
    Rule(
        "threat-to-kill", "crisis_gevaar", "sign",
        _rows("""
            @ik|ga|gaat|zal|wil|wilt|maak|maakt|dreigt|willen|moet ..5 vermoord*|doodmaken|doodsteken|doodschieten|neerschieten|neersteken|afmaken|doodslaan|kapotschieten|ombrengen|vermoorden|afslachten
            maak|maakt|sla|slaat|steek|steekt|schiet|schieten ..1 hem|haar|ze|je|jullie|hen|hun|iemand|iedereen|dr|um ..2 dood|af|neer|kapot
            schiet|schieten|steek|steekt|dreigt|dreigen|gaat|ga|wil|wilt ..5 neer|dood te? schieten|steken|slaan|maken
            schiet|steek|knal ..3 neer|dood|overhoop
            ga|gaat|wil hem|haar|ze|iemand|jou|je|jullie ..1 steken|schieten|wurgen
            op ..1 punt ..3 iets|wat aan te? doen
            trying|going|want|wants|gonna to? kill
            will kill
        """),
        "Somebody will kill or wound somebody.",
        unless=_rows("""
            kan|kon|zou ..4 wel ..2 vermoord*|wurgen|schieten|slaan
            films|film|game|spel|spelletje
            muggen|ongedierte|vliegen|muizen|ratten
            zichzelf|mezelf|mijzelf|zich|myself|himself|herself
        """),
        past="doubt",
    ),
    Rule(
        "threat-to-others", "crisis_gevaar", "sign",
        _rows("""
            mezelf of een? ander|iemand ..2 iets|wat ..1 aandoe*|aan
            bang ~4 iemand|hem|haar|ander|anderen|buurman|buurvrouw|mensen ..2 iets|wat aandoe*|aan
            iemand|hem|buurman|buurvrouw|mensen|ander|anderen|familie iets|wat aandoe*
            iemand|hem|buurman|buurvrouw|mensen|ander|anderen iets|wat aan te? doen|doe
        """),
        "Fear or intent to harm another.",
        unless=_rows("kind|baby|kinderen|zoontje|dochtertje mezelf|mijzelf"),
        past="drop",
    ),
    Rule(
        "thought-of-hurting", "crisis_gevaar", "doubt",
        _rows("""
            @ik iemand|mensen|hem|haar|ze ..1 pijn ga|wil ..1 doen|doe
            ga|wil ik iemand|mensen|hem ..1 pijn doen
            bang ..5 iemand|ander|anderen ..1 pijn doe|ga
        """),
        "Thinks of hurting somebody: help beside the talk.",
    ),
    Rule(
        "unconscious", "crisis_gevaar", "acute",
        _rows("""
            bewusteloos|buitenbewustzijn|bewustloos|bewusteloze
            buiten westen|weste|bewustzijn|kennis
            ademt|adem|ademhaalt ..1 @niet|nauwelijks|amper
            haalt ..1 geen adem
            krijg|krijgen|krijg haar|hem|ze|dr|um|moeder|vader|mijn|me ..3 @niet ..1 wakker
            ligt|lag|licht ..3 grond|vloer|badkamer|trap|keuken ~6 reageert|reageer|beweegt|zegt ..2 @niet|niks|niets|nergens
            reageert|reageer|beweegt ..1 @niet meer? ~4 ligt
            reageert nergens ..1 op
            is|ligt weggevallen ~3 reageert
            unconscious
            not breathing
            isnt breathing
        """),
        "Somebody unconscious or without breath.",
        unless=_rows("""
            ochtends|morgens|wekker|school|uitslapen|brieven|mail|post|bericht*|als|soms|weleens
        """),
        negation="none",
    ),
    Rule(
        "medical-emergency", "crisis_gevaar", "sign",
        _rows("""
            geen lucht|adem ~5 borst
            borst ~5 geen lucht|adem
            pijn ..1 op ..1 borst ~4 uitstra*|arm|lucht|zweet*
            krijgt|heeft|krijg|heb nu|net|zojuist ..2 hartaanval|beroerte|infarct|herseninfarct|hartinfarct
            krijgt een hartaanval|beroerte|hartinfarct
            is aan het stikken|verdrinken
            stikt|verdrinkt nu|bijna|help
            mond|gezicht ..2 scheef ~5 praat*|arm|lam
        """),
        "A medical emergency.",
        unless=_rows("vorig*|gehad"),
    ),
    Rule(
        "high-place", "crisis_gevaar", "acute",
        _rows("""
            staat|zit|klimt|staan|sta|hangt ..3 op het|de|t|een dak|reling|rand|vensterbank|rails|spoor
            hangt|klimt ..2 over ..1 reling|balkon
            staat|zit ..3 op ..1 brug|balkon|viaduct|flat ~5 spring*|over|reling
            springt ..2 van ..1 balkon|dak|brug|flat
        """),
        "Stands on a roof, rail or edge.",
        unless=_rows("dakdekker*|zonnepanelen|antenne|schotel|kat|poes|duif|duiven|rookt|roken|dakpan*"),
        past="doubt",
    ),
    Rule(
        "call-for-help", "crisis_gevaar", "acute",
        _rows("""
            bel 112|ambulance|politie|brandweer ..1 nu|snel|meteen|aub|alstublieft
            bel nu|snel|meteen ..2 112|ambulance|politie
            stuur ..2 ambulance|politie|brandweer
            help ik ga dood
            call 911|112|ambulance
            send an? ambulance|help|police
        """),
        "Asks for the emergency services.",
        negation="none",
    ),
)

_HOME = (
    Rule(
        "hits-me", "huiselijk_geweld", "sign",
        _rows("""
            @slaat ..1 @mij|ons
            @familie ..3 @slaat|@bedreigt ..1 @mij|ons|mijn|me
            mij|me|ons en ..3 @slaat
            mij|me|ons ..2 slaat|schopt|mishandelt|bedreigt|knijpt|duwt|stalkt|mept|wurgt|trapt|bijt
            @bedreigt mij|me|ons
            bedreigt|bedreigd mij|me|ons
            geeft|geef|gaf|gift ..4 klap|klappen|slaag|rammel|meppen|schoppen
            krijg|krijgt|kreeg ..3 klappen|slaag|rammel|meppen
            in|mekaar|elkaar ramt|ram|slaat|rammen
            ramt|slaat|sla|rost me|mij|haar|hem ..1 in elkaar|mekaar
            slaat me|mij|haar hele|elke|elk
        """),
        "Violence against the one who writes.",
        unless=_rows("""
            slaat me|mij|ons ..1 aan|over|tegen|gade
            duwt|duwen|duw ..5 rolstoel|rollator|fiets|wagen
            rolstoel|rollator ~6 duwt|duwen
            schopt|trapt|trappen ..3 eruit|uit|buiten
            hond|kat|poes|vogel ..2 bijt|bijten|krabt|slaat
            knijpt ..2 tussenuit
            wiel*|bal|fiets trapt|trap
            slaat ..2 stoppen|brug|hart|schrik
            ik sla me|mij|mijn
            trap|trappen op|af|lopen|oplopen
            uitslaat
            dat slaat|trapt
            ligt|lig|sla ik me|mij
        """),
        past="drop",
    ),
    Rule(
        "hits-family", "huiselijk_geweld", "sign",
        _rows("""
            @familie ..2 slaat|slaan|mishandelt|mishandeld|schopt|mept|wurgt|bedreigt|stompt|verkracht|terroriseert|stalkt ..1 @bezit? @familie|haar|hem|dr|ons
            hij|ze|zij|ie|se|en|vaak slaat|mishandelt|schopt|mept|bedreigt|stompt|wurgt|bijt ..1 haar|hem|dr|ons|iedereen?
            slaat|mishandelt|bedreigt|schopt ..1 zijn|haar|mijn|zn|dr|onze|me vrouw|man|vriendin|vriend|moeder|vader|ouders|zus|broer|partner|dochter|opa|oma|zuster
            @familie ..5 door ..3 @familie ..2 @geslagen|bedreigd|gestalkt|opgesloten
            word|wordt|wort|wor|worden ..6 @geslagen|verkracht|gestalkt|bedreigd|uitgebuit|misbruikt|opgesloten
            @geslagen|bedreigd|gestalkt|misbruikt word|wordt|wort|wor|worden
            slaan ..1 elkaar
            mag ..5 deur|huis @niet ..1 uit
            mag van ..2 @familie ..4 @niet|nergens ..2 uit|buiten|heen
            mag van hem|haar ..4 @niet|nergens ..2 uit|buiten|heen
        """),
        "Violence in a family, told by another.",
        unless=_rows("""
            arm|armen ..2 om
            ik word|wor|wort ..3 vergif*
            bewoners|groepsgenoten|medewerkers|personeel|klasgenoten|game|door
            @hij slaat|bijt|schopt ..2 hem ..1 over|gade
            deur|huis niet ..1 uit ~4 corona|ziek|gips|rolstoel|arts|dokter
        """),
        past="drop",
    ),
    Rule(
        "is-beaten", "huiselijk_geweld", "sign",
        _rows("""
            ik|wij|zij|ze|hij|dochter|zoon|moeder|zus|vriendin|mevr|mw|vr word|wordt|wort|wor|worden ..6 @geslagen|verkracht|gestalkt|uitgebuit|misbruikt|opgesloten|bedreigd
            door ..3 @familie|hem|haar ..2 @geslagen|verkracht|bedreigd|gestalkt|misbruikt
            @geslagen|verkracht|bedreigd|gestalkt door ..3 @familie|hem
            ik word|wor|wort ..2 @geslagen|mishandeld|verkracht|gestalkt
        """),
        "Is beaten, threatened or shut in.",
        unless=_rows("werd|groepsgenoten|bewoners op|in school"),
        past="drop",
    ),
    Rule(
        "stalking", "huiselijk_geweld", "sign",
        _rows("""
            @partner|vader|hij|ze|zij|iemand ..2 stalkt|stalken|stalk|belaagt|achtervolgt|bedreigt|bedreigd ..1 @mij|haar|ons|me|dr
            gestalkt ..2 door|word*
            ex ..5 staat|wacht|hangt ~6 deur|huis|straat ~5 bedreig*|bang|uit|schreeuw*|elke
            wacht|staat me|mij ..1 op
            stalk*
        """),
        "Stalking.",
    ),
    Rule(
        "afraid-at-home", "huiselijk_geweld", "sign",
        _rows("""
            bang|doodsbang|benauwd|schrik|angst ..1 voor|van @bezit ..2 @familie
            bang|doodsbang ..1 voor|van hem|dr|um
            durf|durft|durve @niet ..3 naar huis|thuis
            bang om ..2 naar huis|thuis te?
            ik|ben|voel ..4 @niet|onveilig veilig? thuis|bij mijn|me|mn|hem
            thuis ben|voel ik ..2 @niet veilig
            onveilig thuis
        """),
        "Afraid of somebody at home, or to go home.",
        unless=_rows("""
            bang voor ..5 toekomst|gezondheid|hart|welzijn|dood|val|vallen|verhuizing|dementie
            bang voor haar|hem dat|valt
            bang om naar huis te gaan na
            hond|honden|kat
        """),
        negation="before",
    ),
    Rule(
        "locked-up", "huiselijk_geweld", "sign",
        _rows("""
            sluit|sloot|sluiten me|mij|haar|ons|ze ..4 op
            @familie ..2 sluit ..2 op
            houdt|houd me|mij|haar ..2 gevangen|vast
            mag ..3 deur @niet uit
            mag @niet ..1 naar buiten van
            opgesloten ..2 door
        """),
        "Shut in by somebody.",
        unless=_rows("rolstoel|slot|vast aan|bij|van ..1 arm"),
    ),
    Rule(
        "forced-sex", "huiselijk_geweld", "sign",
        _rows("""
            dwingt|dwing|dwong|dwingen me|mij|haar ..5 seks|sex|bed|slapen|vrijen|trouwen
            verkracht*
            wil|moet van hem ..3 seks|sex
            aangerand|aanranding
        """),
        "Sexual violence.",
        past="drop",
    ),
    Rule(
        "marks-and-throat", "huiselijk_geweld", "sign",
        _rows("""
            blauw|blauwe oog|ogen|plek|plekken ..3 van|door @mijn? @familie|hem|haar|dr|slaan
            bij ..1 keel|strot ..1 gegrepen|gepakt|greep|pakt|grijpt
            grijpt|pakt|greep ..3 bij ..1 keel|strot|haren
            knijpt ..2 keel
            gooit|gooide ..4 naar mijn|me|mn ..1 hoofd|kop
            duwt|duwde|duwen me|mij|ons|haar ..2 van de? trap
            van de? trap geduwd|gegooid
        """),
        "Marks of violence.",
    ),
    Rule(
        "murder-at-home", "huiselijk_geweld", "sign",
        _rows("""
            @familie|hij|ie|die|ze ~8 me|mij|haar|ons|mijn|me vermoord*|doodmaak*|doodslaat|doodsteekt|doodmaken|kapotmaakt|doodschiet
            @familie ..3 wil|gaat|dreigt|zal me|mij|haar|ons ..4 vermoord*|doodmaken|iets
            dat @hij me|mij|haar|ons ..2 vermoord*|doodmaakt|afmaakt|kapot
            eerwraak|eergerelateerd|eer van de familie
            uitgehuwelijkt|uithuwelijken
        """),
        "A threat to kill somebody at home.",
        unless=_rows("zichzelf|mezelf", ),
        weight=55,
    ),
    Rule(
        "violence-word", "huiselijk_geweld", "sign",
        _rows("""
            huiselijk|huislijk|huiselik geweld|gewelt
            partnergeweld|oudermishandeling|ouderenmishandeling|relatiegeweld|huwelijksdwang
            geweld thuis|binnen ..2 gezin|relatie|huis
            mishandeling door|van partner|ex|man|zoon
            domestic violence
        """),
        "The word itself.",
        unless=_rows("wat is|doet|cursus|training|folder|wet", ),
        past="drop",
        weight=18,
    ),
    Rule(
        "violence-told-as-behaviour", "huiselijk_geweld", "doubt",
        _rows("""
            heeft|heb|heef|hep ..3 zijn|haar|mijn|me|zn|onze|mij|ons ..1 vrouw|man|moeder|vader|ouders|zus|broer|partner|vriendin? ..3 geslagen|verwond|aangevallen|bedreigd|geschopt|gebeten|gestoken
            heeft|heb|heef|hep mij|me|ons|haar ..3 geslagen|verwond|aangevallen|bedreigd|geschopt|gebeten|mishandeld|gestompt
            sloeg|mishandelde|bedreigde|schopte|stompte mij|me|haar|ons|mijn|hem|moeder|vader
            agressief tegen|naar|jegens mij|me|ons|haar|partner|moeder|ouders
            pakt|pakken|steelt|stelen|neemt ..2 mijn|me|mn|haar pinpas|pas|geld|bankpas|pensioen
        """),
        "Violence at home that was, or is told as behaviour: help beside the talk.",
        unless=_rows("politie|arrestatie"),
    ),
    Rule(
        "violence-english", "huiselijk_geweld", "sign",
        _rows("""
            husband|wife|boyfriend|girlfriend|partner|son|brother|father|mother|he|she|ex hits|beats|hit|beat|beating|hitting|threatens|abuses|hurts|kicks|stalks me|us|her
            afraid|scared of my husband|boyfriend|son|ex|partner|wife|brother
            scared|afraid to go home
            being abused|beaten
        """),
        "English variants.",
        negation="none",
    ),
)

_CHILD = (
    Rule(
        "child-beaten", "kind_in_gevaar", "sign",
        _rows("""
            @slaat|misbruikt|betast|verkracht|slaan|sloeg ..2 @kind
            @slaat|misbruikt|betast ..2 @kind
            @kind ..2 @slaat|misbruikt
            @kind ..6 word|wordt|wort|worden|wor ..4 @geslagen|misbruikt|verkracht|opgesloten|verwaarloosd
            door ..3 @geslagen @kind
            misbruikt|betast|randt ..2 @bezit ..1 dochter|zoon|meisje|jongen|kinderen
            zit|zitten|zat aan @bezit ..1 dochter|zoon|@kind
            @kind ..3 door elkaar|mekaar ..1 geschud|schud|schudt
            geschud|schud ..3 @kind
            @kind ~4 blauwe|blauw plek|plekken|oog|striemen|brandwonden
            blauwe plekken ..4 @kind
            kindermishandel*
            kindermisbruik*
            hits|hit|beats|hitting|hurts ..1 kids|children|child|son|daughter|baby
        """),
        "A child is beaten or abused.",
        unless=_rows("""
            andere kinderen
            @kind slaan|slaat|slaap|slapen|slaapt boven|over|goed
            @kind ..2 duw*|duwt|trapt|krabt|bijt|slaat|schopt mij|me|ons|begeleid*
            kinderen|kind ..1 schoppen tegen
            knijpt|knijpen tussenuit
            als kind|kinderen|meisje|jongen
            kind|kinderen ..1 gekregen
            trap op|af
        """),
        past="drop",
    ),
    Rule(
        "child-harm-feared", "kind_in_gevaar", "sign",
        _rows("""
            @kind|dochter|zoon ..2 iets|wat|pijn ..1 aandoe*|aan|doe ..1 doe*?
            ik sla|slaa|schop|knijp|mep ..2 @kind|dochter|zoon
            bang ..6 @kind ..2 wat|iets
            hurt|shake my baby|child
        """),
        "The writer fears to harm, or harms, a child.",
        unless=_rows("kind|kinderen ..2 zichzelf"),
        weight=56,
    ),
    Rule(
        "child-neglected", "kind_in_gevaar", "sign",
        _rows("""
            verwaarloos* ..2 @kind
            @kind ..4 verwaarloos*
            @kind ..6 geen|weinig|nauwelijks|amper ..1 eten|te ..1 eten?
            @kind ..4 honger
            @kind ..5 vieze|vuile luier|luiers
            laat|laten|liet ..5 @kind ..4 alleen
            @kind ..3 is|zijn|zit|zitten|blijft|blijven|ligt|liggen ..3 alleen thuis|gelaten|achter
            @kind ..2 is|zit|ligt|zijn|zitten ..1 nu ..1 alleen
            @kind ..3 hele|heel nacht|nachten|dagen|dag ..1 alleen
            alleen ..2 met ..1 @kind ~4 dronken|high
            kinderverwaarlozing
        """),
        "A child is neglected or left alone.",
        unless=_rows("""
            @kind laten|laat|lieten mij|me|ons|haar|hem|moeder|vader
            alleen ..2 weekend|ouder
            in het weekend
            als kind
        """),
    ),
    Rule(
        "child-witness", "kind_in_gevaar", "sign",
        _rows("""
            @slaat|bedreigt|geslagen|mishandelt|geweld ~6 @kind ..2 bij|erbij zijn|is|staan|zitten|waren|staat
            @kind ..4 zien|zie|ziet|horen|hoort ~6 @slaat|mishandelt|geslagen
            @kind ..3 getuige* ..2 van? geweld|huiselijk|mishandeling
            @kind ..3 getuige
            @kind|dochter ..4 bij ~4 ruzie ~3 slaat|slaan
        """),
        "A child sees violence.",
        weight=32,
    ),
    Rule(
        "child-speaks-of-beating", "kind_in_gevaar", "sign",
        _rows("""
            @papa ..3 @slaat|@bedreigt|opsluit|sluit|misbruikt ..2 @mij|@papa|@kind|ons|mijn|me|op
            @papa ..3 slaat|slaan|schopt|mept
            bang ..1 voor|van papa|mama|pappa|mamma
            @papa ..4 drinkt|dronken|drinken|weg ~8 eten|alleen|honger|huilt
            juf|meester|trainer|coach|leraar ..3 zit|raakt|slaat ..1 aan? mij|me
            pleegvader|pleegmoeder|stiefvader|stiefmoeder ..2 @slaat ..1 @mij
        """),
        "A child that writes itself.",
        past="drop",
        child=True,
        weight=33,
    ),
    Rule(
        "child-abuse-told", "kind_in_gevaar", "sign",
        _rows("""
            stiefvader|papa|pappa|opa|oom|vader|broer|moeder|vriend van mama|mijn ..2 zit|zat aan mij|me
            stiefvader|papa|pappa|opa|oom|vader|broer|buurman ..3 zit aan mij|me
            stiefvader|papa|opa|oom|vader|broer ..3 raakt mij|me ..2 aan
            stiefvader|papa|opa|oom|vader|broer ..4 komt ..4 in|op ..1 bed|kamer
            ouders|vader|moeder|stiefvader|stiefmoeder ..2 slaat|slaan|schopt|mept|mishandelt|mishandelen|opsluit|sluit ..2 mij|me ..2 op?
            father|mother|dad|mom|mum|stepfather|stepdad|parents beats|hits|hit|beat|beating|touches|hurts ..1 me
        """),
        "A parent or relative against the one who writes: most often a young person.",
        unless=_rows("zit aan me tafel|bed zat|zit met|naast mij"),
        weight=31,
    ),
)

_PSYCHOSIS = (
    Rule(
        "voices-command-harm", "psychose_acuut", "sign",
        _rows("""
            @stemmen ~3 @zeggen ~8 @kwaad
            @stemmen ~3 @zeggen ~6 mezelf|zichzelf|iemand|iets|iedereen ..3 moet|doe|doen
            @stemmen ~3 @zeggen ~8 brug|trein|dak|mes|balkon|raam
            @stemmen ~3 dwingen|dwinge|dwingt|bevelen|dreigen|bedreigen ..2 @mij|haar|hem
            voices tell|telling|say|saying|want
            hear|hearing voices
        """),
        "Voices that order harm.",
        unless=_rows("@stemmen ..1 verkiezing*|partij|gemeenteraad|tweede"),
        negation="before",
        weight=45,
    ),
    Rule(
        "voices-command-me", "psychose_acuut", "sign",
        _rows("""
            @stemmen ~2 zegge|zeggen|zegt|schreeuwen|roepen|fluisteren ..2 dat ik
            @stemmen ~2 zegge|zeggen|schreeuwen|roepen|praten tegen mij|me ..1 dat
            @stemmen ..1 wille|willen dat ik
            krijg ..2 opdracht|opdrachten|bevelen ~4 hoofd|uitvoeren|god|duivel|stem*
        """),
        "Voices that order the writer about, with no sign that it is an old story.",
        unless=_rows("""
            soms|weleens|altijd|altijt|jaren|steeds|hele|af|wel|begeleider|mensen|buren
        """),
        negation="before",
        weight=44,
    ),
    Rule(
        "voices-command", "psychose_acuut", "doubt",
        _rows("""
            @stemmen ~4 @zeggen ..2 wat|dat|tegen|hoe ..2 ik|hij|ze|zij|haar|hem|mij|me
            @stemmen ..2 die me|mij|hem|haar ..3 zegge*|opdrag*|iets|opdracht*|wat|vertel*
            @stemmen ..3 bepalen|besturen|sturen|dwingen|opdragen|bepaalt|commanderen
            doe|doet|doen|luister|luistert ..2 wat de|die|ze @stemmen? zeggen|hem|haar
            doe|doet wat @stemmen|ze ..1 zeggen
            gestuurd|geleid ..1 door ..1 @stemmen
            imperatieve|imperatief @stemmen|hallucinaties|stemmen
            bevelshallucinatie*
            opdrachtgevende|bevelende stemmen|hallucinaties
            opdracht*|bevelen ..2 van ..1 stemmen|god|duivel|hierboven
        """),
        "Voices that give orders, told as a lasting thing: help beside the talk.",
        negation="before",
        unless=_rows("geen ..2 @stemmen"),
    ),
    Rule(
        "persecuted", "psychose_acuut", "sign",
        _rows("""
            ik|k word|wor|wort ..3 achtervolgd|afgeluisterd|bespioneerd|vergiftigd|bestraald|achtervolgt|afgeluistert|gevolgd|gevolgt
            ze|zij|mensen|jullie|iedereen|buren ..1 achtervolgen|achtervolge|bespioneren|bestralen|vergiftigen|afluisteren ..1 mij|me|ons
            achtervolgen|achtervolge|bespioneren|bestralen mij|me
            luister|luisteren|luistert ..1 mij|me ..3 af
            chip ..2 in ..1 hoofd|lijf|hersenen|tand|lichaam|arm|nek
            camera|camera's|cameras|microfoon|microfoons ..2 in ..1 muur|muren|lamp|lampen|plafond|badkamer|hoofd|ogen|wanden|stopcontact
            gedachten|gedachtes|gedagte ..2 lezen|afpakken|stelen|uitzenden|inbrengen|gelezen|leest
            lezen|leest|stelen ..2 gedachten|gedachtes|gedagte
            eten|drinken|koffie|water|medicijnen ..5 vergiftigd|vergif|gif|vergiftigt|vergiftigen
            gif|vergif ..2 in|door ..1 eten|drinken|koffie|water
            aivd|cia|geheime|maffia|illuminati|fbi ..5 mij|me|achter|af
            straling|stralen|stralingen ..4 op|door|via|naar
            samenzwering|complot
            iedereen ..1 tegen mij|me
            following|poisoning|watching|spying me
            i am being followed
        """),
        "Feels followed, listened in on or poisoned.",
        unless=_rows("""
            psychiater|arts|ggz|fact|wijkteam|instagram|facebook|tiktok|huisarts|begeleiding|dokter
            door ..1 mijn|me ex|man
            ex|stalker
            een complot* theorie
            hij|ze|zij|zoon|dochter|broer|moeder|vader|zus ..1 denkt|zegt|meent|vindt
            behandeling|kanker|radiotherapie|ziekenhuis
        """),
        past="drop",
    ),
    Rule(
        "persecuted-told", "psychose_acuut", "doubt",
        _rows("""
            denkt|zegt|meent|gelooft ~8 achtervolg*|afluister*|vergiftig*|bespioneer*|complot|camera*|straling|afgeluisterd|gevolgd
            @tv ..4 tegen|over hem|haar|ze praat|spreekt
            denkt|zegt ~4 @tv ..4 praat|spreekt|praten
            tegen mensen|iemand die er @niet zijn|is
            ziet|zie dingen|mensen|beesten|spoken ..1 die er @niet zijn
            slaat|praat|spreekt wartaal
        """),
        "Suspicion or delusion told of somebody else: help beside the talk.",
        negation="none",
    ),
    Rule(
        "messages-from-things", "psychose_acuut", "sign",
        _rows("""
            @tv ..2 praat|praten|spreekt|zegt|vertelt ..1 tegen|over|mij|me mij|me|ons?
            @tv ..2 stuur*|geeft|zendt ..4 bericht*|signa*|boodschap*|code*|opdracht*
            via de|het lamp|stopcontact|tv|televisie|telefoon|wifi ~4 mij|me
            mij|me ~4 via de|het lamp|stopcontact|tv|televisie|wifi
            u|jij|jullie|je ..1 zit|zitten er ook bij
            jij|u|je|jullie ..1 hoort|bent ..2 er|ook bij|een bij|van ..1 hun|hen|hullie|complot|ze
            jij|u|je hoort|hoor ..1 erbij
            u|jij|jullie werkt|werk|werken voor hen|hun|ze
            duivel|god|jezus|satan|engel|engelen|demon|demonen|djinn|jinn|geest|geesten|allah ..3 praat|praten|spreekt|zegt|geeft|beveelt|opdracht ..2 mij|me|tegen|dat
            ik ben god|jezus|messias|profeet|uitverkoren|uitverkorene|satan
            wereld ..3 redden ..2 vannacht|nu|moet
        """),
        "Messages from devices, God or the devil; the assistant belongs to “them”.",
        unless=_rows("""
            praat te snel|hard|zacht|langzaam
            geloof|bijbel|kerk|bid|bidden|moskee
            computer zegt fout|foutmelding|error
        """),
        negation="none",
    ),
    Rule(
        "no-sleep-and-more", "psychose_acuut", "sign",
        _rows("""
            al|nou|nu|ruim 3|4|5|6|7|8|9|10|drie|vier|vijf|zes|zeven|acht|negen|tien dagen|nachten|etmalen|dage|nagte ..2 @niet|nauwelijks|amper ..1 geslapen|slaap|slapen|geslape|slaapt
            slaap|slaapt|geslapen ..2 al 3|4|5|6|7|8|9|10|drie|vier|vijf|zes|zeven|acht|tien dagen|nachten|etmalen|dage|nagte ..1 @niet|nauwelijks|amper
            slaap|slaapt ..1 al een? week @niet
            al een week @niet ..1 geslapen
        """),
        "Days without sleep.",
        negation="none",
        weight=8,
    ),
    Rule(
        "no-sleep", "psychose_acuut", "doubt",
        _rows("""
            slaap|slaapt|geslapen ..1 al dagen|nachten ..1 @niet
            al dagen|nachten @niet ..1 geslapen|slaap|slaapt
        """),
        "Some days without sleep.",
        negation="none",
        weight=7,
    ),
    Rule(
        "psychotic-now", "psychose_acuut", "sign",
        _rows("""
            floride|acuut|acute psychotisch*|psychose
            nu|momenteel|vandaag|weer ..1 psychotisch|psygotisch
            psychotisch|psygotisch nu|momenteel|vandaag|op
            is psychotisch op dit moment
            psychose nu
            in een psychose nu|beland|geraakt|zit
            zit|zitten ..2 in ..1 psychose
        """),
        "A psychosis that is going on.",
        unless=_rows("""
            als|wanneer|soms|paar|periode*|perioden|pieken|eerder|gehad
            niet nu|meer|momenteel ..1 psychotisch
        """),
        past="drop",
    ),
    Rule(
        "psychotic", "psychose_acuut", "doubt",
        _rows("""
            is|raakt|raak|ben|wordt ..2 psychotisch|psygotisch
            heeft|heb een|nu ..1 psychose|psygose
        """),
        "A psychosis that may be going on.",
        unless=_rows("""
            als|wanneer|soms|paar|periode*|perioden|pieken|eerder|gehad|ooit|om|maanden|keer
            psychose|psygose gehad
            gevoelig*|stoornis|kwetsbaar*
        """),
    ),
)

DANGER_RULES: tuple[Rule, ...] = _SUICIDE + _DANGER + _HOME + _CHILD + _PSYCHOSIS
"""Rules of the five crisis intents."""

SIGN_RULES: tuple[Rule, ...] = (
    Rule(
        "no-roof", "geen_onderdak", "sign",
        _rows("""
            geen|zonder slaapplek|slaapplaats|onderdak|bed|dak
            nergens ..3 slapen|slape|heen|naartoe|naar
            slaap|slapen|slaapt|slape ..3 op straat|station|auto|park|bankje|buiten|portiek|tent
            op straat ..2 gezet|gezette|gegooid|gezet|slapen|staan|sta|beland|leven
            huis|woning uitgezet|uitgegooid
            uit ..2 huis|woning gezet|gegooid|geschopt|gemoeten
            vannacht|vanavond ..5 slapen|slape|terecht
            schopt|zet|gooit|gooien|zetten ..2 me|mij|ons ..3 huis uit
            morgen|vandaag ..4 huis|woning uit
            ontruimd|ontruiming
            ben|word|is|wor ..2 dakloos|dakeloos|thuisloos
            homeless
            nowhere to? sleep|go|stay
        """),
        "No place to sleep.",
        unless=_rows("""
            als|straks|stel|bang ~8 dakloos
            dak boven
            slapen|slaapt goed|slecht
            wil|wens|naar hotel
        """),
    ),
    Rule(
        "lonely", "eenzaam", "sign",
        _rows("""
            eenzaam|eenzaamheid|eensaam|eenzaem|vereenzaam*
            zo|heel|helemaal|erg|altijd ..1 alleen voel*
            voel* ..4 alleen
            alleen ..2 voel*
            niemand ..2 om ..2 mee|tegen ..2 praten|prate
            niemand ..3 praten|prate|praat
            heb|heeft niemand|niemant ..1 meer?
            spreek|zie ..2 niemand|geen ..1 mens
            iemand|wil ..4 om mee te praten
            lonely
        """),
        "Lonely, or wants to talk.",
        unless=_rows("""
            niemand ..1 nodig
            @niet eenzaam
            heb|heeft niemand ..3 vermoord|gezien|verteld|geslagen
        """),
    ),
    Rule(
        "crime", "misdrijf", "sign",
        _rows("""
            bestolen|beroofd|overvallen|opgelicht|ingebroken|inbraak|oplichting|aangerand|gehackt
            aangifte ..2 doen|doe|gedaan
            gestolen|gejat|gepikt
            opgelicht|oplichter|oplichters|nepagent|babbeltruc|phishing
            dwingt|dwingen ..6 drugs|dealen|wiet|stelen
            slachtoffer ..1 van ..2 misdrijf|diefstal|oplichting|mensenhandel|overval
            iemand|ze ..4 mijn|me huis|fiets|tas|pinpas ..2 gestolen|meegenomen
            mishandeld op straat
            was robbed
            got stolen|robbed
        """),
        "A crime, no urgency.",
        unless=_rows("film|serie|tv|krant"),
        past="drop",
    ),
    Rule(
        "confused-person", "verward_persoon", "sign",
        _rows("""
            verward|verwarde|verwart man|vrouw|persoon|iemand|buurman|buurvrouw|jongen|meneer|mevrouw|mens|mensen
            man|vrouw|buurman|buurvrouw|iemand|meneer|mevrouw|hij|ze|zij|zoon|dochter|broer|moeder|vader|zus ..4 is|doet|lijkt|loopt|ziet|zwerft|raakt|gedraagt ..5 verward|verwart
            in de|t war ~3 buurman|buurvrouw|man|vrouw|straat|iemand
            buurman|buurvrouw|man|vrouw|iemand|meneer|mevrouw|zoon|broer|zus|moeder|vader ..6 in de war
            loopt|staat ..3 in ..2 pyjama|nachthemd|ondergoed|blootje|nakend|naakt ..3 op|over|buiten|straat
            buurman|buurvrouw|man|vrouw ..5 vreemd|raar gedrag|doet|doen
            doet ..2 vreemd|raar ~4 zorgen
            praat|praten ..1 in zichzelf|zijn ~4 straat|buiten|buurman
            zorgen ..2 over|om ..2 buurman|buurvrouw|buurt|overbuurman ..8 verward|war|raar|vreemd|in
        """),
        "Somebody seems confused; no urgency.",
        unless=_rows("verward haar"),
    ),
)
"""Rules of the softer signs, for which there is help too and no reason to stop."""

"""Words that `manage.py seed` makes titles, summaries and stories of: enough to vary, plain enough to look real."""

from __future__ import annotations

THINGS = (
    "buurttuin", "moestuin", "boomgaard", "speelplek", "deelauto", "repaircafé", "dorpswinkel", "buurtbus",
    "fietspad", "wandelroute", "zonnedak", "energiecoöperatie", "bijenveld", "voedselbos", "dorpshuis", "jeugdhonk",
    "kookclub", "leesclub", "taalcafé", "klusdienst", "boodschappendienst", "hondenveld", "picknickplek",
    "skatebaan", "beweegtuin", "buurtkamer", "ruilkast", "boekenkast", "muziekavond", "openluchtbioscoop",
    "dorpsfeest", "kindervakantieweek", "oversteekplaats", "zebrapad", "laadplein", "warmtenet", "windmolen",
    "waterspeelplaats", "natuurpad", "vogelhut", "houtwal", "bloemenrand", "regenton", "schoolplein", "wijkraad",
    "burgerberaad", "dorpsapp", "oppascentrale", "mantelzorgcafé", "maaltijdservice", "knarrenhof",
    "starterswoning", "tijdelijke woning", "buurtwacht", "AED", "zwemwater", "strandje", "kanosteiger", "trekpont",
    "veerpont", "museumboerderij", "streekmarkt", "melktap",
)  # fmt: skip
GROUPS = (
    "jong en oud", "alle kinderen van de wijk", "nieuwkomers", "ouderen die alleen wonen", "mantelzorgers",
    "jongeren", "buren die elkaar niet kennen", "starters", "mensen met een hond", "wandelaars en fietsers",
    "het hele dorp", "ondernemers in het centrum", "vrijwilligers", "studenten", "gezinnen met weinig geld",
    "mensen zonder tuin", "wie slecht ter been is", "alle buurten aan het kanaal", "boeren en burgers",
    "muzikanten", "de basisschool",
)  # fmt: skip
SPOTS = (
    "bij de kerk", "achter het station", "aan de Vecht", "langs het kanaal", "op het oude sportveld",
    "aan de rand van het dorp", "naast de school", "in de oude fabriek", "op de markt", "bij de sluis",
    "in de binnenstad", "op de es", "aan de IJssel", "bij het Kulturhus", "in het park", "op het bedrijventerrein",
    "aan de Regge", "langs het spoor", "tussen de flats", "bij de molen", "in de uiterwaarden", "op de Holterberg",
    "aan de Dinkel", "bij de haven",
)  # fmt: skip
STARTS = (
    "Samen een {thing} maken", "Een {thing} voor {group}", "Een eigen {thing} {spot}", "Liever een {thing} {spot}",
    "Meer {thing}, minder asfalt", "{Thing} {spot}", "Wie helpt mee met een {thing}?", "Een {thing} van {group}",
    "Nog een {thing} {spot}", "{Thing} van en voor de buurt", "Geef ons een {thing}", "Van braakland naar {thing}",
)  # fmt: skip
SUMMARIES = (
    "Wij willen een {thing} {spot}, voor {group}. Iedereen kan meedoen.",
    "{Spot} is nu niets te doen. Met een {thing} brengen we {group} bij elkaar.",
    "Een {thing} maakt onze buurt groener en gezelliger. We zoeken mensen die een paar uur per maand hebben.",
    "Met acht buren zijn we begonnen aan een {thing}. Nu zoeken we steun van {group}.",
    "Er is geld voor een {thing}, er is een plek {spot}, nu nog mensen die het doen.",
    "Kinderen vroegen om een {thing}. Wij, een paar ouders {spot}, gaan daarvoor zorgen.",
)
SENTENCES = (
    "Vorig jaar zaten we met een paar buren aan de keukentafel en toen kwam het idee van een {thing}.",
    "Het stuk grond {spot} ligt al jaren leeg.",
    "De gemeente vindt het goed, als wij het onderhoud doen.",
    "We hebben bij meer dan honderd huizen aangebeld, en bijna iedereen vond het een goed plan.",
    "Er is nog geen plek waar {group} elkaar zomaar kunnen tegenkomen.",
    "Een {thing} klinkt klein, maar het verandert hoe je door je straat loopt.",
    "De school doet mee en wil er lessen over natuur en techniek geven.",
    "We beginnen in het voorjaar, zodra de grond droog genoeg is.",
    "Het kost minder dan je denkt: hout, gereedschap en een paar zaterdagen.",
    "Een aannemer uit het dorp leent ons een graafmachine.",
    "Wie niet kan spitten, kan koffie zetten of de administratie doen.",
    "In de winter komen we bij elkaar {spot}.",
    "Wij willen geen stichting met een bestuur van zeven mensen, maar een clubje dat dingen doet.",
    "Elke eerste zaterdag van de maand werken we samen, van tien tot een.",
    "Als het lukt, kan de wijk hiernaast het nadoen.",
    "We hebben gekeken bij een {thing} in Drenthe en daar werkt het al vijf jaar.",
    "Er zijn ook zorgen: parkeren, geluid, wie het betaalt als het stuk gaat. Daar praten we over.",
    "De eerste vergadering is in het buurthuis en iedereen is welkom.",
    "Ouderen hebben hier vaak meer kennis dan geld, en die kennis willen we gebruiken.",
    "We vragen een kleine bijdrage per huis, en wie dat niet kan missen doet gewoon mee.",
    "Het moet er ook voor {group} zijn.",
    "De woningcorporatie geeft ons de sleutel van de oude fietsenkelder.",
    "Wat overblijft gaat naar de voedselbank.",
    "Regenwater vangen we op en gebruiken we in droge zomers.",
)
RARE = (
    "sterrenwacht", "hazelworm", "orgelpijp", "zweefvliegtuig", "kruidenvrouw", "turfschip", "accordeon",
    "dakpanfabriek", "ijsvogel", "weefgetouw", "smederij", "klokkenstoel", "ooievaarsnest", "zonnewijzer",
    "trapveldje", "poppenkast", "vlindertelling", "zoutkamer", "stoomtrein", "tegelzetter", "imkerij",
    "beverburcht", "wolspinnerij", "theetuin", "letterzetter", "steenuil", "kaarsenmaker", "waterschapshuis",
    "schaapskooi", "rietdekker", "bakhuisje", "kamsalamander",
)  # fmt: skip
NEEDS = {
    "supporters": (
        "Hoe meer mensen, hoe serieuzer de gemeente ons neemt.",
        "Vijftig steunbetuigingen zou mooi zijn.",
        "",
    ),
    "helpers": ("Zes mensen die een zaterdag per maand kunnen.", "Vooral handen bij het opbouwen.", ""),
    "goods": ("Gereedschap, planken en een kruiwagen.", "Een partytent en statafels.", ""),
    "knowledge": ("Iemand die weet hoe je subsidie aanvraagt.", "Een tuinman of landschapsarchitect.", ""),
    "money": ("Ongeveer 2.500 euro voor materiaal.", "Wij zoeken nog een sponsor.", ""),
}
FIRST_NAMES = (
    "Anouk", "Bert", "Carla", "Daan", "Elif", "Femke", "Gerrit", "Hanneke", "Ibrahim", "Jolanda", "Kees", "Lotte",
    "Mehmet", "Nienke", "Olga", "Piet", "Quinten", "Ria", "Sjoerd", "Tessa", "Umut", "Vera", "Wim", "Xander",
    "Yara", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "de Vries", "Jansen", "Bakker", "ten Brinke", "Wolters", "Kamphuis", "Nijhuis", "Oude Luttikhuis", "Yilmaz",
    "Visser", "Hofman", "Schuurman", "Mulder", "Dijkstra", "Pot", "van der Kolk", "Ekkel", "Rietberg", "Snel",
    "Boerrigter",
)  # fmt: skip
ASKS = (
    "",
    "",
    "",
    "Wij vragen de provincie om mee te denken over de grond.",
    "Kan de provincie de helft van de kosten voorschieten?",
)
REASONS = (
    "Er waren te weinig mensen om het te dragen.",
    "Het is klaar, dank aan iedereen.",
    "De plek is verkocht.",
    "We gaan verder samen met de buurt hiernaast.",
)

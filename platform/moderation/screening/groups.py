"""Words that take each other's place in a word rule: `<ik> * <doden> * <jou>` says it once for all of them.

A word may end in a star, as in a rule. Dutch, the dialects around here and English stand together: a rule looks for a
meaning, and people mix them.
"""

from __future__ import annotations

import re

# Name and words; docs/rules/moderation.md lists the names.
LISTS = """
ik: ik we wij wie ikke i
jou: je jou jullie u hem haar hen hun ze oe oew ow you ya him her them
jouw: je jouw jullie uw z'n oew ow oen your his her their
jij: jij je jullie u ie iej you ur
bent: bent ben zijn bunt bint is are re
doden: vermoord vermoorden vermoorde doodt doden doodmaken doodslaan doodschieten doodsteken doodrijden doodtrappen
  doodmartelen afslachten afknallen neersteken neerschieten neerknallen overhoopschieten wurg wurgen kelen onthoofd
  onthoofden verzuip verzuipen vergiftig vergiftigen opknopen lynchen liquideer liquideren executeren fusilleren
  onderschoffelen koudmaken ombrengen kill murder strangle behead stab shoot slaughter
slaan: sla slaan sloa schop schoppen trap trappen ram rammen beuk beuken ros rossen mep meppen timmer sloop mol
  mollen breek breken knal knallen stomp stompen steek steken prik prikken snij snijd snijden schiet schieten sgiet
  schuif hak hakken maak maken rij rijd rijden verbouw trek ruk schop punch beat smash break hit kick crush bash cut
  slit rip
stukslaan: aframmelen afranselen aftuigen afrossen verbouwen kapotslaan kapotmaken kapotschieten kapottrappen
  verrotslaan inslaan intrappen verminken martelen castreren molesteren mishandelen verkrachten neerslaan ontvoeren
  toetakelen platrijden overrijden omverrijden aanrijden afmaken slopen mollen breken hangen hurt destroy beat ruin
stuk: dood kapot neer overhoop lek verrot elkaar mekaar ziekenhuis rolstoel moes pulp puree bewusteloos
  ondersteboven omver plat sokken gort bloed
lijf: kop koppe hoofd bek smoel muil bakkes harses hersens schedel kaak neus tanden benen knieen knieschijven nek
  keel strot vingers poten botten armen ribben ogen gezicht hals buik ballen head face neck throat legs knees teeth
  skull bones
dierbaren: kinderen kids kind kleinkinderen dochter dochters zoon zoons gezin familie vrouw vrouwtje man vent moeder
  vader ma moe pa ouders vriendin kleintjes family children wife husband mother daughter son
bezit: huis huisje woning auto boerderij schuur stal bedrijf winkel zaak hond kat paard paarden ruiten raam ramen
  voordeur brievenbus tuin house car home dog
gebouw: huis auto boerderij gemeentehuis stadhuis provinciehuis azc opvang asielopvang asielzoekerscentrum moskee
  kerk synagoge kantoor stal schuur winkel tent keet boel zooi hut pand raadhuis woning town city hall house car
  mosque
branden: branden fikken affikken platbranden afbranden brandt fikt affakkelen opblazen ontploft burn torch
wapen: honkbalknuppel knuppel pistool geweer jachtgeweer dubbelloops kettingzaag boksbeugel ploertendoder
  kalasjnikov honkbalbat baseballbat molotovcocktail bivakmuts bivakmutsen jerrycan rifle shotgun
straf: kogel kogels strop galg nekschot guillotine doodstraf doodschop bullet noose
ambt: wethouder wethouders burgemeester raadslid raadsleden voorzitter voorzitster gedeputeerde gedeputeerden
  ambtenaar ambtenaren politicus politici minister boswachter handhaver moderator beheerder initiatiefnemer
  initiatiefnemers boer boeren buurman buurvrouw journalist statenlid statenleden mayor councillor councillors
  alderman politician politicians
sufferd: idioot idioten imbeciel* debiel* randdebiel* mongool mongolen eikel eikels lul lullen klootzak* hufter*
  sukkel* oen oenen kneus kneuzen mafkees mafkezen trut* slet sletten hoer hoeren teef loser* tokkie* schorem
  crimineel* oplichter* dief dieven leugenaar* fascist* nazi* landverrader* verrader* lafaard* profiteur*
  zakkenvuller* graaier* mislukkeling* misbaksel* sekreet kreng bitch huichelaar* hypocriet* dronkaard* slijmbal*
  bloedzuiger* uitzuiger* charlatan* malloot malloten halfgare* azijnpisser* boerenlul* pummel* boerenpummel*
  lomperik* kinkel* zwakkeling* slappeling* aso aso's patser* stumper* schoft* ploert* engerd* griezel* parasiet
  parasieten uitschot leugenbuul loeder sekreten kwal kwallen tuig dwaas dwazen kankerlijer* zakkenwasser* prutser*
  zielenpoot* zielepoot* achterlijke gluiperd* smeerlap* viezerik* klojo* drol drollen kutwijf* psychopaat
  psychopaten narcist pedo pedofiel droplul* lapzwans* minkukel* hork horken dombo* idiot idiots moron* fool fools
  imbecile* loser clown clowns scum scumbag* pig coward* liar* twat* cunt* dumbass retard*
beest: varken varkens zeug koe rat ratten aap apen ezel kwal worm parasiet parasieten ongedierte hond honden beest
  zwijn zwijnen kakkerlak* pad kalf schaap schapen slang
gemeen: vuile vieze gore smerige stomme domme achterlijke dikke lelijke arrogante luie laffe corrupte hersenloze
  zielige waardeloze stinkende vette ouwe walgelijke zieke enge irritante hypocriete incapabele onbekwame verwende
  vadsige fucking stupid dumb fat ugly pathetic dirty filthy lying useless disgusting
dom: achterlijke debiele imbeciele hersenloze randdebiele zwakzinnige zwakbegaafde mongoloide inteelt inteelte
mens: boer boeren wethouder burgemeester volk types dorp dorpelingen tukkers tukker moderator ambtenaar ambtenaren
  buurman vent venten gast gasten wijf wijven mens mannetje ventje figuur figuren lui linkse rechtse gemeente raad
  politici politie
kanker: kanker kankerse kanke kk kkr kenker kut kutte tering teringse tyfus tiefus klote rot pokke pokken takke
  klere kolere pleuris pest
volk: moslims moslim islamieten joden jood zionisten marokkanen turken surinamers antillianen polen roemenen
  bulgaren syriers afghanen eritreeers somaliers oekrainers russen chinezen afrikanen arabieren zwarten zwartjes
  negers buitenlanders allochtonen migranten immigranten asielzoekers vluchtelingen statushouders zigeuners roma
  sinti homo's homo homos lesbiennes lesbo's transgenders transen trans travestieten gehandicapten woonwagenbewoners
  vrouwen christenen muslims jews blacks gays immigrants gypsies refugees foreigners arabs africans lesbians
  migrants turks
hoon: tuig ongedierte terrorist terroristen verkrachters dieven ratten beesten apen varkens honden parasieten
  uitschot minderwaardig achterlijk kakkerlakken gespuis schorem viezeriken uitvreters klaplopers profiteurs
  criminelen ondermensen pedo's pedofielen gestoord abnormaal vermin scum rats animals criminals terrorists rapists
  cockroaches parasites subhuman filth trash pigs savages dirty
elders: whatsapp whatsappen telegram signal snapchat instagram insta messenger appje dm bio inbox prive
  prive-bericht privebericht bericht berichtje mailtje contact link profiel
haast: nu vandaag direct meteen beperkt laatste 24 haast snel today now hurry limited instant instantly quick
munt: bitcoin* crypto* forex* ethereum dogecoin nft* altcoin*
gewin: verdien verdienen verdiend verdiende verdubbel verdubbelen investeer investeren winst rendement gratis
  gegarandeerd rijk signalen trading trader wallet mining platform beleg beleggen earn profit invest investment
  guaranteed
klein: de het een en dit dat die er niet wel nog maar met voor van aan op in uit naar te ga gaan zal geld
  gratis klik hier jij
"""


def read() -> dict[str, tuple[str, ...]]:
    """Give the words of every group by its name."""
    found: dict[str, tuple[str, ...]] = {}
    for line in re.sub(r"\n  ", " ", LISTS).strip().splitlines():
        name, _colon, listed = line.partition(":")
        found[name] = tuple(listed.split())
    return found


GROUPS = read()
NAMED = re.compile(r"<([a-z]*)>")
# What letters written one by one may be together.
KNOWN = frozenset(word for words in GROUPS.values() for word in words if "*" not in word)


def filled_in(pattern: str) -> str:
    """Write the words of every group out in a pattern. Raises KeyError for a group that is not there."""
    return NAMED.sub(lambda match: "|".join(GROUPS[match[1]]), pattern)


def unknown_in(pattern: str) -> list[str]:
    """Give the names in a pattern that are no group."""
    return [name for name in NAMED.findall(pattern) if name not in GROUPS]

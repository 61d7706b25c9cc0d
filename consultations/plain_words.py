"""Words that government likes and residents stumble over, each with one that says the same at level B1.

Our own list, made while reading letters and decisions of provinces and municipalities. Verbs on -eren are known in all
their forms; of other words the forms that occur are written out, with a slash between them.
"""

from __future__ import annotations

from functools import lru_cache

PAIRS = """
aangaande: over
aangelegenheid/aangelegenheden: zaak, onderwerp
aanvang: begin
aanvangen/aanvangt: beginnen
abusievelijk: per ongeluk
accorderen: goedkeuren
achten/acht: vinden
actualiseren: bijwerken
additioneel/additionele: extra
adequaat/adequate: goed, genoeg
adviseren: raad geven
afdoende: genoeg
afhandeling: het afmaken
afschrift: kopie
alsmede: en ook
alsook: en ook
alternatief: andere keuze
alvorens: voordat
ambiëren: willen
ambitie/ambities: wens, doel
anderzijds: aan de andere kant
annuleren: afzeggen
anticiperen: voorbereid zijn op
arrangement: regeling
aspect/aspecten: kant, deel
attenderen: wijzen op
baseren: uitgaan van
bedrijvigheid: bedrijven
begroten/begroot: geschat
behelzen/behelst: gaan over
behoeve: voor
beleidsvoornemen/beleidsvoornemens: plan
beleidsmatig/beleidsmatige: van het beleid
benutten/benut: gebruiken
beogen/beoogt/beoogde: willen
bereidwillig: graag
beschikken/beschikt: hebben
betreffende: over
betreft: gaat over
bevorderen/bevordert: helpen, beter maken
bewerkstelligen/bewerkstelligt: zorgen voor
bezien/beziet: bekijken
bijgevolg: daarom
bijgaand/bijgaande: hierbij
bovengenoemd/bovengenoemde: deze
casu quo: of
collectief/collectieve: samen
communiceren: vertellen
compenseren: goedmaken
complex/complexe: moeilijk
conceptversie: eerste versie
concretiseren: duidelijk maken
conform: volgens
consequentie/consequenties: gevolg
consolideren: behouden
consulteren: om raad vragen
continueren: doorgaan met
coördineren: regelen
creëren: maken
daadwerkelijk: echt
daartoe: daarvoor
derhalve: daarom
desalniettemin: toch
desbetreffende: deze
desgewenst: als je wilt
destijds: toen
dient te: moet
dienen te: moeten
dientengevolge: daardoor
differentiëren: verschil maken
dilemma: moeilijke keuze
diverse: verschillende
doelgroep: mensen voor wie het is
doelstelling/doelstellingen: doel
draagvlak: steun
duurzaamheidsdoelstelling: groen doel
echter: maar
effectief/effectieve: goed werkend
effectueren: uitvoeren
enerzijds: aan de ene kant
entiteit: organisatie
essentieel/essentiële: heel belangrijk
evalueren: terugkijken op
evaluatie: terugblik
eveneens: ook
evenwel: maar
evident/evidente: duidelijk
expertise: kennis
expliciet/expliciete: duidelijk
exploiteren: runnen
faciliteren: helpen, mogelijk maken
faciliteit/faciliteiten: voorziening
fasering: volgorde
financieren: betalen
flexibel/flexibele: makkelijk aan te passen
formuleren: opschrijven
frequent/frequente: vaak
frequentie: hoe vaak
functioneren: werken
fundamenteel/fundamentele: belangrijk
gaarne: graag
gedurende: tijdens
gefaseerd/gefaseerde: stap voor stap
gelieve: wil je
genereren: opleveren
geschieden/geschiedt: gebeuren
gebiedsgericht/gebiedsgerichte: per gebied
gremium/gremia: groep, bestuur
handhaven: zorgen dat de regels gelden
heden: nu
herijken/herijking: opnieuw bekijken
hetgeen: wat
heroverwegen: nog eens bekijken
hieromtrent: hierover
hiertoe: hiervoor
identificeren: herkennen
implementeren: invoeren
implementatie: invoering
impact: gevolg
in acht nemen: letten op
in het kader van: voor, bij
in het licht van: door
in samenspraak met: samen met
indachtig: met in gedachten
indicatie: schatting
indien: als
indienen: insturen
inhoudelijk/inhoudelijke: over de inhoud
initiëren: beginnen
initieel/initiële: eerste
innovatief/innovatieve: nieuw
instantie/instanties: organisatie
instrument/instrumenten: middel
integraal/integrale: in één keer, als geheel
intensiveren: meer doen aan
intentie/intenties: plan, bedoeling
inventariseren: een lijst maken van
inzake: over
inzichtelijk: duidelijk
juncto: samen met
kaderstellend/kaderstellende: die de grenzen aangeeft
kenbaar maken: laten weten
knelpunt/knelpunten: probleem
kwantificeren: in getallen zeggen
leefbaarheid: hoe prettig het wonen is
louter: alleen
maatregel/maatregelen: wat we doen
maatschappelijk/maatschappelijke: van de samenleving
marginaal/marginale: klein
medio: half, rond het midden van
met betrekking tot: over
met ingang van: vanaf
middels: met, door
minimaliseren: zo klein mogelijk maken
mits: als
mobiliteit: reizen
mobiliteitsbehoefte: hoe je wilt reizen
modaliteit/modaliteiten: manier van reizen
monitoren: bijhouden
motiveren: uitleggen waarom
mutatie/mutaties: verandering
naar aanleiding van: door
nadien: daarna
nader/nadere: meer
nagenoeg: bijna
nihil: niets
nopen/noopt: dwingen
noodzakelijk/noodzakelijke: nodig
omtrent: over
omvatten/omvat: bestaan uit
onderhavige: deze
ondervinden/ondervindt: merken
onverwijld: meteen
ongeacht: wat ook
ontberen/ontbeert: missen
ontplooien: beginnen
operationeel: in gebruik
optimaal/optimale: zo goed mogelijk
optimaliseren: beter maken
opteren: kiezen
overeenkomstig: volgens
participant/participanten: deelnemer
participatie: meedoen
participatieniveau: hoeveel je kunt meedoen
participeren: meedoen
per abuis: per ongeluk
periodiek/periodieke: af en toe
perspectief/perspectieven: kijk, kans
pogen/poogt: proberen
potentieel/potentiële: mogelijk
prefereren: liever hebben
preventie: voorkomen
primair/primaire: eerst
prioriteren: kiezen wat eerst komt
prioriteit/prioriteiten: wat eerst komt
problematiek: problemen
procedure: stappen
prognose: verwachting
realiseren: maken
realisatie: bouw, uitvoering
recent/recente: kort geleden
reduceren: minder maken
reductie: minder
regionaal/regionale: in de streek
relevant/relevante: belangrijk
reeds: al
respectievelijk: en daarna
responderen: antwoorden
resumé: samenvatting
resulteren: leiden tot
ruimtelijke ordening: de inrichting van het gebied
scenario/scenario's: mogelijke toekomst
signaleren: merken
significant/significante: duidelijk
slechts: alleen
specifiek/specifieke: bepaald
stagneren: stilstaan
stakeholder/stakeholders: wie ermee te maken heeft
status quo: hoe het nu is
stimuleren: helpen, aanmoedigen
strategie/strategieën: plan
structureel/structurele: blijvend
substantieel/substantiële: flink
teneinde: om te
ten aanzien van: over
ten behoeve van: voor
ten gevolge van: door
ten tijde van: tijdens
tenzij: behalve als
tevens: ook
thans: nu
toebedelen: geven
toereikend: genoeg
transitie: overgang
transparant/transparante: open
trachten/tracht: proberen
uitfaseren: langzaam stoppen met
uiteraard: natuurlijk
uniform/uniforme: gelijk
uit hoofde van: door
urgent/urgente: dringend
van toepassing zijn: gelden
verdisconteren: meetellen
vergroten: groter maken
verrichten/verricht: doen
verstrekken/verstrekt: geven
vertegenwoordigen: spreken voor
vervaardigen/vervaardigd: maken
vigerend/vigerende: dat nu geldt
visie: kijk op de toekomst
voldoen aan: passen bij
volledigheidshalve: voor de duidelijkheid
voornoemd/voornoemde: deze
voorts: ook
voortvloeien: komen
waarborgen/waarborgt: zorgen voor
wenselijk/wenselijke: goed
wijzigen/wijzigt: veranderen
wijziging/wijzigingen: verandering
woonachtig: die woont
zienswijze/zienswijzen: mening
zodoende: zo
zorgdragen: zorgen
zulks: dit
"""


def forms_of(word: str) -> list[str]:
    """Give a word with its forms: those of a verb on -eren are regular."""
    if word.endswith("ëren"):
        base = f"{word[:-4]}ëer"
        return [word, base, f"{base}t", f"{base}de", f"{base}den", f"ge{base}d"]
    if word.endswith("eren") and " " not in word and len(word) > len("eren") + 2:
        base = f"{word[:-4]}eer"
        return [word, base, f"{base}t", f"{base}de", f"{base}den", f"ge{base}d"]
    return [word]


@lru_cache(maxsize=1)
def easier_words() -> dict[str, str]:
    """Give each form of each hard word or phrase, in small letters, with what to say instead."""
    found: dict[str, str] = {}
    for line in PAIRS.strip().splitlines():
        hard, _colon, easy = line.partition(": ")
        for word in hard.split("/"):
            for form in forms_of(word):
                found.setdefault(form, easy)
    return found

"""Puts the first word rules in use: what moderators want to see. Administrators change them afterwards."""

from django.db import migrations

# One rule a line: weight, word or words (see docs/rules/moderation.md, "word rules"), and behind an exclamation mark
# the contexts in which it says nothing. From a weight of 25 a moderator looks at it; less only counts with others.
INSULT_NL = """
45 klootzak*
35 kloothommel*|klootviool*
45 hoer|hoeren ! hoeren en tollenaars; mevrouw de hoer; meneer de hoer; familie de hoer
50 hoerenzoon|hoerenkind|hoerenjong|hoerenzonen|hoerenlop*|hoerenjoch*
45 kuthoer*|kutwijf*|kutwijven|kuttekop*|kutvent*|kutkop*
26 kut* ! kut; kutweer; kuttschrütter*; kuttschreuter*; kuttel; kutten; kutje
30 kanker* ! kanker; kankeronderzoek*; kankerpatiënt*; kankerfonds*; kankerbestrijding; kankercentrum; kankercel*; kankerverwekkend*; kankervrij*; kankerbehandeling*; kankerinstituut; kankerzorg; kankerspecialist*; kankerregistratie; kankerdiagnose*; kankerscreening; kankersoort*; kankergezwel*; kankerrisico*; kankersterfte; kankerpreventie; kankermedicijn*; kankerafdeling; kankerlotgenoten*; kankeren; kankert
50 krijg * kanker|tering|tyfus|klere|aids ! krijg je * kanker; krijg ik * kanker; krijg * geen kanker
50 krijg de kanker|tering|tyfus|klere|pest
50 krijg|krijgen|krijgt allemaal kanker|tering|tyfus
45 teringlijer*|tyfuslijer*|tiefuslijer*|klerelijer*|pestlijer*
35 tering*|tyfus* ! tering; tyfus; tyfusvaccin*; tyfusepidemie*; tyfuspatiënt*
35 klerezooi|klerewijf|klerejong|kolerezooi|kolerewijf|kolerelijer*
40 mongool|mongolen ! de mongolen; mongolen en tataren
26 mongooltje|mongooltjes
30 debiel|debielen
40 randdebiel*|imbeciel*
40 jij|je|jullie|u bent|zijn|ben|bunt * idioot|idioten|debiel|imbeciel|mongool
30 idioten
35 vuile|stomme|domme|jij|stelletje idioot|idioten|gek|gekken
30 die|wat een|gemeente|wethouder idioot ! een idioot duur; een idioot hoog
30 achterlijke gladiool|mensen|volk|boeren|idioot|gek|ambtenaren|figuur|figuren
12 achterlijk*
35 slappe|vieze|stomme|ouwe|oude|vuile lul|lullen
30 lul|lullo ! lul de behanger; voor lul; lul niet
35 jij|jullie|stelletje|stomme|vuile eikel|eikels ! jullie eikels rapen
35 je bent een * eikel
35 wat ben|bent jij|je een * eikel|oen|sukkel|loser|kneus
35 wat|stomme|grote|je bent een|grote|stomme oen
35 wat een * eikel ! wat een mooie eikel; wat een grote eikel
35 die eikel|eikels van|op ! eikels van de eik; eikels van de boom; eikels op de grond
30 trut|trutten|truttebol
35 stomme|domme|arrogante|dom|stom doos|muts|koe|geit|trut|wijf|wief
30 dat|die|oud|lelijk|vies|gemeen wijf|wijven ! die wijven van weleer
40 rotwijf*|rotwijven|pokkewijf*|takkewijf*|zeikwijf*|viswijf
40 vuile|vieze|smerige|gore hond|rat|ratten|varken|varkens|teef|teven|hufter*|leugenaar*|slet|smeerlap*|profiteur* ! vieze hond uit de sloot
35 hufter|hufters
30 klojo|klojo's
30 lamzak*|zakkenwasser*|slappeling*|lapzwans*
35 rotzak*|smeerlap*|schoelje|schorem
30 viezerik*|viespeuk*|smeerpijp*
26 sukkel|sukkels
26 zeikerd*|zeiksnor*
26 loser|losers|mislukkeling*
30 kneus|kneuzen ! kneuzen en schaafwonden
15 prutser*|knoeier*|kluns*|amateurs|stumper*
14 stelletje ! jong stelletje; leuk stelletje; verliefd stelletje
26 domkop*|dombo*|dommerik*|onbenul*|oenen
30 dom volk|wicht|gans
35 oetlul*|lulhannes*|lulletje* ! lulletje rozenwater
30 etterbak*|misbaksel*|onmens
26 zuiplap*|dronkelap*|dronkenlap*
40 tuig van de richel
35 stuk|dat|dit|stelletje|zulk tuig ! dat tuig van de paarden; dit tuig van leer
35 straattuig|uitvreter*
30 parasiet|parasieten zijn jullie
35 vuile|stelletje|stomme|smerige schoft|schoften|dief|dieven|oplichter*
22 oplichter*|zakkenvuller*|leugenaars|bedriegers|graaiers
35 nsb er|ers ! nsb ers in de oorlog; nsb ers na de oorlog; de nsb ers die; van nsb ers; voor nsb ers
35 landverrader*|volksverrader*
35 jullie|jij|stelletje|vuile|vieze nazi|nazis|nazi's|fascist|fascisten
35 hou|houd|hold * bek|smoel|waffel|muil
30 bek|smoel|muil houden|dicht
35 rot|flikker|sodemieter|donder|pleur|tief|lazer op|toch ! rot op de
35 rot nou|lekker|gewoon op
35 optiefen|oppleuren|opflikkeren|opsodemieteren|oprotten
35 slet|sletten|sletje|snol|snollen
40 vuile|stomme|gore teef|teven|del|kwal|kreng
26 rotjong*|rotkind*|snotjong*|snotneus|snotneuzen ! snotneus afvegen
30 dikzak*|vetzak*|papzak*
26 mafkees|mafkezen|mafketel*|halvegare*
26 hersenloos|hersenloze|hersendode
35 val dood
35 stik|zak er in
35 krijg het heen en weer
30 schijt aan jullie|je|jou
35 kontkruiper*|kontlikker*|hielenlikker*
40 bunt|bint|bent|ben * kloot|klootzak|lul|loeder|sekreet
40 secreet|sekreet|loeder
30 stomme|lelijke|dikke|dikke kloot|pad|vent
30 grafzooi|grafkop|grafwijf|takkezooi
30 achterbakse|gluiperige|gluiperd|gluiperds|onderkruipsel*|onderkruiper*
30 wat ben|bent|zijn jij|je|jullie|u * dom|achterlijk|triest
26 zielig|triest|zielige|trieste mannetje|figuur|figuren|hoopje|volk|types
30 flapdrol*|minkukel*|drollenvanger*|ezelskop*|schijtluis|schijtlijster*|etterkop*|viezerd*|engerd*|trol|zakkenwasser
30 jij|je|jullie|u bent|zijn|bunt een * zielige|stomme|domme|vieze|lelijke|smerige|gore|achterlijke|arrogante|walgelijke|zielig|stom|dom
30 wat een zielige|stomme|domme|vieze|lelijke|smerige|gore|achterlijke|arrogante|walgelijke vent|wijf|mens|kerel|figuur|lui|volk|types|man|vrouw|mensen|gast
35 gore|dikke|vette|smerige|lelijke|irritante|arrogante wijf|wijven|vent|kerel|kop|zak|gast
35 gore|smerig|goor|vet|dik|irritant|arrogant wijf
35 schijt op|aan * jou|jullie|je|u
26 randfiguur|randfiguren|uitschot|gajes|gespuis
26 incompetente|corrupte|luie|waardeloze klojo*|zakken|eikels|lui|ambtenaren|flapdrollen|sukkels|varkens
15 mond|kop houden
35 hou|houd * kop dicht
20 hou|houd * mond dicht
30 spoort|sporen * niet|gek|ziek
20 pannenkoek|kwal|ezel|trol ! pannenkoek eten; pannenkoek met
35 lik|likken mijn|me|m'n reet|kont|zak
35 steek|stop * in|waar je|jouw|de reet|hol|zon
30 donder|lazer|sodemieter|flikker|rot * een end|eind op
40 kale|vette|dikke|gladde|laffe kwal|rat|ratten|hond|honden|zak|zakken|lafaard*|bal
26 lafaard*|sukkelaar*|mietjes|watje|watjes
26 knettergek|knettergekke|gekkies|gestoord|gestoorde ! gestoorde nachtrust; wordt gestoord; worden gestoord; gestoord door; niet gestoord
22 omgekocht|omgekochte
30 omgekochte|corrupte|laffe ratten|honden|varkens|boeven
35 jij|je|jullie|u * te dom|stom|achterlijk om|voor
30 walgelijk|vies|laf|smerig|naar|raar mannetje|ventje|wijf|figuur|mens
26 achterlijke|domme|zieke|gestoorde praatjes|praat|kop|hersens|ideeën|gedachten
"""

INSULT_EN = """
45 asshole*|arsehole*
60 motherfucker*
45 fuck you|off|yourself
35 fucking idiot|idiots|moron*|liar*|stupid|disgrace
30 fucker|fuckers
35 bitch|bitches
50 cunt|cunts
35 dickhead*|dipshit*|shithead*|scumbag*|douchebag*|dumbass*|jackass*
30 bastard|bastards
26 moron|morons|imbecile*
40 retard|retards|retarded ! flame retardant
40 whore|whores|slut|sluts
30 wanker|wankers|prick|pricks|twat|twats|tosser
35 you|stupid|bloody|such|are * idiot|idiots
35 piece|pieces of shit|trash|garbage
40 go to hell
26 pathetic loser|losers|people
"""

THREAT_NL = """
80 ik|we|wij maak|maken|sla|slaan|schiet|schieten|steek|steken je|jou|jullie|hem|haar|oe|u * dood|af|kapot|neer|overhoop|lek|verrot ! maken u * af
80 maak|sla|schiet|steek je|jou|jullie|hem|haar|ze dood|kapot|neer|overhoop|lek
80 ik|we|wij ga|gaan|zal|zullen|kom|komen * doodmaken|doodslaan|doodschieten|vermoorden|kapotmaken|afmaken|neersteken|neerschieten ! ga het * afmaken; gaan het * afmaken; gaan dit * afmaken; ga dit * afmaken; gaan de * afmaken
70 afknallen|afslachten ! vuurwerk afknallen
80 ik|we|wij vermoord|vermoorden|wurg je|jou|jullie|hem|haar
75 ik|we|wij weet|weten * waar je|jij|jullie|u|hij|ie|aj * woont|wonen|woon|werkt|leeft
75 ik|wie weet|wit|wet * woar|waor|war aj|ie|iej|oe * wont|woont
70 ik|we|wij weet|weten * waar * kinderen school|zitten|naar
70 weet|weten je|jou|jullie|hem|haar|oe|u * te vinden ! weten u te vinden in
60 ik|we vind|vinden je|jou|jullie wel
75 jullie|je|jij|hij|zij|ze|u|ie|iej gaan|gaat|gaot|goat|geet * eraan|deran|dran ! gaan eraan beginnen; gaan eraan werken; gaat eraan werken; gaan er hard eraan
75 jullie|je|jij|u gaan|gaat er allemaal|nog|wel|gewoon aan
70 je|jij|jullie bent|ben|zijn er geweest ! zijn er geweest bij
70 kogel door|voor je|jouw|jullie|zijn|haar|die * kop|hoofd|harses|lijf|gezin|hem
60 kogel|strop|nekschot krijgen|verdienen|verdient|verdien|waard
70 een|de kogel|strop voor hem|haar|jullie|jou|die|de burgemeester|wethouder|minister|linkse
60 nekschot|kopschot
70 hoogste boom
70 hang|knoop ze|hem|haar|jullie * op|hoogste|boom ! hang ze even op; hang ze te drogen op
60 opknopen
60 opgehangen|ophangen moeten|moet|worden|zouden|mogen aan|die|jullie|ze|de ! posters
75 mes tussen|in * ribben|rug|keel|buik|strot
75 keel door|doorsnijden|dichtknijpen
75 steek|steken|zet|zetten * huis|auto|tent|boel|azc|gemeentehuis|stadhuis|schuur|kantoor * fik|brand|hens
75 je|jullie|jouw|dat|het huis|auto|azc|gemeentehuis|stadhuis|kantoor in de|brand * fik|hens|steken
75 huis|auto|azc|gemeentehuis|stadhuis|pand|schuur gaat|vliegt|moet * fik|brand|vlammen ! als je huis in brand
75 bom|granaat|explosief|molotovcocktail onder|door|bij|in|op|voor * je|jullie|jouw|het|dat * huis|auto|deur|voordeur|brievenbus|gemeentehuis|stadhuis|kantoor|azc|provinciehuis ! bom op het huis in de oorlog
40 pas maar op jij|jullie|hoor|met|vriend|vriendje|mannetje|meisje
40 pas jij|je|jullie maar op
50 kijk * over|achter je|jouw|jullie|oe|ow schouder|rug ! kijk eens over je
50 over|achter je|jullie|jouw|oe|ow schouder kijken|blijven|kiekn
70 ik|we|wij kom|komen je|jou|jullie|oe * halen|opwachten|opzoeken|pakken ! komen jullie met de bus halen
70 wachten|wacht je|jou|jullie|hem * op bij|na|als ! wachten je antwoord; wachten jullie op bij de koffie
60 ik|we|wij * krijg|krijgen|pak|pakken je|jou|jullie|hem|oe nog|wel|terug
60 sla|slaan|ram|trap|schop|sloop|beuk|sloa|ros je|jou|jullie|hem|haar|oe|ze * in|op|verrot|ziekenhuis|elkaar|hoek * kop|bek|smoel|elkaar|gezicht|muur|ziekenhuis|hoek|rolstoel
60 op|in je|jouw|jullie|zijn|haar|oen|oe|ow bek|smoel|muil|harses|gezicht|kop * slaan|trappen|rammen|krijgen|timmeren|sloan
60 klap|trap|knal|dreun|vuist tegen|voor|in|op je|jouw|jullie|zijn|haar|oen|oe|ow * kop|bek|smoel|gezicht|harses
40 op je|jullie|oen|ow bek|smoel|muil|bakkes ! bent op je bek; plat op je bek; ga je op je bek; je op je bek; val op je bek; ging op je bek; op je bek gaan; op je bek gegaan
60 verrot|in elkaar|ziekenhuis slaan|schoppen|trappen|rammen|in ! het ziekenhuis in
70 ik|we|wij breek|breken je|jouw|jullie|zijn|haar|al * benen|knieen|nek|vingers|poten|botten|armen|kaak|neus
60 ik|we|wij gooi|gooien * je|jullie|jouw|oe|ow * ruit|ruiten|raam|ramen * in|kapot|uit ! nieuwe ruiten in
60 steen|baksteen|stenen|trekker|tractor|stront door je|jouw|jullie|oe|ow * ruit|ruiten|raam|ramen|voordeur|deur
60 trekker|trekkers|tractor over|door je|jullie|jouw * heen|huis|gevel|deur|rijden
70 jij|jullie|hij|zij|burgemeester|wethouder|ambtenaren|ambtenaar|politici|boa's moet|moeten|mag|mogen|verdient|verdienen * dood|creperen|afgemaakt|opgehangen|verrekken ! ambtenaren moeten * dood gewoon; over de dood; de bomen dood; niet dood; * dood gewoon
60 ik|we hoop|hope|wens * je|jij|jullie|hij|ze|u|jou|ie * doodgaat|doodgaan|verrekt|verrekken|crepeert|creperen|verongelukt|afbrandt|verzuipt
60 hoop|wens * je|jij|jullie|hij|jou * kanker|dood|ongeluk ! nooit; geen
60 bloed zal|gaat vloeien
60 gaat|zal|moet bloed vloeien
60 trap|sla|schop|ram|rij je|jou|jullie|hem * ziekenhuis|rolstoel in
60 je|jullie|jij bent|zijn niet|nooit meer veilig
50 jammer|zonde|sneu * als er * kinderen|huis|auto|vrouw|man|hond * overkomt|gebeurt
60 bloed|doden aan|door je|jullie|jouw handen kleven|plakken
60 je|jullie|jouw laatste dag|dagen|uur is|zijn|heeft geteld|geslagen|begonnen
60 dagen|uren zijn geteld ! dagen zijn geteld voor de
45 laatste waarschuwing
60 ga|gaan|zul|zullen|zal|goat|gaat je|jij|jullie|u|ie|iej|hij * spijt|bezuren|berouw ! geen spijt
60 zul|zult|zal|zullen je|jullie|jij|u|ze * boeten|bloeden
50 jammer|zonde|sneu * als je|jouw|jullie * kinderen|huis|auto|vrouw|man|hond * overkomt|overkomen|gebeurt|brand|fik
50 jammer|zonde|sneu * als je|jullie|jou * iets|wat overkomt|overkomen|gebeurt
60 anders|dan vallen er klappen|doden|slachtoffers
45 anders|dan gebeuren er ongelukken
50 honkbalknuppel|hooivork|ijzeren|stalen|knuppel * langs|meebrengen|voor de deur|opwachten
60 niet|nooit * meer * veilig|rustig over straat lopen|kunt|kan|gaat|kunnen ! durf; voel; voelen; durven; kan ik; kunnen we; kunnen onze; kan mijn; kan onze
60 ie|iej goat|geet|gaot * kapot|dood|dran
60 ik sloa|sla|mep|schup oe|iej|ow * veur|op|in|an
75 sla|schop|trap|ram|schiet|steek|maak|beuk ik|we|wij je|jou|jullie|hem|haar * verrot|lek|dood|elkaar|bek|kapot|neer|af
45 molotovcocktail*|molotov*|handgranaat ! handgranaat uit de oorlog
70 molotovcocktail|bom|granaat|fikkie|vuurwerkbom door|in|bij de|het|je|jullie * brievenbus|deur|dak|raam|ruit ! bom uit de oorlog
60 kogel|kogels * klaar|gereserveerd|naam
60 voor jou|jullie|hem|haar|je * kogel|strop|mes|graf
45 je|jij|jullie|hij|zij|burgemeester|wethouder|ambtenaar|voorzitter overleeft|overleef|overleven * jaar|week|nacht|kerst|avond
70 steken|steek|zet|zetten|gaat|gaan * in de hens|fik|lichterlaaie ! paasvuur * steken|gaat * fik|hens; steken|steek * paasvuur * fik|hens; paasvuur steken * * fik|hens
70 van jullie|jou|je in de|brand|den hens|fik|brand|steken
45 dan ben|zijn je|jij|jullie * jarig|klaar|gezien|laat ! dan ben je klaar; dan zijn jullie klaar; dan ben je * klaar; dan zijn jullie * klaar; dan ben je te laat; dan zijn jullie te laat; dan ben je * laat
60 ik|we|wij ga|gaan|zal|zullen je|jou|jullie|hem|haar * vinden|opzoeken|krijgen|pakken|slopen|breken|kapotmaken ! vinden op facebook; jullie helpen
45 je|jullie|jouw graf|kist|begrafenis
45 graven|graaf|delven * graf
60 onder de grond|zoden stoppen|leggen|ligt|liggen ! kabels; leidingen
50 let maar op * jij|jullie|je
45 bent|ben|zijn|is * niet|nergens veilig * meer|voor
50 weten|weet * waar|welke * kinderen|dochter|zoon|vrouw|school * zit|zitten|loopt|speelt|gaat|woont ! weten niet
60 sla|trap|schop|ram|timmer je|jouw|jullie|hem|haar|zijn * tanden|kaak|kop|hersens|ogen|schedel * eruit|uit|in|kapot
60 huizen|huis|auto|auto's|boerderij|kantoor|gemeentehuis gaan|gaat|zal|zullen|moet|moeten branden
60 neerschieten|neersteken|neerknallen|overhoopschieten ! wolf * neerschieten; wolven * neerschieten; ganzen * neerschieten; wolf neerschieten; wolven neerschieten
40 oppassen|uitkijken als|wanneer je|jij|jullie|u * huis|straat|donker|fietst|buiten ! oppassen met; goed uitkijken als je * oversteekt
35 snij|snijd|prik|steek * je|jullie|jouw|zijn|haar * banden * lek|kapot|door
24 ben|bent|is|zijn jij|je|jullie|hij * aan de beurt
24 lig|ligt|liggen je|jij|jullie in het ziekenhuis
24 je|jij|jullie ligt|liggen in het ziekenhuis
"""

THREAT_EN = """
90 i|we will|gonna|am|shall|'ll|ll * kill|murder|stab|shoot you|u|him|her|them
90 i|we will|gonna|going * kill|murder|stab|shoot * you|him|her
80 kill yourself|urself|yourselves
80 kys
75 i|we know where you|u|they * live|sleep|work
75 you|you're|u are|re|is * dead meat|man
75 you will|gonna|are * die ! will not die
60 we|i will|'ll|ll find|hunt|get you ! find you a; get you a; get you some; find you the
60 watch your back|backs
70 burn your|his|her|their|down house|home|car|the|this ! burn your old
60 hope you|he|she|they * die|dies|cancer
60 bullet in|through your|his|her * head|skull
60 deserve|deserves|should|must * be shot|hanged|killed
"""

HATE_NL = """
60 kutmarokkaan*|kutmarokkanen|kutturk*|kutbuitenlander*|kutpool|kutpolen|kutmoslim*|kutsyriër*|kutneger*|kutjood|kutjoden
60 kankerjood|kankerjoden|kankermarokkaan*|kankermarokkanen|kankerturk*|kankerneger*|kankermoslim*|kankerhomo*
60 rotmarokkaan*|rotmarokkanen|rotturk*|rotjood|rotjoden|rothomo*|rotmoslim*|rotbuitenlander*
55 vuile|vieze|smerige|stinkende|gore|klote|luie turk|turken|marokkaan|marokkanen|jood|joden|neger|negers|moslim|moslims
55 vuile|vieze|smerige|stinkende|gore|klote|luie buitenlander|buitenlanders|homo|homo's|homos|flikker|flikkers|zigeuner|zigeuners|pot
55 vuile|vieze|smerige|stinkende|gore|klote|luie polen|pool|arabier|arabieren|syriërs|chinees|chinezen|asielzoeker*|gehandicapten
45 neger|negers|nikker|nikkers|negerin ! negerhut; negerzoen; negerzoenen
70 zandneger*|zandnikker*|geitenneuker*|roetmop*|spleetoog|spleetogen|kopvod*|haatbaard*|zwartjoekel*
60 rijstvreter*|pindachinees|pindachinezen|couscousvreter*|woestijnrat*|bosneger*
30 gelukszoeker*
50 asieltuig|importtuig|testosteronbommen
45 flikker|flikkers ! flikker op; flikker toch
30 mietje|mietjes
70 buitenlanders|moslims|asielzoekers|vluchtelingen|turken|marokkanen|joden|negers|polen|syriërs * eruit|oprotten|opflikkeren|afschieten|vergassen|uitroeien
70 zigeuners|homo's|oekraïners|transgenders|afrikanen * eruit|oprotten|opflikkeren|afschieten|vergassen|uitroeien
60 buitenlanders|moslims|asielzoekers|vluchtelingen|turken|marokkanen|joden|negers|polen|syriërs|zigeuners|homo's zijn|bint * tuig|ongedierte|apen|parasieten|beesten|criminelen|verkrachters|uitschot|ratten|profiteurs|dieven ! niet; geen
60 ga|rot|flikker|donder|sodemieter|terug|oprotten * naar je|jullie|hun|oen|eigen eigen|land|apenland|zandbak ! naar je eigen huis; naar je eigen buurt; naar je eigen wijk
70 joden aan het gas
60 vergassen|gaskamer in
60 minderwaardig|minderwaardige ras|volk|mensen|soort
35 omvolking|untermensch*|rassenvermenging
40 apenland|apenvolk
60 homo's|homos|transgenders|lesbiennes zijn * ziek|onnatuurlijk|pervers|tegennatuurlijk|viezeriken|abnormaal ! niet; geen
50 wijven|vrouwen horen * aanrecht|keuken
45 islam is * ziekte|achterlijk|kanker|gif ! geen
60 zwarten|zwartjes|negers|moslims|turken|marokkanen|joden|afrikanen|buitenlanders moeten|horen|mogen * terug|weg|afrika|land|eruit|oprotten
45 terug naar afrika|marokko|turkije|syrië|polen ! reis terug naar; op vakantie
"""

HATE_EN = """
80 nigger*|nigga*|sandnigger*
70 faggot*|fags|tranny|trannies|kike|kikes|paki|pakis|chink|chinks|raghead*|towelhead*
60 go back to * country ! back to the country
50 white power|supremacy ! against white supremacy
60 gas|kill|hate the|all jews|muslims|gays|blacks|immigrants|foreigners
60 foreigners|muslims|immigrants|refugees|jews are scum|vermin|animals|rats
"""

SPAM_NL = """
40 bitcoin*|crypto*|forex*|ethereum ! cryptografie; cryptogram*
50 viagra|cialis|kamagra|erectiepil*|dieetpil*|afslankpil*|wonderpil*
40 casino*|gokkast*|blackjack|roulette|jackpot ! holland casino
45 gratis|snel|makkelijk|eenvoudig geld|bitcoin|iphone|ipad|inkomen
50 geld|duizenden|euro|bijverdienen verdienen|verdien|vanuit ! geld verdienen met de tuin
50 verdien tot|wel|al|nu|elke|per|thuis * euro|maand|week|dag|geld
50 passief inkomen
50 gegarandeerd|gegarandeerde|hoog|hoge rendement|rendementen|winst
50 lening|leningen|lenen|krediet zonder|binnen bkr|toetsing|24|een
50 klik hier|nu|snel|direct om|en|voor|op|hier ! klik hier voor de kaart; klik hier voor het verslag; klik op hier voor de agenda
20 klik hier
35 kortingscode*|kortingsbon*|actiecode|couponcode
14 procent korting
35 nu|vandaag|tijdelijk|week * korting
45 bestel|koop|shop|boek|profiteer nu|direct|vandaag|snel|online
35 nu|online bestellen|verkrijgbaar
40 onze|mijn|de webshop|webwinkel|salon|showroom|nagelstudio ! onze showroom van de kringloop
45 voor al|alle uw|jouw|je * werk|werkzaamheden|klussen|schilderwerk|tuinwerk|onderhoud|verhuizingen|feesten|dakwerk|reparaties|bestratingen|schoonmaakwerk
50 vrijblijvende|gratis|scherpe|vrijblijvend|scherpste offerte|offertes|prijsopgave|prijzen|adviesgesprek
40 vraag|bel|mail|app * vrijblijvend|offerte|prijslijst|proefles ! vraag is of de offerte
45 volg|abonneer * instagram|insta|tiktok|onlyfans|youtube|kanaal ! ons volgen; volg de buurttuin
45 like en deel|win|volg
50 meer|koop|gratis volgers|likes|followers|views
50 seo|backlink*|linkbuilding|zoekmachineoptimalisatie
45 whatsapp|telegram|app|snapchat * voor info|telegram|prijzen|aanbod|bestellingen|foto's
60 sexdate*|seksdate*|sexcam*|escortservice|onlyfans|sexcontact*|milf*
40 paragnost*|waarzegger*|liefdesbetovering*|voodoo|helderziende*
55 gefeliciteerd|hoera je|jij|u * gewonnen|winnaar|geselecteerd ! gefeliciteerd u heeft de buurtprijs gewonnen
55 u|je hebt|heeft|bent * prijs|iphone|cadeaubon|geselecteerd * gewonnen|winnaar|als|voor ! geselecteerd voor de buurtraad
55 uw|je|jouw pakket|rekening|bankpas|digid|betaalpas * geblokkeerd|verloopt|bevestigen|opgeschort|verlopen|vastgehouden
50 verifieer|bevestig|update uw|je|jouw * gegevens|account|rekening|bankgegevens|digid
45 betaalverzoek|tikkie|betaallink * link|klik
55 erfenis|nalatenschap * miljoen|dollar|begunstigde
45 investeer|beleg nu|vandaag|in|slim * rendement|winst|goud|trading|platform
40 stem|kies * lijst|partij * gemeenteraad|verkiezingen|provinciale|staten|op|voor ! stem op de lijst met ideeen
30 te koop aangeboden
40 thuiswerk|bijbaan|nevenverdienste * verdien*|euro
40 spoed|goedkope|goedkoopste slotenmaker|loodgieter|ontstopping|schoorsteenveger|glasbewassing|dakdekker|rijlessen|schilder|verhuizer
35 bezoek|bekijk|check onze|mijn|deze site|website|winkel|webshop * aanbod|aanbiedingen|producten|collectie|prijzen
45 laagste|beste|scherpste prijs|prijzen|prijsgarantie ! laagste prijs voor de gemeente
35 krijg|ontvang|profiteer|scoor|pak * korting
35 korting op onze|alle|al|uw
45 financieel vrij|onafhankelijk|vrijheid
40 stuur|geef * dm|pb|privébericht ! moderator
45 gratis|vrijblijvende waardebepaling|taxatie|spins|proefperiode|consult|inspectie|intake|verzending|bezorging|monster
40 eerste storting|inleg|bestelling
50 dames|vrouwen|meiden|singles|meisjes * ontmoeten|daten|wachten ! vrouwen ontmoeten elkaar
40 op zoek naar een betrouwbare|goedkope|goede|ervaren * makelaar|schilder|aannemer|kapper|verhuisservice|verhuizer|dakdekker|hovenier|loodgieter
40 bij ons aan het goede|juiste adres
30 bekijk|kijk|zie|check * onze|mijn site|website|pagina|shop|aanbod
20 onze diensten|producten|prijzen|klanten|tarieven
20 makelaardij|makelaars|hypotheekadvies|autobedrijf
40 wij regelen * euro|lening|geld
45 elke|per maand|week|dag * euro * verdienen|verdien
45 extra|snel|makkelijk|eenvoudig|veel verdienen|verdien ! meer verdienen
35 mijn|ons * youtube|telegram|tiktok kanaal
30 abonneer je|jou
"""

SPAM_EN = """
50 click here|below|link|this ! click here for the map
50 buy|order|shop now|here|today|cheap
60 make|earn|win * money|cash|dollars * online|fast|home|quick|easy|daily|weekly|now
50 work from home|anywhere and earn|job|earn
50 free gift|iphone|money|bitcoin|trial|spins
60 investment|trading|loan opportunity|offer|platform|signals
45 limited|exclusive|special offer|deal|discount|time
50 whatsapp|telegram|dm|text me|us|on * now|details|info|number
50 seo services|expert|agency|ranking
60 congratulations|dear * winner|beneficiary|selected|won
50 hot|sexy girls|women|singles
50 cheap|fake|replica viagra|pills|followers|watches|passport|documents
50 100%|guaranteed * profit|profits|returns
"""

ALL = (
    ("insult", "nl", INSULT_NL),
    ("insult", "en", INSULT_EN),
    ("threat", "nl", THREAT_NL),
    ("threat", "en", THREAT_EN),
    ("hate", "nl", HATE_NL),
    ("hate", "en", HATE_EN),
    ("spam", "nl", SPAM_NL),
    ("spam", "en", SPAM_EN),
)


def read():
    """Give every rule as the values of its row."""
    for code, language, lines in ALL:
        for line in lines.strip().splitlines():
            weight, _space, rest = line.partition(" ")
            pattern, _mark, allowed = rest.partition(" ! ")
            contexts = [one.strip() for one in allowed.split(";") if one.strip()]
            yield {"code": code, "language": language, "pattern": pattern, "weight": int(weight), "allowed": contexts}


def write(apps, schema_editor):
    rule = apps.get_model("moderation", "WordRule")
    rule.objects.bulk_create((rule(**values) for values in read()), ignore_conflicts=True)


class Migration(migrations.Migration):
    """Adds the rules."""

    dependencies = [("moderation", "0003_house_rules")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]

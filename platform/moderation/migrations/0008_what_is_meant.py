"""Adds word rules for what is meant rather than how somebody once said it, and takes two words by themselves for less."""

from django.db import migrations

# As in 0004: weight, pattern, and behind an exclamation mark the contexts in which it says nothing. What stands between
# < and > is a group of words (moderation/screening/groups.py); & joins what stands near each other in any order.
THREAT_NL = """
90 <ik> * <doden> * <jou>|<ambt> ! <ik> * niet * <doden> * *; <ik> * nooit * <doden> * *
90 <ik> * <jou>|<ambt> * <doden> ! <ik> * niet * <doden>; <ik> * nooit * <doden>; <ik> * zagen|zien|zag|zie * <doden>
85 <ik> * ga|gaan|zal|zullen|kom|komen|wil|willen|gonna|will * <jou> * <doden>|<stukslaan> ! niet * <doden>|<stukslaan>; never * <doden>|<stukslaan>; ons * <doden>|<stukslaan>
80 <ik> <slaan> * <jou> * <stuk> ! <ik> * <jou> * op sokken
80 <ik> <jou> * <stuk> * <slaan>
75 <ik> * <slaan> * <jouw> * <lijf> ! geen <lijf>
75 <slaan> <ik> * <jouw> * <lijf>
70 <ik> * <slaan> * de|het|die <lijf> * van * <ambt>|die|dat|hem|haar|jou|jullie
70 ram|rammen|sla|slaan|trap|trappen|schop|schoppen|snij|schiet|beuk|hak & ik|we|wij & zijn|haar|hun|die|hem * <lijf> & uit|af|in|door|van|kapot|verrot ! een bal; de bal
55 <ik> * trap|trappen|schop|schoppen|ram|rammen|sla|slaan|sloop|beuk|gooi|gooien|kick|smash * <jouw> * <bezit>|deur|ruit|tent|boel ! <jouw> * schoon
60 jij|je|jullie|hij|ie|u * niet|nooit * levend * thuis|uit|weg|meer|kerst|vandaan|halen ! dier
60 niet|nooit * levend * thuis|weg|vandaan & jij|jullie|hij|wethouder|burgemeester
50 <jij>|<jou>|hij|zij|die * nooit meer * loopt|lopen|ziet|praat|praten|slaapt|fietst|lacht|opstaat|ademt|ademhaalt ! hoop|hopen * nooit; verdriet
60 <wapen>|bijl|benzine|hakmes|mes & voor|bij|aan|naar|op <jouw> deur|huis|voordeur|raam|kantoor|stoep|bed|drempel
55 dan|en ben|bent|zijn je|jij|jullie|ie * niet jarig|blij
60 in * as leggen|leg ! fiets
60 een|n kopje kleiner
60 <ik> * draai|draaien|wring|wringen|knijp|knijpen|druk|duw * <jouw>|die|zijn|haar nek|strot|keel|hals ! om * nek|hals
60 <jouw>|die|zijn|haar nek|strot|keel|hals * omdraaien|dichtknijpen|doorsnijden|afsnijden|omwringen|breken
55 gehakt|moes|pulp|puree|worst van <jou>|<ambt> ! recept
50 <jou>|<ambt> * koud|af|kapot|dood maken|maak ! hem * af maken
60 uit * weg|pad ruimen|geruimd & <jou>|<ambt>|jij
70 pleeg|plegen|aanslag * aanslag|op * <ambt>|gemeentehuis|jou|jullie|azc|moskee|provinciehuis ! belasting*; herdenk*
45 bloedbad|slachting & wordt|worden|anders|aanrichten|als ! oorlog; herdenking; 1944; 1945
50 krijg|krijgt|krijgen|verdien* * klappen|slaag|rammel|oplawaai|knal|hengst & <jou>|jij|jullie|<ambt>|van me|mij|ons ! zware klappen
55 gooi|gooien|duw|duwen|schop|schoppen|smijt|verzuip|kieper <jou>|<ambt> * sloot|kanaal|vecht|ijssel|gracht|regge|water ! zwemles
50 dag|ooit|straks|binnenkort * jullie|jij|hij|ze|<ambt> * hangen|hangt|branden|bloeden|bloedt|creperen ! vlag
45 ogen in je|jullie|jouw|oen rug
55 lucifers|benzine|jerrycan|aansteker|fakkel|fakkels & <jouw> <bezit>|huis|boerderij|schuur|kantoor & ik|we|wij ! lampion
60 zweer|beloof * pak|krijg|vermoord|sloop|vind|maak|breek|sla <jou>|<ambt>|die
60 zweer|beloof * <jou>|<ambt> * vermoord|vermoorden|afmaken|kapotmaken|slopen|vinden
45 volgende|eerste & geweer|pistool|kogel|strop & wie ! wie * wedstrijd
24 <jouw> * <dierbaren> & voorzichtig|careful|oppassen|toch & alleen|school|route
50 hersens|hersenen|kop|schedel|tanden|ruiten|ramen inslaan|ingooien|intrappen|instampen & <jou>|<jouw>|<ambt>|ik|we
55 banden|remmen|remleiding * leksteken|doorsnijden|doorknippen|kapotsteken & <jou>|<jouw>|<ambt>
60 hond|kat|paard|paarden|kippen|koeien & vergiftigen|vergiftig|verzuipen|afmaken & je|jouw|jullie & ik|we|wij|anders
55 ga|gaat|gaan|zul|zult|zal|zullen je|jij|jullie|hij|ze|u * betreuren|bekopen|bezuren|berouwen|bloeden|boeten|wenste
35 komt|kom|zal|gaat je|jou|jullie * duur te staan|komen
45 lesje * leren & knuppel|<wapen>|<ambt>|iemand|<ik> ! lesje * schaatsen|fietsen
45 vergassen ! hout * vergassen; biomassa * vergassen; mest * vergassen; slib * vergassen; afval * vergassen
70 <ik> * rij|rijd|rijden <jou> * sokken|ondersteboven|omver|plat|aan|heen|overhoop
75 <ik> * steek|steken|zet|zetten|brand|branden|fik|fikken|blaas|blazen * <gebouw> * fik|brand|hens|af|plat|op|as ! oefening; paasvuur
60 als * brandt|branden|fikt|fikken|ontploft|knalt|vloeit * <gebouw>|bloed ! als het * brandt; als de * brandt; als er * brandt
60 als * doorgaat|doorgaan|komt|komen|gebeurt|doordrukt|doordrukken * ontploft|knalt|vloeit|fikt
60 als * doorgaat|doorgaan|komt|komen|gebeurt|doordrukt|doordrukken * brandt|branden * <gebouw>|alles
60 <branden> & iedereen|jij|je|jullie|jou|hem|haar|allemaal erin|d'rin|derin
60 met iedereen|jullie|jou|allemaal|hen erin|d'rin|derin
60 <straf> & verdien*|krijg|krijgt|krijgen|deserve* & <ambt>|jij|jullie|jou|van me|mij|ik ! doodstraf in|voor|bij
60 <ambt>|jij|je|jullie|die|dat|hem|haar|zij|ze|hij * verdien*|verdient|krijg|krijgt|hoort|horen * <straf> ! doodstraf in|voor
65 moet|moeten|moest|moesten|zou|zouden|mag|mogen jou|jullie|hem|haar|hen|hun * <doden>|ophangen|vergassen|afschieten|afmaken|ruimen|stenigen|opsluiten ! opsluiten; niet *
65 moet|moeten|moest|moesten|zou|zouden|mag|mogen * die|de|dat|zo'n|elke|alle <ambt> * <doden>|ophangen|vergassen|afschieten|afmaken|ruimen|stenigen ! niet *
65 <jou>|<ambt> * ophangen|opknopen|hangen|bungelen aan * boom|lantaarnpaal|galg|lamp|mast|balk ! slingers; vlaggen; posters; lampjes; nestkast*
60 wacht maar tot|totdat|als je|jij|jullie|hij|zij|ze|ik|we|wij|u * thuis|huis|buiten|alleen|donker|tegenkom*|straat|vanavond|vannacht|pakken|krijgen ! fietsvierdaagse
60 wacht|waacht|wach maar|mer & <jouw> <dierbaren>|<bezit>
50 zonder getuigen|camera's|pottenkijkers & je|jij|jullie|elkaar|jou|u
60 zonde|jammer|sneu|spijtig|vervelend zijn|wezen|is|wanneer als|dat|wanneer & <jouw> <dierbaren>|<bezit> ! <jouw> tuin
60 zonde|jammer|sneu|spijtig zijn|wezen|is als & let|pas|denk|kijk maar & huis|kinderen|gezin|auto|hond|vannacht|vanavond
50 er gebeuren|gebeurt|overkomt * dingen|ongelukken|iets * met|aan * mensen|types|lui|mannetjes|praters * die|zoals|als
50 pas|let|kijk|denk maar * op|uit|na|om & gebeuren|gebeurt|overkomt|ongeluk|ongelukje|overkomen & mensen|types|lui|jou|je|jullie|kinderen|gezin ! drempel; gladheid; glad; kuil; losse
60 <dierbaren> zal|zullen|gaat|gaan|zult * bezuren|bloeden|boeten|creperen|spijt|lijden|berouwen
60 <jouw> * <dierbaren>|<bezit> * niet|nergens veilig
60 <jouw> <dierbaren> * zijn|is|komt|komen * volgende|aan de beurt ! volgende keer|week|maand|jaar
55 langskomen|langskom|langs|opzoeken|komen|kom|bezoeken|bezoekje|aanbellen * met * <wapen>|mes|bijl|hamer|koevoet|benzine|maten ! mes en vork; hamer en spijkers; hamer en zaag; bijl en zaag
55 <wapen> & ik|we|wij & <jou>|langskomen|langs|<ambt> ! <wapen> in|op de|een oorlog|museum|film|vereniging
70 jij|jullie|hij|<ambt> gaat|gaan|ga * kapot|creperen|bloeden|hangen|branden|dood|eraan|kreperen ! gaat|ga|gaan * dood * van|aan|door; jullie gaan hangen; eraan beginnen|werken|wennen|toe
60 ga|gaan|gaat|zal|zullen|zult je|jij|jullie * kapot|creperen|bloeden|boeten|berouwen|bezuren|opbreken
50 dan|anders ben|bent|zijn je|jij|jullie er geweest
60 hoop|wens * je|jij|jullie|hij|zij|ze|u * sterft|sterf|sterven|stikt|stik|stikken|verdrinkt|verdrinken|verbrandt|verbranden|omkomt|verongelukt|crasht|kanker krijgt|krijg ! niet *
50 ik|we|wij * weet|weten|ken|kennen * je|jouw|jullie adres|auto|kenteken|route|gezin|kinderen|vrouw|dochter|zoon ! adres nodig|nog|graag
50 weet|weten * welke|waar * je|jouw|jullie * dochter|kinderen|zoon|kind|vrouw|moeder|hond|kids * school|zit|zitten|loopt|speelt|sport|voetbalt|woont|werkt|slaapt
24 <ik> * kom|komen|sta|staan * <jouw> huis|deur|voordeur|stoep|erf|oprit
60 <ik> * kom|komen|sta|staan * <jouw> huis|deur|voordeur|stoep|erf|oprit & spijt|afrekenen|leren|betalen|piepen|les|knuppel|maten|vannacht|verniel*|sloop|slopen|kapot
45 les leren|afrekenen|mores & <ik> & <jou> ! fietsles; taalles; zwemles; les leren koken|schilderen
40 slaap|slapen * <jij> * rustig|nog|lekker & vannacht|deur|slot|raam & <ik>|maar
45 doe|hou|houd * deur|ramen * slot|dicht & vannacht|vanavond & ik|we|wij|anders
60 kies|zoek|graaf * <jouw> * graf|kist|grafsteen ! hun graf
60 <jouw> bloed|hoofd|kop * zal|gaat|wil|rollen|vloeien ! je hoofd * zal
50 rollen * koppen ! koppen rollen bij
45 van * kant maken|helpen|leven beroven
60 <jou> * van kant|leven beroven
60 <jou> * mes|kogel * geven|krijgen|tussen|zetten
60 <ik> * heb|hebben|pak|pakken|haal|halen|haalt * <wapen>|mes|bijl|benzine|touw & <jou>|<ambt>|jij|gemeentehuis|azc ! touw * trekken
60 <ambt>|jij|jullie|<jou> & <ik> * breng|heb|haal|koop * touw|strop|kogel|benzine|lucifers
"""

THREAT_EN = """
75 know where|which|what * you|your|he|she|they|kids|children|family * live|lives|sleep|work|works|school|go|drive
70 put|putting|fire|need|needs|deserve|deserves * bullet|bullets ! silver bullet
65 i|we * will|ll|gonna|going * beat|hurt|break|smash|destroy|ruin|kick|crush|punch|end|slice|cut|choke * you|your ! you * game|match|final
60 someone|somebody should|needs|must * kill|shoot|hang|stab|burn|bullet|hurt|beat
60 i|we will|ll|gonna|going|am * make|making you|him|her|them * pay|suffer|regret|bleed|beg|disappear
55 you|he|she|they * not|won't|wont|never * walk|leave|come|make|get * out|alive|home ! home * work
55 you|he|she|they will|ll|gonna|going * regret|suffer|bleed|burn|beg|pay|hang ! pay for the|a; pay less|more
55 your family|kids|children|wife|house * next|burn|suffer|pay|safe|regret ! safe space
45 check|look * under|behind|in * your car|bed|back|brakes ! oil
50 better|you'd|you watch|lock|sleep * back|out|door|doors|eye|eyes & i|we|or|you ! watch out for|when
60 going|gonna|will * smash|break|cut|rip|bash * your|his|her
"""

INSULT_NL = """
35 jij|jullie|je|u|iej|ie bent|zijn|ben|bunt|bint * <sufferd> ! * niet * <sufferd>; * geen * <sufferd>; nooit * <sufferd>
35 ben|bent|zijn|bunt|bint jij|jullie|je|u|iej * <sufferd> ! * geen * <sufferd>; * niet * <sufferd>
35 jij|jullie <gemeen> * <sufferd>|<beest>
35 jij|jullie * <gemeen>|blinde|gierige <sufferd>|<beest>|<mens> ! jullie * boer; jullie * boeren
40 <sufferd>|<beest> die|dat je|jij|jullie|u|hij|ze bent|ben|zijn|is|bint|bunt
35 <gemeen> <sufferd>
35 <jij> <bent> * domste|stomste|lelijkste|achterlijkste|walgelijkste|zieligste|vieste|luiste ! domste vraag
45 ga|gaat toch|maar|gewoon|lekker dood ! dood van
45 in de|n hel|hell & rotten|rot|branden|brand|wegrotten|burn ! hel van
30 zo dom|stom|lelijk als ! dom als ik
40 sterf|stik|verrek|crepeer|verrot toch|maar|langzaam|gewoon|lekker ! stik maar
40 <sufferd> van een|n|'n <ambt>|<mens>|man|vrouw|kerel
40 <gemeen> <beest> van een|n|'n <ambt>|<mens>|man|vrouw|kerel
30 <sufferd> * jij|jullie ! * eikels; * noem*; dief * jullie; dieven * jullie; horken * jullie
30 hersenloos|hersenloze|ruggengraatloze * volk|bende|types|lui
35 wat een|n|stelletje|wa'n * <sufferd> ! wat een mooie|grote eikel; wat een varken
30 zo'n|een|die|dat|typisch|weer * <dom> * <mens>
35 <dom> <mens>
35 <gemeen> <beest> & jij|je|jou|jullie|jouw|zelf|oprotten|weg|sterf
40 <kanker> wijf|wijven|vent|lijer|lijers|hond|honden|hoer|hoeren|kop|kind|kinderen|jong|volk|zooi|mens|lui|boer|boeren|wethouder|gemeente|dorp|bende|zak|joch ! kanker kinderen; rot mens; pest kinderen; pest kind; kanker mens; pest volk
45 neuk|neuken|naai|naaien|pijp|pijpen & je|jouw|jullie|z'n moeder|zus|ma
45 je|jouw|jullie moeder * hoer|slet|teef|neuken|pijpt|gratis
35 iq|hersens|hersenen|verstand|brein|intelligentie * van|als * garnaal|pinda|mug|baksteen|kip|ui|aardappel|stoeptegel|goudvis|amoebe|plant|kei|deurknop|badeend
35 heb|heeft|hebben|zit je|jij|jullie|u|er * geen|eigenlijk|wel hersens|hersenen|hersencellen ! hersenen * onderzoek
35 te dom|stom|achterlijk om|voor * te|deze|je|dit ! te stom om los te|nooit
35 plaag|schande|vergissing voor|van * mensheid|natuur|samenleving|soort & jij|je|jullie|hij|zij
30 wat|wa ben|bent|zijn|is jij|je|jullie|u|hij|zij * zak|zeikerd|zeikwijf|viezerik|eikel|oen|hork|kwast|flapdrol|nitwit|randfiguur|lachertje
30 nitwit*|randdebiel*|zwakbegaafde|imbeciel*|onbenullen|patjepeeer*|griezel* ! griezelfilm*; griezelverha*; griezeltocht*
35 ga|gaat|kan|kun|kunt je|jij|jullie jezelf|zelf ophangen|verzuipen|verhangen|opknopen|doodmaken|afmaken
45 pleeg|pleegt zelfmoord|suicide
40 spring|sprong * voor|onder * trein & jij|je|lekker|maar|toch ! dood; hulp; verdriet
40 krijg * pest|pleuris|takke|klere|kolere|hik|vinketering|kanker|tering|tyfus ! krijg de hik van|als; krijg * kanker|pest door|van
30 vieze|vuile|smerige zwerver|zwervers|junk|junks|junkie* & jij|je|jullie|opzouten|oprotten|weg|dat
40 rot|flikker|donder|pleur|lazer|sodemieter|tief|zout|kanker * op|eind & jij|je|jullie|wijf|vent|idioot|land|dorp ! flikker * licht; kanker op de|een
"""

INSULT_EN = """
35 you|you're|ur|u|youre|such * <sufferd> ! not * <sufferd>; any * <sufferd>
35 <gemeen> <sufferd>|bastard|bitch|cow|whore|ass|man|woman|old|people ! dirty old; useless old; fat old; stupid people; stupid man
35 shut|stfu up|your|the & idiot|stupid|mouth|fuck|face|cunt|moron|clown
35 fuck|screw|sod|piss you|off|u
35 go|just kill|hang|drown yourself
35 waste|piece|sack|pile of space|air|oxygen|skin|garbage|shit
30 you|he|she|they * brain|brains * of|like|size * pea|peanut|goldfish|potato|rock|brick
"""

HATE_NL = """
60 <volk> zijn|bint|bunt|is|blijven|are * <hoon> ! niet * <hoon>; geen * <hoon>; not * <hoon>; no <hoon>; nooit * <hoon>; of <hoon>; slachtoffer* * <hoon>
60 alle|elke|iedere|die|dat|al <volk> & <hoon> ! niet *; geen * <hoon>
55 <volk> * horen|hoort|passen|thuis hier niet|nie|nich ! * niet in|alleen; hier niet * te
55 <volk> zitten|zit|steken|staan * overal|weer|altijd|allemaal * achter ! achter de tafel
55 <volk> * wereld|macht|banken|media|alles * handen|besturen|bezitten|beheersen|regeren|kopen
65 <volk> & uitroeien|vergassen|afschieten|afmaken|steriliseren|castreren|verzuipen|deporteren|platbranden|uithongeren ! in * oorlog
50 <volk> * verkrachten|stelen|roven|liegen|stinken|profiteren|besmetten * allemaal|altijd|onze|alleen|alles|als|hier ! niet *
60 <volk> & minderwaardig*|untermensch*|ras|rassenvermenging & zijn|is|vies|zuiver|onze ! koe; koeien; honden; ras van
45 vrouwen|wijven|vrouw|wijf kunnen|kan|mogen|moeten niet denken|autorijden|stemmen|besturen|nadenken
45 trans*gek*|transengekte|gendergek*|genderwaan*
50 <volk> * dronkaards|luiaards|leugenaars|achterlijk|dom|lui & zijn|allemaal|alle ! niet *
45 hok|kooi|gaskamer|oven|kamp * horen|hoort & <volk>|zwartjoekel*|negers|apen
45 <volk>|transgekkies * geestesziek|gestoord|geschift & zijn|al|alle|allemaal
45 zwarte|bruine|gele|vuile aap|apen|roet ! dierentuin; apenheul; slingeraap
55 homo's|homo|homos|transgenders|trans|lesbiennes|lesbo's & ziekte|ziek|pervers|tegennatuurlijk|onnatuurlijk|genezen|vies|weg|branden & zijn|is|moeten|horen ! niet *; geen ziekte; tegen *; discriminatie
60 ga|rot|flikker|donder|sodemieter|pleur|tief|hoepel|oprotten|optiefen|opzouten * eigen|je|jullie|hun land|zandbak|woestijn|apenrots|jungle|grot ! eigen land * zonnepanelen
55 <volk> * eruit|d'ruit|oprotten|opdonderen|wegwezen|opzouten|uitzetten * allemaal|land|grens|nu|meteen ! niet *
"""

HATE_EN = """
60 throw|kick|ship|send|get|deport them|em|all|those|these * out|back|home & <volk>|vermin|scum
55 <volk> & don't|do|does|dont belong|deserve here|live|rights ! belong here too
60 gas|exterminate|burn|hang|shoot * <volk>
"""

SPAM_NL = """
24 verdien|verdienen|verdiend|verdiende|earn|made|make * euro|dollar|dollars|k|eur * per|in|p|elke|a|binnen|within * dag|week|maand|uur|uren|dagen|weken|day|days|week|weeks|hour
55 verdien|verdienen|verdiend|verdiende|earn|made|make * euro|dollar|dollars|eur * per|in|p|elke|a|binnen|within * dag|week|maand|uur|uren|dagen|weken|day|days|week|weeks|hour & <elders>|klik|thuis|huis|trading|forex|crypto|bitcoin|home ! taart; vrijwilliger*
45 <munt> & <gewin>|<elders>|<haast> ! horen niet; niet in; pinautomaat
50 bied|bieden|verstrek|verstrekken|aanbied*|verleen|verlenen * lening|leningen|krediet|kredieten|geldlening*
45 particuliere|persoonlijke|snelle|goedkope lening|leningen|kredieten & contact|rente|mail|bel|app|whatsapp|bkr ! rabobank
50 need|quick|instant|easy|private|fast|cheap|business * loan|loans|credit
50 geile|hete|sexy|ondeugende|eenzame|hitsige * vrouwen|dames|meiden|milfs|mannen|huisvrouwen|studentes|girls
45 chatten|daten|ontmoeten|flirten|dating * vrouwen|dames|singles|mannen & klik|profiel|gratis|link|buurt|site ! buurthuis; buurtkamer
45 liefdesspreuk*|spreuk|spreuken|bezwering*|vloek|medium|sjamaan|spell|spells|spellcaster & ex|geliefde|terug|liefde|geluk|whatsapp|app|lottery|lover
55 ex|geliefde|man|vrouw & terug|terugkwam|terugkeren|back & dokter|dr|priester|spreuk|medium|spell|lord|priest|genezer & app|mail|contact|whatsapp|bel|telegram ! huisarts
55 hi|hoi|hey|hallo|ha|he|hee|dag mam|pap|mama|papa|mams|paps|oma|opa|mum|mom|dad & nieuw|nieuwe|new|kapot|gevallen|broken & nummer|number|telefoon|phone|mobiel
50 overmaken|voorschieten|betalen|overboeken|voorschiet* & nieuwe|nieuw nummer|telefoon|mobiel & snel|vandaag|even|spoed|euro
50 buy|koop|kopen|get|krijg|bestel|verkoop * followers|volgers|likes|views|subscribers|abonnees|reviews|recensies
50 koop|kopen|bestel|bestellen|regel|regelen|leveren|te|verkoop|buy * diploma|diploma's|rijbewijs|rijbewijzen|paspoort|paspoorten|certificaat|cijferlijst|passport|license ! rijbewijs halen; paspoort aanvragen
50 rijbewijs|diploma|diploma's|paspoort|rijbewijzen & kopen|koop|bestel|bestellen & zonder|echt|geregistreerd|snel|discreet|origineel
45 word|wordt|slapend|snel rijk & met|door|truc|trucje|methode|systeem|klik|link|gratis|zonder ! niet rijk
45 simpele|simpel|geheime|bewezen|dit|one|deze truc|trucje|methode|systeem|geheim|trick|secret & banken|artsen|rijk|geld|verdien*|kilo|miljonair|doctors|banks
50 banken|artsen|dokters|overheid|doctors|banks * niet|don't|dont * willen|want * weet|weten|know
55 hacker|hackers|hack|hacken & huur|inhuren|dienst|diensten|meelezen|wachtwoord|terugkrijgen|hire|whatsapp|instagram|partner|betrouwbaar ! gehackt; hackathon; bescherm*; workshop
50 meelezen|bespioneren|afluisteren|volgen|spy & whatsapp|partner|telefoon|phone & betaal|snel|app|hacker|contact|discreet
45 kilo|kilo's|pounds|lbs & afvallen|kwijt|lichter|lose|lost|weight & pillen|pil|capsules|druppels|thee|product|gratis|zonder|pills|shake|gummies ! wandel*; fiets*; zwerfafval; afval
45 afvallen|afslanken zonder * dieet|sporten|moeite|honger|lijnen
55 inherit*|erfenis|beneficiary|begunstigde|nalatenschap|consignment & million|miljoen|dollar|dollars & claim|contact|reply|mail|bank|begunstigde|antwoord|you|u
50 bijverdienen|bijverdienste|bijverdiensten|nevenverdienste|thuiswerk|bijbaan & <elders>|app|klik|start|snel|onbeperkt ! jongeren; scholieren
50 merkkleding|merkhorloge*|replica|replica's|namaak & <elders>|bestel*|levering|korting|collectie|kwaliteit
50 sexy|geile|single|singles|vrijgezelle & registreren|registreer|registratie|klik|profiel|chat|chatten|cam
55 hielp|helpt|geholpen * mij|me|ons|my * lening|geld|schuld*|loan|bitcoin|investering & mail|app|contact|whatsapp|bel|telegram ! dorp
50 passive|extra income|inkomen & earn|klik|link|bot|trading|app|days|dagen|thuis|online
50 miljoen|million|millions & schenken|doneren|donate|schenking|donation|weggeven & schrijf|mail|contact|reageer|antwoord|write|whatsapp
45 reageer|typ|comment|stuur * ja|yes|info|start & vrijheid|kans|inkomen|business|verdien*|geld|ondernemen ! duurzame; dorp
45 financiele vrijheid|onafhankelijkheid
50 van|from * euro|dollar|dollars & trader|broker|inleg|investering|bot|coach & dagen|uur|weken|days|hours
45 proefpakket|proefmonster|sample|staaltje|proefset & gratis|verzendkosten
45 cbd|kratom|thc|paddo's|truffels & gratis|bestel*|korting|verzendkosten|levering
45 cheap|goedkope flights|hotels|vluchten|vakanties|tickets|sigaretten|medicijnen
55 nepgeld|namaakgeld|counterfeit & verkoop|koop|te|bestel|telegram|leveren ! nepgeld in omloop
45 laagste|beste|scherpste|hoogste prijs|prijzen & uw|onze|bel|contant|bestel|koop|inkoop|<elders> ! supermarkt; boer
55 trading bot|bots|robot|platform
45 voorrijkosten|24/7 & bel|app|ontstopp*|slotenmaker|riool|dak|loodgieter|glas|nu ! storing; politie; ambulance; aed
50 like|deel|share|volg * pagina|page|bericht|post & win|winnen|kans|gratis|winactie
45 win|winnen|won * camper|auto|iphone|reis|cadeaukaart|cadeaubon|playstation & like|deel|klik|waarde|link|claim
50 lenen|lening|geld & regelen|regel|verstrekken|uitbetaald|rekening & dag|uur|bkr|euro & wij|ik|vandaag|direct ! gemeente; subsidie; fonds; dorpshuis
55 made|earned|verdiende|verdiend|won|gained|kreeg * dollar|dollars|euro|euros|usd|winst|profit & trading|forex|crypto|bitcoin|investment|trader|mrs|mr|platform|account
50 link in|via * bio|profiel|profile
50 klik|kijk|check|click|bekijk|zie * mijn|my|onze|ons|m'n profiel|bio|profile|foto's|pics
45 gratis & klik|claim|bestel|scoor & <haast>|1+1|op=op ! bibliotheek; inloopspreekuur
45 ray-ban|rayban|vuitton|gucci|rolex|prada|moncler|cartier|uggs|airpods|iphone|iphones|playstation & korting|goedkoop|goedkope|replica|outlet|sale|discount|gratis|win|gewonnen|claim|cheap ! airpods gevonden
45 nummer 1|een|bovenaan|hoger in|op google
50 seo|linkbuilding|backlinks|google & offerte|uw|website|nummer|pakket|vindbaar ! google maps; google formulier
45 free|gratis spins|bonus|spin|chips|tokens
50 registratie|storting|inzet|deposit & casino*|gok*|wedden|bet|bonus|spins
50 stuur|send|neem|app|dm * bericht|berichtje|dm|message|contact|pb|telegram|whatsapp & <munt>|lening|leningen|rendement|winst|investering|gegarandeerd|loan|profit
45 stuur|app|bel|mail|contact * <elders>|telegram|whatsapp & verdien*|rijk|inkomen|thuiswerk*|bijverdien*|passief
45 bankrekening|bankpas|pakket|pakketje|digid|belastingteruggave|boete & bevestig|verifieer|betaal|klik|geblokkeerd|afsluiten & vandaag|direct|24|voorkomen|link|klik ! gemeente; balie
50 geldezel*|pinpas uitlenen|huren|verhuren|te * pinpas
45 steroide*|anabolen|ketamine|xtc|3-mmc|wiet|coke|cocaine|mdma & bestel*|koop|kopen|bezorg*|leveren|levering|telegram|prijslijst|menu ! preventie; overlast; verslav*
"""

SPAM_EN = """
50 message|dm|text|contact|email|write|reach|add|whatsapp * her|him|me|us|them|now|expert * instagram|telegram|whatsapp|now|today|on|via|info
50 claim|collect * funds|fund|prize|reward|inheritance|gift|bonus|iphone|winnings
45 best|lowest price|prices|quality|rates & delivery|guaranteed|instant|order|contact|followers|buy
50 recover|recovery|recovered * lost|stolen|scammed * funds|money|crypto|bitcoin|account
"""

ALL = (
    ("threat", "nl", THREAT_NL),
    ("threat", "en", THREAT_EN),
    ("insult", "nl", INSULT_NL),
    ("insult", "en", INSULT_EN),
    ("hate", "nl", HATE_NL),
    ("hate", "en", HATE_EN),
    ("spam", "nl", SPAM_NL),
    ("spam", "en", SPAM_EN),
)
# What said too much by itself: from 0004, as long as nobody changed it.
LIGHTER = {
    "bitcoin*|crypto*|forex*|ethereum": (40, 12),
    "casino*|gokkast*|blackjack|roulette|jackpot": (40, 12),
    "laagste|beste|scherpste prijs|prijzen|prijsgarantie": (45, 20),
}
# Contexts in which rules of 0004 say nothing.
SPARED = {
    "lul|lullo": ["ter lul", "van lul", "van der lul", "familie lul"],
    "knettergek|knettergekke|gekkies|gestoord|gestoorde": ["gestoorde verbinding|lijn|trein|treinen|wifi|nacht"],
    "volg|abonneer * instagram|insta|tiktok|onlyfans|youtube|kanaal": ["volg ons * instagram|insta|facebook"],
}


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
    for pattern, (before, after) in LIGHTER.items():
        rule.objects.filter(pattern=pattern, weight=before).update(weight=after)
    for row in rule.objects.filter(pattern__in=SPARED):
        row.allowed = [*row.allowed, *(one for one in SPARED[row.pattern] if one not in row.allowed)]
        row.save(update_fields=["allowed"])


def take_back(apps, schema_editor):
    """Without the groups these patterns mean nothing."""
    rule = apps.get_model("moderation", "WordRule")
    rule.objects.filter(pattern__in=[values["pattern"] for values in read()]).delete()
    for pattern, (before, after) in LIGHTER.items():
        rule.objects.filter(pattern=pattern, weight=after).update(weight=before)


class Migration(migrations.Migration):
    """Adds the rules."""

    dependencies = [("moderation", "0007_decisions_by_time")]

    operations = [migrations.RunPython(write, take_back)]

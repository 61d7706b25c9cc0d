"""What people say about a spot in the demo content."""

REMARKS = (
    "Hier rijden auto's te hard. Mijn kinderen durven niet over te steken.",
    "Het fietspad houdt hier ineens op. Je moet tussen de vrachtwagens verder.",
    "In de winter is het hier aardedonker. Een paar lampen zou al helpen.",
    "De bus stopt hier niet meer, terwijl er veel ouderen wonen.",
    "Dit bankje is een fijne plek. Er mag best nog een boom bij.",
    "Bij regen staat hier altijd een grote plas, ook op de stoep.",
    "Mooie plek om te ontmoeten. Zet er een picknicktafel neer.",
    "De heg is zo hoog dat je het verkeer niet ziet aankomen.",
    "Hier kan een deelauto staan. De parkeerplaats is vaak half leeg.",
    "Veel mensen lopen hier met de hond. Een prullenbak zou helpen.",
    "Het zebrapad is bijna niet meer te zien. Verf het opnieuw.",
    "Hier zou ik graag een oplaadpunt zien voor elektrische fietsen.",
    "Langs de beek is het pad te smal voor een rolstoel.",
    "Laat dit veldje zoals het is. Hier spelen elke dag kinderen.",
)

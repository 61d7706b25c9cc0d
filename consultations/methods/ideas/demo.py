"""Believable ideas for the demo: with support, and a reply to some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from consultations.methods.ideas.actions import Content, write
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.models import Idea, Status
from consultations.models import Part
from publications.models import Publication, StateChange
from voting import actions as voting

# Title, text, status and reply.
IDEAS: tuple[tuple[str, str, Status, str], ...] = (
    (
        "Een deelbus die je zelf belt",
        (
            "In ons dorp rijdt na zeven uur niets meer. Laat een kleine bus rijden die je belt of in een app bestelt. "
            "Vrijwilligers kunnen rijden, de provincie betaalt de bus."
        ),
        Status.USED,
        "Dit gaan we doen. Vanaf september rijdt er een belbus in drie dorpen. Na een jaar kijken we of hij blijft.",
    ),
    (
        "Fietsenstalling met slot bij elke halte",
        (
            "Ik fiets naar de halte, maar mijn fiets is al twee keer gestolen. Met een afgesloten stalling laat ik de "
            "auto vaker staan."
        ),
        Status.PARTLY,
        (
            "Bij de tien drukste haltes komt een afgesloten stalling. Bij kleine haltes is het te duur; daar komen "
            "beugels waar je je fiets aan vast kunt zetten."
        ),
    ),
    (
        "Banken langs het fietspad om uit te rusten",
        (
            "Mijn moeder is 82 en wil graag met mij mee fietsen. Om de kilometer een bank zou haar enorm helpen.\n\n"
            "- het liefst in de schaduw\n- met een leuning"
        ),
        Status.LOOKING,
        "",
    ),
    (
        "Gratis reizen voor jongeren op zaterdag",
        "Jongeren uit de dorpen komen nu bijna niet in de stad zonder dat hun ouders rijden.",
        Status.UNUSED,
        (
            "Dit kost elk jaar 1,2 miljoen euro en dat geld is er niet. Wel komt er een kaartje met korting voor "
            "iedereen onder de 18."
        ),
    ),
    (
        "Laat de bus wachten op de trein",
        "De trein is vaak drie minuten te laat en dan is de bus net weg. Een chauffeur die even wacht, lost het op.",
        Status.NEW,
        "",
    ),
    (
        "Verlicht het pad tussen de kern en het station",
        "In de winter durft mijn dochter dat stuk niet te fietsen. Lampen die aangaan als je langskomt zijn genoeg.",
        Status.LOOKING,
        "We meten in november hoeveel mensen er in het donker fietsen. Daarna hoor je wat we doen.",
    ),
    (
        "Eén kaart voor bus, trein en deelfiets",
        "Nu heb ik drie apps en twee passen. Maak er een van, ook voor mensen zonder telefoon.",
        Status.NEW,
        "",
    ),
    (
        "Zet de vertrektijden groot op het dorpshuis",
        "Veel ouderen hebben geen app. Een bord aan het dorpshuis ziet iedereen die boodschappen doet.",
        Status.USED,
        "Goed plan en snel te doen. We beginnen met vijf dorpshuizen die zich aanmelden.",
    ),
)


@transaction.atomic
def fill(part: Part, chance: Random, people: Sequence[User]) -> None:
    """Post the ideas by these people, with support and replies; does nothing where there are ideas, or no people."""
    if not people or Idea.objects.filter(part=part).exists():
        return
    asked = Asked.read(part.settings)
    official = part.consultation.official or part.consultation.author
    for number, (title, text, status, reply) in enumerate(IDEAS):
        author = people[number % len(people)]
        category = chance.choice(asked.categories) if asked.categories else ""
        content = Content(title, text, category, municipality=author.municipality if asked.asks_place else None)
        idea = write(part, author=author, content=content)
        for supporter in chance.sample(list(people), chance.randint(0, len(people) - 1)):
            if supporter.pk != author.pk:
                voting.support(idea, supporter=supporter)
        if status != Status.NEW:
            replied = {"status": status, "reply": reply, "replied_by": official, "replied_at": Now()}
            Idea.objects.filter(pk=idea.pk).update(**replied)
        age = timedelta(days=chance.randint(1, 12), hours=chance.randint(0, 23))
        Publication.objects.filter(pk=idea.pk).update(
            published_at=F("published_at") - age, created_at=F("created_at") - age
        )
        StateChange.objects.filter(publication=idea.pk).update(at=F("at") - age)

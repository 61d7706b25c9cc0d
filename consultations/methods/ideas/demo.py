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
        "Eén sleutel voor wie iets organiseert",
        (
            "Nu wacht iedereen op de beheerder. Geef de groepen die vaak komen een eigen code voor de deur. Dan kan de "
            "biljartclub ook op dinsdagochtend naar binnen."
        ),
        Status.USED,
        "Dit gaan we doen. Je kunt vanaf maart subsidie krijgen voor een deur die met een code opengaat.",
    ),
    (
        "Zonnepanelen op het dak van elk dorpshuis",
        "De stroom is het duurst van alles. Met panelen houden we geld over voor de jeugd.",
        Status.PARTLY,
        (
            "Op daken die het kunnen dragen, betalen we mee. Bij oude daken is het te duur; daar helpen we eerst met "
            "isolatie."
        ),
    ),
    (
        "Een bank voor de deur, in de zon",
        (
            "Mijn moeder is 82 en loopt elke dag een rondje. Een bank bij het dorpshuis zou haar enorm helpen.\n\n"
            "- Liefst met een leuning.\n- En met wat schaduw in de zomer."
        ),
        Status.LOOKING,
        "",
    ),
    (
        "Gratis zaal voor iedereen onder de 18",
        "Jongeren hangen nu bij de bushalte. Laat ze op vrijdag gratis in de zaal, met een ouder erbij.",
        Status.UNUSED,
        (
            "De provincie betaalt geen huur van zalen; dat doet de gemeente. We hebben je idee aan de gemeenten "
            "doorgegeven."
        ),
    ),
    (
        "Elke week samen eten",
        "Op woensdag koken wij voor vijf euro. Nu komen er dertig mensen, maar de keuken is te klein.",
        Status.NEW,
        "",
    ),
    (
        "Verlicht het pad naar het dorpshuis",
        "In de winter durft mijn dochter dat stuk niet te fietsen. Lampen die aangaan als je langskomt zijn genoeg.",
        Status.LOOKING,
        "We vragen de gemeente wat het kost. Daarna hoor je wat we doen.",
    ),
    (
        "Een spreekuur van de huisarts in het dorpshuis",
        "De praktijk is twaalf kilometer ver. Een middag in de week scheelt veel mensen een rit.",
        Status.NEW,
        "",
    ),
    (
        "Hang een groot bord op met wat er te doen is",
        "Veel ouderen hebben geen app. Een bord aan de gevel ziet iedereen die boodschappen doet.",
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

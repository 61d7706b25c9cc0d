"""Believable meetings for the demo: guests, questions, and a report of what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from consultations import taking_part
from consultations.methods.dialogue.models import Backing, Meeting, Question, Registration
from consultations.models import Part

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("Rijdt de bus straks ook op zondag?", "Ja, elk uur, van negen tot zes."),
    ("Wat gebeurt er met de halte bij het ziekenhuis?", ""),
    ("Hoeveel kost een kaartje als de belbus er is?", "Evenveel als nu."),
    ("Kunnen jullie de bus laten wachten op de laatste trein?", ""),
    ("Wie rijdt de belbus, en wat als er geen vrijwilliger is?", ""),
    ("Waarom is lijn 161 gestopt zonder dat wij iets mochten zeggen?", ""),
)
ACCESS = "Gelijkvloers, met een invalidentoilet en een ringleiding. De bushalte is op 150 meter."
OUTCOMES = (
    "- De belbus begint in september in drie dorpen.\n"
    "- We meten in november hoeveel mensen er in het donker fietsen.\n"
    "- De halte bij het ziekenhuis blijft."
)
MINUTES = (
    "Er waren ongeveer veertig mensen. Eerst vertelde de provincie wat er kan en wat al vaststaat. Daarna spraken we "
    "aan vijf tafels.\n\nDe meeste mensen vinden de avond en de zondag het belangrijkst. Over de kosten waren de "
    "meningen verdeeld."
)


@transaction.atomic
def fill(part: Part, chance: Random, people: Sequence[User]) -> None:
    """Hold one meeting and plan another; does nothing where there are meetings with guests, or no people."""
    if not people or Registration.objects.filter(meeting__part=part).exists():
        return
    now, opens, closes = timezone.now(), part.phase.opens_at, part.phase.closes_at
    past = evening(part, min(opens + timedelta(days=2), now - timedelta(days=1)), "Avond in het dorpshuis")
    # Where the phase is over there is no evening to come.
    later = max(closes - timedelta(days=2), now + timedelta(days=3)) if closes > now else closes - timedelta(days=1)
    coming = evening(part, later, "Tweede avond")
    guests = list(people)
    chance.shuffle(guests)
    for place, person in enumerate(guests[:30]):
        Registration.objects.create(meeting=past, person=person, state=Registration.State.CAME)
        if place % 2:
            state = Registration.State.SEATED if place // 2 < (coming.seats or 30) else Registration.State.WAITING
            Registration.objects.create(meeting=coming, person=person, state=state)
    for meeting in (past, coming):
        ask(meeting, chance, guests)
    Meeting.objects.filter(pk=past.pk).update(minutes=MINUTES, outcomes=OUTCOMES, minutes_at=Now(), reminded_at=Now())
    taking_part.ask_for_recount(part)


def evening(part: Part, around: datetime, title: str) -> Meeting:
    """Plan an evening on that day, from half past seven to half past nine in the Netherlands."""
    starts = timezone.make_aware(datetime.combine(timezone.localtime(around).date(), time(19, 30)))
    return Meeting.objects.create(
        part=part,
        title=title,
        text="Je hoort wat er kan, je praat mee aan een tafel en je stelt je vragen. Er is koffie en thee.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place_name="Dorpshuis De Spil",
        address="Kerkstraat 4, Hellendoorn",
        accessibility=ACCESS,
        seats=60,
    )


def ask(meeting: Meeting, chance: Random, people: Sequence[User]) -> None:
    """Have people ask, and others want to know it too."""
    for number, (text, answer) in enumerate(QUESTIONS):
        author = people[number % len(people)]
        is_past = meeting.starts_at < timezone.now()
        place = Question.Place.ANSWERED if answer and is_past else Question.Place.ASKED
        question = Question.objects.create(
            meeting=meeting, author=author, text=text, place=place, answer=answer if is_past else ""
        )
        others = [one for one in people if one.pk != author.pk]
        backers = chance.sample(others, chance.randint(0, len(others)))
        Backing.objects.bulk_create(Backing(question=question, person=one) for one in backers)
        Question.objects.filter(pk=question.pk).update(support_count=len(backers))

"""Gives one initiative of the demo a wave of support, found by the program as any other."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from foundation.models import Trace
from moderation.waves import finding
from publications.models import Publication
from voting.models import Support

DOMAIN = "demo.invalid"
PEOPLE = 14
# All within a minute, by accounts of a quarter of an hour before.
AGO, EVERY, KNOWN_FOR = timedelta(hours=3), timedelta(seconds=4), timedelta(minutes=15)
# In the place of hashes: nothing is hashed here, because nobody came from anywhere.
NETWORK, DEVICES = "demo-network", ("demo-phone", "demo-phone", "demo-laptop")


def load(on: Publication) -> int:
    """Let a row of new accounts support this; gives how many."""
    start = timezone.now() - AGO
    people = [
        User.objects.create_user(f"golf{number:02d}@{DOMAIN}", joined_at=start - KNOWN_FOR)
        for number in range(1, PEOPLE + 1)
    ]
    for number, person in enumerate(people):
        at = start + number * EVERY
        given = Support.objects.create(publication=on, person=person, created_at=at)
        Trace.objects.create(
            kind="support",
            subject_id=given.pk,
            person_id=person.pk,
            publication_id=on.pk,
            network=NETWORK,
            device=DEVICES[number % len(DEVICES)],
            at=at,
        )
    Publication.objects.filter(pk=on.pk).update(support_count=F("support_count") + PEOPLE, energy_due=True)
    finding.look([on.pk])
    return PEOPLE

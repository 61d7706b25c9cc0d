"""Who an edition is for: of those who asked for the newsletter, whoever fits what the editor chose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from newsletters import audience, subscribing
from newsletters.audience import Wanted
from notifications.following import follow
from notifications.models import Suppressed
from tests.factories import deventer, initiative, resident, theme, zwolle
from tests.newsletters.editions import reader
from voting.actions import support

pytestmark = pytest.mark.django_db


def emails(wanted: Wanted) -> set[str]:
    rows = audience.readers(wanted).select_related("person")
    return {one.person.email if one.person else one.address for one in rows}


def subscribed(**fields: Any) -> User:
    person = resident(**fields)
    subscribing.subscribe(person)
    return person


class TestTheAudience:
    def test_nobody_is_in_it_who_did_not_ask(self) -> None:
        resident()
        subscribing.ask("vraagt@voorbeeld.nl")
        person = subscribed()
        left = subscribed()
        subscribing.end_of(left)
        assert emails(Wanted()) == {person.email}

    def test_who_may_not_sign_in_or_whose_address_is_suppressed_is_not_in_it(self) -> None:
        blocked, bounced, person = subscribed(), subscribed(), subscribed()
        blocked.is_active = False
        blocked.save()
        reader("weg@voorbeeld.nl")
        for address in (bounced.email, "weg@voorbeeld.nl"):
            Suppressed.objects.create(address=address, why=Suppressed.Why.BOUNCE)
        assert emails(Wanted()) == {person.email}

    def test_by_theme_it_is_who_chose_it_follows_it_or_chose_nothing(self) -> None:
        everything, follower = subscribed(), subscribed()
        subscribing.subscribe(follower, themes=[theme(1)])
        reader("wel@voorbeeld.nl", themes=[theme(0)])
        reader("niet@voorbeeld.nl", themes=[theme(1)])
        wanted = Wanted(themes=frozenset({theme(0).pk}))
        assert emails(wanted) == {everything.email, "wel@voorbeeld.nl"}
        follow(theme(0), by=follower)
        assert emails(wanted) == {everything.email, "wel@voorbeeld.nl", follower.email}

    def test_by_municipality_it_is_who_chose_it_lives_there_follows_it_or_is_nowhere_in_particular(self) -> None:
        here, elsewhere, nowhere = (
            subscribed(municipality=zwolle()),
            subscribed(municipality=deventer()),
            subscribed(),
        )
        reader("wel@voorbeeld.nl", municipalities=[zwolle()])
        reader("niet@voorbeeld.nl", municipalities=[deventer()])
        wanted = Wanted(municipalities=frozenset({zwolle().pk}))
        assert emails(wanted) == {here.email, nowhere.email, "wel@voorbeeld.nl"}
        follow(zwolle(), by=elsewhere)
        assert elsewhere.email in emails(wanted)

    def test_by_role_it_is_what_people_do(self) -> None:
        author, supporter, follower, quiet = subscribed(), subscribed(), subscribed(), subscribed()
        one = initiative(author)
        support(one, supporter=supporter)
        follow(one, by=follower)
        reader("bezoeker@voorbeeld.nl")
        with_account = {author.email, supporter.email, follower.email, quiet.email}
        expected = {
            "authors": {author.email},
            "supporters": {supporter.email},
            "account": with_account,
            "visitor": {"bezoeker@voorbeeld.nl"},
            "helpers": set(),
            "bestaat_niet": set(),
        }
        for role, people in expected.items():
            assert emails(Wanted(roles=frozenset({role}))) == people, role
        assert follower.email in emails(Wanted(roles=frozenset({"followers"})))
        assert emails(Wanted(roles=frozenset({"authors", "visitor"}))) == {author.email, "bezoeker@voorbeeld.nl"}

    def test_by_activity_it_is_who_did_something_lately(self) -> None:
        active, sleeping = subscribed(), subscribed()
        User.objects.filter(pk=sleeping.pk).update(last_login=timezone.now() - timedelta(days=40))
        support(initiative(), supporter=active)
        reader("bezoeker@voorbeeld.nl")
        assert emails(Wanted(active_days=30)) == {active.email}
        assert emails(Wanted(active_days=50)) == {active.email, sleeping.email}

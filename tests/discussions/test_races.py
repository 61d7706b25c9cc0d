"""What many people do to a conversation at the same moment, on a database that really commits."""

from discussions import actions
from discussions.models import Valued
from publications.models import Publication
from tests.factories import initiative, resident
from tests.visitors import at_once


def counts(publication: Publication) -> int:
    assert actions.miscounted() == []
    return Publication.objects.get(pk=publication.pk).comment_count


class TestRaces:
    def test_thirty_people_at_once_are_thirty_comments(self, committed: None) -> None:
        one = initiative()
        people = [resident() for _ in range(30)]
        results = at_once(30, lambda n: actions.say(one, author=people[n], text="Samen"))
        assert [r for r in results if isinstance(r, Exception)] == []
        assert counts(one) == 30

    def test_one_person_pressing_twenty_times_is_one(self, committed: None) -> None:
        one, person = initiative(), resident()
        at_once(20, lambda _n: actions.say(one, author=person, text="Knop"))
        assert counts(one) == 1

    def test_valuing_at_once_stays_exact(self, committed: None) -> None:
        said = actions.say(initiative(), author=resident(), text="Zo is het")
        people = [resident() for _ in range(10)]
        at_once(20, lambda n: actions.value(said, by=people[n % 10]))
        said.refresh_from_db()
        assert said.valued_count == Valued.objects.count() == 10

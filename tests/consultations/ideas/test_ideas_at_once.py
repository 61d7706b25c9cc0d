"""Ideas under people who press at the same moment."""

from __future__ import annotations

from consultations.methods.ideas import actions
from consultations.methods.ideas.models import Idea
from publications.models import Publication
from tests.consultations.ideas import asking
from tests.factories import resident
from tests.visitors import at_once


def test_two_presses_at_once_give_one_idea(committed: None) -> None:
    part, author = asking.part(), resident()
    content = actions.Content(title="Laat de bus wachten", text="De trein is vaak drie minuten te laat.")
    made = at_once(2, lambda _number: actions.post(part, author=author, content=content))
    assert [type(one) for one in made] == [Idea, Idea]
    assert Idea.objects.count() == 1


def test_support_at_once_is_counted_once_for_each(committed: None) -> None:
    idea, people = asking.idea(asking.part()), [resident() for _number in range(3)]
    at_once(6, lambda number: actions.support(idea, supporter=people[number % 3]))
    assert Publication.objects.get(pk=idea.pk).support_count == 3

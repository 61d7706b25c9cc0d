"""An initiative with everybody who can stand around it, and who of them heard what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Role, User
from discussions.actions import say
from discussions.models import Comment
from initiatives import helping
from initiatives.models import Initiative, Kind, Need, Offer, TeamMember, TeamRole
from notifications.catalogue import EventKind
from notifications.following import follow
from notifications.models import Event, Notice
from tests.factories import initiative, resident, staff
from tests.notices import told
from voting.actions import support

# The codes of the kinds that some test shows, see `tells`.
SHOWN: set[str] = set()
Test = Callable[..., None]


def tells(*kinds: EventKind) -> Callable[[Test], Test]:
    """Note that a test shows who hears of these kinds."""

    def note(test: Test) -> Test:
        SHOWN.update(kind.code for kind in kinds)
        return test

    return note


# Everybody with a part in it; followers and a stranger come besides.
CONCERNED = {"author", "organiser", "coordinator", "supporter", "commenter", "helper"}
TEAM = {"author", "organiser", "coordinator"}


@dataclass
class Scene:
    """The initiative, and its people by what they are to it."""

    one: Initiative
    people: dict[str, User]
    comment: Comment
    need: Need
    offer: Offer

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def heard(self, kind: EventKind) -> set[str]:
        """Who got a notice of a kind since the scene was set, by name; somebody else by their number."""
        names = {person.pk: name for name, person in self.people.items()}
        return {names.get(pk, str(pk)) for pk in told(kind)}

    def notices_of(self, name: str) -> list[str]:
        """The kinds somebody heard of, once for each notice."""
        told_to = Notice.objects.filter(person=self.people[name])
        return list(told_to.order_by("pk").values_list("event__kind", flat=True))


def forget_all() -> None:
    """Let what was told so far not count."""
    Event.objects.all().delete()


def set_scene(kind: Kind | None = None, **changes: object) -> Scene:
    """An initiative by an author with a team of two, a supporter, a commenter, a helper and two followers."""
    names = (
        "author",
        "organiser",
        "coordinator",
        "supporter",
        "commenter",
        "helper",
        "follower",
        "neighbour",
        "stranger",
    )
    people = {name: resident(name.capitalize()) for name in names}
    one = initiative(people["author"], course_kind=kind, **changes)
    for name, role in (("organiser", TeamRole.ORGANISER), ("coordinator", TeamRole.COORDINATOR)):
        TeamMember.objects.create(initiative=one, person=people[name], role=role)
    one = Initiative.objects.get(pk=one.pk)
    support(one, supporter=people["supporter"])
    comment = say(one, author=people["commenter"], text="Goed plan.")
    need = one.needs.get(kind="helpers")
    offer = helping.offer_help(need, person=people["helper"], text="Ik kom spitten.")
    offer = helping.accept(offer, by=people["author"])
    follow(one, by=people["follower"])
    assert one.municipality is not None
    follow(one.municipality, by=people["neighbour"])
    people["official"], people["colleague"] = staff(Role.OFFICIAL), staff(Role.OFFICIAL)
    forget_all()
    return Scene(one, people, comment, need, offer)

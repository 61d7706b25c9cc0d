"""What was told of a comment stays true: reworded, taken back, pressed twice."""

import pytest

from discussions.actions import reword, say, take_back
from notifications.catalogue import discussions as said
from notifications.models import Event, Mail, Notice
from tests.factories import resident
from tests.notices import deliver
from tests.notifications.scene import TEAM, Scene, set_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return set_scene()


def quoted() -> set[str]:
    """What messages about comments quote."""
    rows = Event.objects.filter(kind__startswith="comment.")
    return {row.context["excerpt"] for row in rows}


def test_pressing_twice_tells_once(scene: Scene) -> None:
    for _ in range(2):
        say(scene.one, author=scene["stranger"], text="Ik doe mee.")
    assert Event.objects.filter(kind=said.COMMENT.code).count() == 1


@pytest.mark.parametrize("written_out", [True, False])
def test_who_is_named_in_a_rewording_hears_it_unless_they_heard_of_this_comment(
    scene: Scene, written_out: bool
) -> None:
    comment = say(scene.one, author=scene["stranger"], text="Goed, @Commenter.")
    if written_out:
        assert scene.heard(said.COMMENT) == TEAM
    for text in ("Goed, @Commenter, @Author en @Helper.", "Goed, @Helper.", "Goed, @Helper en @Commenter."):
        reword(comment, by=scene["stranger"], text=text)
    # A helper is no part of the conversation, so cannot be named in it.
    assert scene.heard(said.MENTION) == {"commenter"}
    assert scene.heard(said.COMMENT) == TEAM
    assert len(scene.notices_of("author")) == 1


def test_who_joined_the_conversation_and_is_named_later_hears_it_once(scene: Scene) -> None:
    comment = say(scene.one, author=scene["stranger"], text="Wie weet het?")
    say(scene.one, author=scene["helper"], text="Ik.")
    for text in ("Wie weet het, @Helper?", "Weet jij het, @Helper?"):
        reword(comment, by=scene["stranger"], text=text)
    assert scene.heard(said.MENTION) == {"helper"}
    assert scene.notices_of("helper") == [said.MENTION.code]


def test_messages_quote_what_stands_there_now(scene: Scene) -> None:
    comment = say(scene.one, author=scene["stranger"], text="Mijn nummer is 06-12345678, @Commenter.")
    reword(comment, by=scene["stranger"], text="Stuur me een bericht, @Commenter.")
    assert quoted() == {"Stuur me een bericht, @Commenter."}


def test_what_is_taken_back_is_quoted_nowhere_and_not_mailed(scene: Scene) -> None:
    comment = say(scene.one, author=scene["stranger"], text="Zeg ik liever niet, @Commenter.")
    assert scene.heard(said.MENTION) == {"commenter"}
    assert Mail.objects.filter(sent_at__isnull=True, notice__event__kind=said.MENTION.code).exists()
    take_back(comment, by=scene["stranger"])
    deliver()
    assert quoted() == set()
    assert not Notice.objects.filter(event__kind__startswith="comment.").exists()
    assert not Mail.objects.filter(notice__isnull=True, template="comment.mention").exists()


def test_a_reply_below_words_that_were_taken_back_tells_only_who_still_stands_there(scene: Scene) -> None:
    reply = say(scene.one, author=scene["stranger"], text="Vind ik ook.", parent=scene.comment)
    take_back(scene.comment, by=scene["commenter"])
    say(scene.one, author=resident(), text="Ik ook.", parent=reply)
    assert scene.heard(said.REPLY) == {"commenter", "stranger"}
    assert scene.notices_of("commenter") == [said.REPLY.code]

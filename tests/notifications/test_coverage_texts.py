"""Who hears of a new version of a text: who took part or follows, and not who published it."""

import pytest

from consultations.methods.text import versions
from notifications.catalogue import texts
from notifications.following import follow
from tests.consultations.text import writing
from tests.factories import resident
from tests.notices import told
from tests.notifications.scene import tells

pytestmark = pytest.mark.django_db


@tells(texts.VERSION)
def test_who_took_part_or_follows_hears_of_a_new_version_and_its_editor_does_not() -> None:
    part, person, follower, editor = writing.text(), resident(), resident(), writing.editor()
    resident("Iemand anders")
    writing.say(part, "elk uur", author=person)
    follow(part.consultation, by=follower)
    follow(part.consultation, by=editor)
    versions.write(part, by=editor, markdown=writing.OFTENER)
    versions.publish(part, by=editor, note="De bus gaat vaker.")
    # Who prepared the consultation belongs to its team.
    assert set(told(texts.VERSION)) == {person.pk, follower.pk, part.consultation.author_id}

"""What was removed for good is wiped after the term of appeal: not before, and not while somebody appeals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.utils import timezone

from discussions.actions import miscounted, reword, say
from discussions.models import Comment, Wording
from foundation.models import AuditEntry
from initiatives.models import Initiative, Need, Revision, Update
from moderation import appeals, erasing
from moderation.deciding import decide, take_back
from moderation.models import Case, Decision, Measure, Source
from moderation.opening import open_case
from moderation.tasks import erase_removed
from publications.actions import keep_picture
from publications.models import Picture, Publication
from tests.factories import initiative, picture_file, resident
from tests.moderation.making import case_about, comment, moderator, verdict
from tests.visitors import signed_in, text_of

pytestmark = pytest.mark.django_db


def removed(what: Comment | Initiative, measure: Measure = Measure.REMOVE) -> Decision:
    return decide(case_about(what), verdict(measure), by=moderator())


def made_ago(decision: Decision, ago: timedelta) -> Decision:
    """Let a decision be of some time ago by the clock of the database; it refuses this to the site itself."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE moderation_decision DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE moderation_decision SET decided_at = now() - make_interval(secs => %s) WHERE id = %s",
            [ago.total_seconds(), decision.pk],
        )
        cursor.execute("ALTER TABLE moderation_decision ENABLE TRIGGER USER")
    decision.refresh_from_db()
    return decision


def long_ago(decision: Decision) -> Decision:
    return made_ago(decision, timedelta(days=190, minutes=1))


def test_a_comment_is_wiped_a_week_after_the_term_of_appeal_and_not_a_minute_before() -> None:
    early, late = comment("Jij bent gek."), comment("Jij bent dwaas.")
    made_ago(removed(early), timedelta(days=190) - timedelta(minutes=1))
    long_ago(removed(late))
    erase_removed()
    assert Comment.objects.get(pk=early.pk).text == "Jij bent gek."
    assert Comment.objects.get(pk=late.pk).text == ""
    assert list(Case.objects.filter(erased_at__isnull=False).values_list("subject_id", "text_then")) == [(late.pk, "")]


def test_of_a_comment_the_place_and_the_decision_stay_and_the_wordings_go() -> None:
    on = initiative()
    said = comment("Jij bent gek, @Piet.", on)
    say(on, author=resident(), text="Dat vind ik niet aardig.", parent=said)
    reword(said, by=said.author, text="Jij bent echt gek.")
    decision = long_ago(removed(said))
    erase_removed()
    said.refresh_from_db()
    assert (said.text, said.is_hidden, said.deleted_at is not None) == ("", True, True)
    assert not Wording.objects.exists()
    assert miscounted() == []
    assert Decision.objects.get(pk=decision.pk).facts == "Je noemt iemand gek."
    page = text_of(signed_in(moderator()).get(on.get_absolute_url()))
    assert "Een moderator heeft deze reactie" in page
    assert said.reply_count == 1


def test_what_was_hidden_given_back_or_is_appealed_against_stays() -> None:
    hidden, back, waiting = comment("Een."), comment("Twee."), comment("Drie.")
    long_ago(removed(hidden, Measure.HIDE))
    decision = removed(back)
    take_back(decision, by=decision.decided_by)
    long_ago(decision)
    decision = removed(waiting)
    appeal = appeals.appeal(decision, by=waiting.author, text="Ik ben het er niet mee eens.")
    long_ago(decision)
    erase_removed()
    assert not Comment.objects.filter(text="").exists()
    appeals.answer(appeal, by=moderator(), granted=False, reasons="Het blijft schelden.")
    erase_removed()
    assert list(Comment.objects.filter(text="").values_list("pk", flat=True)) == [waiting.pk]


def test_an_appeal_that_came_between_the_look_and_the_lock_is_respected() -> None:
    said = comment()
    decision = removed(said)
    long_ago(decision)
    (seen,) = erasing.due()
    made_ago(decision, timedelta(days=1))
    appeals.appeal(Decision.objects.get(pk=decision.pk), by=said.author, text="Ik ben het er niet mee eens.")
    long_ago(decision)
    assert not erasing.erase(seen)
    assert Comment.objects.get(pk=said.pk).text


def test_wiping_twice_is_wiping_once() -> None:
    long_ago(removed(comment()))
    assert [erasing.erase_removed(), erasing.erase_removed()] == [1, 0]
    assert AuditEntry.objects.filter(action="comment.erased").count() == 1


def test_of_an_initiative_words_versions_and_pictures_go_and_its_reference_stays(
    django_capture_on_commit_callbacks: Any,
) -> None:
    on = initiative(title="Weg met buurman Piet", summary="Piet moet weg.", story="Hij woont op nummer 3.")
    Revision.objects.create(initiative=on, number=9, editor=on.author, content={"title": "Weg met buurman Piet"})
    Need.objects.create(initiative=on, kind="goods", text="Pek en veren voor Piet")
    shown = keep_picture(picture_file(), alt="Piet")
    Picture.objects.filter(pk=shown.pk).update(publication=on)
    names = [shown.name_at(480), shown.original_name]
    long_ago(removed(on))
    old = on.get_absolute_url()
    with django_capture_on_commit_callbacks(execute=True):
        erase_removed()
    found = Initiative.objects.get(pk=on.pk)
    assert (found.title, found.slug) == (on.reference, on.reference.lower())
    assert (found.summary, found.story, found.search_body, found.ask) == ("", "", "", "")
    assert not Revision.objects.filter(initiative=on).exists()
    assert not found.pictures.exists()
    assert not storages["default"].exists(names[0])
    assert not storages["private"].exists(names[1])
    assert not Need.objects.exclude(text="").exists()
    assert Client().get(old).status_code == 404
    assert Client().get(found.get_absolute_url()).status_code == 410


def test_of_an_update_the_text_goes() -> None:
    on = initiative()
    update = Update.objects.create(initiative=on, author=on.author, text="Piet is gek.", mail_day=timezone.localdate())
    case = open_case("update", update.pk, source=Source.REPORT, harm=30)
    long_ago(decide(case, verdict(Measure.REMOVE), by=moderator()))
    erase_removed()
    assert Update.objects.get(pk=update.pk).text == ""
    assert Publication.objects.get(pk=on.pk).title == on.title

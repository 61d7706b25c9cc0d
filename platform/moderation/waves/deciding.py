"""What moderators do with a wave: nothing, set it aside, or count it again; and what people in it say to that.

Setting aside is a decision as any other (moderation.deciding): reasoned, in the register, told, and open to appeal.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from moderation import deciding, rules, subjects
from moderation import telling as told
from moderation.deciding import Verdict
from moderation.models import Appeal, Case, Decision, HouseRule, Measure, Source, Wave, WaveMember
from moderation.opening import open_case
from moderation.waves import telling
from voting import counting

# The house rule a wave breaks, if it is one.
RULE = "one-voice"


def can_look(user: User, wave: Wave) -> bool:
    """Moderators of the place look at it."""
    return rules.moderates_in(user, wave.publication.municipality)


def can_decide(user: User, wave: Wave) -> bool:
    """And decide, unless they are in it or it is about their own publication."""
    own = wave.publication.author_id == user.pk or WaveMember.objects.filter(wave=wave, person=user).exists()
    return can_look(user, wave) and not own


@transaction.atomic
def set_aside(wave: Wave, *, by: User, facts: str) -> Decision:
    """Do not count a wave for now. Raises NotAllowed or Refused; `facts` are for who is in it and for everybody."""
    wave = lock(wave, by=by)
    if wave.state == Wave.State.ASIDE:
        raise Refused(_("This was set aside in the meantime."))
    case = open_case("wave", wave.pk, source=Source.SIGNAL, harm=wave.score, by=by)
    rule = HouseRule.objects.filter(code=RULE, version__in_force_from__lte=timezone.localdate()).order_by("-version")
    return deciding.decide(case, Verdict(Measure.HIDE, rule=rule.first(), facts=facts), by=by)


@transaction.atomic
def find_fine(wave: Wave, *, by: User) -> None:
    """Find nothing wrong with it: it is not shown again, unless it doubles. Doing it twice is doing it once."""
    wave = lock(wave, by=by)
    if wave.state == Wave.State.FINE:
        return
    if wave.state == Wave.State.ASIDE:
        raise Refused(_("This was set aside in the meantime."))
    wave.state, wave.fine_size, wave.looked_at_by = Wave.State.FINE, wave.size, by
    wave.save(update_fields=["state", "fine_size", "looked_at_by"])
    case = Case.objects.filter(subject_kind="wave", subject_id=wave.pk, state=Case.State.OPEN).first()
    if case is not None:
        deciding.decide(case, Verdict(Measure.LEAVE), by=by)
    audit.record("wave.fine", actor=by, subject=wave, size=wave.size)


@transaction.atomic
def count_again(wave: Wave, *, by: User, why: str) -> Decision:
    """Count a wave again, exactly as it was. Raises Refused while an appeal waits for a colleague, or if it counts."""
    wave = lock(wave, by=by)
    decision = in_force(wave)
    if decision is None:
        raise Refused(_("This counts already."))
    if Appeal.objects.filter(decision=decision, state=Appeal.State.OPEN).exists():
        raise Refused(_("Somebody appealed. A colleague who did not decide answers that, and it counts again by that."))
    return deciding.restore(decision, by=by, facts=why.strip())


@transaction.atomic
def count_objectors_again(wave: Wave, *, by: User) -> int:
    """Count again those who said that their support is their own, and leave the others aside; gives how many."""
    wave = lock(wave, by=by)
    if wave.state != Wave.State.ASIDE:
        raise Refused(_("This counts already."))
    rows = WaveMember.objects.filter(wave=wave, objected_at__isnull=False, counted_again_at__isnull=True)
    people = list(rows.values_list("person", flat=True))
    rows.update(counted_again_at=Now())
    back = counting.count_again(wave.pk, people)
    if people:
        audit.record("wave.objectors_counted", actor=by, subject=wave, supports=back)
        telling.of_counting_again(wave, people, key=f"some-{min(people)}-{len(people)}")
    return back


@transaction.atomic
def object_to(wave: Wave, *, by: User, text: str) -> Appeal:
    """Say that one gave one's support oneself: the first makes the appeal, the others join it. Twice is once.

    A moderator who did not decide answers it for everybody. Raises NotAllowed for who is not in it, and Refused when
    it counts again or the term is over.
    """
    subjects.lock("wave", wave.pk)
    wave = Wave.objects.select_related("publication").get(pk=wave.pk)
    member = WaveMember.objects.filter(wave=wave, person=by).first()
    if member is None:
        raise NotAllowed(_("Your support is not one of these."))
    decision = in_force(wave)
    if decision is None:
        raise Refused(_("This counts again already, so there is nothing to object to."))
    if deciding.now() > rules.last_moment(decision):
        raise Refused(_("You can appeal for six months against a decision about what you placed."))
    due = rules.appeal_due(timezone.localdate(deciding.now()))
    values = {"person": by, "text": text.strip(), "due_on": due}
    appeal, is_first = Appeal.objects.get_or_create(decision=decision, defaults=values)
    if member.objected_at is None:
        WaveMember.objects.filter(pk=member.pk).update(objected_at=Now())
        audit.record("wave.objected", actor=by, subject=wave, decision=decision.pk)
    if is_first:
        audit.record("appeal.made", actor=by, subject=appeal, decision=decision.pk)
        told.of_appeal(appeal)
    return appeal


def in_force(wave: Wave) -> Decision | None:
    """Give the decision that set it aside, when that still holds."""
    if wave.state != Wave.State.ASIDE:
        return None
    made = Decision.objects.filter(case=wave.case_id, measure=Measure.HIDE, undone_by__isnull=True)
    return made.select_related("case__municipality", "rule__version", "decided_by").first()


def lock(wave: Wave, *, by: User) -> Wave:
    """Lock the publication first and then the wave, as every decision does. Raises NotAllowed."""
    subjects.lock("wave", wave.pk)
    locked = Wave.objects.select_related("publication__municipality").get(pk=wave.pk)
    if not can_decide(by, locked):
        raise NotAllowed(_("You moderate other places, or this is about yourself."))
    return locked

"""A wave as something that is decided about: hiding it is not counting it, restoring it is counting it again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import Case, Decision, Wave, WaveMember
from moderation.subjects import Content, Subject, register
from moderation.waves import telling, wording
from voting import counting


class WaveSubject(Subject):
    """A group of supports of one publication."""

    kind = "wave"
    label = _("group of supports")

    def find(self, pk: int) -> Content | None:
        """Read the evidence; a wave has no author."""
        found = Wave.objects.select_related("publication__municipality").filter(pk=pk).first()
        if found is None:
            return None
        on = found.publication
        text = "\n\n".join(wording.sentence(one) for one in found.evidence)
        is_counted = found.state != Wave.State.ASIDE
        return Content(
            self.kind, pk, on.title, text, telling.path_of(pk), None, on, on.municipality, is_counted, found.size
        )

    def lock(self, pk: int) -> None:
        """Lock the publication, and those to which its support moved by a merge; then the wave."""
        on = Wave.objects.filter(pk=pk).values_list("publication", flat=True)
        counting.lock(pk, *on)
        list(Wave.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Count it no longer."""
        wave = Wave.objects.get(pk=pk)
        people = WaveMember.objects.filter(wave=wave, counted_again_at__isnull=True)
        wave.state, wave.looked_at_by = Wave.State.ASIDE, by
        wave.case = Case.objects.filter(subject_kind=self.kind, subject_id=pk).order_by("-id").first()
        wave.save(update_fields=["state", "looked_at_by", "case"])
        chosen = list(people.values_list("person", flat=True))
        return {"supports": counting.set_aside(wave.publication_id, chosen, number=pk)}

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Count it again; it is found again only when it has doubled."""
        wave = Wave.objects.select_related("publication").get(pk=pk)
        counting.count_again(pk)
        wave.state, wave.fine_size, wave.looked_at_by = Wave.State.FINE, wave.size, by
        wave.save(update_fields=["state", "fine_size", "looked_at_by"])
        people = WaveMember.objects.filter(wave=wave, counted_again_at__isnull=True)
        key = f"all-{Decision.objects.filter(case=wave.case_id).count()}"
        telling.of_counting_again(wave, people.values_list("person", flat=True), key=key)


register(WaveSubject())

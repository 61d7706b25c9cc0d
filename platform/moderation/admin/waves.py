"""The wave desk: groups of supports that stand out, what stands out about each, and three things to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.errors import Refused
from moderation import queue, rules
from moderation.admin.common import moderator
from moderation.models import Wave
from moderation.waves import deciding, drawing, wording
from moderation.waves.forms import AsideForm, BackForm

PER_PAGE = 50
LIST = "admin:moderation_wave_changelist"


@admin.register(Wave)
class WaveAdmin(admin.ModelAdmin[Wave]):
    """Waves are judged, not edited."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Moderators see it in the menu."""
        return rules.is_moderator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Moderators look at it."""
        return rules.is_moderator(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The clock finds them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """By deciding only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The clock forgets them."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add what can be done with a wave."""
        deeds: dict[str, Callable[..., HttpResponse]] = {
            "fine": self.fine,
            "aside": self.aside,
            "back": self.back,
            "objectors": self.objectors,
        }
        own = [
            path(f"<int:pk>/{name}/", self.guarded(require_POST(view)), name=f"moderation_wave_{name}")
            for name, view in deeds.items()
        ]
        return [*own, *super().get_urls()]

    def guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Let moderators of the place in, and say what was refused on the page of the wave."""

        def inside(request: HttpRequest, pk: int) -> HttpResponse:
            wave = self.wave_or_404(request, pk)
            try:
                return view(request, wave=wave)
            except Refused as error:
                messages.warning(request, str(error.message))
                return self.to(wave)

        guarded: Callable[..., HttpResponse] = self.admin_site.admin_view(inside)
        return guarded

    def wave_or_404(self, request: HttpRequest, pk: int) -> Wave:
        """Give a wave this moderator may look at."""
        if not rules.is_moderator(request.user):
            raise Http404("for moderators")
        related = ("publication__municipality", "looked_at_by", "case")
        wave = get_object_or_404(Wave.objects.select_related(*related), pk=pk)
        if not deciding.can_look(moderator(request), wave):
            raise Http404("of another place")
        return wave

    def to(self, wave: Wave) -> HttpResponseRedirect:
        """Go to the page of a wave."""
        return HttpResponseRedirect(reverse("admin:moderation_wave_change", args=[wave.pk]))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """List the waves, those that stand out most first."""
        if not rules.is_moderator(request.user):
            raise Http404("for moderators")
        state = request.GET.get("state", "")
        state = state if state in Wave.State.values else Wave.State.OPEN
        found = Wave.objects.filter(state=state).select_related("publication__municipality").order_by("-score", "-id")
        mine = queue.in_places(found, moderator(request), by="publication__municipality")
        page = Paginator(mine, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            "page": page,
            "rows": [(wave, [wording.sentence(one) for one in wave.evidence]) for wave in page],
            "states": Wave.State.choices,
            "state": state,
            "title": _("Waves of support"),
        }
        return TemplateResponse(request, "admin/moderation/waves.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one wave with its evidence."""
        if not object_id.isdecimal():
            raise Http404("no such wave")
        return self.show(request, self.wave_or_404(request, int(object_id)))

    def show(
        self, request: HttpRequest, wave: Wave, *, aside: AsideForm | None = None, back: BackForm | None = None
    ) -> HttpResponse:
        """Show a wave, with a form that was not right yet if there is one."""
        sentences = [(wording.sentence(one), wording.innocent(one), one["weight"]) for one in wave.evidence]
        members = list(wave.members.order_by("number")[: drawing.MOST])
        page = Paginator(wave.members.order_by("number"), 100).get_page(request.GET.get("p"))
        facts = "\n".join(sentence for sentence, _innocent, _weight in sentences)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            "wave": wave,
            "sentences": sentences,
            "timeline": drawing.timeline(members),
            "page": page,
            "objected": wave.members.filter(objected_at__isnull=False, counted_again_at__isnull=True).count(),
            "decision": deciding.in_force(wave),
            "can_decide": deciding.can_decide(moderator(request), wave),
            "aside_form": aside or AsideForm(initial={"facts": facts}),
            "back_form": back or BackForm(),
            "title": _("Wave of support"),
        }
        return TemplateResponse(request, "admin/moderation/wave.html", context, status=422 if aside or back else 200)

    def fine(self, request: HttpRequest, wave: Wave) -> HttpResponse:
        """Find nothing wrong with it."""
        deciding.find_fine(wave, by=moderator(request))
        messages.success(request, _("You will not see this group again, unless it doubles."))
        return HttpResponseRedirect(reverse(LIST))

    def aside(self, request: HttpRequest, wave: Wave) -> HttpResponse:
        """Set it aside."""
        form = AsideForm(request.POST)
        if not form.is_valid():
            return self.show(request, wave, aside=form)
        deciding.set_aside(wave, by=moderator(request), facts=form.cleaned_data["facts"])
        messages.success(request, _("These supports do not count for now. Everybody in it gets a message."))
        return self.to(wave)

    def back(self, request: HttpRequest, wave: Wave) -> HttpResponse:
        """Count it again."""
        form = BackForm(request.POST)
        if not form.is_valid():
            return self.show(request, wave, back=form)
        deciding.count_again(wave, by=moderator(request), why=form.cleaned_data["why"])
        messages.success(request, _("These supports count again."))
        return self.to(wave)

    def objectors(self, request: HttpRequest, wave: Wave) -> HttpResponse:
        """Count those again who said it was them."""
        count = deciding.count_objectors_again(wave, by=moderator(request))
        said = ngettext("%(count)d support counts again.", "%(count)d supports count again.", count)
        messages.success(request, said % {"count": count})
        return self.to(wave)

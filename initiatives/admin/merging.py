"""Merges in the back office: moderators propose them, take proposals back and undo, all through the site's actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.back_office import confirm_first, staff
from foundation.errors import Refused
from initiatives import merging
from initiatives.admin.helping import ReadOnlyAdmin
from initiatives.models import Initiative, Merge

# More is not one plan posted twice; and every proposal is a mail to two people.
MOST = 10


class ProposeForm(forms.Form):
    """Which one goes on, and why the others belong with it."""

    kept = forms.ModelChoiceField(
        label=_("Which one goes on?"),
        queryset=Initiative.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose which one goes on.")},
    )
    reason = forms.CharField(
        label=_("Why would they be better together?"),
        help_text=_("Both sides and all supporters read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
        error_messages={"required": _("Write in one or two sentences why.")},
    )

    def __init__(self, *args: Any, chosen: QuerySet[Initiative], **kwargs: Any) -> None:
        """Offer what was chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["kept"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = chosen


@admin.action(description=_("Propose that these become one"), permissions=["propose_merge"])
def propose_merge(
    model_admin: admin.ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[Initiative]
) -> HttpResponse | None:
    """Ask which one goes on and why, showing the counts; then ask both sides of every pair."""
    if not 2 <= (number := queryset.count()) <= MOST:
        said = gettext("Choose two to %(most)d initiatives; you chose %(number)d.") % {"most": MOST, "number": number}
        model_admin.message_user(request, said, messages.WARNING)
        return None
    form = ProposeForm(request.POST if request.POST.get("confirmed") else None, chosen=queryset)
    if form.is_valid():
        propose_each(model_admin, request, queryset, form)
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Propose that these become one"),
        "rows": queryset,
        "together": merging.supporters_together(queryset),
        "form": form,
        "action": "propose_merge",
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
        "opts": model_admin.model._meta,  # noqa: SLF001  # documented API
    }
    return TemplateResponse(request, "admin/initiatives/propose_merge.html", context)


def propose_each(
    model_admin: admin.ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[Initiative], form: ProposeForm
) -> None:
    """Propose for each of the others that it goes on in the one; say which were refused, and why."""
    kept = form.cleaned_data["kept"]
    for gone in chosen.exclude(pk=kept.pk):
        try:
            made = merging.propose(gone, kept, by=staff(request), reason=form.cleaned_data["reason"])
        except Refused as no:
            model_admin.message_user(request, f"{gone.title}: {no.message}", messages.WARNING)
        else:
            said = gettext("Proposed, and both sides are asked:")
            link = format_html('{} <a href="{}">{}</a>', said, made.get_absolute_url(), str(made))
            model_admin.message_user(request, link)


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    """A worklist: what waits for an answer stands first, because it is newest."""

    list_display = ("__str__", "state", "waits_for", "counts", "page", "proposed_at", "merged_at")
    list_select_related = ("gone__author", "kept__author")
    list_filter = ("state",)
    search_fields = ("gone__title", "kept__title", "gone__reference", "kept__reference")
    actions = ("take_back", "undo")

    @admin.display(description=_("waits for"))
    def waits_for(self, merge: Merge) -> str:
        """Name who has not answered yet."""
        if merge.state != Merge.State.PROPOSED:
            return "-"
        sides = ((merge.gone_agreed_at, merge.gone), (merge.kept_agreed_at, merge.kept))
        return ", ".join(one.author.public_name for agreed, one in sides if agreed is None)

    @admin.display(description=_("supporters"))
    def counts(self, merge: Merge) -> str:
        """Give the sum of the moment of merging."""
        if merge.merged_at is None:
            return "-"
        return f"{merge.gone_count} + {merge.kept_count} - {merge.both_count} = {merge.count_after}"

    @admin.display(description=_("page"))
    def page(self, merge: Merge) -> SafeString:
        """Link to the page where it is agreed, declined or undone."""
        return format_html('<a href="{}">{}</a>', merge.get_absolute_url(), _("Open the page"))

    @admin.action(description=_("Take these proposals back"))
    def take_back(self, request: HttpRequest, queryset: QuerySet[Merge]) -> HttpResponse | None:
        """Ask, then let both stay as they were."""

        def describe(merge: Merge) -> dict[str, object]:
            said = gettext("This proposal is not open any more.")
            if merge.state == Merge.State.PROPOSED:
                said = gettext("Supporters: %(gone)d and %(kept)d stay apart; together they would be %(after)d.")
                said %= merging.counts_now(merge)
            return {"title": str(merge), "text": said, "url": merge.get_absolute_url()}

        return confirm_first(
            self,
            request,
            merging.with_counts(queryset.select_related("gone", "kept")),
            name="take_back",
            title=_("Take these proposals back?"),
            act=lambda merge: merging.decline(merge, by=staff(request)),
            describe=describe,
        )

    @admin.action(description=_("Undo these merges"))
    def undo(self, request: HttpRequest, queryset: QuerySet[Merge]) -> HttpResponse | None:
        """Ask, then make them two again."""

        def undo(merge: Merge) -> None:
            merging.undo(merge, by=staff(request))

        def describe(merge: Merge) -> dict[str, object]:
            said = gettext("There is nothing to undo.")
            if merging.is_reversible(merge):
                counts = merging.counts_undone(merge)
                said = gettext("Supporters: %(together)d together now; afterwards %(gone)d and %(kept)d.") % counts
            return {"title": str(merge), "text": said, "url": merge.get_absolute_url()}

        return confirm_first(
            self,
            request,
            merging.with_counts(queryset.select_related("gone", "kept")),
            name="undo",
            title=_("Make these two again?"),
            act=undo,
            describe=describe,
        )

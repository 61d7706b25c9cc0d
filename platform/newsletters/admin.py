"""Editors write, try out, plan and stop newsletters here; who reads them is counted, never shown by address."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.errors import Refused
from foundation.templatetags.words import moment
from newsletters import actions, audience, letters, rules, subscribing
from newsletters.forms import AudienceForm, EditionForm, PlanForm
from newsletters.models import Edition, Subscription

SHOWN = 20


def count(wanted: audience.Wanted) -> dict[str, Any]:
    """Give how many people this is for, and who the first of them are, without telling who."""
    rows = audience.readers(wanted)
    first = rows.select_related("person__municipality").order_by("pk")[:SHOWN]
    return {"total": rows.count(), "first": [line_of(one) for one in first]}


def line_of(row: Subscription) -> str:
    """Describe one reader: the first letter of a name, and where they live."""
    if row.person is None:
        return gettext("Somebody without an account")
    name = rules.masked(row.person.public_name)
    place = row.person.municipality
    return gettext("%(name)s from %(place)s") % {"name": name, "place": place} if place else name


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin[Edition]):
    """Write an edition and choose for whom; sending has a page of its own."""

    form = EditionForm
    change_form_template = "admin/newsletters/change_form.html"
    list_display = ("subject", "state", "when", "recipients", "to_sending")
    list_filter = ("state",)
    search_fields = ("subject",)
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("subject", "preheader", "body", "links")}),
        (_("For whom"), {"fields": ("themes", "municipalities", "roles", "active_days")}),
    )

    @admin.display(description=_("when"))
    def when(self, edition: Edition) -> str:
        """Give when it went or goes out."""
        return moment(edition.started_at or edition.due_at) or "-"

    @admin.display(description=_("look at it and send"))
    def to_sending(self, edition: Edition) -> SafeString:
        """Lead to the page for sending."""
        url = reverse("admin:newsletters_edition_send", args=[edition.pk])
        return format_html('<a href="{}">{}</a>', url, _("look at it and send"))

    def get_form(self, request: HttpRequest, obj: Edition | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Leave out the way to add a theme: that is not what somebody is doing here.

        The back office wraps the boxes and forgets that they are a group with one help text, which is said here.
        """
        made = super().get_form(request, obj, change, **kwargs)
        for name in ("themes", "municipalities"):
            if name in made.base_fields:
                made.base_fields[name].widget.can_add_related = False
                made.base_fields[name].widget.use_fieldset = True
        return made

    def get_urls(self) -> list[URLPattern]:
        """Add the count while choosing, the page for sending and the whole mail."""
        within = self.admin_site.admin_view
        return [
            path("ontvangers/", within(self.audience), name="newsletters_edition_audience"),
            path("<int:pk>/verzenden/", within(self.send), name="newsletters_edition_send"),
            path("<int:pk>/mail/", within(self.mail), name="newsletters_edition_mail"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        """What is planned or sent is not edited."""
        return (obj is None or obj.is_editable) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        """What was sent stays; a draft that nobody wants stays a draft."""
        return False

    def save_model(self, request: HttpRequest, obj: Edition, form: EditionForm, change: bool) -> None:
        """Write it, through the action."""
        fields = dict(form.cleaned_data)
        publications = fields.pop("links")
        made = actions.write(obj if change else None, by=editor(request), publications=publications, **fields)
        obj.pk = made.pk
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: object, change: bool) -> None:
        """Do nothing more: the action wrote the audience too."""

    def response_add(self, request: HttpRequest, obj: Edition, post_url_continue: str | None = None) -> HttpResponse:
        """Go on to looking at it, unless somebody wants to go on writing."""
        return self.onward(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Edition) -> HttpResponse:
        """Go on to looking at it, unless somebody wants to go on writing."""
        return self.onward(request, obj) or super().response_change(request, obj)

    def onward(self, request: HttpRequest, obj: Edition) -> HttpResponse | None:
        """Give the way to the page for sending after the main button."""
        if "_save" not in request.POST:
            return None
        return HttpResponseRedirect(reverse("admin:newsletters_edition_send", args=[obj.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the count of what is kept; it changes as somebody chooses, where scripts run."""
        edition = kwargs.get("obj")
        context |= count(audience.wanted_by(edition) if edition else audience.Wanted())
        return super().render_change_form(request, context, *args, **kwargs)

    def audience(self, request: HttpRequest) -> HttpResponse:
        """Count for what is chosen in the form right now."""
        form = AudienceForm(request.POST)
        if not self.has_add_permission(request) or request.method != "POST":
            raise Http404("editors only")
        counted = count(form.wanted()) if form.is_valid() else {"total": None, "first": []}
        return TemplateResponse(request, "admin/newsletters/_audience.html", counted)

    def send(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what goes out and to how many; try it, plan it, send it, cancel it, stop it."""
        edition = get_object_or_404(Edition, pk=pk)
        if not self.has_view_permission(request, edition):
            raise Http404("editors only")
        pressed = request.POST.get("doen", "") if request.method == "POST" else ""
        form = PlanForm(request.POST if pressed == "plan" else None)
        if pressed and (pressed != "plan" or form.is_valid()):
            self.act(request, edition, pressed, form)
            return HttpResponseRedirect(request.path)
        counted = count(audience.wanted_by(edition)) if edition.is_editable or edition.state == "scheduled" else {}
        context = {
            **self.admin_site.each_context(request),
            "title": edition.subject,
            "opts": self.opts,
            "edition": edition,
            "publications": list(edition.shown()),
            "text": str(letters.preview(edition, by=editor(request)).body),
            "form": form,
            **counted,
        }
        return TemplateResponse(request, "admin/newsletters/send.html", context)

    def act(self, request: HttpRequest, edition: Edition, pressed: str, form: PlanForm) -> None:
        """Do what a button says; when a rule says no, say why."""
        by, version = editor(request), request.POST.get("versie", "")
        seen = int(version) if version.isdecimal() and len(version) < 9 else 0
        try:
            if pressed == "test":
                actions.send_test(edition, by=by)
                said = _("The test is on its way to you.")
            elif pressed == "plan":
                actions.plan(edition, by=by, version=seen, at=form.cleaned_data["at"])
                said = _("The edition is planned.")
            elif pressed == "nu":
                actions.plan(edition, by=by, version=seen)
                said = _("The edition goes out now.")
            elif pressed == "annuleer":
                actions.cancel(edition, by=by)
                said = _("The edition is cancelled. You can change it and plan it again.")
            elif pressed == "stop":
                actions.stop(edition, by=by)
                said = _("No more mail of this edition goes out.")
            else:
                return
        except Refused as no:
            self.message_user(request, str(no.message), "WARNING")
        else:
            self.message_user(request, said)

    def mail(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the mail as HTML, whole, as a mail program gets it."""
        edition = get_object_or_404(Edition, pk=pk)
        if not self.has_view_permission(request, edition):
            raise Http404("editors only")
        return HttpResponse(str(letters.preview(edition, by=editor(request)).alternatives[0][0]))


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin[Subscription]):
    """For administrators, when somebody asks to be taken off the list: found by address, which is not shown."""

    list_display = ("__str__", "has_account", "confirmed_at")
    list_display_links = None
    search_fields = ("address", "person__email")
    actions = ("end",)
    show_full_result_count = False

    @admin.display(description=_("has an account"), boolean=True)
    def has_account(self, row: Subscription) -> bool:
        """Say whether it is that of an account."""
        return row.person_id is not None

    @admin.action(description=_("End these subscriptions"), permissions=["view"])
    def end(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        """End each through the action, which notes who did it."""
        ended = sum(subscribing.end(one.pk, by=editor(request), why="back office") for one in queryset)
        self.message_user(request, _("Ended: %(count)d.") % {"count": ended})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People ask for the newsletter themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Subscription | None = None) -> bool:
        """People choose for themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Subscription | None = None) -> bool:
        """Ending is an action with a note."""
        return False


def editor(request: HttpRequest) -> User:
    """Give the member of staff who acts."""
    assert isinstance(request.user, User)
    return request.user

"""The worklists of officials: answers to check, signatures, milestones and closing reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.back_office import ThroughActions, adopt, confirm_first, staff
from initiatives import answers, signatures
from initiatives.models import Answer, ClosingReport, Milestone, SignatureSheet
from promises.models import Promise
from publications.models import Publication


@admin.register(Answer)
class AnswerAdmin(ThroughActions):
    """Write an answer; a colleague checks it by the action of the list."""

    list_display = ("promise", "title", "outcome", "drafted_by", "drafted_at", "checked_by", "published_at")
    list_select_related = ("promise__publication", "drafted_by", "checked_by")
    list_filter = (("published_at", admin.EmptyFieldListFilter), "outcome")
    fields = ("promise", "outcome", "reasons")
    actions = ("check_and_publish",)

    @admin.display(description=_("initiative"))
    def title(self, answer: Answer) -> str:
        """Give what it answers."""
        return answer.promise.publication.title

    def get_readonly_fields(self, request: HttpRequest, obj: Answer | None = None) -> tuple[str, ...]:
        """An answer stays with its promise."""
        return ("promise",) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only promises about initiatives that still wait for an answer."""
        if db_field.name == "promise":
            kind = Publication.Kind.INITIATIVE
            kwargs["queryset"] = Promise.objects.open().filter(publication__kind=kind, answer__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An answer can be reworded until it is public."""
        is_public = isinstance(obj, Answer) and obj.published_at is not None
        return not is_public and request.user.has_perm("initiatives.change_answer")

    def save_model(self, request: HttpRequest, obj: Answer, form: forms.ModelForm[Any], change: bool) -> None:
        """Write it, through the action."""
        outcome = Answer.Outcome(obj.outcome)
        adopt(obj, answers.draft(obj.promise, by=staff(request), outcome=outcome, reasons=obj.reasons))

    @admin.action(description=_("Check and publish"))
    def check_and_publish(self, request: HttpRequest, queryset: QuerySet[Answer]) -> HttpResponse | None:
        """Show the whole text, then publish exactly that."""

        def publish(answer: Answer) -> None:
            read = request.POST.get(f"version_{answer.pk}", "")
            answers.publish(answer, by=staff(request), version=int(read) if read.isdecimal() else 0)

        def describe(answer: Answer) -> dict[str, object]:
            title = f"{answer.promise.publication.title}: {answer.get_outcome_display()}"
            return {"title": title, "text": answer.reasons, "version": answer.version}

        return confirm_first(
            self,
            request,
            queryset.select_related("promise__publication"),
            name="check_and_publish",
            title=_("Is every word right? Then publish. Everybody concerned gets a mail."),
            act=publish,
            describe=describe,
        )


class SheetForm(forms.ModelForm[SignatureSheet]):
    """A sheet with its scan."""

    scan_file = forms.FileField(label=_("scan"), help_text=_("PDF, JPG or PNG, at most 10 MB."))

    class Meta:
        model = SignatureSheet
        fields = ("initiative", "municipality", "number")

    def clean_scan_file(self) -> Any:
        """Look inside, whatever it is called."""
        signatures.ending_of(self.cleaned_data["scan_file"])
        return self.cleaned_data["scan_file"]


@admin.register(SignatureSheet)
class SignatureSheetAdmin(ThroughActions):
    """Signatures on paper: entered by one, checked by another."""

    list_display = ("initiative", "municipality", "number", "verdict", "entered_by", "checked_by", "scan_link")
    list_select_related = ("initiative", "municipality", "entered_by", "checked_by")
    list_filter = ("verdict", "municipality")
    raw_id_fields = ("initiative",)
    actions = ("find_right", "find_wrong")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask for the scan when adding."""
        if obj is None:
            kwargs["form"] = SheetForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Show the same fields, with the scan as a file or as a link."""
        if obj is None:
            return ["initiative", "municipality", "number", "scan_file"]
        return self.that_open(request, ("initiative", "municipality", "number", "scan_link"))

    @admin.display(description=_("scan"))
    def scan_link(self, sheet: SignatureSheet) -> str:
        """Lead to the scan, as long as it is there."""
        if sheet.scan_removed_at is not None:
            return _("removed on %(day)s") % {"day": date_format(timezone.localdate(sheet.scan_removed_at))}
        return format_html('<a href="{}">{}</a>', reverse("admin:initiatives_scan", args=[sheet.pk]), _("open"))

    def get_urls(self) -> list[URLPattern]:
        """Add the scan."""
        own = path("<int:pk>/scan/", self.admin_site.admin_view(self.scan), name="initiatives_scan")
        return [own, *super().get_urls()]

    def scan(self, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
        """Give the scan to an official, as a download; it never runs in the page."""
        sheet = get_object_or_404(SignatureSheet, pk=pk)
        handle, media_type = signatures.open_scan(sheet, by=staff(request))
        response = FileResponse(handle, as_attachment=True, content_type=media_type, filename=f"lijst-{pk}")
        response.headers["Cache-Control"] = "no-store"
        return response

    def save_model(
        self,
        request: HttpRequest,
        obj: SignatureSheet,
        form: forms.ModelForm[Any],
        change: bool,
    ) -> None:
        """Enter it, through the action."""
        made = signatures.enter(
            obj.initiative,
            by=staff(request),
            municipality=obj.municipality,
            number=obj.number,
            scan=form.cleaned_data["scan_file"],
        )
        adopt(obj, made)

    def judge(self, request: HttpRequest, queryset: QuerySet[SignatureSheet], *, is_right: bool) -> HttpResponse | None:
        """Ask, then write the verdict down."""

        def describe(sheet: SignatureSheet) -> dict[str, object]:
            url = reverse("admin:initiatives_scan", args=[sheet.pk])
            return {"title": str(sheet.initiative), "text": f"{sheet.municipality}: {sheet.number}", "url": url}

        return confirm_first(
            self,
            request,
            queryset.select_related("initiative", "municipality"),
            name="find_right" if is_right else "find_wrong",
            title=_("Do these numbers match their scan?") if is_right else _("Are these numbers wrong?"),
            act=lambda sheet: signatures.judge(sheet, by=staff(request), is_right=is_right),
            describe=describe,
        )

    @admin.action(description=_("Checked: the number is right"))
    def find_right(self, request: HttpRequest, queryset: QuerySet[SignatureSheet]) -> HttpResponse | None:
        """Let them count."""
        return self.judge(request, queryset, is_right=True)

    @admin.action(description=_("Checked: the number is wrong"))
    def find_wrong(self, request: HttpRequest, queryset: QuerySet[SignatureSheet]) -> HttpResponse | None:
        """Let them not count."""
        return self.judge(request, queryset, is_right=False)


@admin.register(Milestone)
class MilestoneAdmin(ThroughActions):
    """What will be done, and whether it was."""

    list_display = ("initiative", "title", "due_on", "done_on", "note")
    list_select_related = ("initiative",)
    list_filter = (("done_on", admin.EmptyFieldListFilter),)
    raw_id_fields = ("initiative",)
    actions = ("mark_done",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """First what and when; afterwards how it goes."""
        return ["initiative", "title", "due_on", "note"] if obj else ["initiative", "title", "due_on"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What was planned stays; how it goes can be told anew."""
        return ("initiative", "title", "due_on") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """How it goes can be told."""
        return bool(request.user.has_perm("initiatives.change_milestone"))

    def save_model(self, request: HttpRequest, obj: Milestone, form: forms.ModelForm[Any], change: bool) -> None:
        """Plan it, or tell how it goes, through the actions."""
        if change:
            answers.tell_progress(obj, by=staff(request), note=obj.note)
        else:
            made = answers.add_milestone(obj.initiative, by=staff(request), title=obj.title, due_on=obj.due_on)
            adopt(obj, made)

    @admin.action(description=_("Mark as done today"))
    def mark_done(self, request: HttpRequest, queryset: QuerySet[Milestone]) -> HttpResponse | None:
        """Ask, then mark."""
        return confirm_first(
            self,
            request,
            queryset.select_related("initiative"),
            name="mark_done",
            title=_("Are these done?"),
            act=lambda one: answers.reach_milestone(one, by=staff(request)),
            describe=lambda one: {"title": str(one), "text": str(one.initiative)},
        )


@admin.register(ClosingReport)
class ClosingReportAdmin(ThroughActions):
    """What became of it."""

    list_display = ("initiative", "written_by", "written_at")
    list_select_related = ("initiative", "written_by")
    raw_id_fields = ("initiative",)
    fields = ("initiative", "text")

    def save_model(
        self,
        request: HttpRequest,
        obj: ClosingReport,
        form: forms.ModelForm[Any],
        change: bool,
    ) -> None:
        """Close it, through the action."""
        adopt(obj, answers.close(obj.initiative, by=staff(request), text=obj.text))

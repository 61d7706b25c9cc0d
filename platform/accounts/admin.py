"""People in the back office: roles are given here, content is not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import actions, domains
from accounts.models import BlockedDomain, Role, User
from foundation.admin import LinksThatOpen


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic in Django itself
    """The roles by their name in the language of the reader."""

    def label_from_instance(self, obj: Model) -> str:
        """Give the role's own name."""
        name = str(obj)
        return str(Role(name).label) if name in Role.values else name


class UserForm(forms.ModelForm[User]):
    """A person as an administrator sees one."""

    groups = RolesField(
        label=_("Roles"), queryset=Group.objects.order_by("name"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ("display_name", "municipality", "is_active", "is_staff", "groups", "moderates")
        # Plain check boxes: usable by keyboard and screen reader, unlike the two lists of the back office.
        widgets = {"moderates": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The back office wraps the boxes and forgets that they are a group, so that each would point to a help text
        # under an id that only a single field has.
        if "moderates" in self.fields:
            self.fields["moderates"].widget.use_fieldset = True


@admin.register(User)
class UserAdmin(LinksThatOpen, ModelAdmin[User]):
    """Find a person, give or take a role."""

    form = UserForm
    list_display = ("shown_name", "email", "municipality", "is_staff", "is_active", "joined_at")
    list_select_related = ("municipality",)
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("email", "display_name")
    show_full_result_count = False

    @admin.display(description=_("name shown on the site"), ordering="display_name")
    def shown_name(self, person: User) -> str:
        """Give the name under a heading in the language of the page."""
        return person.public_name

    def save_model(self, request: HttpRequest, obj: User, form: UserForm, change: bool) -> None:
        """Write through the action, which notes who changed what."""
        assert isinstance(request.user, User)
        actions.change_by_staff(obj, by=request.user, **form.cleaned_data)

    def save_related(self, request: HttpRequest, form: UserForm, formsets: object, change: bool) -> None:
        """Do nothing more: the action wrote the roles too."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People make their own account."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Removing a person is their own act, with its own page."""
        return False


class BlockedDomainForm(forms.ModelForm[BlockedDomain]):
    """A domain as an administrator types it."""

    class Meta:
        model = BlockedDomain
        fields = ("domain", "reason", "until")
        widgets = {"until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_domain(self) -> str:
        """Keep it as addresses are compared; somebody may paste a whole address."""
        domain = domains.domain_of(str(self.cleaned_data["domain"]))
        if "." not in domain:
            raise forms.ValidationError(_("Fill in a domain, for example weggooimail.nl."))
        return domain


@admin.register(BlockedDomain)
class BlockedDomainAdmin(ModelAdmin[BlockedDomain]):
    """Block a domain for a time, with a reason, and free it; each is noted in the audit trail."""

    form = BlockedDomainForm
    list_display = ("domain", "reason", "until", "made_at")
    search_fields = ("domain", "reason")
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: BlockedDomain | None = None) -> tuple[str, ...]:
        """Another domain is another row."""
        return () if obj is None else ("domain",)

    def save_model(self, request: HttpRequest, obj: BlockedDomain, form: BlockedDomainForm, change: bool) -> None:
        """Write through the action, which notes who blocked what."""
        assert isinstance(request.user, User)
        obj.pk = domains.block(obj.domain, by=request.user, reason=obj.reason, until=obj.until).pk

    def delete_model(self, request: HttpRequest, obj: BlockedDomain) -> None:
        """Free it through the action."""
        assert isinstance(request.user, User)
        domains.free(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[BlockedDomain]) -> None:
        """Free each through the action."""
        for one in queryset:
            self.delete_model(request, one)

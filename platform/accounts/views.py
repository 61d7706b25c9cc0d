"""Coming in by one e-mail field, and one's own page."""

from __future__ import annotations

from typing import cast

from allauth.account.views import RequestLoginCodeView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import actions, domains
from accounts.forms import EnterForm, IntroduceForm
from accounts.models import User
from foundation import traces


class EnterView(RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Sign in and sign up are one step: type your address, get a code.

    Nobody can learn here whether an address has an account, because known and new addresses get the same answer.
    """

    form_class = EnterForm
    template_name = "account/enter.html"

    def get_form_class(self) -> type[EnterForm]:
        """Use our own form, whatever allauth is set to."""
        return EnterForm

    def form_valid(self, form: EnterForm) -> HttpResponse:
        """Make the account if the address is new, and mail the code."""
        try:
            user = actions.welcome(form.cleaned_data["email"])
        except domains.Blocked as blocked:
            form.add_error("email", blocked.message)
            return cast(HttpResponse, self.form_invalid(form))
        form._user = user  # noqa: SLF001  # where allauth looks for it
        if user.last_login is None:
            traces.note("registration", user.pk, self.request, person=user.pk)
        response: HttpResponse = super().form_valid(form)
        return response


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """My name on the site and where I live."""
    assert isinstance(request.user, User)
    form = IntroduceForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.introduce(request.user, **form.cleaned_data)
        messages.success(request, _("We kept your changes."))
        return redirect("accounts:me")
    return render(request, "accounts/me.html", {"form": form})

"""Addresses around one's own account; allauth serves the rest of /account/."""

from django.urls import include, path
from django.views.generic import RedirectView

from accounts import views

accounts = (
    [
        path("binnen/", views.EnterView.as_view(), name="enter"),
        path("mijn/", views.me, name="me"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(accounts)),
    # Signing up is the same step as signing in.
    path("signup/", RedirectView.as_view(pattern_name="accounts:enter", query_string=True), name="account_signup"),
    path("", include("allauth.account.urls")),
]

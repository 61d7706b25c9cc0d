"""Addresses around one's own account; allauth serves the rest of /account/."""

from django.urls import include, path

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
    path("", include("allauth.account.urls")),
]

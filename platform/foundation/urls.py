"""Addresses of the house itself."""

from django.urls import include, path

from foundation import health, views

pages = (
    [
        path("spelregels/", views.standing_text, {"name": "rules"}, name="rules"),
        path("privacy/", views.standing_text, {"name": "privacy"}, name="privacy"),
        path("toegankelijkheid/", views.standing_text, {"name": "accessibility"}, name="accessibility"),
        path("over/", views.standing_text, {"name": "about"}, name="about"),
    ],
    "pages",
)

urlpatterns = [
    path("", include(pages)),
    path("media/<path:path>", views.media, name="media"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots_txt, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("_healthz/livez/", health.alive, name="livez"),
    path("_healthz/readyz/", health.ready, name="readyz"),
    path("_healthz/", health.started, name="healthz"),
]

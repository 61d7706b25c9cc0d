"""Addresses of moderation: reporting, decisions and appeals, the public register and older house rules."""

from django.urls import path

from moderation import decision_views, register_views, report_views
from moderation.waves import views as waves_views

app_name = "moderation"

urlpatterns = [
    path("melden/", report_views.report, name="report"),
    path("melden/<str:key>/", report_views.report_status, name="report_status"),
    path("moderatie/", register_views.register, name="register"),
    path("moderatie/besluiten.csv", register_views.as_csv, name="csv"),
    path("moderatie/besluiten.json", register_views.as_json, name="json"),
    path("moderatie/verslag/<int:year>/", register_views.report_of_year, name="year"),
    path("moderatie/apart/bij/<str:reference>/", waves_views.set_aside_on, name="set_aside_on"),
    path("moderatie/apart/<int:pk>/", waves_views.set_aside, name="set_aside"),
    path("moderatie/besluit/<int:pk>/", decision_views.decision, name="decision"),
    path("moderatie/<int:pk>/", register_views.entry, name="entry"),
    path("spelregels/<int:number>/", register_views.rules_version, name="rules_version"),
]

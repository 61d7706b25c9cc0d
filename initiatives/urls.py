"""Addresses of initiatives."""

from django.urls import path

from initiatives import views, writing

app_name = "initiatives"

urlpatterns = [
    path("", views.initiative_list, name="list"),
    path("nieuw/", writing.new, name="new"),
    path("nieuw/<uuid:pk>/plaatsen/", writing.publish, name="publish"),
    path("nieuw/<uuid:pk>/<slug:step>/", writing.step, name="step"),
    path("nieuw/<uuid:pk>/<slug:step>/bewaar/", writing.autosave, name="autosave"),
    path("mijn/", views.mine, name="mine"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/geplaatst/", writing.received, name="received"),
    path("<slug:slug>/steun/", views.support, name="support"),
    path("<slug:slug>/steun/stand/", views.support_count, name="support_count"),
    path("<slug:slug>/steun/intrekken/", views.unsupport, name="unsupport"),
    path("<slug:slug>/bewerken/", writing.edit, name="edit"),
    path("<slug:slug>/versies/", views.history, name="history"),
    path("<slug:slug>/intrekken/", views.withdraw, name="withdraw"),
]

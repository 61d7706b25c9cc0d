"""Addresses of conversations."""

from django.urls import path, re_path

from discussions import views

app_name = "discussions"

urlpatterns = [
    re_path(r"^(?P<reference>OV-\d{4}-\d{6})/$", views.conversation, name="conversation"),
    re_path(r"^(?P<reference>OV-\d{4}-\d{6})/zeg/$", views.say, name="say"),
    path("<int:pk>/", views.comment, name="comment"),
    path("<int:pk>/antwoorden/", views.replies, name="replies"),
    path("<int:pk>/bewerken/", views.reword, name="reword"),
    path("<int:pk>/verwijderen/", views.take_back, name="take_back"),
    path("<int:pk>/waarderen/", views.value, name="value"),
    path("<int:pk>/vastzetten/", views.pin, name="pin"),
    path("<int:pk>/versies/", views.wordings, name="wordings"),
]

"""The addresses of surveys, under the page of a part."""

from django.urls import path

from consultations.methods.survey.views import building, course

addresses = [
    path("deel/<slug:key>/", course.section, name="section"),
    path("deel/<slug:key>/bewaren/", course.autosave, name="autosave"),
    path("nakijken/", course.review, name="review"),
    path("bestand/<uuid:key>/", course.sent_file, name="file"),
    path("inrichten/vragenlijst/", building.builder, name="builder"),
    path("inrichten/vragenlijst/deel/", building.section, name="new-section"),
    path("inrichten/vragenlijst/deel/<slug:key>/", building.section, name="edit-section"),
    path("inrichten/vragenlijst/deel/<slug:key>/regels/", building.rules_of, name="rules"),
    path("inrichten/vragenlijst/deel/<slug:key>/vraag/", building.new_question, name="new-question"),
    path("inrichten/vragenlijst/vraag/<slug:key>/", building.question, name="edit-question"),
    path("inrichten/vragenlijst/vraag/<slug:key>/beelden/", building.pictures, name="pictures"),
    path("inrichten/vragenlijst/verplaatsen/", building.move, name="move"),
    path("inrichten/vragenlijst/weghalen/", building.remove, name="remove"),
]

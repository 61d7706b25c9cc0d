"""The addresses of consultations; each way of asking adds its own under the page of a part."""

from django.urls import include, path

from consultations.method import METHODS
from consultations.views import reading, workshop, workshop_steps

app_name = "consultations"

making = [
    path("", workshop.prepare, name="prepare"),
    path("controle/", workshop.check, name="check"),
    path("aankondigen/", workshop.announce, name="announce"),
    path("intrekken/", workshop.withdraw, name="withdraw_all"),
    path("fasen/<int:pk>/", workshop_steps.phase, name="phase"),
    path("fasen/<int:pk>/weg/", workshop_steps.remove_phase, name="phase_remove"),
    path("onderdelen/<int:number>/", workshop_steps.part, name="part_edit"),
    path("onderdelen/<int:number>/<slug:what>/", workshop_steps.part_act, name="part_act"),
    path("<slug:step>/", workshop_steps.step, name="step"),
]

urlpatterns = [
    path("", reading.consultation_list, name="list"),
    path("nieuw/", workshop.new, name="new"),
    path("werkplaats/", workshop.workshop, name="workshop"),
    path("<slug:slug>/", reading.detail, name="detail"),
    path("<slug:slug>/agenda.ics", reading.calendar_file, name="calendar"),
    path("<slug:slug>/werkplaats/", include(making)),
    path("<slug:slug>/<int:number>/", reading.part, name="part"),
    *(
        path("<slug:slug>/<int:number>/", include((method.urls(), code), namespace=code))
        for code, method in METHODS.items()
    ),
]

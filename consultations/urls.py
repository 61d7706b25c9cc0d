"""The addresses of consultations; each way of asking adds its own under the page of a part."""

from django.urls import include, path

from consultations.method import METHODS
from consultations.views import reading

app_name = "consultations"
urlpatterns = [
    path("", reading.consultation_list, name="list"),
    path("<slug:slug>/", reading.detail, name="detail"),
    path("werkplaats/", reading.consultation_list, name="workshop"),
    path("<slug:slug>/werkplaats/", reading.detail, name="prepare"),
    path("<slug:slug>/werkplaats/<slug:step>/", reading.detail, name="step"),
    path("<slug:slug>/agenda.ics", reading.calendar_file, name="calendar"),
    path("<slug:slug>/<int:number>/", reading.part, name="part"),
    *(
        path("<slug:slug>/<int:number>/", include((method.urls(), code), namespace=code))
        for code, method in METHODS.items()
    ),
]

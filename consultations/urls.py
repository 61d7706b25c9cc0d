"""The addresses of consultations; each way of asking adds its own under the page of a part."""

from django.urls import include, path

from consultations.method import METHODS
from consultations.views import reading, remarks, results, results_files

app_name = "consultations"
urlpatterns = [
    path("", reading.consultation_list, name="list"),
    path("<slug:slug>/", reading.detail, name="detail"),
    path("werkplaats/", reading.consultation_list, name="workshop"),
    path("<slug:slug>/werkplaats/", reading.detail, name="prepare"),
    path("<slug:slug>/werkplaats/<slug:step>/", reading.detail, name="step"),
    path("<slug:slug>/agenda.ics", reading.calendar_file, name="calendar"),
    path("<slug:slug>/<int:number>/", reading.part, name="part"),
    path("<slug:slug>/resultaten/", results.of_consultation, name="results"),
    path("<slug:slug>/<int:number>/resultaten/", results.of_part, name="part_results"),
    path("<slug:slug>/<int:number>/resultaten/alles.<slug:extension>", results_files.everything, name="all_file"),
    path("<slug:slug>/<int:number>/resultaten/antwoorden.<slug:extension>", results_files.public, name="file"),
    path("<slug:slug>/<int:number>/antwoorden/", remarks.of_part, name="remarks"),
    path("<slug:slug>/<int:number>/antwoorden/<int:pk>/", remarks.leave_out, name="leave_out"),
    *(
        path("<slug:slug>/<int:number>/", include((method.urls(), code), namespace=code))
        for code, method in METHODS.items()
    ),
]

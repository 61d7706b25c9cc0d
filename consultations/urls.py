"""The addresses of consultations; each way of asking adds its own under the page of a part."""

from django.urls import include, path

from consultations.method import METHODS
from consultations.views import reading, taking_part, taking_part_paper

app_name = "consultations"
urlpatterns = [
    path("mijn/", taking_part.mine, name="mine"),
    path("bewijs/", taking_part.find, name="find"),
    path("bewijs/echt/<str:token>/", taking_part.genuine, name="genuine"),
    path("verder/<str:token>/", taking_part.resume, name="resume"),
    path("<slug:slug>/", reading.detail, name="detail"),
    path("<slug:slug>/<int:number>/", reading.part, name="part"),
    path("<slug:slug>/<int:number>/bewijs/", taking_part.receipt, name="receipt"),
    path("<slug:slug>/<int:number>/bewijs/pdf/", taking_part.receipt_file, name="receipt_file"),
    path("<slug:slug>/<int:number>/bewijs/intrekken/", taking_part.withdraw, name="withdraw"),
    path("<slug:slug>/<int:number>/bewijs/account/", taking_part.claim, name="claim"),
    path("<slug:slug>/<int:number>/link/", taking_part.mail_link, name="mail_link"),
    path("<slug:slug>/<int:number>/verder/", taking_part.carry_on, name="carry_on"),
    path("<slug:slug>/<int:number>/papier/", taking_part_paper.overview, name="paper"),
    path("<slug:slug>/<int:number>/papier/formulier/", taking_part_paper.blank, name="paper_blank"),
    path("<slug:slug>/<int:number>/papier/<int:sheet>/", taking_part_paper.sheet, name="paper_sheet"),
    *(
        path("<slug:slug>/<int:number>/", include((method.urls(), code), namespace=code))
        for code, method in METHODS.items()
    ),
]

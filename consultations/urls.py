"""The addresses of consultations; each way of asking adds its own under the page of a part."""

from django.urls import include, path

from consultations.method import METHODS
from consultations.views import (
    answer_writing,
    answers,
    reading,
    remarks,
    results,
    results_files,
    taking_part,
    taking_part_paper,
    workshop,
    workshop_steps,
)

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
    path("mijn/", taking_part.mine, name="mine"),
    path("bewijs/", taking_part.find, name="find"),
    path("bewijs/echt/<str:token>/", taking_part.genuine, name="genuine"),
    path("verder/<str:token>/", taking_part.resume, name="resume"),
    path("", reading.consultation_list, name="list"),
    path("nieuw/", workshop.new, name="new"),
    path("werkplaats/", workshop.workshop, name="workshop"),
    path("<slug:slug>/", reading.detail, name="detail"),
    path("<slug:slug>/agenda.ics", reading.calendar_file, name="calendar"),
    path("<slug:slug>/werkplaats/", include(making)),
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
    path("<slug:slug>/resultaten/", results.of_consultation, name="results"),
    path("<slug:slug>/<int:number>/resultaten/", results.of_part, name="part_results"),
    path("<slug:slug>/<int:number>/resultaten/alles.<slug:extension>", results_files.everything, name="all_file"),
    path("<slug:slug>/<int:number>/resultaten/antwoorden.<slug:extension>", results_files.public, name="file"),
    path("<slug:slug>/antwoord/", answers.detail, name="answer"),
    path("<slug:slug>/antwoord/schrijven/", answer_writing.write, name="write_answer"),
    path("<slug:slug>/antwoord/publiceren/", answer_writing.publish, name="publish_answer"),
    path("<slug:slug>/antwoord/schrijven/besluit/", answer_writing.passage, name="new_passage"),
    path("<slug:slug>/antwoord/schrijven/besluit/<int:pk>/", answer_writing.passage, name="passage"),
    path("<slug:slug>/antwoord/schrijven/besluit/<int:pk>/citaten/", answer_writing.quotes, name="quotes"),
    path("<slug:slug>/antwoord/schrijven/besluit/<int:pk>/weg/", answer_writing.remove, name="remove_passage"),
    path("<slug:slug>/antwoord/schrijven/besluit/<int:pk>/stap/", answer_writing.add_step, name="add_step"),
    path("<slug:slug>/antwoord/schrijven/stap/<int:pk>/gedaan/", answer_writing.reach_step, name="reach_step"),
    path("<slug:slug>/<int:number>/antwoorden/", remarks.of_part, name="remarks"),
    path("<slug:slug>/<int:number>/antwoorden/<int:pk>/", remarks.leave_out, name="leave_out"),
    *(
        path("<slug:slug>/<int:number>/", include((method.urls(), code), namespace=code))
        for code, method in METHODS.items()
    ),
]

"""Addresses of initiatives."""

from django.urls import path

from initiatives.views import drawing, helping, merging, reading, similar, supporting, team, updates, writing

app_name = "initiatives"

urlpatterns = [
    path("", reading.initiative_list, name="list"),
    path("nieuw/", writing.new, name="new"),
    path("nieuw/<uuid:pk>/plaatsen/", writing.publish, name="publish"),
    path("nieuw/<uuid:pk>/<slug:step>/", writing.step, name="step"),
    path("nieuw/<uuid:pk>/<slug:step>/bewaar/", writing.autosave, name="autosave"),
    path("lijkt-op/", similar.similar, name="similar"),
    path("samenvoegen/<int:pk>/", merging.merge, name="merge"),
    path("samenvoegen/<int:pk>/antwoord/", merging.answer, name="merge_answer"),
    path("samenvoegen/<int:pk>/terugdraaien/", merging.undo, name="merge_undo"),
    path("samenvoegen/<int:pk>/niet-mee/", merging.leave_out, name="leave_out"),
    path("mijn/", reading.mine, name="mine"),
    path("mijn/hulp/", helping.my_offers, name="my_offers"),
    path("hulp/<int:pk>/", helping.offer, name="offer"),
    path("hulp/<int:pk>/<slug:what>/", helping.act, name="offer_act"),
    path("uitnodiging/<str:token>/", team.invitation, name="invitation"),
    path("<slug:slug>/", reading.detail, name="detail"),
    path("<slug:slug>/geplaatst/", writing.received, name="received"),
    path("<slug:slug>/steun/", supporting.support, name="support"),
    path("<slug:slug>/steun/stand/", supporting.support_count, name="support_count"),
    path("<slug:slug>/steun/intrekken/", supporting.unsupport, name="unsupport"),
    path("<slug:slug>/steun/keuze/", supporting.choose, name="support_choose"),
    path("<slug:slug>/bewerken/", writing.edit, name="edit"),
    path("<slug:slug>/versies/", reading.history, name="history"),
    path("<slug:slug>/samenvoegen/", merging.propose, name="propose_merge"),
    path("<slug:slug>/intrekken/", reading.withdraw, name="withdraw"),
    path("<slug:slug>/hulp/", helping.offers, name="offers"),
    path("<slug:slug>/helpen/<slug:kind>/", helping.offer_help, name="offer_help"),
    path("<slug:slug>/team/", team.team, name="team"),
    path("<slug:slug>/team/<int:pk>/weg/", team.remove, name="team_remove"),
    path("<slug:slug>/team/uitnodiging/<int:pk>/intrekken/", team.cancel, name="invitation_cancel"),
    path("<slug:slug>/nieuws/", updates.update_list, name="updates"),
    path("<slug:slug>/nieuws/nieuw/", updates.new_update, name="new_update"),
    path("<slug:slug>/nieuws/<int:pk>/weg/", updates.remove_update, name="remove_update"),
    path("<slug:slug>/poster.pdf", drawing.poster, name="poster"),
    path("<slug:slug>/deelbeeld.png", drawing.share_image, name="share_image"),
]

"""Puts the first sentences for reasons there; administrators change them."""

from django.db import migrations

SENTENCES = {
    "plan": ["Je reactie gaat over een persoon en niet over het plan."],
    "respect": [
        "Je scheldt iemand uit.",
        "Je dreigt iemand iets aan te doen.",
        "Je zet een groep mensen weg om wie zij zijn.",
    ],
    "personal-data": [
        "Er staat een telefoonnummer of e-mailadres van iemand in.",
        "Er staat een adres van iemand in.",
        "Je noemt iemand bij naam die daar niet om heeft gevraagd.",
    ],
    "advertising": ["Je maakt reclame voor een bedrijf.", "Je link leidt naar een pagina die iets verkoopt."],
    "pictures": ["Er staat iemand herkenbaar op de foto, zonder dat daarom gevraagd is."],
    "once": ["Je hebt dezelfde tekst op meer plekken geplaatst."],
    "one-voice": ["Dit account hoort bij iemand die al een ander account heeft.", "Je doet je voor als iemand anders."],
    "": ["De rest van je tekst is prima. Haal alleen dit stuk weg, dan kan het blijven staan."],
}


def write(apps, schema_editor):
    sentence = apps.get_model("moderation", "ReasonTemplate").objects
    for rule, texts in SENTENCES.items():
        for text in texts:
            sentence.get_or_create(rule=rule, text=text)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_word_rules")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]

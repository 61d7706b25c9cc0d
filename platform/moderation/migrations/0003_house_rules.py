"""Puts the first version of the house rules in force."""

from datetime import date

from django.db import migrations

# code, title, text, and both in English.
RULES = [
    (
        "plan",
        "Schrijf over je plan, niet over de fouten van een ander",
        "Vertel wat jij wilt en waarom. Kritiek op een plan of een besluit mag, ook stevig. Maak het niet persoonlijk.",
        "Write about your plan, not about the mistakes of others",
        "Tell what you want and why. Criticism of a plan or a decision is fine, also firmly. Do not make it personal.",
    ),
    (
        "respect",
        "Boos mag. Schelden, dreigen en discrimineren niet",
        "Scheld niemand uit. Dreig niet. Zet niemand weg om afkomst, geloof, geslacht, geaardheid of beperking.",
        "Anger is fine. Insults, threats and discrimination are not",
        "Do not call people names. Do not threaten. Do not put people down for origin, belief, sex, orientation or disability.",
    ),
    (
        "personal-data",
        "Geen gegevens van anderen",
        "Noem geen mensen bij naam die daar niet om vroegen. Zet geen adres, nummer of e-mailadres van een ander neer.",
        "No personal data of others",
        "Do not name people who did not ask for it. Do not post somebody else's address, number or e-mail address.",
    ),
    (
        "advertising",
        "Geen reclame",
        "Maak geen reclame voor je bedrijf of je partij, en verspreid geen links om iets te verkopen.",
        "No advertising",
        "Do not advertise for your company or party, and do not spread links to sell something.",
    ),
    (
        "pictures",
        "Alleen foto's die je mag gebruiken",
        "Gebruik eigen foto's of foto's waarvoor je toestemming hebt. Staat iemand er duidelijk op? Vraag het eerst.",
        "Only pictures you may use",
        "Use your own pictures, or pictures you have permission for. Is somebody clearly in it? Ask first.",
    ),
    (
        "once",
        "Niet hetzelfde op veel plekken",
        "Plaats een plan of reactie één keer, op de plek waar het hoort. Overspoel een gesprek niet.",
        "Not the same in many places",
        "Post a plan or comment once, where it belongs. Do not flood a conversation.",
    ),
    (
        "one-voice",
        "Eén mens, één stem",
        "Steun met één account. Doe je niet voor als een ander, en laat geen programma's stemmen of schrijven.",
        "One person, one voice",
        "Support with one account. Do not pretend to be somebody else, and do not let programs vote or write.",
    ),
]


def write(apps, schema_editor):
    version, _made = apps.get_model("moderation", "RulesVersion").objects.get_or_create(
        number=1, defaults={"in_force_from": date(2026, 11, 1), "what_changed": "De eerste versie."}
    )
    rule = apps.get_model("moderation", "HouseRule")
    for number, (code, title, text, title_en, text_en) in enumerate(RULES, start=1):
        words = {"title": title, "text": text, "title_en": title_en, "text_en": text_en, "number": number}
        rule.objects.get_or_create(version=version, code=code, defaults=words)


class Migration(migrations.Migration):
    """Adds version 1."""

    dependencies = [("moderation", "0002_decisions_stand")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]

"""Blocks well-known providers of addresses that are thrown away after minutes."""

from django.db import migrations

REASON = "Aanbieder van wegwerpadressen."
DOMAINS = [
    "10minutemail.com",
    "10minutemail.net",
    "20minutemail.com",
    "33mail.com",
    "anonbox.net",
    "burnermail.io",
    "discard.email",
    "discardmail.com",
    "dispostable.com",
    "emailondeck.com",
    "fakeinbox.com",
    "fakemail.net",
    "getairmail.com",
    "getnada.com",
    "guerrillamail.biz",
    "guerrillamail.com",
    "guerrillamail.de",
    "guerrillamail.info",
    "guerrillamail.net",
    "guerrillamail.org",
    "inboxkitten.com",
    "incognitomail.org",
    "mailcatch.com",
    "maildrop.cc",
    "mailinator.com",
    "mailinator.net",
    "mailnesia.com",
    "mailnull.com",
    "mintemail.com",
    "moakt.com",
    "mohmal.com",
    "mytemp.email",
    "nada.email",
    "sharklasers.com",
    "spam4.me",
    "spamgourmet.com",
    "temp-mail.io",
    "temp-mail.org",
    "tempail.com",
    "tempmail.dev",
    "tempmailo.com",
    "tempr.email",
    "throwawaymail.com",
    "trashmail.com",
    "trashmail.de",
    "trashmail.net",
    "wegwerfemail.de",
    "yopmail.com",
    "yopmail.fr",
    "yopmail.net",
]


def block(apps, schema_editor):
    model = apps.get_model("accounts", "BlockedDomain")
    model.objects.bulk_create((model(domain=one, reason=REASON) for one in DOMAINS), ignore_conflicts=True)


def free(apps, schema_editor):
    apps.get_model("accounts", "BlockedDomain").objects.filter(domain__in=DOMAINS, reason=REASON).delete()


class Migration(migrations.Migration):
    """Fills the list."""

    dependencies = [("accounts", "0002_blocked_domains")]

    operations = [migrations.RunPython(block, free)]

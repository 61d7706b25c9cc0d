"""Personal data in a text: numbers and addresses by which somebody can be found (docs/rules/moderation.md, signals).

Every expression has an upper bound on what it repeats, so that no text can keep it busy for long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from moderation.opening import Seen

DOT = r"(?:\.|\s?[(\[{]\s?(?:punt|dot)\s?[)\]}]\s?|\s(?:punt|dot)\s)"
EMAIL = re.compile(
    r"(?<![\w.+-])(?P<name>[\w.+-]{1,64})\s?(?:@|[(\[{]\s?(?:at|apenstaart\w{0,2})\s?[)\]}]|\sat\s|\sapenstaart(?:je)?\s)\s?"
    r"[\w-]{1,63}(?:" + DOT + r"[\w-]{1,63}){0,4}"
    r"" + DOT + r"(?:[a-z]{2,12})\b",
    re.IGNORECASE,
)
# Boxes of organisations, not of people.
OFFICE_BOX = re.compile(
    r"^(?:info|contact|secretariaat|secretaris|bestuur|post|mail|griffie|redactie|aanmelden|vrijwilligers?|hallo"
    r"|gemeente|webmaster|administratie|receptie|balie|noreply|privacy|klachten|pers|communicatie|reserveren)\d*$",
    re.IGNORECASE,
)
# Ten digits after 0, +31 or 0031, with spaces, dots or dashes between; not part of a longer number.
PHONE = re.compile(
    r"(?<![\d.,-])(?:\+31\s?\(?0?\)?\s?|0031\s?|\(?0[\s.]?)[1-9]\)?(?:[\s./)-]{0,3}\d){8}(?![\d]|[.,-]\d)"
)
# The same with a figure or more in words: "nul zes 41 22 ...".
FIGURES = {
    **dict.fromkeys(("nul", "zero", "oh"), "0"),
    **dict.fromkeys(("een", "één", "one"), "1"),
    **dict.fromkeys(("twee", "two"), "2"),
    **dict.fromkeys(("drie", "three"), "3"),
    **dict.fromkeys(("vier", "four"), "4"),
    **dict.fromkeys(("vijf", "five"), "5"),
    **dict.fromkeys(("zes", "six"), "6"),
    **dict.fromkeys(("zeven", "seven"), "7"),
    **dict.fromkeys(("acht", "eight"), "8"),
    **dict.fromkeys(("negen", "nine"), "9"),
}
FIGURE = rf"(?:\d|\b(?:{'|'.join(FIGURES)})\b)"
SPELLED = re.compile(rf"{FIGURE}(?:[\s.,/-]{{0,3}}{FIGURE}){{9}}", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
# How long an account number of a country is.
IBAN_LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "LU": 20, "GB": 22, "ES": 24, "IT": 27, "PL": 28, "LT": 20}
NINE = re.compile(r"(?<![\d.,-])\d{3}[\s.]?\d{2,3}[\s.]?\d{3}(?![\d]|[.,-]\d)")
BSN_WORD = re.compile(r"\b(?:bsn(?:nr|nummer)?|burgerservicenummer|sofi-?nummer)\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b")
POSTCODE_AND_NUMBER = re.compile(
    r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\s?,?\s?(?:nr\.?|nummer|huisnummer|op)?\s?\d{1,4}\s?[a-zA-Z]?\b"
)
KINDS_OF_STREET = (
    "straat|laan|weg|plein|dijk|hof|steeg|stege|pad|kade|singel|gracht|allee|dreef|esch|es|kamp|markt|wal|brink|horst"
    "|veld|akker|weide|hagen|haar|zoom|werf|straatje|laantje|weggetje|erf|park|ring|land|maten|bos|berg|kolk|diek|enk"
)
# What follows a street without being a house number: "Kerkstraat 12 bomen".
COUNTED = (
    r"(?!\s?(?:uur|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jaar|euro"
    r"|meter|km|mensen|bomen|huizen|woningen|bankjes|banken|auto|parkeer|keer|procent|kinderen|buren|bewoners|gezinnen"
    r"|mannen|vrouwen|dagen|weken|maanden|minuten|plekken|ton|m2|leden|deelnemers|lantaarn|vrijwilligers|appartementen))"
)
STREET = re.compile(
    r"\b(?:(?:[A-Z][\w'’.-]{0,30}\s){0,3}?[A-Z][\w'’.-]{0,40}?(?:" + KINDS_OF_STREET + r")"
    r"|(?:[A-Z][\w'’.-]{1,30}\s){1,3}(?:Es|Esch|Enk|Kamp|Hof|Plein|Weg|Dijk|Laan|Pad|Brink|Haar|Maten|Park|Erf|Steeg|Kade)"
    r"|[a-z]{3,30}(?:straat|laan|weg|steeg|singel|dreef|dijk|plein|hof))"
    r"\s(?:nr\.?\s?|nummer\s|huisnummer\s)?\d{1,4}(?:\s?[a-zA-Z])?\b(?!\d|[.,:]\d)" + COUNTED
)
# As in English: "at 23 Molenstraat".
NUMBER_AND_STREET = re.compile(
    r"(?<![\d.,-])\d{1,4}[a-z]?\s[A-Z][\w'’.-]{2,40}?(?:straat|laan|weg|plein|dijk|steeg|singel|gracht|dreef|hof|kade|pad)\b"
)
# The other way round: "nummer 14 van de Vondelstraat".
NUMBER_FIRST = re.compile(
    r"\b(?:nr\.?|nummer|huisnummer)\s?\d{1,4}\s?[a-zA-Z]?\s(?:van|in|aan|op)\s(?:de|het)\s[A-Z]?[\w'’.-]{0,40}?"
    r"(?:straat|laan|weg|plein|dijk|hof|steeg|pad|singel|gracht|dreef)\b"
)
# Words beside an address that make it somebody's home rather than the village hall.
HOME = re.compile(
    r"\b(?:woont|woonde|wonen|woon|won[et]|buurman|buurvrouw|buren|meneer|mevrouw|mevr|dhr|mijn adres|zijn adres"
    r"|haar adres|hun adres|vindt? (?:hem|haar|ze)|huis (?:links|rechts|met)"
    r"|thuis|familie|fam|adres is|van de heer|huisadres|lives at|bewoners? van)\b",
    re.IGNORECASE,
)
# Places that anybody may go to, and offices with a telephone.
VENUE = re.compile(
    r"\b(?:dorpshuis|buurthuis|kulturhus|gemeentehuis|stadhuis|provinciehuis|wijkcentrum|basisschool|school|kerk|kapel"
    r"|sporthal|kantine|bibliotheek|zaal|caf[eé]|museum|clubhuis|theater|hotel|restaurant|winkel|moskee|werkplaats"
    r"|speeltuin|buurtcentrum|dorpsplein|station|gymzaal|loods|inloop|huisarts\w*|ziekenhuis|apotheek|molen)\b",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"\b(?:gemeente|provincie|waterschap|politie|kantoor|loket|balie|receptie|klantenservice|secretariaat|stichting"
    r"|vereniging|bedrijf|gemeentewerken|organisatie|meldpunt|dierenambulance|woningcorporatie|klantcontactcentrum"
    r"|storingsnummer|infolijn|brandweer|ggd)\b|" + VENUE.pattern,
    re.IGNORECASE,
)
# The side codes of Dutch number plates, with their dashes.
PLATE = re.compile(
    r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}"
    r"|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}"
    r"|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)\b"
)
# The same without dashes or in small letters: only beside the word.
LOOSE_PLATE = re.compile(
    r"\b(?=[a-z0-9 -]{0,5}\d)(?=[a-z0-9 -]{0,5}[a-z])"
    r"(?:[a-z]{1,3}|\d{1,3})[ -]?(?:[a-z]{2,3}|\d{2,3})[ -]?(?:[a-z]{1,2}|\d{1,2})\b",
    re.IGNORECASE,
)
PLATE_WORD = re.compile(r"\b(?:kenteken\w{0,8}|nummerbord\w{0,8}|nummerplaat)\b", re.IGNORECASE)
# Without one of these beside it, what looks like a plate may be the name of a machine or a plot.
VEHICLE = re.compile(
    r"\b(?:auto\w{0,5}|wagen|busje|bus|bestelbus\w{0,3}|scooter|motor|trekker|tractor|bmw|golf|audi|volvo|opel|ford|tesla|toyota"
    r"|volkswagen|mercedes|renault|peugeot|kia|rijdt|reed|rijden|geparkeerd|parkeert|blokkeert|staat|bestuurder|uitrit)\b|"
    + PLATE_WORD.pattern,
    re.IGNORECASE,
)
# Numbers of organisations, not of people: freephone, company and information numbers.
PUBLIC_PHONE = re.compile(r"^(?:0800|0900|0906|0909|088|085|14)")
# How far around a number its word may stand.
NEAR = 60


def personal_data(text: str) -> list[Seen]:
    """Give every piece of personal data in a text, once per place, the heaviest first."""
    found: list[Seen] = []
    taken: set[int] = set()
    for look in (ibans, emails, phones, citizen_numbers, homes, plates):
        for seen in look(text):
            assert seen.start is not None
            assert seen.end is not None
            places = set(range(seen.start, seen.end))
            if not places & taken:
                taken |= places
                found.append(seen)
    return sorted(found, key=lambda seen: -seen.weight)


def ibans(text: str) -> Iterator[Seen]:
    """Account numbers whose checksum is right (ISO 13616, modulo 97), also with words right behind them."""
    for match in IBAN.finditer(text):
        length = IBAN_LENGTHS.get(match.group()[:2].upper())
        end = nth_sign(match, length) if length else match.end()
        if end and iban_is_right(text[match.start() : end]):
            reason = _("An account number (IBAN) with a right checksum.")
            yield Seen("iban", reason, 60, match.start(), end)


def nth_sign(match: re.Match[str], count: int) -> int | None:
    """Give the place after so many letters and figures of a match; None when it has fewer."""
    places = [place for place, sign in enumerate(match.group()) if sign.isalnum()]
    return match.start() + places[count - 1] + 1 if len(places) >= count else None


def iban_is_right(written: str) -> bool:
    """Say whether the checksum is right: the first four moved to the end, letters as numbers, 1 modulo 97."""
    plain = re.sub(r"[\s.-]", "", written).upper()
    if not 15 <= len(plain) <= 34 or not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]+", plain, re.ASCII):
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def emails(text: str) -> Iterator[Seen]:
    """E-mail addresses, also with (at); those of organisations weigh little."""
    if "@" not in text and "at" not in text.casefold() and "apenstaart" not in text.casefold():
        return
    for match in EMAIL.finditer(text):
        if OFFICE_BOX.match(match["name"]):
            yield at(match, "email", _("An e-mail address, it seems of an organisation."), 8)
        else:
            yield at(match, "email", _("An e-mail address."), 40)


def phones(text: str) -> Iterator[Seen]:
    """Dutch telephone numbers of people; those of organisations pass, or weigh little."""
    for match in PHONE.finditer(text):
        plain = re.sub(r"^(?:\+31|0031)0?", "0", re.sub(r"[\s./()-]", "", match.group()))
        if len(plain) != 10 or PUBLIC_PHONE.match(plain):
            continue
        if plain.startswith("06"):
            yield at(match, "phone", _("A mobile telephone number."), 55)
        elif near(text, match, OFFICE):
            yield at(match, "phone", _("A telephone number, it seems of an organisation."), 8)
        else:
            yield at(match, "phone", _("A telephone number."), 40)
    for match in SPELLED.finditer(text):
        written = re.findall(FIGURE, match.group(), re.IGNORECASE)
        plain = "".join(FIGURES.get(one.lower(), one) for one in written)
        if any(not one.isdigit() for one in written) and plain.startswith("06"):
            yield at(match, "phone", _("A mobile telephone number."), 55)


def citizen_numbers(text: str) -> Iterator[Seen]:
    """Citizen service numbers that pass the eleven-test; any number passes it one time in eleven."""
    for match in NINE.finditer(text):
        plain = re.sub(r"[\s.]", "", match.group()).zfill(9)
        if not eleven_test(plain):
            continue
        if near(text, match, BSN_WORD):
            yield at(match, "bsn", _("A citizen service number (BSN)."), 90)
        elif match.group().isdigit() and len(match.group()) == 9:
            yield at(match, "bsn", _("A number that may be a citizen service number (BSN)."), 35)


def eleven_test(plain: str) -> bool:
    """Say whether nine digits can be a BSN: 9 x the first + ... + 2 x the eighth - the ninth, a multiple of eleven."""
    if len(plain) != 9 or not (plain.isascii() and plain.isdigit()) or plain == "000000000":
        return False
    total = sum(int(sign) * weight for sign, weight in zip(plain, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0


def homes(text: str) -> Iterator[Seen]:
    """A street with a house number; heavier when a postcode or a person stands beside it."""
    for match in POSTCODE_AND_NUMBER.finditer(text):
        weight = 10 if near(text, match, VENUE) else 50
        yield at(match, "address", _("A postcode with a house number."), weight)
    for match in (*STREET.finditer(text), *NUMBER_FIRST.finditer(text), *NUMBER_AND_STREET.finditer(text)):
        personal = near(text, match, HOME) or near(text, match, POSTCODE)
        if personal and not near(text, match, VENUE):
            yield at(match, "address", _("An address where somebody seems to live."), 50)
        else:
            yield at(match, "address", _("An address with a house number."), 10)


def plates(text: str) -> Iterator[Seen]:
    """Number plates."""
    for match in PLATE.finditer(text):
        if near(text, match, VEHICLE):
            yield at(match, "plate", _("A number plate."), 40)
        else:
            yield at(match, "plate", _("What may be a number plate."), 15)
    for word in PLATE_WORD.finditer(text):
        match_there = LOOSE_PLATE.search(text, word.end(), word.end() + NEAR)
        if match_there and len(re.sub(r"[ -]", "", match_there.group())) == 6:
            yield at(match_there, "plate", _("A number plate."), 40)


def near(text: str, match: re.Match[str], other: re.Pattern[str]) -> bool:
    """Say whether something else stands close to a match."""
    return other.search(text, max(0, match.start() - NEAR), match.end() + NEAR) is not None


def at(match: re.Match[str], code: str, reason: str, weight: int) -> Seen:
    """Give a signal at the place of a match."""
    return Seen(code, reason, weight, match.start(), match.end())

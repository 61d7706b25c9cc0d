"""Rules in words: for editors in the builder, and on paper for who fills it in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consultations.methods.survey.definition import END, OTHER, Definition, Question, Rule, Section
from consultations.methods.survey.kinds import kind_of


def targets(definition: Definition, section: Section) -> list[tuple[str, str]]:
    """Give where one can go after a section."""
    later = definition.sections[definition.places[section.key] + 1 :]
    return [*((one.key, one.title or one.key) for one in later), (END, _("The end: check and send"))]


def answer_labels(question: Question) -> list[tuple[str, str]]:
    """Give what a rule can ask about a question, in words."""
    texts = {choice.key: choice.text for choice in question.choices} | {OTHER: _("Something else")}
    if question.kind in {"scale", "statement"}:
        return [(key, kind_of(question).words(question, int(key))) for key in question.answer_keys]
    return [(key, texts[key]) for key in question.answer_keys]


def told(definition: Definition, section: Section, rule: Rule) -> str:
    """Give a rule in words."""
    question = definition.by_key.get(rule.question)
    texts = dict(answer_labels(question)) if question else {}
    said = {
        "question": question.text if question else rule.question,
        "answers": " / ".join(texts.get(key, key) for key in rule.answers),
        "to": dict(targets(definition, section)).get(rule.to, rule.to),
    }
    if rule.test == "is_not":
        return _("“%(question)s” is not %(answers)s → %(to)s") % said
    return _("“%(question)s” is %(answers)s → %(to)s") % said


def leads(definition: Definition, section: Section) -> list[str]:
    """Give where somebody goes after a section, in words; nothing where everybody goes on."""
    found = [told(definition, section, rule) for rule in section.rules]
    if section.then:
        to = dict(targets(definition, section)).get(section.then, section.then)
        found.append(_("Everybody else → %(to)s") % {"to": to})
    return found

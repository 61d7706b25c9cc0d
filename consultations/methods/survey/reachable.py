"""Which sections and rules anybody can come to, whatever they answer. Never says "cannot" of what can."""

from __future__ import annotations

from collections.abc import Iterable

from consultations.methods.survey.branching import place_of
from consultations.methods.survey.definition import Definition, Question, Rule, Section

# What a question may still be at some place: of one choice the answers ("" is none), of several for each choice
# whether it may be in ("+key") or out ("-key").
Possible = dict[str, frozenset[str]]


def everything(question: Question) -> frozenset[str]:
    """Give all that a question can be answered with when it is asked."""
    if question.takes_several:
        return frozenset(sign + key for key in question.answer_keys for sign in "+-")
    return frozenset(question.answer_keys) | (frozenset() if question.required else {""})


def nothing(question: Question) -> frozenset[str]:
    """Give what a question that is not asked is."""
    return frozenset("-" + key for key in question.answer_keys) if question.takes_several else frozenset(("",))


def split(rule: Rule, question: Question, possible: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give what is possible where one of the answers of a rule was given, and where none of them was.

    Empty when that cannot be.
    """
    if not question.takes_several:
        return possible & set(rule.answers), possible - set(rule.answers)
    could = [key for key in rule.answers if "+" + key in possible]
    must = [key for key in rule.answers if "-" + key not in possible]
    given = possible if could else frozenset()
    if len(could) == 1:
        given = possible - {"-" + could[0]}
    return given, frozenset() if must else possible - {"+" + key for key in rule.answers}


def join(states: Iterable[Possible]) -> Possible:
    """Give what is possible where several ways come together."""
    joined: Possible = {}
    for state in states:
        for key, possible in state.items():
            joined[key] = joined.get(key, frozenset()) | possible
    return joined


def leave(definition: Definition, section: Section, state: Possible) -> tuple[list[tuple[int, Possible]], list[Rule]]:
    """Give where one can go from a section with what is then possible, and the rules that never fit."""
    ways: list[tuple[int, Possible]] = []
    idle: list[Rule] = []
    here = definition.places[section.key]
    for rule in section.rules:
        question = definition.by_key.get(rule.question)
        target = place_of(definition, rule.to, here)
        if question is None or rule.question not in state or target <= here:
            continue  # told of elsewhere
        given, absent = split(rule, question, state[rule.question])
        fit, rest = (absent, given) if rule.test == "is_not" else (given, absent)
        if fit:
            ways.append((target, {**state, rule.question: fit}))
        else:
            idle.append(rule)
        if not rest:
            return ways, idle + list(section.rules[section.rules.index(rule) + 1 :])
        state = {**state, rule.question: rest}
    target = place_of(definition, section.then, here)
    return [*ways, (target if target > here else here + 1, state)], idle


def explore(definition: Definition) -> tuple[list[Section], list[tuple[Section, Rule]]]:
    """Give the sections that nobody can reach, and the rules in the others that never fit."""
    arriving: dict[int, list[Possible]] = {0: [{key: nothing(one) for key, one in definition.by_key.items()}]}
    lost: list[Section] = []
    idle: list[tuple[Section, Rule]] = []
    for place, section in enumerate(definition.sections):
        if place not in arriving:
            lost.append(section)
            continue
        state = join(arriving[place]) | {question.key: everything(question) for question in section.questions}
        ways, never = leave(definition, section, state)
        idle += [(section, rule) for rule in never]
        for target, possible in ways:
            arriving.setdefault(target, []).append(possible)
    return lost, idle

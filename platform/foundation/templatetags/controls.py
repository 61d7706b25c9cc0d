"""Form controls in the classes of NL Design System, for our crispy-forms pack."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()

# Written in full, because the build removes the classes that no source names.
STYLES = {
    "checkbox": ("utrecht-checkbox utrecht-checkbox--html-input", "utrecht-checkbox--invalid"),
    "radio-button": ("utrecht-radio-button utrecht-radio-button--html-input", "utrecht-radio-button--invalid"),
    "file-input": ("file-input", "file-input--invalid"),
    # Not the `--html-` classes here: they colour an empty required field red before anybody typed.
    "textarea": ("utrecht-textarea", "utrecht-textarea--invalid"),
    "select": ("utrecht-select", "utrecht-select--invalid"),
    "textbox": ("utrecht-textbox utrecht-textbox--html-input", "utrecht-textbox--invalid"),
}

CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "checkbox"),
    (forms.RadioSelect, "radio-button"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file-input"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.widgets.Input, "textbox"),
]


def kind_of(field: BoundField) -> str:
    """Name the control after its component."""
    return next((name for widget, name in CLASSES if isinstance(field.field.widget, widget)), "textbox")


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Whether it is a group of radio buttons or checkboxes, which needs a fieldset."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    """Whether it is one checkbox, whose label comes after it."""
    return kind_of(field) == "checkbox" and not is_choice_list(field)


@register.filter
def is_file_field(field: BoundField) -> bool:
    """Whether a file is chosen with it."""
    return kind_of(field) == "file-input"


@register.filter
def first_control(field: BoundField) -> str:
    """Give the id that a link to this field goes to: of a group, its first choice."""
    return f"{field.auto_id}_0" if is_choice_list(field) else field.id_for_label


@register.filter
def most_characters(field: BoundField) -> int | None:
    """Give the limit to count towards: for long answers, and where the form asks for it."""
    limit: int | None = getattr(field.field, "max_length", None)
    return limit if kind_of(field) == "textarea" or "data-counter" in field.field.widget.attrs else None


@register.simple_tag
def control(field: BoundField, **attrs: Any) -> SafeString:
    """Write the control itself; the description and the error are tied to it by Django."""
    kind = kind_of(field)
    usual, invalid = STYLES[kind]
    own = field.field.widget.attrs.get("class", "")
    classes = [usual, invalid if field.errors else "", own]
    return field.as_widget(attrs={**attrs, "class": " ".join(filter(None, classes))})


@register.simple_tag
def choice_control(option: BoundWidget) -> SafeString:
    """Write one radio button or checkbox of a group, without its label."""
    data = option.data
    data["attrs"]["class"] = STYLES["radio-button" if data["type"] == "radio" else "checkbox"][0]
    data["wrap_label"] = False
    return option.tag()


@register.simple_tag
def field_of(form: forms.BaseForm, prefix: str, name: object) -> BoundField:
    """Give the field `prefix_name` of a form: the explanation that belongs to a choice."""
    return form[f"{prefix}_{name}"]

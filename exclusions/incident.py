"""What happened, where, and whether with a weapon: the fields that every exclusion keeps of it, and what is asked.

Of a weapon it is asked where the reason is one; how the pupil is and what was tried come before all of it.
"""

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q

from exclusions.reasons import ReasonCode
from oxle.core.fields import LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios

FIELDS = ("weapon", "weapon_type", "weapon_words", "weapon_used")


class Weapon(models.TextChoices):
    """What kind of weapon or prohibited item it was."""

    BLADE = "blade", "A knife or another blade"
    FIREARM = "firearm", "A firearm, an air weapon or an imitation of one"
    MADE = "made", "Something made or changed to hurt somebody"
    OBJECT = "object", "Something else that was used as a weapon"
    OTHER = "other", "Another prohibited item"


class Incident(models.Model):
    """Beside an exclusion. `weapon` is None where that was not asked."""

    incident_place = models.CharField("where it happened", max_length=300, blank=True)
    weapon = models.BooleanField("a weapon was involved", null=True, blank=True)
    weapon_type = models.CharField(max_length=10, choices=Weapon, blank=True)
    weapon_words = models.TextField("the weapon described", blank=True)
    weapon_used = models.BooleanField("it was used against somebody", null=True, blank=True)

    class Meta:
        abstract = True


def says_of_the_weapon(name: str) -> models.CheckConstraint:
    """The rule of a table that keeps an incident: of a weapon it says which, and of none nothing."""
    # A weapon that was not asked about is null, and a rule that is null holds: so it is said that it is not.
    said = Q(weapon__isnull=False, weapon=True, weapon_used__isnull=False) & ~Q(weapon_type="") & ~Q(weapon_words="")
    none = (Q(weapon=False) | Q(weapon=None)) & Q(weapon_type="", weapon_words="", weapon_used=None)
    return models.CheckConstraint(condition=said | none, name=name)


def place() -> forms.Field:
    """Where it happened."""
    return forms.CharField(
        label="Where did it happen?", max_length=300, help_text="For example, in the corridor of the science block."
    )


def is_of_a_weapon(reasons: list[str]) -> bool:
    """Whether a weapon is among the reasons, so that it is asked about."""
    return ReasonCode.OW in reasons


def weapon() -> dict[str, forms.Field]:
    """What is asked where a weapon is among the reasons."""
    return {
        "weapon": YesNoField(label="Was a weapon involved?", yes_if="a weapon was involved"),
        "weapon_type": forms.ChoiceField(
            label="If so, what kind of weapon? (optional)",
            choices=Weapon.choices,
            widget=Radios(),
            required=False,
        ),
        "weapon_words": LongTextField(
            label="Describe the weapon, and where it is now (optional)", max=1000, rows=3, required=False
        ),
        "weapon_used": YesNoField(
            label="Was it used against somebody? (optional)", yes_if="it was used against somebody", required=False
        ),
    }


MISSING = {
    "weapon_type": "Select what kind of weapon it was",
    "weapon_words": "Describe the weapon",
    "weapon_used": "Select yes if it was used against somebody",
}


def check(form: OxleForm, data: dict[str, Any]) -> None:
    """Say at its field what is not said of a weapon; what is said where there was none is no answer."""
    if data.get("weapon") is True:
        for name, missing in MISSING.items():
            if data.get(name) in (None, "") and name not in form.errors:
                form.add_error(name, missing)
    elif data.get("weapon") is False and any(data.get(name) not in (None, "") for name in MISSING):
        form.add_error("weapon", "Select yes if a weapon was involved, or leave empty what is asked of it below")


def weapon_in_words(told: Incident) -> str:
    """What was told of a weapon; empty where that was not asked."""
    if not told.weapon:
        return "" if told.weapon is None else "None was involved"
    used = "Used against somebody" if told.weapon_used else "Not used against anybody"
    return f"{told.get_weapon_type_display()}. {used}. {told.weapon_words}"


def narrative(told: Any) -> str:
    """What happened, with where and of a weapon, for those who take the pupil in."""
    where = f"Where: {told.incident_place}." if told.incident_place else ""
    with_what = f"Weapon: {weapon_in_words(told)}." if told.weapon else ""
    return "\n".join(part for part in (told.behaviour, where, with_what.replace("..", ".")) if part)

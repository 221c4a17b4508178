"""The pages of settings: every number the service counts by, where it comes from, and how it was changed."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.core.models import RuleValue
from oxle.core.pages import FormPage, Page
from oxle.core.permissions import read, write
from oxle.core.rules import FORESEES, RULES, Foreseen, Rule, RuleBook, change_rule
from oxle.core.rules_forms import RuleChangeForm
from oxle.core.templatetags.oxle import day

READ, WRITE = read("rules"), write("rules")
KEPT = "Clocks that have already started keep the value that was in force on the day they started."


@dataclass(frozen=True)
class Standing:
    """A value of a setting over a time, in the order of its history."""

    value: str
    from_on: date | None
    until_on: date | None
    reason: str
    state: str
    colour: str


def whose(rule: Rule[Any]) -> tuple[str, str]:
    """Who sets a rule, and the colour of the tag that says so."""
    return ("Our choice", "blue") if rule.local else ("Set by law", "purple")


def label(rule: Rule[Any]) -> str:
    """A rule's label, as a heading begins."""
    return f"{rule.label[:1].upper()}{rule.label[1:]}"


def history(rule: Rule[Any], on: date) -> list[Standing]:
    """Every value the rule has had or will have, the newest first, the default last. One query."""
    rows = list(RuleValue.objects.filter(rule=rule.key).order_by("from_on"))
    values = [rule.default, *(rule.parse(row.value) for row in rows)]
    begins = [None, *(row.from_on for row in rows)]
    ends = [row.from_on - timedelta(days=1) for row in rows] + [None]
    reasons = ["The default", *(row.reason for row in rows)]
    found = []
    for value, begin, end, reason in zip(values, begins, ends, reasons, strict=True):
        if begin and begin > on:
            state, colour = "To come", "yellow"
        elif end and end < on:
            state, colour = "Past", "grey"
        else:
            state, colour = "In force", "green"
        found.append(Standing(rule.in_words(value), begin, end, reason, state, colour))
    return found[::-1]


class RuleList(Page):
    """Every setting with the value in force today, by the part of the service it belongs to."""

    permission = READ
    title = "Settings"
    template_name = "core/rules_list.html"

    def context(self) -> dict[str, Any]:
        book = RuleBook()
        groups: dict[str, list[dict[str, Any]]] = {}
        for rule in sorted(RULES.values(), key=lambda rule: (rule.key.split(".")[0], label(rule))):
            words, colour = whose(rule)
            value = book.value(rule, self.on)
            groups.setdefault(rule.key.split(".")[0].replace("_", " ").capitalize(), []).append(
                {
                    "label": label(rule),
                    "url": reverse("rules:page", args=[rule.key]),
                    "value": rule.in_words(value),
                    "default": rule.in_words(rule.default) if value != rule.default else "",
                    "source": rule.source,
                    "whose": words,
                    "colour": colour,
                    "certain": rule.certain,
                }
            )
        return {"groups": groups, "kept": KEPT}


class _OfRule:
    """Loads the rule that the address names."""

    def load(self, key: str) -> None:
        if key not in RULES:
            raise Http404
        self.rule = RULES[key]
        self.url = reverse("rules:page", args=[key])


class RulePage(_OfRule, Page):
    """One setting: what it is today, who says so, and what it was and will be."""

    permission = READ
    title = "Setting"
    template_name = "core/rules_page.html"

    def context(self) -> dict[str, Any]:
        rule, (words, colour) = self.rule, whose(self.rule)
        change = {"text": "Change", "url": reverse("rules:change", args=[rule.key])}
        return {
            "heading": label(rule),
            "primary": change if self.request.user.can(WRITE) else None,
            "whose": words,
            "colour": colour,
            "certain": rule.certain,
            "kept": KEPT,
            "facts": [
                {"key": "In force today", "value": rule.in_words(rule.on(self.on))},
                {"key": "Default", "value": rule.in_words(rule.default)},
                {"key": "Where it comes from", "value": rule.source},
            ],
            "history": history(rule, self.on),
        }


class RuleChange(_OfRule, FormPage):
    """Changes a setting from a day on. What would surprise is said first, and done only when it is accepted."""

    permission = WRITE
    title = "Change a setting"
    form_class = RuleChangeForm
    template_name = "core/rules_change.html"
    submit_label = "Change the setting"
    creates = True
    done = "The setting has been changed"

    def form_kwargs(self) -> dict[str, Any]:
        return {"rule": self.rule}

    def context(self) -> dict[str, Any]:
        now = self.rule.in_words(self.rule.on(self.on))
        return {"label": label(self.rule), "now": now, "kept": KEPT, "cancel_url": self.url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        typed = form.cleaned_data
        row = RuleValue.objects.filter(rule=self.rule.key, from_on=typed["from_on"]).first()
        foreseen = self._foreseen(typed["value"])
        warnings = [*foreseen.warnings, *self._warnings(typed["from_on"], row)]
        told = [*foreseen.sentences, *warnings]
        accepted = sha256("\n".join(told).encode()).hexdigest()
        if told and self.request.POST.get("accepted") != accepted:
            return self.show(
                form=form,
                submit_label="Change it all the same" if warnings else self.submit_label,
                once=self.once(),
                foreseen=foreseen.sentences,
                warnings=warnings,
                accepted=accepted,
            )
        change_rule(self.rule, **typed, replacing=row.value if row else None)
        return redirect(self.url)

    def _foreseen(self, typed: str) -> Foreseen:
        """What the value would change, where somebody can say it."""
        tried = RuleBook().trying(self.rule, typed)
        told = (foresees(self.rule, tried, self.on) for foresees in FORESEES)
        return next((one for one in told if one), Foreseen(()))

    def _warnings(self, from_on: date, row: RuleValue | None) -> list[str]:
        warnings = []
        if from_on < self.on:
            warnings.append(
                f"{day(from_on)} is in the past. Deadlines of clocks that started on that day or since will be worked "
                "out again, and may move."
            )
        if row is not None:
            value = self.rule.in_words(self.rule.parse(row.value))
            warnings.append(
                f"From {day(from_on)} another value is set already: {value}, because “{row.reason}”. Yours replaces it."
            )
        return warnings

"""The ten fields of a week: from when until when a pupil is in, session by session, and what cannot be of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.layout import Layout

from oxle.core.forms import OxleForm
from oxle.core.working_out import WorkedOut, button
from oxle.provision.models import LONGEST_SESSION, SESSIONS_A_WEEK
from oxle.provision.wording import SESSIONS, week_of
from oxle.provision.wording import hours as in_hours
from oxle.schools.models import School
from oxle.schools.queries import day_of
from reduced_timetables import rules
from reduced_timetables.fields import Span, SpanField
from reduced_timetables.models import minutes_between, minutes_of
from reduced_timetables.weeks import Sessions, Times

EXAMPLES = ("8:50 to 11:30", "12:45 to 2:45")
SESSION = "session"
EMPTY_IS_OUT = "Leave it empty when the pupil is not in."
NONE_AT_ALL = "If the pupil is in for no session at all, the council asks you about it."


class AsksSessions(WorkedOut):
    """Base of a form that asks for the sessions of a week, which says what they come to before it is sent."""

    work_out_label = "Work out the hours"

    def asked_about(self) -> list[str]:
        """The sessions."""
        return names_of()

    def comes_to(self) -> list[str]:
        """How much of a week they are."""
        return [f"In school {week_of(minutes_of(*sessions_of(self.cleaned_data)))}."]

    def offer_to_work_out(self) -> None:
        """Show the button after the last session; whatever field is asked after that follows."""
        names = list(self.fields)
        self.helper.layout = Layout(*names[: names.index(names_of()[-1]) + 1], button())
        self.helper.render_unmentioned_fields = True


def names_of(prefix: str = SESSION) -> list[str]:
    """What the ten fields are called, from Monday morning to Friday afternoon."""
    return [f"{prefix}_{number}" for number in range(SESSIONS_A_WEEK)]


def add_sessions(form: OxleForm, prefix: str = SESSION, *, lead: str = "", first: str = "") -> None:
    """Give a form the ten fields of a week. `lead` stands before each label, and `first` is said at the first one."""
    for name, (number, label) in zip(names_of(prefix), SESSIONS, strict=True):
        example = f"For example, {EXAMPLES[number]}. {EMPTY_IS_OUT}" if number < 2 else ""
        hint = f"{first} {example} {NONE_AT_ALL}".strip() if number == 0 else example
        form.add_field(name, SpanField(label=f"{lead}{label} (optional)", afternoon=bool(number % 2), help_text=hint))


def fill(form: OxleForm, begins: Times, ends: Times, prefix: str = SESSION) -> None:
    """Fill the fields with the sessions of a week."""
    for name, answer in answers_of(begins, ends, prefix).items():
        form.fields[name].initial = answer


def answers_of(begins: Times, ends: Times, prefix: str = SESSION) -> dict[str, Span | None]:
    """The sessions of a week as its fields hold them."""
    spans = [Span(*span) if span[0] and span[1] else None for span in zip(begins, ends, strict=True)]
    return dict(zip(names_of(prefix), spans, strict=True))


def sessions_of(data: Mapping[str, Any], prefix: str = SESSION) -> Sessions:
    """What was said of a week: when each session begins and when it ends."""
    spans: list[Span | None] = [data.get(name) for name in names_of(prefix)]
    return [span and span.begins for span in spans], [span and span.ends for span in spans]


def check_sessions(
    form: OxleForm, data: Mapping[str, Any], day: date, school: School | None, prefix: str = SESSION
) -> None:
    """Say at its field which session exceeds the school day of a day, is too long or overlaps the morning. The day is
    that of the school, where it is recorded, else that of the county’s setting."""
    own = day_of(school, day) if school else None
    opens, closes = (own.begins, own.ends) if own else (rules.DAY_BEGINS.on(day), rules.DAY_ENDS.on(day))
    names = names_of(prefix)
    for number, name in enumerate(names):
        span = data.get(name)
        if span is None:
            continue
        morning = data.get(names[number - 1]) if number % 2 else None
        if span.begins < opens or span.ends > closes:
            form.add_error(name, f"The school day is between {opens:%H:%M} and {closes:%H:%M}")
        elif minutes_between(span.begins, span.ends) > LONGEST_SESSION:
            form.add_error(name, f"A session must be at most {in_hours(LONGEST_SESSION)}")
        elif morning and span.begins < morning.ends:
            form.add_error(name, f"This overlaps the morning, which ends at {morning.ends:%H:%M}")

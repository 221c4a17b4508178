"""The pages on which it is recorded what was agreed on a case, and what came of it."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect

from oxle.cases import agreed, forms
from oxle.cases.agreed_models import AgreedAction
from oxle.cases.views.casework import OnCase
from oxle.core.pages import TooLate
from oxle.schooldays.wording import plain_day


class ActionAgree(OnCase):
    """Record one thing that was agreed: who does what by when."""

    form_class = forms.AgreedActionForm
    heading = "Record an agreed action"
    submit_label = "Save the action"
    done = "The agreed action is recorded. It is in the work of whoever has this case."
    only_in_time = True

    def too_late(self) -> TooLate | None:
        if self.case.is_open:
            return None
        url = self.case.get_absolute_url()
        explanation = f"It was closed on {plain_day(self.case.closed_on)}."
        return TooLate(title="This case is closed", explanation=explanation, url=url, link="Go to the case")

    def form_valid(self, form: Any) -> HttpResponseBase:
        agreed.agree(self.case, **form.cleaned_data, **self.who_and_when())
        return redirect(self.case)


class ActionSettle(OnCase):
    """Say what came of an agreed action."""

    form_class = forms.SettleForm
    template_name = "cases/settle.html"
    heading = "Record what came of an agreed action"
    submit_label = "Save"
    creates = False
    done = "What came of it is recorded"
    only_in_time = True
    action: AgreedAction

    def load(self, **kwargs: str) -> None:
        super().load(key=kwargs["key"])
        self.action = agreed.get_of(self.case, kwargs["action"])

    def edited(self) -> AgreedAction:
        return self.action

    def stored(self, record: AgreedAction) -> dict[str, Any]:
        return {"outcome": record.get_outcome_display() or "Not said yet", "came_of_it": record.came_of_it}

    def too_late(self) -> TooLate | None:
        if self.action.settled_on is None:
            return None
        said = f"{self.action.settled_by.name} recorded it on {plain_day(self.action.settled_on)}: "
        return TooLate(
            title="What came of this has been recorded",
            explanation=said + self.action.get_outcome_display().lower() + ".",
            url=self.case.get_absolute_url(),
            link="Go to the case",
        )

    def context(self) -> dict[str, Any]:
        row = self.action
        facts = [
            {"key": "What", "value": row.what},
            {"key": "Who", "value": row.who},
            {"key": "Agreed on", "value": plain_day(row.agreed_on)},
            {"key": "By", "value": plain_day(row.due_on)},
        ]
        return {**super().context(), "facts": facts}

    def form_valid(self, form: Any) -> HttpResponseBase:
        agreed.settle(self.action, self.version(), **form.cleaned_data, **self.who_and_when())
        return redirect(self.case)

"""The pages on which it is asked whether a school may delete a pupil: by the school, or by an officer for it."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cme import deleting, forms, queries, questions
from cme.views import OnMissing
from oxle.cases.models import Case
from oxle.cases.permissions import PORTAL
from oxle.cases.views import choosing
from oxle.core.pages import FormPage, TooLate
from oxle.people.own_pupils import school_of
from oxle.people.visibility import get_child_for

ASK = "Ask the council"
KEEP = "You have asked. Keep the name on your register until we answer."


class AskDelete(FormPage):
    """The school that told us of a child asks whether it may take the pupil off its register."""

    permission = PORTAL
    form_class = forms.AskDeleteForm
    title = "May you delete the pupil?"
    submit_label = ASK
    done = KEEP
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def edited(self) -> Case:
        return self.case

    def too_late(self) -> TooLate | None:
        if self.case.is_open:
            return None
        return TooLate(
            title="There is nothing to ask now",
            explanation="The council has closed its case.",
            url=reverse("cme:sent", args=[self.case.key]),
            link="See how it stands",
            about=self.case.about,
        )

    def context(self) -> dict[str, Any]:
        return {"about": self.case.about, "cancel_url": reverse("cme:sent", args=[self.case.key])}

    def form_valid(self, form: Any) -> HttpResponseBase:
        deleting.ask(self.case, **{**self.taken(), "school": self.case.school, **form.cleaned_data})
        return redirect("cme:sent", self.case.key)


class MayDelete(choosing.FromSchool):
    """A school that has a pupil of whom others told us asks the same. It sees what it asked and was answered, and
    nothing of the case."""

    form_class = forms.AskDeleteForm
    template_name = "cme/may_delete.html"
    title = "May you delete the pupil?"
    submit_label = ASK
    done = KEEP
    only_in_time = True
    creates = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = get_child_for(self.request.user, kwargs["child"])
        school = school_of(self.child, self.schools, self.on)
        if school is None:
            raise Http404
        self.school, self.looked_for = school, queries.looked_for(self.child)

    def too_late(self) -> TooLate | None:
        if self.looked_for is not None:
            return None
        return TooLate(
            title="The council does not look for this pupil",
            explanation="Tell us first that the pupil is missing. Then you can ask whether you may delete the pupil.",
            url=reverse("cme:notice", args=[self.child.key]),
            link="Tell us of a child who is missing",
            about=self.child.shown_name,
        )

    def context(self) -> dict[str, Any]:
        answers = questions.answers_of(self.looked_for, self.school) if self.looked_for else []
        return {**super().context(), "about": self.child.shown_name, "rows": answers}

    def form_valid(self, form: Any) -> HttpResponseBase:
        taken = {"by": self.request.user, "on": self.on, "at": self.at}
        deleting.ask(self.looked_for, self.looked_for.version, school=self.school, **form.cleaned_data, **taken)
        return redirect("cases:portal")


class AskForSchool(OnMissing):
    """An officer enters what a school asks by e-mail, telephone or post."""

    form_class = forms.AskForSchoolForm
    heading = "Record that a school asks whether it may delete the pupil"
    submit_label = "Save"
    done = "It is recorded, and the answer is due"

    def too_late(self) -> TooLate | None:
        if self.case.is_open:
            return None
        return TooLate(
            title="There is nothing to ask now",
            explanation="The case is closed.",
            url=self.case.get_absolute_url(),
            link=f"Go to {self.case.reference}",
            about=self.case.about,
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "schools": questions.schools_that_may_ask(self.case, self.on)}

    def initial(self) -> dict[str, Any]:
        return {"on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        deleting.ask(self.case, self.case.version, by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect(self.case)

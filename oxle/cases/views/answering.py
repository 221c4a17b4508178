"""The page on which a school answers what was challenged on a case."""

from abc import abstractmethod
from datetime import date
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property

from oxle.cases import actions as cases
from oxle.cases.challenge_register import CLOCK
from oxle.cases.challenges import ABOUT, Challenge, ReplyForm, waiting
from oxle.cases.clocks import State
from oxle.cases.entries import newest_of_each
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.cases.permissions import PORTAL
from oxle.core.pages import FormPage, TooLate


class Answer(FormPage):
    """Base: the school answers; an officer closes the challenge or upholds it."""

    permission = PORTAL
    form_class = ReplyForm
    template_name = "cases/challenge_answer.html"
    title = "Answer the council"
    submit_label = "Send your answer"
    done = "Your answer is sent. An officer reads it."
    only_in_time = True
    reply: ClassVar[Step]
    case: Case
    pupil: str
    # The reference of what is asked about; empty where that is the case.
    about = ""

    @abstractmethod
    def back_url(self) -> str:
        """The school’s page of what is challenged."""

    @cached_property
    def asked(self) -> list[Challenge]:
        """What is still to be answered."""
        return waiting(self.case, self.about)

    def due_on(self) -> date | None:
        """The first day by which something of it is to be answered; None where no such day could be worked out."""
        asked = [one.entry for one in self.asked]
        rows = self.case.deadlines.filter(clock=CLOCK, state=State.RUNNING, due_on__isnull=False)
        days = dict(rows.values_list("event", "due_on"))
        stands = newest_of_each(self.case, days)
        return min((due_on for event, due_on in days.items() if stands[event] in asked), default=None)

    def edited(self) -> Case:
        return self.case

    def too_late(self) -> TooLate | None:
        if self.asked:
            return None
        return TooLate(
            title="There is nothing to answer",
            explanation="What the council asked is answered, or it asks no more.",
            url=self.back_url(),
            link="See how it stands",
            about=self.pupil,
        )

    def context(self) -> dict[str, Any]:
        return {
            "challenges": self.asked,
            "due_on": self.due_on(),
            "about": self.pupil,
            "back_url": self.back_url(),
            "cancel_url": self.back_url(),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        facts = {"answer": form.cleaned_data["answer"], **({ABOUT: self.about} if self.about else {})}
        cases.take(self.case, self.reply, facts=facts, **self.taken())
        return redirect(self.back_url())

"""The page on which an officer challenges a school about off-rolling, and those on which it reads and answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from ehe.off_rolling import actions, evidence, forms, panels, pathway, queries
from ehe.radar import WORDS
from oxle.accounts.visibility import get_or_404
from oxle.audit import sights
from oxle.cases.views import answering
from oxle.cases.views.sent import Sent
from oxle.core.pages import FormPage, TooLate
from oxle.schools.models import School


class Challenge(FormPage):
    """An officer challenges a school about what the radar found, which is frozen with it."""

    permission = pathway.WORK
    form_class = forms.ChallengeForm
    template_name = "ehe/off_rolling_challenge.html"
    title = "Challenge a school about off-rolling"
    submit_label = "Challenge the school"
    creates = True
    only_in_time = True
    school: School

    def load(self, **kwargs: str) -> None:
        self.school = get_or_404(School.objects.select_related("organisation", "trust"), key=kwargs["key"])
        self.here = evidence.found_at(self.request.user, self.school, self.on)
        self.already = queries.open_case_at(self.request.user, self.school)
        sights.see({one.child.pk for one in self.here.found}, "list")

    def too_late(self) -> TooLate | None:
        if self.already is not None:
            return TooLate(
                title="The school is challenged already",
                explanation="It is asked about off-rolling on a case that is open. Once that is closed, what was found "
                "since can be challenged.",
                url=self.already.get_absolute_url(),
                link="Open the case",
                about=self.school.name,
            )
        if self.here.found:
            return None
        return TooLate(
            title="There is nothing to challenge",
            explanation="The radar found nothing of this school that it can be asked about. What appears unlawful of "
            "one child is challenged on the case of that child.",
            url=reverse("ehe:radar_school", args=[self.school.key]),
            link="See what was found",
            about=self.school.name,
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on, "here": self.here}

    def context(self) -> dict[str, Any]:
        return {
            "school": self.school,
            "kinds": [
                {
                    "heading": words,
                    "pupils": [
                        {"name": str(one.child), "evidence": [{"on": on, "words": said} for on, said in one.evidence]}
                        for one in self.here.found
                        if one.kind is kind
                    ],
                }
                for kind, words in WORDS.items()
                if self.here.of(kind)
            ],
            "cancel_url": reverse("ehe:radar_school", args=[self.school.key]),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        case = actions.challenge(
            self.here, data["kinds"], reason=data["reason"], by=self.request.user, on=self.on, at=self.at
        )
        messages.success(
            self.request, f"The school is challenged: {case.reference}. Check the letters, and release them."
        )
        return redirect(case)


class Asked(Sent):
    """What a school is asked about off-rolling, for whoever signs for it: the pupils, what we know, its dates."""

    permission = pathway.SIGNS
    template_name = "ehe/off_rolling_asked.html"
    title = "Pupils who left your school"
    namespace = "ehe"
    clocks = (pathway.CHALLENGE_ANSWER.key,)
    titles = {
        pathway.CHALLENGE.key: "The council asked you",
        pathway.REPLY.key: "You answered",
        pathway.ESCALATE.key: "The council wrote to your governors and your trust",
        pathway.ANSWER.key: "The council read your answer, and ended the challenge",
    }

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_asked_for(self.request.user, kwargs["key"])

    def address(self, name: str, *more: str) -> str:
        return reverse(f"ehe:asked_{name}", args=[self.case.key, *more])

    def rows(self) -> list[dict[str, Any]]:
        """Nothing: the school told of none of it."""
        return []

    def context(self) -> dict[str, Any]:
        shown = super().context()
        tag = panels.stands(self.case, asked=bool(shown["answer_url"]))
        return {**shown, "tag": tag, "kinds": panels.kinds_for(self.request.user, self.case)}


class Answer(answering.Answer):
    """Whoever signs for the school answers."""

    permission = pathway.SIGNS
    reply = pathway.REPLY
    what = "school"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_asked_for(self.request.user, kwargs["key"])
        self.pupil = "Pupils who left your school"

    def back_url(self) -> str:
        return reverse("ehe:asked", args=[self.case.key])

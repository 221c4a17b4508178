"""The pages on which a suspension is told, read, put right, withdrawn and answered for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions import head_letter_views, head_letters, letter_views
from exclusions.first_days import told as first_days
from exclusions.held import beside, held_of
from exclusions.suspensions import actions, forms, panels, pathway, queries, work
from exclusions.suspensions.models import Suspension, Withdrawn
from oxle.accounts.permissions import read, write
from oxle.cases.challenges import waiting
from oxle.cases.changes import changes
from oxle.cases.permissions import PORTAL, get_case_for
from oxle.cases.views import answering, choosing, telling
from oxle.core.pages import FormPage, Page, TooLate
from oxle.documents.models import File
from oxle.documents.serving import serve
from oxle.schools.queries import calendar_of


class Notice(telling.Notice):
    """The notice of a suspension, filled in as far as we know it."""

    form_class = forms.SuspensionForm
    template_name = "exclusions/suspension_notice.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.totals = queries.totals(self.child, self.school, self.on)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "known": held_of(self.child, self.known_on, self.request.user),
            "calendar": calendar_of(self.school),
            "days_carried": panels.days(self.totals.carried),
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "totals": self.totals.rows}

    def tell(self, form: Any) -> Suspension:
        return actions.tell(
            self.child,
            self.school,
            told=form.told(),
            letter=self.letter(form),
            by=self.request.user,
            on=self.on,
            at=self.at,
            message=self.message,
        )

    def sent_to(self, made: Suspension) -> str:
        return reverse("exclusions:suspensions:sent", args=[made.key])


class NoticeEntered(Notice, choosing.ForSchool):
    """The same notice, entered by an officer as of the day it came."""

    def sent_to(self, made: Suspension) -> str:
        messages.success(self.request, f"Entered as {made.reference}.")
        return reverse("people:child", args=[made.child.key])


class Sent(Page):
    """A suspension that a school told of, with its reference, how the pupil's suspensions add up, what is asked of the
    school and what was put right."""

    permission = PORTAL
    template_name = "exclusions/suspension.html"
    title = "A suspension you told us of"

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        one = self.suspension
        return {
            "suspension": one,
            "rows": self.rows(),
            "work": first_days.in_words(one, work.entered(one)),
            "work_link": first_days.link_words(one),
            "work_waits": first_days.is_waited_for(one, self.on),
            "totals": queries.rows_with(one),
            "dates": queries.dates_for_school(one),
            "challenges": queries.challenges_about(one),
            "history": panels.history_of(one),
            "back_url": self.back_url(),
            **self.links(),
        }

    def rows(self) -> list[dict[str, Any]]:
        """What was told, as a summary list."""
        return panels.rows_of(self.suspension)

    def links(self) -> dict[str, str]:
        """What can be done here, by address."""
        key, waits = self.suspension.key, waiting(self.suspension.case, self.suspension.reference)
        found = {"answer_url": reverse("exclusions:suspensions:answer", args=[key])} if waits else {}
        if self.suspension.letter is not None:
            found["file_url"] = reverse("exclusions:suspensions:sent_letter_file", args=[key])
        if queries.why_no_letter(self.suspension) is None:
            found["attach_url"] = reverse("exclusions:suspensions:attach_letter", args=[key])
        if self.suspension.withdrawn_on is None:
            found["letter_url"] = reverse("exclusions:suspensions:head_letter", args=[key])
        if queries.why_no_work(self.suspension) is None:
            found["work_url"] = reverse("exclusions:suspensions:say_work", args=[key])
        if queries.why_not_by_school(self.suspension) is None:
            found["change_url"] = reverse("exclusions:suspensions:sent_change", args=[key])
            found["withdraw_url"] = reverse("exclusions:suspensions:sent_withdraw", args=[key])
        return found

    def back_url(self) -> str:
        """Where one came from."""
        return reverse("cases:portal")


class Shown(Sent):
    """The same, for the council's officers."""

    permission = read("exclusions")
    title = "A suspension"

    def rows(self) -> list[dict[str, Any]]:
        # What our record says beside what the school told is not for the school.
        one = self.suspension
        # Of a pupil of whom the long form was filled in it was asked whether somebody is exploiting them.
        exploitation = bool(one.exploitation_words) if one.tried else None
        said = {"sen": one.sen, "social_worker": one.social_worker, "exploitation": exploitation}
        return [*super().rows(), *beside(one.child, self.on, **said)]

    def links(self) -> dict[str, str]:
        key = self.suspension.key
        found = {}
        if self.suspension.letter is not None:
            found["file_url"] = reverse("exclusions:suspensions:letter_file", args=[key])
        if self.suspension.withdrawn_on is not None or not self.request.user.can(write("exclusions")):
            return found
        if queries.why_no_letter(self.suspension) is None:
            found["attach_url"] = reverse("exclusions:suspensions:enter_letter", args=[key])
        if queries.why_no_work(self.suspension) is None:
            found["work_url"] = reverse("exclusions:suspensions:enter_work", args=[key])
        return {
            **found,
            "change_url": reverse("exclusions:suspensions:change", args=[key]),
            "withdraw_url": reverse("exclusions:suspensions:withdraw", args=[key]),
        }

    def back_url(self) -> str:
        return reverse("people:child", args=[self.suspension.child.key])


class _Amends(FormPage):
    """Base: a page on which something of a suspension is changed, by an officer."""

    permission = write("exclusions")
    shown = "exclusions:suspensions:shown"
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])

    def edited(self) -> Suspension:
        return self.suspension

    def why_not(self) -> str | None:
        """Why it can no longer be changed here; None while it can."""
        return "The suspension is withdrawn." if self.suspension.withdrawn_on is not None else None

    def too_late(self) -> TooLate | None:
        why = self.why_not()
        if why is None:
            return None
        return TooLate(
            title="This suspension can no longer be changed here",
            explanation=why,
            url=self.back_url(),
            link="See the suspension",
            about=self.suspension.child.shown_name,
        )

    def back_url(self) -> str:
        """The page of the suspension."""
        return reverse(self.shown, args=[self.suspension.key])

    def context(self) -> dict[str, Any]:
        return {"suspension": self.suspension, "back_url": self.back_url(), "cancel_url": self.back_url()}


class Change(_Amends):
    """What was told of the time and the reasons of a suspension is put right."""

    form_class = forms.PutRightForm
    template_name = "exclusions/suspension_change.html"
    title = "Put the suspension right"
    submit_label = "Put right"
    done = "The suspension is put right. What follows from it is worked out anew."

    def form_kwargs(self) -> dict[str, Any]:
        return {"one": self.suspension}

    def initial(self) -> dict[str, Any]:
        return self.stored(self.suspension)

    def stored(self, record: Suspension) -> dict[str, Any]:
        names = [name for name in forms.ORDER if hasattr(record, name)]
        kept = {name: getattr(record, name) for name in names if name in self.form_class.base_fields}
        return {
            **kept,
            "lunchtime": "yes" if record.lunchtime else "no",
            "exam_missed": "yes" if record.exam_missed else "no",
            "days_carried": panels.days(record.sessions_carried),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.put_right(
            self.suspension,
            told=form.told(),
            changed=changes(form),
            reason=form.cleaned_data["reason"],
            **self.taken(),
        )
        return redirect(self.back_url())


class Withdraw(_Amends):
    """A suspension that counts no more is withdrawn, with a reason; it stays to be read."""

    form_class = forms.WithdrawForm
    template_name = "exclusions/suspension_change.html"
    title = "Withdraw the suspension"
    submit_label = "Withdraw"
    done = "The suspension is withdrawn and counts no more. What follows from that is worked out anew."

    def form_kwargs(self) -> dict[str, Any]:
        return {"may_cancel": actions.may_cancel(self.request.user)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        said = form.cleaned_data
        actions.withdraw(
            self.suspension,
            as_=Withdrawn(said["as_"]),
            out_until_on=said.get("out_until_on"),
            reason=said["reason"],
            **self.taken(),
        )
        return redirect(self.back_url())


class _BySchool:
    """Beside either page: by the school itself, for what it told, while nobody at the council has acted on it."""

    permission = PORTAL
    shown = "exclusions:suspensions:sent"
    suspension: Suspension

    def why_not(self) -> str | None:
        return queries.why_not_by_school(self.suspension)


class SentChange(_BySchool, Change):
    """The same, by the school."""


class SentWithdraw(_BySchool, Withdraw):
    """The same, by the school."""


class SentLetterFile(Page):
    """The letter to the parents that the council has, as a download, for the school."""

    permission = PORTAL

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        one = self.suspension
        if one.letter is None:
            raise Http404
        return serve(request, one.letter, children=[one.child_id], called="letter")


class LetterFile(SentLetterFile):
    """The same, for the council's officers."""

    permission = read("exclusions")


class AttachLetter(letter_views.AttachLetter):
    """The letter to the parents about a suspension, from the school."""

    shown = "exclusions:suspensions:sent"

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])
        self.pupil = str(self.suspension.child)

    def edited(self) -> Suspension:
        return self.suspension

    def why_not(self) -> str | None:
        return queries.why_no_letter(self.suspension)

    def letter(self) -> Any:
        return self.suspension.letter

    def attach(self, letter: File) -> Any:
        return actions.attach_letter(self.suspension, letter=letter, **self.taken())

    def back_url(self) -> str:
        return reverse(self.shown, args=[self.suspension.key])


class AttachLetterEntered(AttachLetter):
    """The same, by an officer to whom it came by post or e-mail."""

    permission = write("exclusions")
    shown = "exclusions:suspensions:shown"


class OwedLetter(Page):
    """From a case to the first of its suspensions of which the letter to the parents is owed."""

    permission = write("exclusions")

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        owed = queries.owed_for(self.case, pathway.LETTER)
        if not owed:
            return redirect(self.case.get_absolute_url())
        return redirect("exclusions:suspensions:enter_letter", owed[0].key)


class HeadLetter(head_letter_views.HeadLetter):
    """The head's letter about a suspension."""

    kind = head_letters.SUSPENSION

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])
        self.pupil, self.reference = str(self.suspension.child), self.suspension.reference

    def form_kwargs(self) -> dict[str, Any]:
        # Whoever is out at lunchtimes only is in every lesson.
        return {"misses_lessons": not self.suspension.lunchtime}

    def initial(self) -> dict[str, Any]:
        told = self.suspension
        return {"work": told.work_words if told.work_set else ""}

    def says(self) -> dict[str, Any]:
        one = self.suspension
        days = head_letters.stay(calendar_of(one.school), one.first_on, one.last_on)
        return {
            **head_letters.told(one.child, one.school, on=self.on, record=one, days=days),
            **panels.in_head_letter(one),
        }

    def back_url(self) -> str:
        return reverse("exclusions:suspensions:sent", args=[self.suspension.key])


class Answer(answering.Answer):
    """The school answers what was challenged in a suspension."""

    reply = pathway.REPLY

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])
        if self.suspension.case is None:
            raise Http404
        self.case, self.about = self.suspension.case, self.suspension.reference
        self.pupil = str(self.suspension.child)

    def back_url(self) -> str:
        return reverse("exclusions:suspensions:sent", args=[self.suspension.key])

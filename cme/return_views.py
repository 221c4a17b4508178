"""The pages of schools' returns: a pupil who came, one who was deleted; and what officers make of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cme import pathway, return_forms, return_queries, return_tables, returning
from cme.grounds import GROUNDS
from cme.models import AuthorityRequest, Deletion, NewPupil
from oxle.audit import sights
from oxle.cases.permissions import PORTAL
from oxle.cases.views import answering
from oxle.cases.views.choosing import FromSchool
from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page, TooLate
from oxle.documents.serving import serve
from oxle.people.duplicates import possible_duplicates
from oxle.people.models import Child
from oxle.schooldays.wording import listed, plain_day

NO_SUCH = "No pupil who is on the school’s register, or was within the last year, has this UPN."
LIST_LACKS = (
    "If it is right our list lacks the pupil: send us the return by e-mail. It counts from the day on which it comes."
)


class _Return(FromSchool):
    """Base: a return of a school."""

    creates = True
    submit_label = "Send to the council"

    def form_kwargs(self) -> dict[str, Any]:
        return {"schools": self.schools}

    def context(self) -> dict[str, Any]:
        back = reverse("cme:my_returns")
        return {"cancel_url": back, "back_url": back}


class NewPupilTell(_Return):
    """A school tells of a pupil whom it entered in its register."""

    form_class = return_forms.NewPupilForm
    template_name = "cme/return.html"
    title = "Tell us of a new pupil"
    done = "Your return is sent"

    def form_valid(self, form: Any) -> HttpResponseBase:
        returning.tell_new_pupil(form.chosen(), form.told(), by=self.request.user, on=self.on, at=self.at)
        return redirect("cme:my_returns")


class DeletionTell(_Return):
    """A school tells of a pupil whom it took off its register."""

    form_class = return_forms.DeletionForm
    template_name = "cme/return.html"
    title = "Tell us of a pupil you took off your register"
    done = "Your return is sent"

    def form_valid(self, form: Any) -> HttpResponseBase:
        found = return_queries.pupil_with_upn([form.chosen()], form.cleaned_data["upn"], self.on)
        if found is None:
            raise Refused(f"{NO_SUCH} {LIST_LACKS}", field="upn")
        child, school = found
        sights.see([child.pk], "page")
        made = returning.tell_deleted(
            school, child, form.told(), by=self.request.user, on=self.on, at=self.at,
            letter=form.cleaned_data["letter"],
        )  # fmt: skip
        if made.lacks:
            messages.warning(self.request, f"We lack {listed(made.lacks)}. Send it from this page.")
        if contest := return_queries.contest_of(made):
            messages.warning(self.request, f"{contest.why}. Answer the council from this page.")
        return redirect("cme:my_returns")


class DeletionLetter(FormPage):
    """A school sends the parents’ letter that its deletion for education at home came without."""

    permission = PORTAL
    form_class = return_forms.ParentsLetterForm
    title = "Send the parents’ letter"
    submit_label = "Send to the council"
    done = "The letter is sent"
    only_in_time = True
    told: Deletion

    def load(self, **kwargs: str) -> None:
        self.told = return_queries.get_deletion_for(self.request.user, kwargs["key"])

    def edited(self) -> Deletion:
        return self.told

    def too_late(self) -> TooLate | None:
        if self.told.lacks:
            return None
        return TooLate(
            title="Nothing is missing",
            explanation="We ask for the parents’ letter only where a pupil is educated at home, and have it by now.",
            url=reverse("cme:my_returns"),
            link="See what you told us of",
        )

    def context(self) -> dict[str, Any]:
        back = reverse("cme:my_returns")
        return {"cancel_url": back, "back_url": back, "about": str(self.told.child)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        returning.supply_letter(
            self.told, self.version(), by=self.request.user, at=self.at, **form.cleaned_data
        )  # fmt: skip
        return redirect("cme:my_returns")


class DeletionFile(Page):
    """The parents’ letter, as a download for whoever works with the child."""

    permission = pathway.WORK

    def load(self, **kwargs: str) -> None:
        self.told = return_queries.get_deletion_for(self.request.user, kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.told.letter is None:
            raise Http404
        return serve(request, self.told.letter, children=[self.told.child_id])


class DeletionAnswer(answering.Answer):
    """A school answers what is challenged about a pupil whom it took off its register."""

    reply = pathway.REPLY
    what = "deletion"

    def load(self, **kwargs: str) -> None:
        told = return_queries.get_deletion_for(self.request.user, kwargs["key"])
        if told.case is None:
            raise Http404
        self.case, self.pupil, self.about = told.case, str(told.child), told.key

    def back_url(self) -> str:
        return reverse("cme:my_returns")


class MyReturns(Page):
    """What a school has told of pupils who came and who went."""

    permission = PORTAL
    template_name = "cme/my_returns.html"
    title = "New pupils and deletions you told us of"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        came, gone = return_queries.new_pupils_for(user), return_queries.deletions_for(user, self.on)
        rows = return_tables.rows_for_schools(came, gone)
        table = return_tables.MyReturnTable.table_for(self.request, rows, on=self.on)
        _seen(table)
        return {"table": table, "back_url": reverse("cases:portal")}


class Returns(Page):
    """Every return of schools: new pupils, those first that match nobody for certain, and deletions beside them."""

    permission = pathway.WORK
    template_name = "cme/returns.html"
    title = "New pupils and deletions"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        came, gone = return_queries.new_pupils_for(user), return_queries.deletions_for(user, self.on)
        rows = return_tables.rows_for_officers(came, gone)
        table = return_tables.ReturnTable.table_for(self.request, rows, on=self.on)
        _seen(table)
        return {"table": table, "back_url": reverse("cme:list")}


def _seen(table: return_tables.ReturnTable) -> None:
    """Whom the page of the list shows, and nobody on its other pages."""
    sights.see({row.record.child for row in table.page.object_list if row.record.child}, "list")


class ReturnMatch(FormPage):
    """An officer says whom a new-pupil return is about."""

    permission = pathway.WORK
    form_class = return_forms.MatchForm
    template_name = "cme/match.html"
    title = "Whom is this return about?"
    submit_label = "Save"
    done = "It is recorded whom the return is about"
    told: NewPupil

    def load(self, **kwargs: str) -> None:
        self.told = return_queries.get_new_pupil_for(self.request.user, kwargs["key"])
        found = possible_duplicates(
            self.request.user, given=self.told.given, family=self.told.family, born_on=self.told.born_on,
            upn=self.told.upn, postcode=self.told.postcode,
        )  # fmt: skip
        self.closed = sum(one.child is None for one in found)
        self.children: list[tuple[Child, str]] = [
            (one.child, f"{one.child}, born {plain_day(one.child.born_on)}. {'; '.join(one.reasons)}")
            for one in found
            if one.child
        ]
        sights.see([child.pk for child, _ in self.children], "list")

    def edited(self) -> NewPupil:
        return self.told

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": self.children}

    def stored(self, record: Any) -> dict[str, Any]:
        return {"child": record.child.key if record.child else None}

    def context(self) -> dict[str, Any]:
        told = self.told
        rows = [
            ("School", str(told.school)),
            ("Pupil", f"{told.given} {told.family}"),
            ("Born", plain_day(told.born_on)),
            ("UPN", told.upn or "Not given"),
            ("Address", f"{told.lines}\n{told.postcode}".strip()),
            ("Came from", told.came_from or "Not said"),
            ("Entered in the register on", plain_day(told.entered_on)),
        ]
        return {
            "rows": [{"key": key, "value": value} for key, value in rows],
            "closed": self.closed,
            "cancel_url": reverse("cme:returns"),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        returning.decide(self.told, self.version(), child=form.chosen(), by=self.request.user)
        return redirect(self.told.case or "cme:returns")


class Grounds(Page):
    """The grounds on which a school may delete: which words were compared with the regulation, and by whom."""

    permission = pathway.WORK
    template_name = "cme/grounds.html"
    title = "Grounds for taking a pupil off a register"

    def context(self) -> dict[str, Any]:
        confirmed = return_queries.ground_texts()
        return {
            "rows": [
                {"ground": one, "confirmed": confirmed.get(one.key),
                 "printed": return_queries.text_of(one, confirmed.get(one.key))}
                for one in GROUNDS.values()
            ],
            "back_url": reverse("cme:returns"),
        }  # fmt: skip


class GroundConfirm(FormPage):
    """An officer confirms the words of a ground."""

    permission = pathway.WORK
    form_class = return_forms.GroundForm
    title = "Confirm the words of a ground"
    submit_label = "Confirm these words"
    done = "The words are confirmed, and letters print them"
    creates = True

    def load(self, **kwargs: str) -> None:
        if kwargs["ground"] not in GROUNDS:
            raise Http404
        self.ground = GROUNDS[kwargs["ground"]]

    def initial(self) -> dict[str, Any]:
        confirmed = return_queries.ground_texts().get(self.ground.key)
        return {"text": confirmed.text if confirmed else self.ground.words}

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("cme:grounds")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        returning.confirm_ground(
            self.ground.key, form.cleaned_data["text"], by=self.request.user, on=self.on, at=self.at
        )
        return redirect("cme:grounds")


class Requests(Page):
    """What other authorities ask us, and by when our answer is due."""

    permission = pathway.WORK
    template_name = "cme/requests.html"
    title = "What other authorities ask"

    def context(self) -> dict[str, Any]:
        rows = return_queries.requests_for(self.request.user)
        table = return_tables.RequestTable.table_for(self.request, rows, on=self.on)
        sights.see([row.record.child_id for row in table.page.object_list if row.record.child_id], "list")
        return {"table": table, "back_url": reverse("cme:list")}


class RequestEnter(FormPage):
    """What another authority asks is entered."""

    permission = pathway.WORK
    form_class = return_forms.AuthorityRequestForm
    title = "Enter what another authority asks"
    submit_label = "Save"
    creates = True

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.on}

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("cme:requests")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        made = returning.authority_asks(by=self.request.user, on=self.on, at=self.at, **form.cleaned_data)
        messages.success(self.request, f"It is recorded. Our answer is due on {plain_day(made.due_on)}.")
        return redirect("cme:requests")


def _nobody(upn: str) -> str:
    if not upn:
        return "It gives no UPN"
    return f"No record that is open to whoever entered this has the UPN {upn}. Before you answer, have a manager look"


class RequestAnswer(FormPage):
    """Our answer to another authority is recorded."""

    permission = pathway.WORK
    form_class = return_forms.RequestAnswerForm
    template_name = "cme/request.html"
    title = "What we answered another authority"
    submit_label = "Save the answer"
    done = "The answer is recorded"
    asked: AuthorityRequest

    def load(self, **kwargs: str) -> None:
        self.asked = return_queries.get_request_for(self.request.user, kwargs["key"])

    def edited(self) -> AuthorityRequest:
        return self.asked

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.asked, name) or None for name in self.form_class.base_fields}

    def context(self) -> dict[str, Any]:
        asked = self.asked
        rows = [
            ("Authority", f"{asked.authority}: {asked.from_whom}"),
            ("Came on", plain_day(asked.received_on)),
            ("Asks", asked.asked),
            ("Child", str(asked.child) if asked.child else _nobody(asked.upn)),
        ]
        return {
            "rows": [{"key": key, "value": value} for key, value in rows], "cancel_url": reverse("cme:requests"),
        }  # fmt: skip

    def form_valid(self, form: Any) -> HttpResponseBase:
        returning.answer_authority(self.asked, self.version(), by=self.request.user, on=self.on, **form.cleaned_data)
        return redirect("cme:requests")

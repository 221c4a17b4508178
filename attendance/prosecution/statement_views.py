"""The pages of the witness statements: written, changed, signed or refused, printed, written anew."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from attendance.prosecution import bundle_contents, bundle_pdf, forms, papers, queries
from attendance.prosecution.models import Statement
from attendance.prosecution.pages import OnProsecution, PaperPdf, PapersPart
from oxle.cases.permissions import children_of
from oxle.documents.actions import store_upload
from oxle.documents.serving import serve
from oxle.schooldays.wording import plain_day


class Statements(PapersPart):
    """The statements, each with what can be done with it."""

    template_name = "attendance/prosecution_statements.html"

    def context(self) -> dict[str, Any]:
        rows = self.case.statements.filter(replaced_by=None).select_related("written_by", "replaces")
        return {**super().context(), "statements": list(rows)}


class StatementWrite(OnProsecution):
    """A new statement, begun from the facts of the case."""

    form_class = forms.StatementForm
    heading = "Write a witness statement"
    submit_label = "Save the statement"
    template_name = "attendance/prosecution_form.html"
    creates = True
    back = "attendance:statements"

    def initial(self) -> dict[str, Any]:
        user = self.request.user
        return {"maker": user.name, "maker_as": user.job_title, "text": outline(self.case)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.write_statement(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        messages.success(self.request, "The statement is saved")
        return redirect(self.back_url())


class OnStatement(OnProsecution):
    """Base of the pages about one statement."""

    template_name = "attendance/prosecution_form.html"
    back = "attendance:statements"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.statement = self.case.statements.filter(key=kwargs["statement"]).first()
        if self.statement is None:
            raise Http404

    def edited(self) -> Statement:
        return self.statement

    def context(self) -> dict[str, Any]:
        return {**super().context(), "statement": self.statement}


class StatementChange(OnStatement):
    """Change a statement that is not signed."""

    form_class = forms.StatementForm
    heading = "Change the statement"
    submit_label = "Save the statement"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.statement, name) for name in ("maker", "maker_as", "text")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.change_statement(self.statement, self.version(), by=self.request.user, at=self.at, **form.cleaned_data)
        messages.success(self.request, "The statement is saved")
        return redirect(self.back_url())


class StatementSign(OnStatement):
    """Record the signature, with the signed paper where it was scanned."""

    form_class = forms.SignForm
    heading = "Record the signature"
    submit_label = "Record the signature"

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        copy = store_upload(data["copy"], by=self.request.user, at=self.at, field="copy") if data["copy"] else None
        papers.sign_statement(
            self.statement,
            self.version(),
            signed_on=data["signed_on"],
            copy=copy,
            looked_through=data["looked_through"],
            by=self.request.user,
            on=self.on,
        )
        messages.success(self.request, "The signature is recorded")
        return redirect(self.back_url())


class StatementRefuse(OnStatement):
    """Record that the maker would not sign."""

    form_class = forms.RefuseForm
    heading = "Record that it was not signed"
    submit_label = "Save"

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.refuse_statement(self.statement, self.version(), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Recorded")
        return redirect(self.back_url())


class StatementDrop(OnStatement):
    """Leave a statement out of the papers."""

    form_class = forms.ConfirmForm
    heading = "Leave this statement out"
    submit_label = "Leave it out"

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.drop_statement(self.statement, self.version())
        messages.success(self.request, "The statement is left out")
        return redirect(self.back_url())


class StatementAgain(OnStatement):
    """A new edition of a statement that was signed or refused."""

    form_class = forms.StatementForm
    heading = "Write a new edition"
    submit_label = "Save the new edition"
    creates = True

    def edited(self) -> Any:
        return None

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.statement, name) for name in ("maker", "maker_as", "text")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.write_statement(
            self.case, by=self.request.user, at=self.at, replaces=self.statement, **form.cleaned_data
        )
        messages.success(self.request, "The new edition is saved")
        return redirect(self.back_url())


class StatementPdf(PaperPdf):
    """A statement, to be signed; the signed paper itself where it was scanned."""

    called = "statement"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.statement = self.case.statements.filter(key=kwargs["statement"]).first()
        if self.statement is None:
            raise Http404

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.statement.signed_copy:
            return serve(request, self.statement.signed_copy, children=children_of(self.case), called=self.called)
        return super().get(request, *args, **kwargs)

    def content(self) -> bytes:
        cover = bundle_contents.cover_of(self.case)
        return bundle_pdf.paper("statement", statement=self.statement, cover=cover)


def outline(case: Any) -> str:
    """A beginning for an officer's statement, from what the case knows: facts only, no address, no other parent."""
    child, charge, certificate = queries.child_of(case), queries.charge_of(case), queries.certificate_of(case)
    lines = [
        "I am employed by the council and make this statement from my own knowledge and from its records.",
        f"{child.shown_name} was born on {plain_day(child.born_on)} and is registered at {case.school.name}. "
        f"{case.adult.name} is a parent of {child.shown_name}.",
    ]
    if charge:
        period = f"from {plain_day(charge.offence_from_on)} to {plain_day(charge.offence_to_on)}"
        if certificate:
            lines.append(
                f"The school’s certificate of attendance shows that {period} {child.shown_name} was absent without "
                f"authority for {certificate.unauthorised} of {certificate.possible} possible sessions."
            )
        else:
            lines.append(f"This statement is about {child.shown_name}’s attendance {period}.")
    lines += [
        f"On {plain_day(letter.sent_on)} we sent {case.adult.name} the letter “{letter.title}”."
        for letter in queries.sent_letters(case)
    ]
    return "\n\n".join(lines)

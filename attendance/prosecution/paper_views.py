"""The pages of the papers: what is ready, certificate, exhibits, unused material, bundles."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.prosecution import (
    bundle_contents,
    bundle_making,
    bundle_pdf,
    forms,
    papers,
    pathway,
    queries,
    readiness,
)
from attendance.prosecution.pages import OnProsecution, PaperPdf, PapersPart
from attendance.prosecution.register import not_borne_out
from oxle.accounts.permissions import read
from oxle.cases.queries import days_of, open_steps
from oxle.correspondence import rendering
from oxle.documents.actions import store_upload
from oxle.schooldays.wording import plain_day


class Papers(PapersPart):
    """Everything the papers need, what is missing, and where each is put right."""

    template_name = "attendance/prosecution_papers.html"

    def context(self) -> dict[str, Any]:
        case = self.case
        items = readiness.items(case, self.on)
        gaps = sum(bool(item.gap) for item in items)
        released = queries.release_of(case)
        return {
            **super().context(),
            "back_url": self.case.get_absolute_url(),
            "primary": None if gaps else self._handed_on(),
            "tasks": [
                {
                    "title": item.title,
                    "url": self._url(item),
                    "hint": item.gap or item.note,
                    **_status(item),
                }
                for item in items
            ],
            "missing": bool(gaps),
            "missing_words": f"{gaps} of {len(items)} things {'is' if gaps == 1 else 'are'} missing. The papers cannot "
            "be handed in or released until they are all there.",
            "bundle": queries.newest_bundle(case),
            "released": released,
            "released_on": days_of(case)[released.event_id] if released else None,
            "more": [
                {"text": "Exhibits", "url": reverse("attendance:exhibits", args=[case.key])},
                {"text": "Bundles", "url": reverse("attendance:bundles", args=[case.key])},
            ],
        }

    def _handed_on(self) -> dict[str, str] | None:
        """Where papers with nothing missing go next, if this person may send them: to the solicitor, to court."""
        key = self.case.key
        pages = {
            pathway.SUBMIT.key: reverse("cases:step", args=[key, pathway.SUBMIT.key]),
            pathway.RELEASE.key: reverse("attendance:release", args=[key]),
            pathway.COMMENCE.key: reverse("attendance:commence", args=[key]),
        }
        steps = [step for step in open_steps(self.case, self.request.user, self.on) if step.key in pages]
        return {"text": steps[0].label, "url": pages[steps[0].key]} if steps else None

    def _url(self, item: readiness.Item) -> str:
        key = self.case.key
        if item.place == readiness.LETTERS:
            return reverse("cases:papers", args=[self.case.came_from.key])
        if item.place == readiness.MEETINGS:
            return self.case.came_from.get_absolute_url()
        if item.place == readiness.DEFENDANT:
            return reverse("people:adult", args=[self.case.adult.key]) if self._may_see_people() else ""
        if item.place == readiness.SUPERVISION:
            return reverse("cases:step", args=[key, "consider_supervision"])
        return reverse(f"attendance:{item.place}", args=[key])

    def _may_see_people(self) -> bool:
        return self.request.user.can(read("pupils"))


# --- certificate ------------------------------------------------------------------------------------------


def _status(item: readiness.Item) -> dict[str, str]:
    if item.gap:
        return {"status": "Missing", "colour": "red"}
    return {"status": "Look at this", "colour": "yellow"} if item.look else {"status": "Ready", "colour": ""}


class CertificatePage(PapersPart):
    """The certificate of attendance as it stands."""

    template_name = "attendance/prosecution_certificate.html"

    def context(self) -> dict[str, Any]:
        certificate = queries.certificate_of(self.case)
        return {
            **super().context(),
            "certificate": certificate,
            "register": bundle_contents.register_of(certificate) if certificate else None,
            "changed": not_borne_out(self.case, certificate) if certificate else None,
            "charge": queries.charge_of(self.case),
        }


class CertificateMake(OnProsecution):
    """Make the certificate from the register as it stands now."""

    form_class = forms.ConfirmForm
    heading = "Make the certificate of attendance"
    submit_label = "Make the certificate"
    template_name = "attendance/prosecution_form.html"
    creates = True
    back = "attendance:certificate"

    def context(self) -> dict[str, Any]:
        charge = queries.charge_of(self.case)
        told = (
            f"It is made from the register’s marks from {plain_day(charge.offence_from_on)} to "
            f"{plain_day(charge.offence_to_on)}, as they stand now. A certificate made before stays on the record."
            if charge
            else "Choose the charge and the offence period first."
        )
        return {**super().context(), "told": told}

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.make_certificate(self.case, by=self.request.user, at=self.at)
        messages.success(self.request, "The certificate is made. Print it for the head to sign.")
        return redirect(self.back_url())


class CertificateSign(OnProsecution):
    """Record the head's signature."""

    form_class = forms.CertificateSignForm
    heading = "Record the head’s signature"
    submit_label = "Record the signature"
    template_name = "attendance/prosecution_form.html"
    back = "attendance:certificate"

    def form_valid(self, form: Any) -> HttpResponseBase:
        certificate = queries.certificate_of(self.case)
        if certificate is None:
            raise Http404
        data = form.cleaned_data
        data["copy"] = (
            store_upload(data["copy"], by=self.request.user, at=self.at, field="copy") if data["copy"] else None
        )
        papers.sign_certificate(certificate, on=self.on, **data)
        messages.success(self.request, "The signature is recorded")
        return redirect(self.back_url())


class CertificatePdf(PaperPdf):
    """The certificate, to be signed."""

    called = "certificate"

    def content(self) -> bytes:
        certificate = queries.certificate_of(self.case)
        if certificate is None:
            raise Http404
        register = bundle_contents.register_of(certificate)
        return bundle_pdf.paper("certificate", register=register, cover=bundle_contents.cover_of(self.case))


# --- exhibits, unused material, bundles -------------------------------------------------------------------


class Exhibits(PapersPart):
    """The exhibits: every letter sent to this defendant, and the documents somebody chose."""

    template_name = "attendance/prosecution_exhibits.html"

    def context(self) -> dict[str, Any]:
        exhibits = queries.exhibits_of(self.case)
        there = {row.letter_id for row in exhibits}
        return {
            **super().context(),
            "exhibits": exhibits,
            "to_come": [letter for letter in queries.sent_letters(self.case) if letter.pk not in there],
        }


class ExhibitAdd(OnProsecution):
    """Exhibit a document."""

    form_class = forms.ExhibitForm
    heading = "Exhibit a document"
    submit_label = "Add the exhibit"
    template_name = "attendance/prosecution_exhibit.html"
    creates = True
    back = "attendance:exhibits"

    def form_kwargs(self) -> dict[str, Any]:
        return {"documents": queries.documents_to_exhibit(self.case), "on": self.on}

    def context(self) -> dict[str, Any]:
        documents = queries.documents_to_exhibit(self.case)
        told = "" if documents else "There is no document to exhibit. Attach it to the case first."
        return {**super().context(), "told": told, "documents": documents}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        papers.exhibit_document(
            self.case,
            form.chosen,
            label=data["label"],
            title=data["title"],
            looked_through=data["looked_through"],
            by=self.request.user,
            at=self.at,
        )
        messages.success(self.request, "The exhibit is added")
        return redirect(self.back_url())


class ExhibitRemove(OnProsecution):
    """Take a document out of the exhibits."""

    form_class = forms.ConfirmForm
    heading = "Take this out of the exhibits"
    submit_label = "Take it out"
    template_name = "attendance/prosecution_form.html"
    back = "attendance:exhibits"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.exhibit = self.case.exhibits.filter(key=kwargs["exhibit"], removed_at=None).first()
        if self.exhibit is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "told": f"{self.exhibit.label}: {self.exhibit.title}"}

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.remove_exhibit(self.exhibit, at=self.at)
        messages.success(self.request, "The exhibit is taken out")
        return redirect(self.back_url())


class Schedule(PapersPart):
    """The schedule of unused material."""

    template_name = "attendance/prosecution_schedule.html"

    def context(self) -> dict[str, Any]:
        lines = list(self.case.unused_material.select_related("added_by"))
        return {**super().context(), "lines": lines, "detail": self.case.prosecution}


class UnusedAdd(OnProsecution):
    """Add a line to the schedule."""

    form_class = forms.UnusedForm
    heading = "Add unused material"
    submit_label = "Add to the schedule"
    template_name = "attendance/prosecution_form.html"
    creates = True
    back = "attendance:schedule"

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.schedule_unused(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        messages.success(self.request, "Added to the schedule")
        return redirect(self.back_url())


class UnusedNone(OnProsecution):
    """Say that there is no unused material."""

    form_class = forms.ConfirmForm
    heading = "There is no unused material"
    submit_label = "I have looked, and there is none"
    template_name = "attendance/prosecution_form.html"
    back = "attendance:schedule"

    def context(self) -> dict[str, Any]:
        told = (
            "Material is anything that was recorded or kept in the case and is not in the bundle: notes, e-mails, "
            "visits, drafts of statements, records of other agencies."
        )
        return {**super().context(), "told": told}

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.nothing_unused(self.case, by=self.request.user, on=self.on)
        messages.success(self.request, "Recorded")
        return redirect(self.back_url())


class UnusedDisclose(OnProsecution):
    """Record that a line was disclosed."""

    form_class = forms.DiscloseForm
    heading = "Record the disclosure"
    submit_label = "Record the disclosure"
    template_name = "attendance/prosecution_form.html"
    back = "attendance:schedule"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.line = self.case.unused_material.filter(number=kwargs["number"]).first()
        if self.line is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "told": self.line.description}

    def form_valid(self, form: Any) -> HttpResponseBase:
        papers.disclose(self.line, on=self.on, **form.cleaned_data)
        messages.success(self.request, "The disclosure is recorded")
        return redirect(self.back_url())


class Bundles(PapersPart):
    """Every bundle that was made of these papers."""

    template_name = "attendance/prosecution_bundles.html"

    def context(self) -> dict[str, Any]:
        released = queries.release_of(self.case)
        rows = self.case.bundles.select_related("document__file", "asked_by").order_by("-number")
        return {
            **super().context(),
            "bundles": [{"row": row, "released": released and released.bundle_id == row.pk} for row in rows],
            "cannot": rendering.missing(),
            "stale": readiness.bundle_finding(self.case, None, self.on),
        }


class BundleMake(OnProsecution):
    """Ask for a new bundle."""

    form_class = forms.ConfirmForm
    heading = "Make the bundle"
    submit_label = "Make the bundle"
    template_name = "attendance/prosecution_form.html"
    creates = True
    back = "attendance:bundles"

    def context(self) -> dict[str, Any]:
        told = (
            f"The bundle is made for {self.case.adult.name} alone: index, chronology, statements, certificate, letters "
            "with proof of service, meeting records and exhibits. It takes up to a minute. Bundles made before stay."
        )
        return {**super().context(), "told": told}

    def form_valid(self, form: Any) -> HttpResponseBase:
        bundle_making.ask_for(self.case, by=self.request.user, at=self.at)
        messages.success(self.request, "The bundle is being made. Load this page again in half a minute.")
        return redirect(self.back_url())

"""What holds of every form: a message says what it is about, and a limit is the limit of where the answer is kept."""

import ast
import copy
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms

import attendance
import oxle
from attendance.prosecution.court_models import Commencement, Hearing
from attendance.prosecution.forms import CertificateSignForm, CommenceForm, DiscloseForm, StatementForm
from attendance.prosecution.models import Certificate, Statement, UnusedMaterial
from attendance.prosecution.step_forms import HearingForm
from attendance.referrals.forms import AddRegisterForm
from attendance.referrals.meeting_forms import InterviewForm
from attendance.referrals.models import DraftFile, PaceInterview, PreStep, Referral
from attendance.referrals.section_forms import (
    BeforeForm,
    DeclarationForm,
    EvidenceForm,
    TypedParentForm,
    UnlistedForm,
)
from attendance.supervision.models import ServicesConsultation, SupervisionOrder
from attendance.supervision.step_forms import ConsultForm, ExtendForm, OrderForm
from oxle.accounts.forms import DetailsForm, InviteForm, OrganisationForm, OwnDetailsForm
from oxle.accounts.models import Organisation, User
from oxle.cases.forms import DocumentForm, MessageForm, VisitForm
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import CaseDocument, Visit
from oxle.cases.pupil_forms import SearchForm
from oxle.core.forms import OxleForm, name_from, speak
from oxle.core.models import RuleValue
from oxle.core.rules_forms import RuleChangeForm
from oxle.people.forms.access import ReasonForm
from oxle.people.forms.children import ChildFactsForm, ChildForm, NameForm
from oxle.people.forms.family import AdultForm, RelatedAdultForm, RelationshipForm
from oxle.people.forms.places import AddressCorrectForm, AddressForm, EnrolmentForm, VulnerabilityForm, WithholdForm
from oxle.people.models import Address, Adult, Child, ChildName, Enrolment, Relationship, SearchRun, Vulnerability
from oxle.schooldays.models import Calendar, Closure, Term
from oxle.schools.forms import AreaForm, ContactForm
from oxle.schools.models import School, SchoolContact
from oxle.schools.term_date_forms import CalendarForm, ClosureForm, TermForm
from tests.house.test_layers import ROOT, modules

# Each answer of one line, and the column in which it is kept, where that has a limit of its own.
KEPT_IN = [
    (InviteForm, User, "name email job_title"),
    (OwnDetailsForm, User, "name job_title phone"),
    (DetailsForm, User, "name job_title phone"),
    (OrganisationForm, Organisation, "name"),
    (RuleChangeForm, RuleValue, "value"),
    (CalendarForm, Calendar, "name"),
    (TermForm, Term, "name"),
    (ClosureForm, Closure, "reason"),
    (AreaForm, School, "area"),
    (ContactForm, SchoolContact, "name job email phone"),
    (NameForm, ChildName, "given family"),
    (ChildForm, ChildName, "given family preferred_given=given preferred_family=family"),
    (ChildForm, Child, "language"),
    (ChildForm, Address, "postcode"),
    (ChildFactsForm, Child, "ethnicity language"),
    (ReasonForm, Child, "reason=restricted_because"),
    (AdultForm, Adult, "title given family phone email language"),
    (RelatedAdultForm, Adult, "title given family phone email language"),
    (RelatedAdultForm, Relationship, "source"),
    (RelationshipForm, Relationship, "source"),
    (AddressForm, Address, "postcode withheld_because source"),
    (AddressCorrectForm, Address, "postcode"),
    (WithholdForm, Address, "because=withheld_because"),
    (EnrolmentForm, Enrolment, "year_group source"),
    (VulnerabilityForm, Vulnerability, "source"),
    (SearchForm, SearchRun, "q=query"),
    (VisitForm, Visit, "place joint_with"),
    (DocumentForm, CaseDocument, "title"),
    (MessageForm, InboxMessage, "sender"),
    (UnlistedForm, ChildName, "given family preferred_given=given preferred_family=family"),
    (UnlistedForm, Enrolment, "year_group"),
    (UnlistedForm, Address, "postcode"),
    (TypedParentForm, Adult, "title given family phone email language"),
    (TypedParentForm, Address, "postcode"),
    (BeforeForm, PreStep, "method"),
    (EvidenceForm, DraftFile, "title"),
    (DeclarationForm, Referral, "name=declared_by role=declared_as"),
    (AddRegisterForm, Referral, "declared_by declared_as"),
    (InterviewForm, PaceInterview, "place"),
    (StatementForm, Statement, "maker maker_as"),
    (CertificateSignForm, Certificate, "signed_by signed_as"),
    (DiscloseForm, UnusedMaterial, "to=disclosed_to"),
    (CommenceForm, Commencement, "urn"),
    (HearingForm, Hearing, "court"),
    (ConsultForm, ServicesConsultation, "whom"),
    (OrderForm, SupervisionOrder, "court"),
    (ExtendForm, SupervisionOrder, "court"),
]
# From here on people must see how much of it is left: the character count goes with a box of several lines.
LONG = 300


def every_form() -> list[type[OxleForm]]:
    """The classes of all our forms."""
    for package in (attendance, oxle):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "forms" in found.name:
                importlib.import_module(found.name)
    forms_of_ours = {one for one in _under(OxleForm) if one.__module__.split(".")[0] in {"attendance", "oxle"}}
    return sorted(forms_of_ours, key=lambda one: (one.__module__, one.__name__))


def _under(form: type[OxleForm]) -> Iterator[type[OxleForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _under(one)


def subjectless(form: type[OxleForm]) -> list[str]:
    """The fields of a form whose message, when they are left out, does not say in words of its own which answer is
    missing: it would only repeat the question, or say nothing of it at all."""
    found = []
    for key, declared in form.base_fields.items():
        field = copy.deepcopy(declared)
        speak(field, form.names.get(key) or name_from(str(field.label or key.replace("_", " "))))
        said = str(field.error_messages["required"])
        if field.required and (said.startswith(("Select an answer", "Enter an answer")) or "This field" in said):
            found.append(f"{form.__name__}.{key}: {said}")
    return found


def test_every_message_about_a_missing_answer_says_which_answer_it_is() -> None:
    assert len(every_form()) > 80
    assert [fault for form in every_form() for fault in subjectless(form)] == []


class Asks(OxleForm):
    """A form that says of one answer how to call it, and of the other not."""

    names = {"told": "whether the parents were told"}

    told = forms.ChoiceField(label="Were the parents told?", choices=[("yes", "Yes")])
    heard = forms.ChoiceField(label="Was the pupil heard?", choices=[("yes", "Yes")])


def test_a_question_that_no_form_has_words_for_is_found_and_named_in_full_until_it_has() -> None:
    assert subjectless(Asks) == ["Asks.heard: Select an answer to “Was the pupil heard?”"]
    assert dict(Asks({}).errors) == {
        "told": ["Select whether the parents were told"],
        "heard": ["Select an answer to “Was the pupil heard?”"],
    }


def test_no_form_is_given_a_field_past_the_door_that_gives_it_its_messages() -> None:
    found = []
    for path in modules():
        if path.relative_to(ROOT).as_posix() == "oxle/core/forms.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else []
            found += [
                f"{path.relative_to(ROOT)}:{node.lineno}"
                for target in targets
                if isinstance(target, ast.Subscript) and ast.unparse(target.value) == "self.fields"
            ]
    assert found == []


@pytest.mark.parametrize(("form", "model", "answers"), KEPT_IN)
def test_an_answer_may_be_as_long_as_the_column_in_which_it_is_kept(form, model, answers) -> None:
    for pair in answers.split():
        answer, _, column = pair.partition("=")
        limits = (form.base_fields[answer].max_length, model._meta.get_field(column or answer).max_length)
        assert limits[0] == limits[1], f"{form.__name__}.{answer} and {model.__name__}.{column or answer}: {limits}"


def test_a_long_answer_is_typed_into_a_box_that_counts_what_is_left() -> None:
    searches = {"SearchForm.q", "IdentifyForm.q", "FindOtherForm.q"}
    found = [
        f"{form.__name__}.{key}"
        for form in every_form()
        for key, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and isinstance(field.widget, forms.TextInput)
        and (field.max_length or 0) > LONG
    ]
    assert sorted({*found} - searches) == []

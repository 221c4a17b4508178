"""What home education adds to the page of a case, to a child’s record, to a message that waits, to a school’s home."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from ehe import adding, consent, orders, pathway, queries, reform
from ehe.forms import SIGNED_AS
from ehe.models import ExitForm, HomeEducation, Telling, ToldSince
from ehe.step_forms import AFTER, EXAMS
from ehe.unlisted import UNLISTED
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import handing, unlisted
from oxle.cases.challenges import listed_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Origin
from oxle.cases.offers import PortalCases, PortalRow
from oxle.cases.told import told_row
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


def yes_no(said: bool | None) -> str:
    """An answer in words; empty where there is none."""
    return {True: "Yes", False: "No", None: ""}[said]


def _day(on: date | None) -> str:
    return plain_day(on) if on else ""


def rows_of(told: Telling, *, in_confidence: bool) -> list[dict[str, Any]]:
    """What was told first, as a summary list shows it; what was said in confidence only where that may be read. That
    something was said is for everybody: the safeguarding check begins with it."""
    worry = told.worry if in_confidence or not told.worry else "Something does. Only some may read what it is."
    shown = [
        ("Told by", told.get_told_by_display()),
        ("What was said", told.words),
        ("Main reason", told.get_reason_display()),
        ("Parents’ letter", f"Of {_day(told.letter_on)}" if told.letter_on else "None yet"),
        ("Last day at school", _day(told.last_on)),
        ("Special school place arranged", yes_no(told.special_place)),
        ("School Attendance Order in force", yes_no(told.order_open)),
        ("What worries somebody", worry),
    ]
    return [{"key": key, "value": value} for key, value in shown if value]


def since_rows(told: Iterable[ToldSince], *, in_confidence: bool) -> list[dict[str, Any]]:
    """What was told since, one row each."""
    return [
        {
            "key": f"Told since, on {plain_day(one.told_on)}, by {one.school or one.get_told_by_display()}",
            "value": [f"{row['key']}: {row['value']}" for row in rows_of(one, in_confidence=in_confidence)[1:]],
        }
        for one in told
    ]


def to_read(case: Case) -> list[dict[str, Any]]:
    """What was told since and nobody has read yet, over the form on which that is recorded: the form is for everybody
    who works on the case, so what was said in confidence is not there."""
    return since_rows(adding.unread(case), in_confidence=False)


def form_rows(form: ExitForm, *, in_confidence: bool) -> list[dict[str, Any]]:
    """An exit form as it was sent, as a summary list shows it."""
    social_care = ", ".join(part for part in (form.get_social_care_display(), form.worker) if part)
    ground = ": ".join(part for part in (form.get_ground_display(), form.ground_words) if part)
    concerns = form.concerns if in_confidence else "There are concerns. Only some may read what they are."
    meeting = " ".join(part for part in (form.get_meeting_display(), _day(form.meeting_on)) if part)
    voice = " ".join(part for part in (form.voice, f"({_day(form.voice_on)})" if form.voice_on else "") if part)
    shown = [
        ("What the child says", voice),
        ("Safeguarding concerns", concerns if form.has_concerns else "None"),
        ("Neglect, trauma, health", form.history if in_confidence or not form.history else "Only some may read it."),
        ("Special educational needs", form.get_needs_display()),
        ("Social care and early help", social_care if in_confidence or not social_care else "Only some may read it."),
        ("Agencies involved", form.agencies),
        ("What the agencies wrote", "On the case, under Documents" if form.correspondence_id else ""),
        ("Attendance and exclusions", form.attendance),
        ("What the council had filled in", form.known if form.known != form.attendance else ""),
        ("Suggested by somebody at the school", yes_no(form.suggested)),
        ("What was suggested", form.suggested_words),
        ("Meeting with the parents", meeting),
        ("Officer for home education at the meeting", yes_no(form.officer_joined)),
        ("Brothers and sisters", form.siblings),
        ("Files that moved", form.files),
        ("Common transfer file", form.ctf),
        ("School nurse told", yes_no(form.nurse_told)),
        ("What the school thinks", form.view),
        ("Last day at school", _day(form.last_on)),
        ("Name off the roll", _day(form.deleted_on)),
        ("Ground for it", ground),
        ("Signed by", f"{form.signed_by}, {SIGNED_AS[form.signed_as].lower()}"),
        ("Sent by", f"{form.sent_by.name}, {plain_day(form.sent_on)}"),
    ]
    return [{"key": key, "value": value or "Not said"} for key, value in shown if value or key not in UNASKED]


# What is left out where it is empty: it need not be said.
UNASKED = {
    "What the council had filled in", "What was suggested", "Last day at school", "Name off the roll",
    "What the agencies wrote", "Officer for home education at the meeting", "Common transfer file",
}  # fmt: skip


def form_tag(form: ExitForm | None) -> tuple[str, str]:
    """How an exit form stands, in a word or two, and the colour of that."""
    if form is None:
        return "Not sent yet", "yellow"
    if form.returned_on is not None:
        return "Returned with gaps", "red"
    return ("Accepted", "green") if form.accepted_on else ("To be read", "blue")


def about(case: Case, user: User) -> dict[str, Any]:
    """What was told, the exit form and what was challenged, for the page of the case."""
    in_confidence = queries.reads_concerns(user, case)
    form = case.exit_forms.order_by("number").last()
    return {
        "rows": [
            *rows_of(case.home_education, in_confidence=in_confidence),
            *since_rows(case.told_since.select_related("school__organisation"), in_confidence=in_confidence),
            *_order_rows(case),
            *consent.rows_of(case, today()),
            *({"key": key, "value": value} for key, value in plans_in_words(queries.plans_of(case))),
        ],
        "asked": case.school_id is not None,
        "form": form,
        "form_tag": form_tag(form),
        "form_url": reverse("ehe:exit_form_read", args=[case.key]) if form else "",
        "challenges": listed_of(case),
        "lacking": reform.lacking(case, today()),
    }


def plans_in_words(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is planned of examinations and after Year 11, each with what it is; only what was said."""
    planned = (
        ("Examinations", EXAMS.get(said.get("exams", "")), said.get("exam_words")),
        ("After Year 11", AFTER.get(said.get("after", "")), said.get("after_words")),
    )
    return [(key, f"{words}: {more}" if more else words) for key, words, more in planned if words]


def _order_rows(case: Case) -> list[dict[str, Any]]:
    """What other records of ours hold of an order; no row where none does."""
    held = orders.held_of(case.child, today(), besides=case) if case.child else []
    return [{"key": "Orders, by our records", "value": [one.words for one in held]}] if held else []


def of_child(user: User, child: Child, on: date) -> dict[str, Any]:
    """The child's open case, and where what somebody tells of it is entered: it opens one where there is none."""
    case = queries.open_case_of(user, child)
    return {"case": case, "open_url": reverse("ehe:open", args=[child.key]) if user.can(pathway.WORK) else ""}


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message that waits: enter for a school, or for anybody else who tells, that a child
    is educated at home, or accept a child who was handed over."""
    if message.case is not None:
        return []
    if message.channel == Origin.HAND_OVER:
        if handing.handed_to(pathway.EHE.duty, message) is None:
            return []
        return [("Accept as educated at home", reverse("ehe:accept_hand_over", args=[message.key]))]
    if UNLISTED.is_it(message):
        return unlisted.from_message(UNLISTED, message, user)
    opens = [("Enter home education for a school from this", reverse("ehe:enter", args=[message.key]))]
    if user.can(pathway.WORK):
        opens.append(("Enter home education that anybody else tells of", reverse("ehe:told", args=[message.key])))
    return opens


def _told(user: User) -> QuerySet[HomeEducation]:
    """Those of this person's school: a manager at the council sees more, and tells of none."""
    mine = user.organisations_where(queries.PORTAL)
    return visible_to(user, HomeEducation).filter(case__school__organisation__in=mine)


def _row(case: Any) -> PortalRow:
    owes = case.is_open and not case.form_stands
    url, moment = reverse("ehe:sent", args=[case.key]), case.home_education.told_at
    return told_row(case, "Home education", url=url, moment=moment, stands=_stands(case, owes=owes), owes=owes)


def _stands(case: Any, *, owes: bool) -> tuple[str, str]:
    if owes:
        return ("Send the exit form again" if case.form_came else "Send the exit form"), "yellow"
    if not case.is_open:
        return "Ended", "grey"
    return ("Exit form accepted", "green") if case.form_accepted else ("Exit form sent", "blue")


_FORMS = ExitForm.objects.filter(case=OuterRef("pk"))
TOLD = PortalCases(
    pathway.EHE.key,
    "home_education",
    _told,
    _row,
    knows={
        "form_came": Exists(_FORMS),
        "form_stands": Exists(_FORMS.filter(returned_on=None)),
        "form_accepted": Exists(_FORMS.filter(accepted_on__isnull=False)),
    },
)


def rows_for_schools(user: User) -> list[PortalRow]:
    """What a person's school told of children whose case is not its own: that it was received, and nothing of the case;
    the sight recorded. And of pupils on no list, whom nobody has identified yet."""
    found = list(adding.told_since_by(user))
    sights.see([one.case.child_id for one in found if one.case.child_id], "list")
    since = [
        PortalRow(
            title=str(one.case.child),
            pupil=one.case.child.key,
            what="Home education",
            status="Received",
            colour="green",
            url=reverse("ehe:told_since", args=[one.key]),
            moment=one.told_at,
        )
        for one in found
        if one.case.child is not None
    ]
    return [*since, *unlisted.portal_rows(UNLISTED, user)]

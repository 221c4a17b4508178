"""What surrounds the cases of the made-up county: notes, visits, papers, the inbox, the MASH, hand-overs, conflicts."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from attendance.demo.referring import enter_for
from attendance.referrals import pathway
from oxle.accounts.permissions import Compartment
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Visit
from oxle.demo.county import County
from oxle.documents.actions import store_upload
from oxle.people import actions as people

NOTES = (
    (Compartment.ORDINARY, "Rang the parent at work. They will ask for the later start that the school offered."),
    (Compartment.ORDINARY, "The head of year says that the last two weeks were better."),
    (Compartment.ORDINARY, "E-mail from the family worker: she has seen them twice and will go again on Thursday."),
    (Compartment.LEGAL, "Checked the register against the certificate: the 14th was an INSET day and is out."),
    (Compartment.ORDINARY, "The parent asked for the letter to be read out on the phone. Done, and they understood."),
)
VISITS = (
    (Visit.Outcome.NOBODY, "A card was left with the team’s number."),
    (Visit.Outcome.ADULT, "The father said that she was asleep. Curtains drawn, music upstairs."),
    (Visit.Outcome.CHILD_HEARD, "Spoke in the kitchen. He would come back if he could start with his form tutor."),
    (Visit.Outcome.CHILD_SEEN, "Seen through the door, dressed for school at eleven."),
)
MESSAGES = (
    ("email", 1, "Copperstone School", "Please find a referral attached. The form would not open for us today."),
    ("phone", 2, "A grandparent", "Rang to say that a child on Brook Lane has not been to school for weeks."),
    ("post", 4, "Elderbrook Primary School", "A paper referral with a register printout of nine weeks."),
    ("email", 6, "Early Help, Dewmarsh", "The family you asked about has agreed to an assessment."),
    ("phone", 9, "A neighbour", "Children at home all day next door; would not give a name."),
)
ANSWERED = (
    ("email", 12, "A parent", "Asks whether a dentist’s appointment counts as an absence.", "Wrote back: it is leave."),
    (
        "phone",
        15,
        "Farshire council",
        "Asks where a family has moved from.",
        "Asked them to write to us.",
    ),
)
FILES = (
    ("notes-of-planning-meeting.txt", "Notes of the planning meeting", b"Present: mother, SENCO, family worker.\n"
     b"Agreed: a mentor at the gate, a later start on Mondays, a review in four weeks.\n"),
    ("call-log.csv", "Log of calls home", b"date,who,result\n1 September,mother,no answer\n2 September,mother,spoke\n"),
    ("letter-to-parents.txt", "The school’s letter to the parents",
     b"Dear parents, we are worried about the days that have been missed this term.\n"),
)  # fmt: skip


def add_surroundings(county: County) -> None:
    """Notes, visits, documents, safeguarding referrals, hand-overs and a conflict of interest, on some of the cases."""
    found = Case.objects.filter(pathway=pathway.REFERRAL.key, owner__isnull=False).order_by("opened_on", "pk")
    for number, case in enumerate(found.select_related("owner", "child", "school__organisation")):
        last = min(case.closed_on or county.on, county.on)
        days = (last - case.opened_on).days
        on = case.opened_on + timedelta(days=max(days * (number % 5 + 3) // 9, min(days, 6)))
        if number % 2 == 0:
            compartment, text = NOTES[number // 2 % len(NOTES)]
            casework.write_note(
                case, text=text, compartment=compartment, by=case.owner, on=on, at=county.moment(on, 16, number % 60)
            )
        if number % 4 == 1:
            _visit(county, number, case)
        if number % 6 == 2:
            _file(county, number, case)
        if number % 17 == 5:
            _mash(county, number, case)
        if number % 29 == 11:
            casework.hand_over(
                case, to="cme", by=case.owner, on=on, at=county.moment(on, 15),
                reason="Not seen at the address for two weeks; the neighbours say that they have moved.",
            )  # fmt: skip
    _conflict(county)


def _visit(county: County, number: int, case: Case) -> None:
    on = min(case.opened_on + timedelta(days=9), case.closed_on or county.on, county.on)
    outcome, text = VISITS[number // 4 % len(VISITS)]
    casework.record_visit(
        case,
        place="Home",
        outcome=outcome,
        joint_with="Family worker" if number % 8 == 1 else "",
        text=text,
        by=case.owner,
        on=on,
        at=county.moment(on, 17, number % 60),
    )


def _file(county: County, number: int, case: Case) -> None:
    name, title, content = FILES[number // 6 % len(FILES)]
    at = county.moment(case.opened_on, 15)
    file = store_upload(SimpleUploadedFile(name, content), by=case.owner, at=at)
    casework.attach(case, file, title=title, by=case.owner, on=case.opened_on, at=at)


def _mash(county: County, number: int, case: Case) -> None:
    on = min(case.opened_on + timedelta(days=10), case.closed_on or county.on)
    referral = casework.refer_to_mash(
        case,
        concern="Said to the school nurse that there is often nobody at home at night.",
        by=case.owner,
        on=on,
        at=county.moment(on, 13),
    )
    answered = on + timedelta(days=3)
    if answered <= county.on and number % 2:
        casework.record_mash_answer(
            referral,
            decision="Advice given; early help to stay in touch with the family.",
            decided_on=answered,
            fed_back_on=answered if number % 4 == 1 else None,
            version=referral.version,
        )


def _conflict(county: County) -> None:
    """One officer's neighbour, and one child whose record only those with a reason may open."""
    senior = county.people["senior"]
    case = Case.objects.filter(owner=county.people["officer1"], child__isnull=False).order_by("opened_on", "pk").first()
    people.declare_conflict(
        case.child, user=county.people["officer2"], reason="Lives next door to the family.", by=senior, on=county.on
    )
    pupil = county.take(county.schools[0])
    people.restrict(
        pupil.child, pupil.child.version, because="A member of the council’s staff is the child’s parent.",
        by=senior, on=county.on,
    )  # fmt: skip


def add_inbox(county: County) -> None:
    """Messages that wait, that were answered, and one from which a referral was entered."""
    for channel, ago, sender, text in MESSAGES:
        _message(county, channel, ago, sender, text)
    for channel, ago, sender, text, answer in ANSWERED:
        message = _message(county, channel, ago, sender, text)
        at = county.moment(county.days_ago(ago - 1), 11)
        casework.answer_message(message, answer, by=county.people["admin"], at=at, version=message.version)
    on = county.days_ago(8)
    message = _message(county, "email", 8, "Copperstone School", "Our referral is attached as a scan.")
    enter_for(county, 500, message, county.schools[1], on)


def _message(county: County, channel: str, ago: int, sender: str, text: str) -> InboxMessage:
    on = county.days_ago(ago)
    return casework.receive_message(
        team=duty_team("attendance"),
        channel=channel,
        received_on=on,
        sender=sender,
        text=text,
        files=[],
        by=county.people["admin"],
        at=county.moment(on, 9, ago),
    )

"""What the approval of a chaperone adds to the page of a case."""

from datetime import date
from typing import Any

from django.urls import reverse

from licensing.chaperones import queries, rules
from licensing.chaperones.lacking import RELATED
from licensing.chaperones.models import Chaperone, DbsCheck, Interview, LivedAt, Referee
from oxle.accounts.models import User
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case
from oxle.core.dates import london_day, today
from oxle.schooldays.wording import plain_day

# The files that come with an application on line, by the word in their address: what each is, and where it is kept.
PAPERS = {"photo": ("Photograph", "photo"), "training": ("Certificate of the training", "training_certificate")}


def about(case: Case, user: User) -> dict[str, Any]:
    """The approval or what is lacking, what was found out, and all that they told."""
    entry, on = case.chaperone, today()
    undecided = case.is_open and entry.approved_on is None
    owed = queries.from_applicant(case) if undecided else []
    return {
        "approval": _approval(entry, on),
        "elsewhere": entry.home_authority,
        "lacking": owed,
        "waits_for": queries.before_approval(case, on) if undecided and not owed else [],
        "renewal": queries.before_renewal(case, on) if case.is_open and not undecided else [],
        "others": [_other(one) for one in queries.others_of_the_name(case)],
        "declared": entry.declared if undecided else "",
        "found": _rows(
            [
                *(
                    (f"Reference of {one.name}", _reference(one))
                    for one in case.referees.prefetch_related("links_sent")
                ),
                ("Interview", _interview(queries.last_interview(case))),
                ("DBS", _dbs(queries.last_dbs(case))),
                ("Training", _training(entry)),
            ]
        ),
        "copies": [
            {"on": one.received_at, "url": reverse("licensing:certificate_copy", args=[one.key])}
            for one in case.certificate_copies.all()
        ],
        "papers": _papers(case, entry),
        "rows": _told(case, entry),
    }


def _approval(entry: Chaperone, on: date) -> list[dict[str, Any]]:
    if (term := entry.term) is None:
        return []
    path = reverse("licensing:chaperone_validity", args=[entry.number, entry.secret])
    most = entry.most_children or rules.MOST_CHILDREN.on(term.given_on)
    return _rows(
        [
            ("Number", entry.number),
            ("Today", "Valid" if term.is_valid(on) else "Not valid"),
            ("Approved", f"{plain_day(term.given_on)}, {entry.approved_by}"),
            ("Holds until", plain_day(term.until_on)),
            ("Children at once", f"At most {most}"),
            ("Conditions", entry.conditions or "None of its own"),
            ("Suspended", plain_day(entry.suspended_on) if entry.suspended_on else ""),
            ("Ended", plain_day(entry.ended_on) if entry.ended_on else ""),
            ("What anybody can check", path),
        ]
    )


def _other(case: Case) -> dict[str, str]:
    number = f", {case.chaperone.number}" if case.chaperone.number else ""
    return {"words": f"{case.reference}{number}: {case.stage_label}", "url": case.get_absolute_url()}


def _reference(referee: Referee) -> list[str]:
    if referee.suitable is None or referee.answered_on is None:
        reach = ", ".join(part for part in (referee.email, referee.phone, *referee.lines.splitlines()) if part)
        links = [
            f"A link was sent on {plain_day(london_day(one.asked_at))} to {one.email}"
            for one in referee.links_sent.all()
        ]
        return [f"Has not answered. {referee.relation}", *filter(None, (reach,)), *links]
    thinks = "suitable" if referee.suitable else "not suitable"
    by_link = " (by the link)" if referee.by_link else ""
    said = f"{plain_day(referee.answered_on)}{by_link}: {thinks}. {referee.relation}"
    return [said, _related(referee), *referee.said.splitlines()]


def _related(referee: Referee) -> str:
    if referee.related is None:
        return "It was not asked whether they are a relative"
    return f"{referee.name} {RELATED}" if referee.related else "No relative, and does not live with them"


def _interview(interview: Interview | None) -> list[str] | str:
    if interview is None:
        return "None yet"
    thinks = "suitable" if interview.suitable else "not suitable"
    return [
        f"{plain_day(interview.on)}, {interview.with_whom}: {thinks}",
        f"Identity: {interview.identity}",
        interview.record,
    ]


def _dbs(check: DbsCheck | None) -> list[str] | str:
    if check is None:
        return "Nothing seen yet"
    return [
        f"{check.get_way_display()}, seen on {plain_day(check.on)}",
        f"{check.number} of {plain_day(check.issued_on)}",
        "Enhanced, with the children’s barred list" if check.barred_list else "Not with the children’s barred list",
        "Nothing speaks against an approval" if check.suitable else "It speaks against an approval",
        *([check.decision] if check.decision else []),
        "Subscribes to the update service" if check.update_service else "Does not subscribe to the update service",
    ]


def _training(entry: Chaperone) -> str:
    if entry.trained_on is None:
        return entry.training or "None recorded"
    return f"{entry.training}, {plain_day(entry.trained_on)}"


def _told(case: Case, entry: Chaperone) -> list[dict[str, Any]]:
    adult = case.adult
    if adult is None:
        return []
    return _rows(
        [
            ("Name", adult.name),
            ("Former names", entry.former_names),
            ("Born", plain_day(adult.born_on) if adult.born_on else "Not known"),
            ("How to reach them", [part for part in (adult.email, adult.phone) if part]),
            ("National Insurance number", entry.insurance_number),
            ("Addresses as told", [_lived(one) for one in case.lived_at.all()]),
            ("Council where they live", entry.home_authority),
            ("How they do it", entry.get_paid_display()),
            ("Experience", entry.experience),
            ("Health", entry.health),
            ("What they declare", entry.declared or "Nothing"),
            ("Keeping children safe", entry.safeguarding),
            ("DBS certificate as told", _told_dbs(entry)),
            ("Agrees to the checks", "Yes" if entry.agrees_checks else "No"),
            ("Photograph", "Among the documents" if entry.photo_id and entry.by_id else _photo(entry)),
            ("Came", f"{plain_day(entry.received_on)}, {_how(case)}"),
        ]
    )


def _photo(entry: Chaperone) -> str:
    return "Sent with the application" if entry.photo_id else "None"


def _told_dbs(entry: Chaperone) -> str:
    if not entry.told_dbs_number:
        return ""
    of = f" of {plain_day(entry.told_dbs_on)}" if entry.told_dbs_on else ""
    subscribed = {True: ", with the update service", False: ", without the update service", None: ""}
    return f"{entry.told_dbs_number}{of}{subscribed[entry.told_update_service]}"


def _how(case: Case) -> str:
    return "on line" if case.origin == Origin.APPLICANT else "entered by an officer"


def _papers(case: Case, entry: Chaperone) -> list[dict[str, str]]:
    """What came on line as a file. What an officer entered stands among the documents."""
    if entry.by_id is not None:
        return []
    return [
        {"label": label, "url": reverse("licensing:chaperone_paper", args=[case.key, which])}
        for which, (label, of) in PAPERS.items()
        if getattr(entry, f"{of}_id")
    ]


def _lived(one: LivedAt) -> str:
    until = plain_day(one.to_on) if one.to_on else "today"
    address = ", ".join(part for part in (*one.lines.splitlines(), one.postcode) if part)
    return f"{plain_day(one.from_on)} to {until}: {address}"


def _rows(shown: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in shown if value]

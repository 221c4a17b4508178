"""The register of a past day: what it said on that day it says of it later, whatever happened since."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from cme import pathway as tracking
from cme.actions import refer as refer_missing
from ehe import actions as home
from ehe.pathway import EHE, MEET
from exclusions.fair_access import actions as fair_access_actions
from exclusions.fair_access import pathway as fair_access
from exclusions.fair_access.pathway import PLACING
from exclusions.placement.letters import school_joins
from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases.models import Case, Visit
from oxle.cases.pathways import Step
from oxle.missing_out.register import Register, register_for
from oxle.people.actions import add_vulnerability
from oxle.people.models import Child
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.mismatch_models import Mismatch, MismatchKind
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind, ProviderKind
from reduced_timetables import changing
from reduced_timetables.pathway import EXTEND, TIMETABLE
from tests import make
from tests.cases import make as other
from tests.cme.make import told_of_missing
from tests.ehe.make import told_of_home
from tests.exclusions.fair import known
from tests.exclusions.make import People, moment, taught
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOTHING = [0] * SESSIONS_A_WEEK
FIRST, LAST = date(2026, 11, 2), date(2026, 12, 11)


@pytest.fixture
def there() -> People:
    return People()


def said(register: Register, user: User) -> dict[str, tuple[Any, ...]]:
    """All that the register says of each child, by name."""
    return {
        row.child.shown_name: (
            row.kinds, row.since, row.days, row.days_in_term, row.days_in_year, row.offered, row.entitled, row.school,
            row.places, [case.reference for case in row.cases], row.rating.rated, row.rating.since,
            [one.said_to(user) for one in row.rating.reasons],
        )
        for row in register.rows
    }  # fmt: skip


class Autumn:
    """A county in which something happens to each of several children from one day to the next, nothing of it late."""

    def __init__(self, there: People) -> None:
        self.there, self.school, self.officer = there, there.school, there.officer
        self.tracker, self.at_home = make.user("tracking_officer"), make.user("ehe_officer")
        self.unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=self.officer)
        self.cases: dict[str, Case] = {}
        self.children = {name: make.child(name, "Example", at=self.school, born_on=date(2014, 3, 1)) for name in (
            "Excluded", "Lost", "Short", "Home", "Refused", "Apart", "Nowhere", "Differs",
        )}  # fmt: skip
        there.child = self.children["Excluded"]

    def days(self) -> dict[date, list[Callable[[date], Any]]]:
        """What is done, by day."""
        return {
            FIRST: [self.lost, self.home, self.refused, self.nowhere],
            date(2026, 11, 3): [lambda on: self.take("Lost", self.tracker, tracking.CLEAR, on)],
            date(2026, 11, 4): [self.found_unsuitable, self.differs],
            date(2026, 11, 9): [self.excluded, self.placed_apart, self.short],
            date(2026, 11, 12): [lambda on: self.take("Short", self.officer, TIMETABLE.step("validate"), on),
                                 self.named],
            date(2026, 11, 13): [self.refuses],
            date(2026, 11, 16): [lambda on: self.take("Lost", self.tracker, tracking.FIND_HERE, on, where="An aunt",
                                                      how_known="Seen")],
            date(2026, 11, 18): [lambda on: taught(self.there, self.cases["Excluded"], on)],
            date(2026, 11, 24): [lambda on: self.take("Refused", self.officer, PLACING.agree, on),
                                 lambda on: Mismatch.objects.update(agreed_at=moment(on))],
            date(2026, 12, 7): [self.extended],
            date(2026, 12, 8): [self.seen_at_home, lambda on: self.take("Home", self.at_home, MEET, on)],
            date(2026, 12, 9): [lambda on: self.take("Home", self.at_home, EHE.step("find_suitable"), on)],
            date(2026, 12, 10): [lambda on: self.take("Short", self.officer, TIMETABLE.step("return"), on)],
        }  # fmt: skip

    def take(self, name: str, by: User, step: Step, on: date, **facts: Any) -> None:
        """A step of a child's case."""
        case = self.cases[name]
        case.refresh_from_db()
        reason = "For this reason." if step.reason else ""
        cases.take(case, step, by=by, on=on, at=moment(on), facts=facts, reason=reason)

    def lost(self, on: date) -> None:
        """A school tells of a missing pupil with a social worker."""
        told = told_of_missing(last_attended_on=on - 3 * DAY, social_worker=True)
        by = self.there.head
        self.cases["Lost"] = refer_missing(self.children["Lost"], self.school, told=told, by=by, on=on, at=moment(on))

    def home(self, on: date) -> None:
        """A child in need is taught at home, and off the school's register."""
        child = self.children["Home"]
        child.enrolments.update(to_on=on - 3 * DAY)
        add_vulnerability(child, kind="child_in_need", from_on=on, source="Social care", by=self.at_home, on=on)
        case = home.tell(child, None, told=told_of_home(), origin="council", by=self.at_home, on=on, at=moment(on))
        self.cases["Home"] = case
        self.take("Home", self.at_home, EHE.step("check_safety"), on)

    def found_unsuitable(self, on: date) -> None:
        self.take("Home", self.at_home, EHE.step("find_unsuitable"), on)

    def seen_at_home(self, on: date) -> None:
        Visit.objects.create(
            case=self.cases["Home"], by=self.at_home, place="At home", on=on, at=moment(on), outcome=Visit.Outcome.ADULT
        )

    def refused(self, on: date) -> None:
        """A child needs a school: fair access."""
        child = self.children["Refused"]
        self.cases["Refused"] = fair_access_actions.open_referral(
            child, self.school, details=known(), by=self.officer, on=on, at=moment(on)
        )
        self.take("Refused", self.officer, fair_access.REFER, on)

    def named(self, on: date) -> None:
        self.far = make.school("Maintained School")
        place = {"place": str(self.far), "school": self.far.key, "starts_on": "2027-01-11"}
        self.take("Refused", self.officer, PLACING.name_place, on, **place)

    def refuses(self, on: date) -> None:
        case = self.cases["Refused"]
        case.refresh_from_db()
        school_joins(case, self.far, on)
        self.take("Refused", self.officer, PLACING.refuse, on, school=self.far.key)

    def nowhere(self, on: date) -> None:
        self._offers_nothing("Nowhere", on)

    def excluded(self, on: date) -> None:
        self.cases["Excluded"] = self.there.tell(on)

    def placed_apart(self, on: date) -> None:
        """A provider teaches a child for a part of the week."""
        self._offers_nothing("Apart", on)
        make_offer(self.children["Apart"], self.unit, kind=OfferKind.ALTERNATIVE, from_on=on, to_on=None,
                   minutes=[60] * 10, source="OX", by=None)  # fmt: skip

    def short(self, on: date) -> None:
        child, school = self.children["Short"], self.school
        self.cases["Short"] = timetabled(child, school, self.there.head, on, date(2026, 12, 4), on=on)

    def extended(self, on: date) -> None:
        """After its end the timetable is extended to the end of term."""
        case = self.cases["Short"]
        case.refresh_from_db()
        data = {"ends_on": date(2026, 12, 18), "review_on": date(2026, 12, 14), "agreed_on": None, "given_by": "",
                "risk_assessed_on": None}  # fmt: skip
        taken = {"by": self.officer, "on": on, "at": moment(on), "reason": "", "facts": {}}
        changing.extend(case, EXTEND, data=data, **taken)

    def differs(self, on: date) -> None:
        for back in (1, 2):
            Mismatch.objects.create(
                child=self.children["Differs"], school=self.school, provider=self.unit, school_code="B",
                kind=MismatchKind.ABSENT, on=on - back * DAY, half=0, found_at=moment(on),
            )  # fmt: skip
        make_offer(self.children["Differs"], self.unit, kind=OfferKind.ALTERNATIVE, from_on=on, to_on=None,
                   minutes=[60] + [0] * 9, source="OX", by=None)  # fmt: skip

    def _offers_nothing(self, name: str, on: date) -> None:
        make_offer(self.children[name], self.school, kind=OfferKind.NONE, from_on=on, to_on=None, minutes=NOTHING,
                   source="OX", by=None)  # fmt: skip


def test_what_the_register_said_on_a_day_it_says_of_that_day_ever_after(there: People) -> None:
    autumn, reads = Autumn(there), make.user("manager")
    todo, was, fired = autumn.days(), {}, set()
    for day in sorted({*todo, *(day + DAY for day in todo), date(2026, 12, 1), date(2026, 12, 6)}):
        for act in todo.get(day, ()):
            act(day)
        register = register_for(reads, day)
        was[day] = said(register, reads)
        fired |= {one.criterion.key for row in register.rows for one in row.rating.reasons}
    shown = {child.shown_name for child in autumn.children.values()}
    assert {name for register in was.values() for name in register} == shown
    assert fired == {
        "cme.in_danger", "cme.missing", "ehe.not_heard", "exclusions.day_six", "exclusions.refused", "missing_out.law",
        "missing_out.less", "missing_out.mismatched", "missing_out.nothing", "reduced_timetables.not_valid",
        "reduced_timetables.past_end",
    }  # fmt: skip
    for day, register in was.items():
        assert said(register_for(reads, day, asked_on=date(2026, 12, 14)), reads) == register, day


def test_a_step_that_is_put_right_since_is_right_on_the_past_day_too(there: People) -> None:
    autumn, reads, on = Autumn(there), make.user("manager"), date(2026, 11, 13)
    autumn.lost(FIRST)
    autumn.take("Lost", autumn.tracker, tracking.CLEAR, FIRST)
    autumn.take("Lost", autumn.tracker, tracking.FIND_HERE, date(2026, 11, 16), where="An aunt", how_known="Seen")
    red = "Not located since 2 November 2026. Recorded: social worker."
    (row,) = register_for(reads, on, asked_on=LAST).rows
    assert red in row.rating.said_to(reads)
    found = autumn.cases["Lost"].events.get(step="find_here")
    cases.correct(found, by=autumn.tracker, on=date(2026, 11, 12), at=moment(LAST), reason="A slip.")
    (row,) = register_for(reads, on, asked_on=LAST).rows
    assert red not in row.rating.said_to(reads)
    (row,) = register_for(reads, date(2026, 11, 11), asked_on=LAST).rows
    assert red in row.rating.said_to(reads)


def test_who_came_since_was_not_on_it(there: People) -> None:
    reads, on = make.user("manager"), date(2026, 11, 9)
    came = make.child("Came", "Example", at=there.school, born_on=date(2014, 3, 1))
    came.enrolments.update(from_on=date(2026, 11, 16))
    by_case = make.child("Case", "Example", born_on=date(2014, 3, 1))
    other.case(by_case, opened_on=date(2026, 11, 16))
    by_offer = make.child("Offer", "Example", born_on=date(2014, 3, 1))
    make_offer(by_offer, there.school, kind=OfferKind.NONE, from_on=date(2026, 11, 16), to_on=None, minutes=NOTHING,
               source="OX", by=None)  # fmt: skip
    unknown = make.child("Unknown", "Example", born_on=date(2014, 3, 1))
    assert [row.child for row in register_for(reads, on, asked_on=LAST).rows] == [unknown]
    assert {row.child for row in register_for(reads, on).rows} == {came, by_case, by_offer, unknown}


def test_the_page_of_a_past_day_says_so_and_its_file_is_of_that_day(there: People, monkeypatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")
    child = Child.objects.get()
    make_offer(child, there.school, kind=OfferKind.NONE, from_on=date(2026, 11, 9), to_on=date(2026, 11, 18),
               minutes=NOTHING, source="OX", by=None)  # fmt: skip
    browser = make.signed_in(there.officer)
    assert browser.get(reverse("missing_out:register")).context["table"].count == 0
    page = browser.get(reverse("missing_out:register_on", args=["2026-11-13"]))
    assert [line.record.days for line in page.context["table"].page.object_list] == [5]
    assert "This is the register at the end of 13 November 2026" in page.content.decode()
    assert reverse("missing_out:file_on", args=["2026-11-13"]) in page.content.decode()
    assert Sight.objects.latest("pk").children == [child.pk]
    file = browser.get(reverse("missing_out:file_on", args=["2026-11-13"]))
    assert "pupils-missing-out-2026-11-13.csv" in file["Content-Disposition"]
    assert [line.split(",")[13] for line in file.content.decode("utf-8-sig").splitlines()] == [
        "School days in a row", "5",
    ]  # fmt: skip
    assert "at the end of" not in browser.get(reverse("missing_out:register_on", args=["2026-11-27"])).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("28", "11", "2026"), "The day must be today or in the past"),
        (("1", "9", "2026"), "The day must be on or after 2 September 2026, the first day of the terms that are"),
        (("31", "2", "2026"), "The day must be a real date"),
        (("", "", ""), "Enter the day"),
    ],
)
def test_a_day_to_come_or_of_before_the_records_is_refused_at_its_field(
    there: People, monkeypatch, typed: tuple[str, str, str], words: str
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")
    sent = dict(zip(("day_day", "day_month", "day_year"), typed, strict=True))
    page = make.signed_in(there.officer).post(reverse("missing_out:day"), sent)
    assert words in page.context["form"].errors["day"][0]
    assert f'value="{typed[2]}"' in page.content.decode() or not typed[2]


def test_a_day_that_is_chosen_is_shown(there: People, monkeypatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")
    browser = make.signed_in(there.officer)
    for typed, leads in (("13", ["2026-11-13"]), ("27", [])):
        sent = {"day_day": typed, "day_month": "11", "day_year": "2026"}
        response = browser.post(reverse("missing_out:day"), sent)
        assert response["Location"] == reverse(
            "missing_out:register_on" if leads else "missing_out:register", args=leads
        )


@pytest.mark.parametrize("day", ["2026-11-28", "2026-09-01", "yesterday"])
def test_a_day_of_which_there_is_no_register_has_no_address(there: People, monkeypatch, day: str) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")
    browser = make.signed_in(there.officer)
    for name in ("register_on", "file_on"):
        assert browser.get(reverse(f"missing_out:{name}", args=[day])).status_code == 404

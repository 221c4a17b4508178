"""A school says that three pupils are with a provider; the provider has not seen two of them. Nobody misses that."""

from datetime import UTC, date, datetime

import pytest

from oxle.audit import acting
from oxle.cases.sweep import sweep
from oxle.correspondence.models import Message
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import OfferKind, ProviderKind
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schools.models import SchoolContact
from tests import make
from tests.browser import Visitor, in_browser
from tests.journeys.story import told_in

TODAY = date(2026, 11, 24)
NAMES = ("Ash", "Birch", "Cedar")
WHY = "The unit’s computer was down. I rang at 16:30: Cedar was there. <script>alert(1)</script>"


class People:
    """Three pupils of one school who are at a unit in the mornings, one of another school, and all who look after
    them."""

    def __init__(self) -> None:
        self.school = make.school()
        other = make.school("Demo Other School")
        self.unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())
        self.pupils = {name: make.child(name, "Example", at=self.school) for name in NAMES}
        self.pupils["Elm"] = make.child("Elm", "Example", at=other)
        for pupil in self.pupils.values():
            make_offer(
                pupil, self.unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 2), to_on=None,
                minutes=[150, 0] * 5, source="OX", by=None,
            )  # fmt: skip
        self.teacher = make.user("provider", self.unit.organisation)
        self.lead = make.user("school_attendance_lead", self.school.organisation)
        self.officer, self.manager = make.user("exclusion_officer"), make.user("manager")
        SchoolContact.objects.create(
            school=self.school, name="Demo Lead", job="Designated safeguarding lead", email="dsl@example.org"
        )
        make.user("head", other.organisation, name="Other head")

    def school_marks(self, code: str, *names: str, half: Half = Half.MORNING) -> None:
        """The home school's register of the day comes in."""
        with acting("test"):
            for name in names:
                write_marks(self.pupils[name], self.school, [SessionMark(TODAY, half, code)], source="feed", by=None)


def swept(hour: int, minute: int) -> int:
    """What the sweep finds at a time of the day."""
    with acting("system:sweep"):
        return sweep(at=datetime(2026, 11, 24, hour, minute, tzinfo=UTC)).mismatched


def marks(teacher: Visitor, **said: str) -> None:
    """The teacher marks some pupils on the register of the day."""
    teacher.open("/")
    for name, mark in said.items():
        teacher.page.get_by_label(f"{name} Example, morning", exact=True).select_option(label=mark)
    teacher.press("Save the register")


def told(kind: str = "cases.mismatch") -> dict[str, str]:
    """Who has an e-mail about it, and about how many sessions."""
    rows = Message.objects.filter(kind=kind).select_related("user").order_by("pk")
    return {row.user.name if row.user else row.email: row.reference for row in rows}


@in_browser
@pytest.mark.django_db(transaction=True)
def test_what_school_and_provider_say_differently_is_open_until_it_is_explained_or_put_right(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T09:30")
    people = People()
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(people.teacher, also=(320,)) as teacher:
            # Nobody has seen Cedar, and the teacher forgets to say so.
            marks(teacher, Ash="Present", Birch="Absent: no reason")
        people.school_marks("B", "Ash")
        assert told() == {}
        people.school_marks("B", "Birch", "Cedar")
        everybody = [
            "Example school attendance lead",
            "dsl@example.org",
            "Example exclusion officer",
            "Example manager",
        ]
        assert told() == dict.fromkeys(everybody, "1")
        story.on("2026-11-24T16:00")
        assert (swept(15, 55), swept(16, 0), swept(16, 5)) == (0, 1, 0)
        assert Message.objects.filter(kind="cases.mismatch").count() == 2 * len(everybody)

        with story.window_of(people.lead, also=(320,)) as lead:
            lead.open("/")
            assert "2 sessions since 24 November 2026." in lead.page.inner_text("main")
            lead.press("Put a mark right, or explain", role="link")
            said = lead.page.inner_text("main")
            assert [name for name in (*NAMES, "Elm") if f"{name} Example" in said] == ["Birch", "Cedar"]
            lead.press("Cedar Example", role="link")
            assert "Not marked by the provider" in lead.page.inner_text("main")
            lead.press("Explain")
            lead.press("Save and continue")
            assert lead.page.title().startswith("Error: ")
            lead.fill("Why do the registers differ?", WHY)
            lead.press("Save and continue")
            assert WHY in lead.page.inner_text("main")

        with story.window_of(people.officer, also=(320,)) as officer:
            officer.open("/")
            assert "1 register mismatch to explain" in officer.page.inner_text("main")
            officer.press("Places", role="link")
            officer.press("Register mismatches", role="link")
            officer.press("Birch Example", role="link")
            assert "Absent: no reason" in officer.page.inner_text("main")

        story.on("2026-11-24T16:40")
        with story.window_of(people.teacher, scripts=False) as teacher:
            marks(teacher, Birch="Late")

        with story.window_of(people.officer, also=(320,)) as officer:
            officer.open("/mismatches/?status=open")
            # What stands below is of earlier days, of which no school says anything: that is no mismatch.
            assert "Showing" not in officer.page.inner_text("main").partition("Not seen, and no school")[0]
            officer.open("/mismatches/?status=agreed")
            officer.press("Birch Example", role="link")
            said = officer.page.inner_text("main")
            assert "Demo Unit: Late" in said
            assert "Demo Unit: Absent: no reason" in said.partition("What happened")[2]
            officer.press("Open the pupil’s page", role="link")
            assert "Marked absent by the provider The marks agree" in officer.page.inner_text("main")

        # With code D the school claims no presence: it hears of the absence, and nobody has anything to explain.
        people.school_marks("D", "Cedar")
        story.on("2026-11-24T16:50")
        with story.window_of(people.teacher) as teacher:
            marks(teacher, Cedar="Absent: ill")
        assert told("cases.absent_elsewhere") == dict.fromkeys(everybody[:2], "1")
        with story.window_of(people.lead, also=(320,)) as lead:
            lead.open("/mismatches/?status=notice")
            lead.press("Cedar Example", role="link")
            said = lead.page.inner_text("main")
            assert "There is nothing to explain" in said
            # What was explained before stays on record.
            assert WHY in said
            # D in the afternoon is another thing: the place is for mornings.
        people.school_marks("D", "Cedar", half=Half.AFTERNOON)
        with story.window_of(people.manager, also=(320,)) as manager:
            manager.open("/mismatches/?status=open")
            manager.press("Cedar Example", role="link")
            assert "on no timetable" in manager.page.inner_text("main")
            assert not manager.page.get_by_role("button", name="Explain").count()
    states = Mismatch.objects.order_by("child__shown_name", "half").values_list("child__shown_name", "kind")
    assert list(states) == [("Birch Example", "absent"), ("Cedar Example", "notice"), ("Cedar Example", "unscheduled")]
    assert swept(17, 0) == 0

"""Once a school takes the child its name is on the pupil's record, or somebody is asked for it; and only once."""

from datetime import date

import pytest

from exclusions import to_do
from exclusions.permanent import pathway
from exclusions.placement.forms import EnrolForm
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.people.models import EnrolmentKind
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import People
from tests.exclusions.test_permanent import take

pytestmark = pytest.mark.django_db
STARTS_ON, ON = date(2026, 12, 7), date(2026, 12, 8)


def named(people: People) -> tuple[Case, School]:
    """An exclusion for which a school of ours is named whose register is not sent to us."""
    case, new = people.tell(), make.school("New School")
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    place = {"place": "New School", "school": new.key, "starts_on": STARTS_ON.isoformat()}
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), **place)
    Case.objects.filter(pk=case.pk).update(owner=people.officer)
    return case, new


def test_that_the_child_is_on_roll_is_recorded_once_for_a_place() -> None:
    people = People()
    case, _ = named(people)
    take(people, case, pathway.ENROL, ON)
    with pytest.raises(Refused, match="recorded already, from 8 December 2026"):
        take(people, case, pathway.ENROL, date(2026, 12, 9))
    other = {"place": "Far School", "school": "", "starts_on": "2026-12-10"}
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 9), **other)
    take(people, case, pathway.ENROL, date(2026, 12, 10))
    assert case.events.filter(step="enrol").count() == 2


def test_nobody_says_that_the_child_is_on_roll_before_the_pupils_record_has_the_school() -> None:
    people = People()
    case, new = named(people)

    def said() -> EnrolForm:
        case.refresh_from_db()
        data = {"on_day": "8", "on_month": "12", "on_year": "2026"}
        return EnrolForm(data, on=ON, case=case, step=pathway.ENROL, parties=())

    assert "does not say that the child is on the register of New School" in str(said().errors["on"])
    make.enrolled(people.child, new, STARTS_ON, kind=EnrolmentKind.DUAL_SUBSIDIARY)
    assert said().is_valid()


def test_my_work_asks_for_the_school_until_the_pupils_record_has_it() -> None:
    people = People()
    case, new = named(people)
    assert to_do.tasks_of(people.officer, ON) == []
    take(people, case, pathway.ENROL, ON)
    (task,) = to_do.tasks_of(people.officer, ON)
    assert (task.title, task.case, task.due_on) == ("Record the new school on the pupil’s record", case.pk, ON)
    assert task.url == f"/pupils/{people.child.key}/schools/add/"
    make.enrolled(people.child, new, STARTS_ON, kind=EnrolmentKind.DUAL_SUBSIDIARY)
    assert to_do.tasks_of(people.officer, ON) == []

"""What may stand in the way is looked at by one officer at a time: a second one is shown what the first has found."""

import pytest
from django.urls import reverse

from attendance.referrals.models import Consideration, Moment, Topic
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", court.BEGUN.isoformat() + "T10:00")


def found(note: str, version: int) -> dict[str, object]:
    """What the form sends when the first topic is resolved, with a note, and all the others are clear."""
    data: dict[str, object] = {"version": version}
    for topic in Topic:
        data[topic.value] = "clear"
    first = next(iter(Topic)).value
    return {**data, first: "resolved", f"{first}_note": note}


@pytest.mark.parametrize("release", [False, True])
def test_a_second_officer_sees_both_findings_and_overwrites_neither(people, release):
    if release:
        case = court.ready(people, court.final_warning(people))
        url = reverse("attendance:consider_release", args=[case.key])
    else:
        case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
        url = reverse("attendance:consider", args=[case.key, Moment.ACCEPTANCE.value])
    officer, senior = make.signed_in(people.officer), make.signed_in(people.senior)
    # Both open the page; the officer saves first.
    version = officer.get(url).context["version"]
    assert senior.get(url).context["version"] == version
    assert officer.post(url, found("The officer's words", version)).status_code == 302
    second = senior.post(url, found("The senior's words", version))
    assert second.status_code == 409
    rows = [(row["yours"], row["theirs"]) for row in second.context["rows"][:2]]
    assert rows == [("Found and resolved", "Found and resolved"), ("The senior's words", "The officer's words")]
    kept = Consideration.objects.get(case=case, topic=next(iter(Topic)).value, by=people.officer)
    assert kept.note == "The officer's words"
    # Having seen both, the senior saves theirs.
    assert senior.post(url, found("Both", second.context["version"])).status_code == 302
    kept.refresh_from_db()
    assert (kept.note, kept.by) == ("Both", people.senior)


def test_a_topic_without_a_finding_asks_what_was_found_and_never_for_that_finding(people):
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    url = reverse("attendance:consider", args=[case.key, Moment.ACCEPTANCE.value])
    client = make.signed_in(people.senior)
    form = client.post(url, {"version": client.get(url).context["version"]}).context["form"]
    assert form.errors["medical"] == ["Say what you found about “Medical condition or evidence”"]
    assert {topic.value for topic in Topic} == set(form.errors)

"""The head declares what the referral holds: its register and steps, or, where it has none, what it says."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals import drafting, sections
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)
REGISTER = "The head confirms that the register extract is true and that all steps are evidenced"
SAID = "The head confirms that what this referral says is true to the best of their knowledge"


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


def draft(people, reason):
    made = drafting.start_draft(school=people.school, child=people.child, by=people.lead, at=referrals.moment(ON))
    told = {"reason": reason, "cause": "Seen at work."}
    drafting.save_section(made, sections.REASON, told, version=made.version, at=referrals.moment(ON))
    return made


def declare(people, made, **ticked):
    url = reverse("attendance:section", args=[made.key, sections.DECLARATION])
    sent = {"name": "A Head", "role": "Head teacher", "evidence": "on", "version": made.version, **ticked}
    page = make.signed_in(people.lead).post(url, sent)
    made.refresh_from_db()
    return page


def is_declared(made):
    section = next(one for one in sections.sections_of(made) if one.key == sections.DECLARATION)
    return sections.is_finished(made, section)


@pytest.mark.parametrize(("reason", "words"), [("not_attending", REGISTER), ("employed", SAID)])
def test_the_head_declares_the_register_only_where_the_referral_has_one(people, reason, words):
    made = draft(people, reason)
    page = make.signed_in(people.lead).get(reverse("attendance:section", args=[made.key, sections.DECLARATION]))
    shown = page.content.decode()
    assert [text for text in (REGISTER, SAID) if text in shown] == [words]


def test_what_was_declared_is_shown_in_its_own_words_to_whoever_checks_the_answers(people):
    made = draft(people, "employed")
    assert declare(people, made, said="on").status_code == 302
    page = make.signed_in(people.lead).get(reverse("attendance:check", args=[made.key])).content.decode()
    assert SAID in page
    assert REGISTER not in page


def test_a_declaration_is_made_again_when_the_reason_came_to_need_a_register(people):
    made = draft(people, "employed")
    declare(people, made, said="on")
    assert is_declared(made)
    told = {"reason": "not_attending", "cause": "Seen at work."}
    drafting.save_section(made, sections.REASON, told, version=made.version, at=referrals.moment(ON))
    assert not is_declared(made)
    assert list(declare(people, made, said="on").context["form"].errors) == ["true"]
    declare(people, made, true="on")
    assert is_declared(made)

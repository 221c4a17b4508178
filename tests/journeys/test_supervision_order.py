"""An education supervision order in a real browser: sought, consulted on, made for a year, extended, run out."""

from datetime import date

import pytest

from oxle.audit import acting
from oxle.people.actions import add_vulnerability
from tests.attendance import court as made
from tests.browser import in_browser
from tests.journeys import officer, supervision
from tests.journeys.cast import Cast
from tests.journeys.story import told_in


@in_browser
@pytest.mark.django_db(transaction=True)
def test_an_order_is_consulted_on_made_for_a_year_and_extended_only_in_its_last_three_months(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")
    cast = Cast()
    referral = made.final_warning(cast)
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(cast.senior) as senior:
            case = supervision.is_sought(senior, referral)
            assert senior.page.url.endswith(case.get_absolute_url())
        with story.window_of(cast.officer, also=(320,)) as clerk:
            assert "Consult children's services first" in supervision.may_not_yet(clerk, case, supervision.APPLY)
            supervision.consults(clerk, case)
            supervision.names_the_supervisor(clerk, case)
            care = comes_into_care(cast)
            assert "No order can be made for a child in care" in supervision.may_not_yet(clerk, case, supervision.APPLY)
            leaves_care(care)
            supervision.applies(clerk, case)
        story.on("2027-02-01T15:00")
        with story.window_of(cast.officer, also=(320,)) as clerk:
            supervision.is_made(clerk, case)
            assert "31 January 2028: one year after it was made" in clerk.page.inner_text("main")
            supervision.directs(clerk, case, "Come to the breakfast club.")
            supervision.follows_up(clerk, case, "1 February 2027: Come to the breakfast club.")
            assert "Did not come." in clerk.page.inner_text("main")
        extend = "Record the application to extend the order"
        story.on("2027-10-31T10:00")
        with story.window_of(cast.officer) as clerk:
            assert "Not before 1 November 2027" in supervision.may_not_yet(clerk, case, extend)
        story.on("2027-11-01T10:00")
        with story.window_of(cast.officer) as clerk:
            supervision.applies(clerk, case, extend)
        story.on("2028-01-10T10:00")
        with story.window_of(cast.officer, scripts=False) as clerk:
            assert "until 28 June 2030, when compulsory school age ends" in supervision.is_extended(
                clerk, case, 1, 7, 2030
            )
            assert "28 June 2030: when compulsory school age ends" in supervision.is_extended(clerk, case, 28, 6, 2030)
        story.on("2030-06-29T10:00")
        with story.window_of(cast.officer) as clerk:
            officer.does(clerk, case, "Close: the order has ended")
            clerk.press("Save and continue")
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("expired", date(2030, 6, 29))


def comes_into_care(cast):
    with acting("test"):
        return add_vulnerability(
            cast.child,
            kind="looked_after",
            from_on=date(2026, 11, 1),
            source="Social care",
            by=cast.senior,
            on=date(2026, 11, 23),
        )


def leaves_care(care):
    with acting("test"):
        care.to_on = date(2026, 11, 22)
        care.save(update_fields=["to_on"])

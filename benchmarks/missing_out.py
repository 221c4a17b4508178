"""How fast the register of pupils missing out is shown and rated, as ratios in one run; it leaves nothing behind.

Run it on an installation that `load_demo --size county` filled: `make manage ARGS="shell" < benchmarks/missing_out.py`

Prints, each beside its target: the 95th percentile of the register's page ÷ that of an empty signed-in page (4), the
queries of its own that the page makes (8), and the rating of everybody on the register, with reasons, ÷ the one
statement that counts open cases (2.5). The copy is brought up to date first, as the worker does each minute.
"""

from statistics import median, quantiles
from time import perf_counter

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.accounts.models import User
from oxle.audit import acting
from oxle.cases.criteria import Asked
from oxle.cases.models import Case
from oxle.core import dates
from oxle.missing_out import kept
from oxle.missing_out.rating import rate
from oxle.missing_out.who import on_register
from oxle.people.models import Child

ROUNDS, TIMES = 5, 40


def seconds(act):
    """How long something takes."""
    began = perf_counter()
    act()
    return perf_counter() - began


def late(times):
    """The 95th percentile."""
    return quantiles(times, n=20)[-1]


def asked_by(browser, url):
    """How many statements a page makes."""
    with CaptureQueriesContext(connection) as made:
        browser.get(url)
    return sum("SAVEPOINT" not in one["sql"] for one in made.captured_queries)


with transaction.atomic():
    with acting("system: measuring"):
        on, at = dates.today(), dates.now()
        kept.bring_up_to_date(on, at)
        browser = Client(HTTP_HOST="127.0.0.1")
        browser.force_login(User.objects.filter(memberships__role="manager").first())
        session = browser.session
        session["second_factor"] = True
        session.save()
        page, empty = reverse("missing_out:register"), reverse("people:home")
        for url in (page, empty):
            browser.get(url)
        # One after the other, so that whatever else the machine does falls on both.
        pairs = [(seconds(lambda: browser.get(page)), seconds(lambda: browser.get(empty))) for _ in range(TIMES)]
        ratio = late([one for one, _ in pairs]) / late([other for _, other in pairs])
        print(f"page ÷ empty page, p95: {ratio:.1f} (target 4)")
        print(f"queries of its own: {asked_by(browser, page) - asked_by(browser, empty)} (target 8)")
        there = on_register(Child.objects.filter(merged_into=None), on, on)
        keys = [child.pk for child in there.children]
        rated = median(seconds(lambda: rate(Asked(keys, on, there.lacking))) for _ in range(ROUNDS))
        counted = median(seconds(lambda: Case.objects.filter(closed_on=None).count()) for _ in range(ROUNDS))
        print(f"rating ÷ counting open cases: {rated / counted:.1f} (target 2.5)")
    transaction.set_rollback(True)

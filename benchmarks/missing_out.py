"""How fast the register of pupils missing out is shown and rated, as ratios in one run; it leaves nothing behind.

Run it on an installation that `load_demo --size county` filled: `make manage ARGS="shell" < benchmarks/missing_out.py`

In that county every child is offered a full week, so some thousand pupils with open cases are first offered nothing
since days all over the autumn. Prints, each beside its target:
- the 95th percentile of the register's page ÷ that of an empty signed-in page (4), and the queries of its own (8). The
  copy is brought up to date first, as the worker does each minute;
- the rating of every child with an open case, with reasons, ÷ one statement that counts what each criterion finds of
  them (2.5): the same conditions, so that what is measured is what it costs to have them as sentences;
- what each child costs of all of them ÷ of a tenth of them (1.2: the cost is linear).
"""

from datetime import date, timedelta
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
from oxle.core.keeping import keeping
from oxle.missing_out import kept
from oxle.missing_out.kept_models import KeptRow
from oxle.missing_out.rating import rate
from oxle.missing_out.who import lacking_of
from oxle.people.models import Enrolment
from oxle.provision.models import SESSIONS_A_WEEK, Offer, OfferKind

ROUNDS, TIMES, OUT = 5, 40, 1000


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


def with_cases():
    """Every child with an open case."""
    rows = Case.objects.filter(closed_on=None, child__isnull=False).order_by("pk")
    return list(dict.fromkeys(rows.values_list("child", flat=True)))


def put_out(children, on: date):
    """Some of the children are offered nothing by their school, each since another day."""
    chosen = children[:: max(1, len(children) // OUT)]
    at = dict(Enrolment.objects.filter(child__in=chosen, to_on=None).values_list("child", "school"))
    Offer.objects.bulk_create(
        Offer(child_id=child, school_id=at[child], kind=OfferKind.NONE, from_on=on - timedelta(days=1 + number % 80),
              minutes=[0] * SESSIONS_A_WEEK, source="OX")
        for number, child in enumerate(one for one in chosen if one in at)
    )  # fmt: skip


def rated(children, on, lacking):
    """The rating of some children, with reasons."""
    with keeping():
        return rate(Asked(children, on, lacking))


def counting(children, on, lacking):
    """One statement that counts what the statements of a rating find."""
    with CaptureQueriesContext(connection) as made:
        rated(children, on, lacking)
    found = [one["sql"] for one in made.captured_queries if "ANY(" in one["sql"]]
    each = [f"SELECT count(*) AS number FROM ({sql}) AS found{place}" for place, sql in enumerate(found)]  # noqa: S608
    return f"SELECT sum(number) FROM ({' UNION ALL '.join(each)}) AS each_one"  # noqa: S608 (our own statements)


def count(statement):
    """What the statement counts."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


with transaction.atomic():
    with acting("system: measuring"):
        on, at = dates.today(), dates.now()
        children = with_cases()
        put_out(children, on)
        kept.bring_up_to_date(on, at)
        print(f"{len(children)} children with open cases, {KeptRow.objects.count()} on the register")
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
        lacking, few = lacking_of(children, on, on), children[::10]
        statement = counting(children, on, lacking)
        rated(children, on, lacking), count(statement)
        all_of_them, tenth, counted = [], [], []
        for _ in range(ROUNDS):
            all_of_them.append(seconds(lambda: rated(children, on, lacking)))
            counted.append(seconds(lambda: count(statement)))
            tenth.append(seconds(lambda: rated(few, on, {one: lacking[one] for one in few if one in lacking})))
        print(f"rating ÷ counting statement: {median(all_of_them) / median(counted):.1f} (target 2.5)")
        each = median(all_of_them) / len(children) / (median(tenth) / len(few))
        print(f"a child of all ÷ a child of a tenth: {each:.2f} (target 1.2)")
    transaction.set_rollback(True)

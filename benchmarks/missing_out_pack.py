"""What the PDF of a board pack with some hundred red pupils costs, as ratios in one run; it leaves nothing behind.

Run it on an installation that `load_demo --size county` filled:
`make manage ARGS="shell" < benchmarks/missing_out_pack.py`

Some pupils are offered nothing since days all over the autumn, and the register is frozen for the next meeting. Prints
how many are red, the time of the whole request ÷ that of bare WeasyPrint on the identical page (target 1.2), and the
most memory that the web's process and the process that makes the PDF had (target 500 MB).
"""

from datetime import timedelta
from functools import partial
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter

from django.db import transaction
from django.test import Client
from django.urls import reverse

from oxle.accounts.models import User
from oxle.audit import acting
from oxle.cases.criteria import Rated
from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence import rendering
from oxle.meetings.models import Meeting, State
from oxle.missing_out.packs.freezing import freeze
from oxle.missing_out.packs.kind import STRATEGIC_GROUP
from oxle.people.models import Enrolment
from oxle.provision.models import SESSIONS_A_WEEK, Offer, OfferKind

ROUNDS, OUT = 3, 170
LONG_AGO, LATELY = timedelta(days=60), timedelta(days=10)


def put_out(on):
    """Some children with open cases are offered nothing by their school: three of five for long, and red."""
    rows = Case.objects.filter(closed_on=None, child__isnull=False).order_by("pk")
    chosen = list(dict.fromkeys(rows.values_list("child", flat=True)))[::100][:OUT]
    Offer.objects.bulk_create(
        Offer(child_id=child, school_id=school, kind=OfferKind.NONE, minutes=[0] * SESSIONS_A_WEEK, source="OX",
              from_on=on - (LONG_AGO if number % 5 < 3 else LATELY))
        for number, (child, school) in enumerate(
            Enrolment.objects.filter(child__in=chosen, to_on=None).values_list("child", "school")
        )
    )  # fmt: skip


def seconds(act):
    """How long something takes."""
    began = perf_counter()
    act()
    return perf_counter() - began


with transaction.atomic():
    with acting("system: measuring"):
        on, at = dates.today(), dates.now()
        put_out(on)
        manager = User.objects.filter(memberships__role="manager").first()
        meeting = Meeting.objects.filter(series__kind=STRATEGIC_GROUP.key, state=State.PLANNED).latest("on")
        pack = freeze(meeting, frozen_on=on, by=manager, on=on, at=at)
        browser = Client(HTTP_HOST="127.0.0.1")
        browser.force_login(manager)
        session = browser.session
        session["second_factor"] = True
        session.save()
        url, pages, apart = reverse("missing_out:packs:pdf", args=[pack.key]), [], rendering.pdf_apart
        rendering.pdf_apart = lambda html: apart(pages.append(html) or html)
        whole, ours = [], 0
        for _ in range(ROUNDS):
            whole.append(seconds(lambda: browser.get(url)))
            # Before WeasyPrint runs in this process, as it never does in the web's.
            ours = ours or getrusage(RUSAGE_SELF).ru_maxrss
        bare = [seconds(partial(rendering.pdf, html)) for html in pages]
        print(f"{pack.rows.count()} pupils, {pack.rows.filter(rated=Rated.RED).count()} of them red")
        print(f"PDF of a pack ÷ bare WeasyPrint: {median(whole) / median(bare):.2f} (target 1.2)")
        made = getrusage(RUSAGE_CHILDREN).ru_maxrss
        print(f"most memory: {ours // 1024} MB of the web's process, {made // 1024} MB of the other (target 500)")
    transaction.set_rollback(True)

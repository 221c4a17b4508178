"""How fast the hours ledger is counted: 100,000 children over a school year, on a PostgreSQL of its own.

Run it with: python benchmarks/hours_ledger.py [how many children, from few to many]

Prints seconds for each number of children (target for 100,000: 5) and the cost per child of the most ÷ that of the
fewest (target: 1.2 at most). Before any is printed, sums and weeks are compared for some children of each sort.
"""

import os
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FIRST, LAST = date(2025, 9, 2), date(2026, 7, 20)
TERMS = (
    ((2025, 9, 2), (2025, 10, 24)), ((2025, 11, 3), (2025, 12, 19)), ((2026, 1, 5), (2026, 2, 13)),
    ((2026, 2, 23), (2026, 3, 27)), ((2026, 4, 13), (2026, 5, 22)), ((2026, 6, 1), (2026, 7, 20)),
)  # fmt: skip
CALENDARS, SCHOOLS = 20, 300
ROUNDS = 3
SECONDS, SPREAD = 5, 1.2

# Children by the rest of their number: of a thousand, 5 are on no roll, 50 changed school at New Year, 10 have a
# reduced timetable, and 10 a place with a provider, which has marks for them.
ROWS = """
INSERT INTO people_child (key, version, upn, former_upn, shown_name, sort_name, born_on, sex, ethnicity, language,
    interpreter_needed, restricted, restricted_because, legacy_reference, search_text, search_sounds)
SELECT 'child' || n, 1, NULL, '', 'Child ' || n, 'Child ' || n, date '2009-09-01' + (n * 37 %% 4300), 'U', '', '',
    false, false, '', '', '', '' FROM generate_series(1, %(children)s) AS n;
INSERT INTO people_enrolment (key, version, child_id, school_id, kind, year_group, from_on, to_on, source)
SELECT 'first' || c.id, 1, c.id, s.id, 'single', '', date '2024-09-01',
    CASE WHEN c.id %% 1000 BETWEEN 10 AND 59 THEN date '2025-12-31' END, ''
FROM people_child c JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM schools_school) s
    ON s.place = c.id %% %(schools)s WHERE c.id %% 1000 >= 5;
INSERT INTO people_enrolment (key, version, child_id, school_id, kind, year_group, from_on, to_on, source)
SELECT 'second' || c.id, 1, c.id, s.id, 'single', '', date '2026-01-01', NULL, ''
FROM people_child c JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM schools_school) s
    ON s.place = (c.id + 7) %% %(schools)s WHERE c.id %% 1000 BETWEEN 10 AND 59;
INSERT INTO provision_offer (key, version, child_id, school_id, provider_id, kind, from_on, to_on, minutes, full_time,
    basis, source)
SELECT 'reduced' || e.child_id, 1, e.child_id, e.school_id, NULL, 'reduced', date '2025-11-10', date '2026-02-13',
    ARRAY[120,0,120,0,120,0,120,0,120,0], false, '', 'OX' FROM people_enrolment e
WHERE e.child_id %% 1000 BETWEEN 60 AND 69;
INSERT INTO provision_offer (key, version, child_id, school_id, provider_id, kind, from_on, to_on, minutes, full_time,
    basis, source)
SELECT 'none' || e.child_id, 1, e.child_id, e.school_id, NULL, 'none', date '2026-01-05', NULL,
    ARRAY[0,0,0,0,0,0,0,0,0,0], false, '', 'OX' FROM people_enrolment e WHERE e.child_id %% 1000 BETWEEN 70 AND 79;
INSERT INTO provision_offer (key, version, child_id, school_id, provider_id, kind, from_on, to_on, minutes, full_time,
    basis, source)
SELECT 'away' || c.id, 1, c.id, NULL, (SELECT min(id) FROM provision_provider), 'alternative', date '2026-01-12', NULL,
    ARRAY[150,150,150,150,150,150,150,150,150,150], true, '', 'OX' FROM people_child c
WHERE c.id %% 1000 BETWEEN 70 AND 79;
INSERT INTO registers_childweek (child_id, school_id, monday, marks, source)
SELECT e.child_id, e.school_id, monday::date, (ARRAY[
    '/ \\ / \\ / \\ / \\ / \\ ', '/ \\ / \\ L \\ / \\ / \\ ', 'I I I I / \\ / \\ / \\ ', '/ \\ / \\ O O / \\ / \\ '
    ])[1 + (e.child_id * 7 + extract(doy FROM monday)::int) %% 4], 'daily feed'
FROM people_enrolment e, unnest(%(mondays)s) AS monday
WHERE monday >= e.from_on - 4 AND (e.to_on IS NULL OR monday <= e.to_on);
INSERT INTO provision_providerweek (child_id, provider_id, monday, marks)
SELECT child_id, provider_id, monday::date, '/ \\ / \\ / \\ O O / \\ '
FROM provision_offer o, unnest(%(mondays)s) AS monday WHERE provider_id IS NOT NULL AND monday >= o.from_on;
"""


def main(numbers: Sequence[int]) -> None:
    from oxle.launch import roles, settings
    from oxle.launch.paths import Place
    from oxle.launch.services import Services

    with TemporaryDirectory() as folder:
        place = Place(ROOT, Path(folder))
        place.make()
        with Services(place, careless=True) as services:
            os.environ.update(settings.for_running(place, services, mode="test", port=8000))
            roles.ensure(services.owner_url, services.app_url)
            os.environ["DATABASE_URL"] = services.owner_url
            measure(numbers)


def measure(numbers: Sequence[int]) -> None:
    """Make the children, count, and print."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from oxle.audit import acting

    call_command("migrate", verbosity=0)
    with acting("benchmark"):
        make(max(numbers))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    per_child = []
    for number in numbers:
        seconds = timed(range(1, number + 1))
        per_child.append(seconds / number)
        print(f"{number:>7,} children, {FIRST:%d %B %Y} to {LAST:%d %B %Y}: {seconds:.2f} s")
    spread = per_child[-1] / per_child[0]
    print(f"cost per child, {numbers[-1]:,} ÷ {numbers[0]:,}: {spread:.2f} (target {SPREAD} at most)")
    if spread > SPREAD or per_child[-1] > SECONDS / 100_000:
        sys.exit("slower than the target")


def make(children: int) -> None:
    """Schools and a provider through the service's own actions, the rest as rows of SQL."""
    from django.db import connection

    from oxle.accounts.models import Organisation, User
    from oxle.provision.actions import add_provider
    from oxle.provision.models import ProviderKind
    from oxle.schooldays.actions import add_calendar, add_term
    from oxle.schools.models import Authority, School

    by = User.objects.create_user("benchmark@example.org", name="Benchmark")
    calendars = []
    for number in range(CALENDARS):
        calendar = add_calendar(f"Calendar {number}", by=by, on=FIRST, is_default=number == 0)
        for place, (starts, ends) in enumerate(TERMS):
            add_term(calendar, name=f"Term {place}", starts_on=date(*starts), ends_on=date(*ends), by=by, on=FIRST)
        calendars.append(calendar)
    authority = Authority.objects.create(code="931", name="Exampleshire")
    for number in range(SCHOOLS):
        School.objects.create(
            organisation=Organisation.objects.create(kind="school", name=f"School {number}"),
            urn=str(100_000 + number), authority=authority, phase="secondary", calendar=calendars[number % CALENDARS],
        )  # fmt: skip
    add_provider(name="Provider", kind=ProviderKind.PRU, by=by)
    mondays = [
        monday
        for starts, ends in TERMS
        for monday in (date(*starts) - timedelta(days=date(*starts).weekday()) + timedelta(weeks=n) for n in range(9))
        if monday <= date(*ends)
    ]
    with connection.cursor() as cursor:
        # Their audit is not measured here.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(ROWS, {"children": children, "schools": SCHOOLS, "mondays": sorted(set(mondays))})
        cursor.execute("SET session_replication_role = DEFAULT")


def timed(children: Sequence[int]) -> float:
    """Median seconds of counting; the first round only warms up, and what it found is compared with the weeks."""
    from oxle.provision.ledger import ledgers, sums

    found = sums(children, FIRST, LAST)
    some = [child for child in children if child % 1000 in {1, 20, 61, 75, 500}][:50]
    for child, weeks in ledgers(some, FIRST, LAST).items():
        if weeks.weeks:
            one = found[child]
            held = (weeks.entitled, weeks.offered, weeks.attended, weeks.short, weeks.lacking)
            assert held == (one.entitled, one.offered, one.attended, one.short, one.lacking), child
    seconds = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        sums(children, FIRST, LAST)
        seconds.append(perf_counter() - begun)
    return median(seconds)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [10_000, 100_000])

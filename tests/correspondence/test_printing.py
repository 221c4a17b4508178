"""Each released letter is made into a PDF once, whoever makes it and whatever dies meanwhile."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from oxle.audit import acting
from oxle.correspondence import health, printing, rendering, tasks
from oxle.correspondence.models import Letter
from oxle.documents.models import File
from tests.correspondence.samples import AT, ON, draft, released, senior

needs_pango = pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")


@needs_pango
@pytest.mark.django_db
def test_a_released_letter_is_made_and_kept_with_its_fingerprint() -> None:
    letter = released()
    assert printing.print_next(at=AT) == letter
    letter.refresh_from_db()
    assert (letter.state, letter.rendered_at, letter.lease_until) == (Letter.State.RENDERED, AT, None)
    assert letter.pdf.content() == rendering.pdf(letter.html)
    assert letter.pdf.scan == "ours"


@needs_pango
@pytest.mark.django_db
def test_a_made_letter_is_never_made_again() -> None:
    letter = released()
    tasks.render_waiting()
    tasks.render_waiting()
    letter.refresh_from_db()
    assert File.objects.get() == letter.pdf


@pytest.mark.django_db
def test_a_draft_is_not_made() -> None:
    draft()
    assert printing.print_next(at=AT) is None


@needs_pango
@pytest.mark.django_db
def test_a_letter_whose_worker_died_is_made_when_its_claim_has_lapsed_and_not_before() -> None:
    letter = released()
    with acting("system: a worker that dies here"):
        assert printing._claim(AT) == letter
    assert printing.print_next(at=AT + timedelta(minutes=2)) is None
    assert printing.print_next(at=AT + timedelta(minutes=4)) == letter
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Letter.State.RENDERED, 2)


@needs_pango
@pytest.mark.django_db
def test_a_worker_that_wakes_after_another_took_over_changes_nothing() -> None:
    letter = released()
    with acting("system: a slow worker"):
        slow = printing._claim(AT)
    printing.print_next(at=AT + timedelta(minutes=4))
    first = Letter.objects.get(pk=letter.pk).pdf
    with acting("system: a slow worker"):
        printing._finish(slow, b"%PDF-late", AT + timedelta(minutes=5))
    assert Letter.objects.get(pk=letter.pk).pdf == first
    assert File.objects.count() == 1


def _unmakeable() -> Letter:
    """A released letter whose page is nested too deep to be laid out; no wording of ours could say that."""
    letter = draft()
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.RELEASED,
        released_on=ON,
        released_at=AT - timedelta(hours=1),
        released_by=senior(),
        address="Demo Mother",
        html="<div>" * 400,
    )
    return letter


@needs_pango
@pytest.mark.django_db
def test_a_letter_that_cannot_be_made_does_not_hold_up_the_others_and_is_reported() -> None:
    bad, good = _unmakeable(), released()
    printing.print_next(at=AT)
    printing.print_next(at=AT)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.problem[:14]) == (Letter.State.RELEASED, "RecursionError")
    assert good.state == Letter.State.RENDERED
    assert health.letters_problem() == "Letters that could not be made into a PDF: 1."


@needs_pango
@pytest.mark.django_db
def test_a_letter_is_given_up_after_five_failures_until_somebody_asks_again() -> None:
    letter = _unmakeable()
    made = [printing.print_next(at=AT + timedelta(hours=hour)) for hour in range(6)]
    assert made == [letter] * 5 + [None]
    printing.try_again(letter)
    assert printing.print_next(at=AT + timedelta(hours=7)) == letter


@pytest.mark.django_db
def test_without_pango_letters_wait_and_the_health_page_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    lack = (
        "Letters are waiting because this machine cannot make PDFs: install libpangoft2-1.0-0 "
        "(apt-get install libpangoft2-1.0-0)."
    )
    monkeypatch.setattr(rendering, "import_module", _fails_as_without_pango)
    rendering.missing.cache_clear()
    try:
        assert health.letters_problem() is None  # nothing waits
        letter = released()
        tasks.render_waiting()
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == (Letter.State.RELEASED, 0)
        assert health.letters_problem() == lack
        with pytest.raises(rendering.CannotRender, match=r"install libpangoft2-1\.0-0"):
            rendering.pdf(letter.html)
    finally:
        rendering.missing.cache_clear()


def _fails_as_without_pango(name: str) -> None:
    raise OSError(f"cannot load library 'libgobject-2.0-0' for {name}")


@needs_pango
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_letter_once() -> None:
    letters = [released() for _ in range(4)]
    together = Barrier(2)

    def work() -> None:
        together.wait()
        while printing.print_next(at=AT) is not None:
            pass
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    made = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    assert [(letter.state, letter.attempts) for letter in made] == [(Letter.State.RENDERED, 1)] * 4
    assert File.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_one_worker_is_claiming_is_passed_over_by_another() -> None:
    first, second = released(), released()
    claimed: list[Letter | None] = []

    def other_worker() -> None:
        with acting("system: the other worker"):
            claimed.append(printing._claim(AT))
        connection.close()

    with acting("system: the first worker"):
        assert printing._claim(AT) == first
        other = Thread(target=other_worker)
        other.start()
        other.join(timeout=20)
    assert claimed == [second]

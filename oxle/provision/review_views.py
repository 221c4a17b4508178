"""The pages of programme reviews: which are due, one that was held, and the form of the next."""

from datetime import date, timedelta
from typing import Any

import django_tables2
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.audit import sights
from oxle.core import tables
from oxle.core.pages import FormPage, Page
from oxle.provision import reviewing, reviews
from oxle.provision.models import Offer
from oxle.provision.review_forms import FollowForm, ReviewForm
from oxle.provision.review_models import NextStep, ProgrammeReview
from oxle.provision.review_words import due_words, facts_of, figures_of

READS, WRITES = read("reviews"), write("reviews")
NAMES = ("held_on", "who_came", "programme", "targets", "next_step", "next_words", "next_on")


class OwedTable(tables.OxleTable):
    """Places with the review that each owes next."""

    caption, noun, nouns = "Reviews that are due next", "pupil", "pupils"
    empty = "A pupil appears here with a place that has a review to come."
    stacks = True
    child = django_tables2.Column(verbose_name="Pupil", accessor="offer__child__shown_name", orderable=False)
    provider = django_tables2.Column(verbose_name="Provider", accessor="offer__provider__name", orderable=False)
    last_on = django_tables2.Column(verbose_name="Last review", orderable=False, default="None yet")
    due_on = django_tables2.Column(verbose_name="Due", orderable=False, empty_values=())
    status = django_tables2.Column(verbose_name="Status", orderable=False, empty_values=())
    # The day it is, and who may write; the page sets both.
    on: date = date.max
    writes = False

    def render_child(self, value: str, record: reviews.Owed) -> str:
        """The pupil, as a link to the form for those who write."""
        if not self.writes:
            return value
        url = reverse("provision:review_add", args=[record.offer.key])
        return render_to_string("provision/review_link.html", {"url": url, "name": value})

    def render_last_on(self, value: date) -> str:
        """The day of the last one."""
        return render_to_string("core/components/day.html", {"on": value}).strip()

    def render_due_on(self, record: reviews.Owed) -> str:
        """The last day, or why there is none; and why that day."""
        return render_to_string("provision/review_due.html", {"due": record.due})

    def render_status(self, record: reviews.Owed) -> str:
        """Whether it is overdue."""
        late = record.is_overdue(self.on)
        shown = {"text": "Overdue" if late else "To come", "colour": "red" if late else "grey"}
        return render_to_string("core/components/tag.html", shown)


class FollowTable(tables.OxleTable):
    """Reviews about which the council has something to say."""

    caption, noun, nouns = "Reviews after which something else comes next", "review", "reviews"
    empty = "A review appears here that says return to school or another place, until somebody says what is done."
    stacks = True
    child = tables.LinkColumn(
        lambda one: reverse("provision:review_follow", args=[one.key]), accessor="child__shown_name",
        verbose_name="Pupil", orderable=False,
    )  # fmt: skip
    provider = django_tables2.Column(verbose_name="Provider", accessor="provider__organisation__name", orderable=False)
    held_on = tables.DayColumn(verbose_name="Held", orderable=False)
    next_step = django_tables2.Column(verbose_name="Next", accessor="get_next_step_display", orderable=False)
    follow_by = django_tables2.Column(verbose_name="Say what is done by", orderable=False, empty_values=())
    # In what time the council answers a review; the page sets it, once for all rows.
    within = timedelta()

    def render_follow_by(self, record: ProgrammeReview) -> str:
        """By when."""
        shown = {"on": record.held_on + self.within}
        return render_to_string("core/components/day.html", shown).strip()


class HeldTable(tables.OxleTable):
    """Reviews that were held."""

    caption, noun, nouns = "Reviews that were held", "review", "reviews"
    empty = "A review appears here once it is recorded."
    stacks = True
    child = tables.LinkColumn(
        lambda one: reverse("provision:review", args=[one.key]), accessor="child__shown_name", verbose_name="Pupil",
        order_by=("child__sort_name",),
    )  # fmt: skip
    provider = django_tables2.Column(verbose_name="Provider", accessor="provider__organisation__name")
    held_on = tables.DayColumn(verbose_name="Held")
    next_step = django_tables2.Column(verbose_name="Next", accessor="get_next_step_display", orderable=False)


class ReviewList(Page):
    """The reviews that are due next and those that were held, of the children whom this person may see."""

    permission = READS
    template_name = "provision/review_list.html"
    title = "Programme reviews"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        owed = OwedTable.table_for(self.request, reviews.owed(user, self.on), prefix="due")
        owed.on, owed.writes = self.on, user.can(WRITES)
        held = HeldTable.table_for(self.request, reviews.reviews_for(user))
        shown = [row.record.offer.child_id for row in owed.page.object_list]
        follow = self._follow()
        listed = [*held.page.object_list, *(follow.page.object_list if follow else ())]
        sights.see([*shown, *(row.record.child_id for row in listed)], "list")
        return {"owed": owed, "follow": follow, "held": held}

    def _follow(self) -> FollowTable | None:
        """For the council’s writers: what nobody has followed up."""
        user = self.request.user
        if not (user.is_council and user.can(WRITES)):
            return None
        table = FollowTable.table_for(self.request, reviews.to_follow(user, self.on), prefix="follow")
        table.within = reviews.followed_within(self.on)
        return table


class ReviewPage(Page):
    """One review, as it was recorded."""

    permission = READS
    template_name = "provision/review_page.html"
    title = "Programme review"
    review: ProgrammeReview

    def load(self, **kwargs: str) -> None:
        self.review = reviews.get_review_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        one, user = self.review, self.request.user
        return {
            "child": one.child,
            "facts": facts_of(one, self.on),
            "follow_url": reverse("provision:review_follow", args=[one.key]) if self._may_follow() else "",
            "follow_words": "Say what the council does" if one.waits else "Change what the council does",
            "back_url": reverse("provision:reviews"),
            "change_url": reverse("provision:review_change", args=[one.key]) if reviews.may_change(user, one) else "",
            "child_url": reverse("people:child", args=[one.child.key]) if user.is_council else "",
        }

    def _may_follow(self) -> bool:
        user = self.request.user
        return user.is_council and user.can(WRITES) and NextStep(self.review.next_step).asks


class ReviewFollow(FormPage):
    """Say what the council does about the next step that a review asks for."""

    permission = WRITES
    form_class = FollowForm
    template_name = "provision/review_form.html"
    title = "What follows from a programme review"
    submit_label = "Save"
    done = "What the council does is recorded."
    review: ProgrammeReview

    def load(self, **kwargs: str) -> None:
        self.review = reviews.get_review_to_follow(self.request.user, kwargs["key"])

    def edited(self) -> ProgrammeReview:
        return self.review

    def initial(self) -> dict[str, Any]:
        return {"words": self.review.followed_words}

    def context(self) -> dict[str, Any]:
        url = reverse("provision:review", args=[self.review.key])
        return {
            "child": self.review.child, "provider": self.review.provider, "facts": facts_of(self.review, self.on),
            "back_url": url, "cancel_url": url,
        }  # fmt: skip

    def form_valid(self, form: Any) -> HttpResponseBase:
        reviewing.follow_up(self.review, self.version(), **form.cleaned_data, by=self.request.user, at=self.at)
        return redirect("provision:review", self.review.key)


class _Form(FormPage):
    permission = WRITES
    form_class = ReviewForm
    template_name = "provision/review_form.html"
    submit_label = "Save the review"


class ReviewAdd(_Form):
    """Record a review of a child's programme."""

    title = "Record a programme review"
    creates = True
    done = "The review is recorded."
    offer: Offer

    def load(self, **kwargs: str) -> None:
        self.offer = reviews.get_place_for(self.request.user, kwargs["key"], self.on)

    def initial(self) -> dict[str, Any]:
        before = self.offer.child.programme_reviews.filter(provider=self.offer.provider).first()
        return {"programme": before.programme, "targets": before.targets} if before else {}

    def context(self) -> dict[str, Any]:
        owed = reviews.owed_by([self.offer], self.on)
        url = reverse("provision:reviews")
        found = reviews.figures(self.offer.child, self.offer.place, self.on)  # type: ignore[arg-type]
        rows = figures_of(found)
        rows += [{"key": "Due", "value": due_words(one.due)} for one in owed]
        return {
            "child": self.offer.child,
            "provider": self.offer.place,
            "facts": rows,
            "back_url": url,
            "cancel_url": url,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        review = reviewing.record_review(self.offer, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect("provision:review", review.key)


class ReviewChange(_Form):
    """Put a review right."""

    title = "Change a programme review"
    done = "The review is changed."
    review: ProgrammeReview

    def load(self, **kwargs: str) -> None:
        self.review = reviews.get_own_review_for(self.request.user, kwargs["key"])

    def edited(self) -> ProgrammeReview:
        return self.review

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.review, name) for name in NAMES}

    def context(self) -> dict[str, Any]:
        url = reverse("provision:review", args=[self.review.key])
        return {
            "child": self.review.child, "provider": self.review.provider, "facts": figures_of(self.review),
            "back_url": url, "cancel_url": url,
        }  # fmt: skip

    def form_valid(self, form: Any) -> HttpResponseBase:
        reviewing.change_review(
            self.review, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )
        return redirect("provision:review", self.review.key)

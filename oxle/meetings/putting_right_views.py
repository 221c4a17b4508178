"""The page on which a decision of a meeting is put right that was recorded wrongly."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.core.pages import FormPage, TooLate
from oxle.meetings import deciding, forms, putting_right, queries
from oxle.meetings.meeting_views import OfMeeting, row_of
from oxle.meetings.models import Item


class PutRight(OfMeeting, FormPage):
    """Put right what the meeting decided about one case, where it was recorded wrongly."""

    permission = write("meetings")
    form_class = forms.PutRightForm
    title = "Put the decision right"
    template_name = "meetings/put_right_form.html"
    submit_label = "Put it right"
    done = "The decision is put right."
    only_in_time = True
    item: Item

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.item = queries.get_item_for(self.request.user, self.meeting, kwargs["item"])

    def edited(self) -> Item:
        return self.item

    def too_late(self) -> TooLate | None:
        if not (why := putting_right.why_not(self.item)):
            return None
        url = reverse("meetings:meeting", args=[self.meeting.key])
        return TooLate(title="This cannot be done now", explanation=why, url=url, link="See the meeting")

    def initial(self) -> dict[str, Any]:
        return self.stored(self.item)

    def stored(self, record: Item) -> dict[str, Any]:
        return {
            "provider": record.provider.key if record.provider else "",
            "school": record.school.key if record.school else "",
            "still_to_do": [task.key for task in record.tasks.filter(done_on=None, overtaken_on=None)],
            **{name: getattr(record, name) for name in ("decision", "starts_on", "words")},
        }

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.meeting.series.of_kind, "item": self.item}

    def context(self) -> dict[str, Any]:
        decided = self.item.decided
        return {**super().context(), "item": self.item, "row": row_of(self.item, False) if decided else None}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data, by = form.cleaned_data, self.request.user
        said = ("decision", "words", "reason", "still_to_do", "school", "provider", "starts_on", "other_year")
        told = {name: data[name] for name in said}
        putting_right.put_right(self.item, self.version(), **told, by=by, on=self.on, at=self.at)
        if data["task"]:
            deciding.give_task(self.item, what=data["task"], owner=data["owner"], due_on=data["due_on"], by=by)
        return self.to_meeting()

"""The pages of what an application lists: its places, children and chaperones; many children at once, pasted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import child_papers, drafting, item_forms, queries, sections
from licensing.applicants.pages import DraftForm, OnDraft
from licensing.applicants.pasted import HEADINGS, ChildrenForm
from oxle.core.models import new_key
from oxle.core.pages import TooLate


class ApplyList(OnDraft):
    """What a list holds, with a page for each to change it."""

    template_name = "licensing/applicants/list.html"
    pages = "licensing:apply"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.section = self.section_of(kwargs["section"])

    def section_of(self, key: str) -> sections.Section:
        """The section of a list; 404 for every other."""
        if key not in sections.LISTS:
            raise Http404
        return sections.BY_KEY[key]

    def heading(self, item: dict[str, Any]) -> str:
        """What an item is called."""
        return item_forms.heading(self.section.key, item)

    def summary(self, item: dict[str, Any]) -> str:
        """One line on an item."""
        return item_forms.summary(self.section.key, item)

    def page_title(self) -> str:
        """The section’s name."""
        return self.section.title

    def context(self) -> dict[str, Any]:
        answers = self.draft.answers
        listed = sections.items(answers, self.section.key)
        children = self.section.key == sections.CHILDREN
        unknown = {item["key"] for item in queries.unknown_schools(answers, on=self.on)} if children else set()
        attached = queries.papers_of(self.draft) if children else {}
        return {
            **super().context(),
            "section": self.section,
            "items": [
                {
                    "name": self.heading(item),
                    "words": self.summary(item),
                    "url": reverse(f"{self.pages}_item", args=[self.draft.key, self.section.key, item["key"]]),
                    "off_url": reverse(f"{self.pages}_item_off", args=[self.draft.key, self.section.key, item["key"]]),
                    "school_is_unknown": item["key"] in unknown,
                    "papers": child_papers.links_of(self.draft, item["key"], attached.get(item["key"], {}))
                    if children
                    else [],
                }
                for item in listed
            ],
            "add_label": f"Add {self.section.a_noun}",
            "add_url": reverse(f"{self.pages}_item_add", args=[self.draft.key, self.section.key]),
            "nothing_yet": f"{self.section.nouns.capitalize()} appear here once you have added one.",
            "may_paste": children,
        }


class ApplyItem(DraftForm):
    """One thing of a list: added, or changed."""

    creates = False
    pages = "licensing:apply"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.section = self.section_of(kwargs["section"])
        listed = {item["key"]: item for item in sections.items(self.draft.answers, self.section.key)}
        self.is_gone = not self.creates and kwargs["item"] not in listed
        if self.is_gone and self.sent is None:
            raise Http404
        self.key = kwargs.get("item") or new_key()
        self.item = listed.pop(self.key, {})
        self.others = list(listed.values())
        self.form_class = self.form_of_item()

    def section_of(self, key: str) -> sections.Section:
        """The section of a list; 404 for every other."""
        if key not in sections.LISTS:
            raise Http404
        return sections.BY_KEY[key]

    def form_of_item(self) -> Any:
        """The form on which an item of the list is told."""
        return item_forms.FORMS[self.section.key]

    def heading(self, item: dict[str, Any]) -> str:
        """What an item is called."""
        return item_forms.heading(self.section.key, item)

    def too_late(self) -> TooLate | None:
        return super().too_late() or (self.gone(self.section.noun, self.back_url()) if self.is_gone else None)

    def back_url(self) -> str:
        """The page of the list."""
        return reverse(f"{self.pages}_list", args=[self.draft.key, self.section.key])

    def page_title(self) -> str:
        """What is done; of a child no name, since titles are seen by others."""
        return f"{'Change' if self.item else 'Add'} {self.section.a_noun}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"others": self.others, "applicant": self.applicant.email}

    def initial(self) -> dict[str, Any]:
        return self.item

    def stored(self, record: Any) -> dict[str, Any]:
        listed = sections.items(record.answers, self.section.key)
        return next((item for item in listed if item["key"] == self.key), {})

    def context(self) -> dict[str, Any]:
        back = self.back_url()
        return {**super().context(), "back_url": back, "cancel_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.save_item(
            self.draft, self.section.key, self.key, form.answers(), nouns=self.section.nouns, version=self.version(),
            at=self.at,
        )  # fmt: skip
        return redirect(self.back_url())


class ApplyItemAdd(ApplyItem):
    """One more."""

    creates = True


class ApplyItemRemove(ApplyItem):
    """Takes one thing off its list, after asking: with a child go its days and times."""

    template_name = "licensing/applicants/remove.html"
    submit_label = "Take off"
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.name = self.heading(self.item) if self.item else ""
        self.form_class = item_forms.RemoveForm

    def page_title(self) -> str:
        """What is asked."""
        return f"Take this {self.section.noun} off?"

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "name": self.name, "is_child": self.section.key == sections.CHILDREN}

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.remove_item(self.draft, self.section.key, self.key, version=self.version(), at=self.at)
        messages.success(self.request, f"{self.name} is taken off")
        return redirect(self.back_url())


class ApplyChildrenPaste(DraftForm):
    """Many children at once, from a spreadsheet. Nothing of the table is kept unless all of it is right."""

    template_name = "licensing/applicants/paste_children.html"
    form_class = ChildrenForm
    title = "Paste a list of children"
    submit_label = "Add these children"
    creates = True

    def form_kwargs(self) -> dict[str, Any]:
        listed = sections.items(self.draft.answers, sections.CHILDREN)
        return {"applicant": self.applicant.email, "others": listed}

    def context(self) -> dict[str, Any]:
        back = reverse("licensing:apply_list", args=[self.draft.key, sections.CHILDREN])
        return {**super().context(), "headings": HEADINGS, "back_url": back, "cancel_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        found = [{"key": new_key(), **told} for told in form.cleaned_data["found"]]
        drafting.add_items(self.draft, sections.CHILDREN, found, version=self.version(), at=self.at)
        messages.success(self.request, f"{len(found)} {'child is' if len(found) == 1 else 'children are'} added")
        return redirect("licensing:apply_list", self.draft.key, sections.CHILDREN)

"""The case page and its parts: overview, timeline, letters and documents; why a date is what it is."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import actions, agreed, duties, family, meeting, queries, revoking, taking_back, timeline, without
from oxle.cases.disposal import may_hold
from oxle.cases.first_steps import next_steps
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Deadline, Event, SafeguardingReferral
from oxle.cases.pathways import TAKEN_BACK, Step
from oxle.cases.permissions import (
    KNOWS_OF_SAFEGUARDING,
    READS_SAFEGUARDING,
    children_of,
    documents_for,
    get_case_for,
    may_allocate,
    works_on,
)
from oxle.cases.projection import calendar_for
from oxle.cases.tables import due_words
from oxle.core.pages import Page
from oxle.correspondence.models import Letter
from oxle.documents.serving import serve
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import closing_of


class CasePart(Page):
    """What every part of the case page shares: the case, its identity bar, its sub-navigation."""

    permission = read("cases")
    part = ""

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        self.pathway = queries.pathway_of(self.case)
        self.people = meeting.people_in(self.request.user, self.case, self.on)

    def page_title(self) -> str:
        """The page's title holds the reference, never a name."""
        return f"{self.pathway.name} {self.case.reference}"

    def context(self) -> dict[str, Any]:
        case, user = self.case, self.request.user
        upcoming = queries.live_deadlines(case)
        counts = any(row.counts_school_days for row in upcoming)
        calendar = calendar_for(case) if counts else None
        known = meeting.known_of(user, case, self.people, self.on)
        return {
            "case": case,
            "pathway": self.pathway,
            "stage": queries.stage_of(case),
            "record_url": self.record_url(),
            "facts": self.facts(upcoming),
            "tags": [*self.tags(), *known.tags],
            "warnings": [*known.warnings, *self.closing()],
            "parts": self.parts(),
            "deadlines": [
                {
                    "row": row,
                    "words": words,
                    "state": state,
                    "school_day": earlier_school_day(row),
                }
                for row in upcoming
                for words, state in [
                    due_words(row.due_on, self.on, row.against, calendar if row.counts_school_days else None)
                ]
            ],
            "can_write": works_on(user, case),
        }

    def closing(self) -> list[str]:
        """That the school of an open case has closed, and who took its place."""
        said = closing_of(self.case.school, self.on) if self.case.school and self.case.is_open else ""
        return [said] if said else []

    def record_url(self) -> str:
        """Where the record of the child stands, for those who may read it."""
        may_read = self.case.child and self.request.user.can(read("pupils"))
        return reverse("people:child", args=[self.case.child.key]) if may_read else ""

    def facts(self, upcoming: list[Any]) -> list[dict[str, Any]]:
        """The identity bar: who, which school, where it stands, what is next."""
        case = self.case
        found = meeting.facts_of(case.child)
        if case.school:
            found.append({"label": "School", "value": case.school.name})
        found += [
            {"label": "Reference", "value": case.reference},
            {"label": "Officer", "value": case.owner.name if case.owner else "Nobody yet"},
        ]
        if case.retain_until_on:
            found.append({"label": "Kept until", "value": plain_day(case.retain_until_on)})
        if upcoming and upcoming[0].due_on:
            found.append({"label": "Next date", "value": f"{plain_day(upcoming[0].due_on)}: {upcoming[0].label}"})
        return found

    def tags(self) -> list[dict[str, str]]:
        """Where the case stands, and what must not be overlooked."""
        case = self.case
        found = [{"text": queries.stage_of(case).label, "colour": "grey" if case.closed_on else "blue"}]
        if case.paused_since_on:
            found.append({"text": f"Paused since {plain_day(case.paused_since_on)}", "colour": "yellow"})
        if case.on_hold:
            found.append({"text": "Legal hold", "colour": "purple"})
        return found

    def parts(self) -> list[dict[str, Any]]:
        """The sub-navigation."""
        parts = [("case", "Overview"), ("timeline", "Timeline"), ("papers", "Letters and documents")]
        more = duties.duty(self.case.duty).case_parts
        return [
            *(
                {"label": label, "url": reverse(f"cases:{name}", args=[self.case.key]), "active": name == self.part}
                for name, label in parts
            ),
            *(
                {"label": label, "url": url, "active": label == self.part}
                for label, url in (more(self.case, self.request.user) if more else [])
            ),
        ]


def earlier_school_day(row: Deadline) -> date | None:
    """The school's last day before a limit that falls outside its days; None when the limit is a school day itself."""
    last = row.explanation.get("last_school_day")
    return date.fromisoformat(last) if last and row.due_on and last != row.due_on.isoformat() else None


class CaseOverview(CasePart):
    """What stands, what is next, what can be done, and what the duty knows."""

    template_name = "cases/case.html"
    part = "case"

    def context(self) -> dict[str, Any]:
        case, user = self.case, self.request.user
        primary, actions = self.actions()
        flags = family.around(user, case)
        sights.see(family.children_of(flags), "page")
        return {
            **(shared := super().context()),
            "warnings": [*shared["warnings"], *without.warning_of(user, case, self.on)],
            "primary": primary,
            "actions": actions,
            "more": self.more(),
            "parties": self.parties(),
            "panels": [
                {"heading": panel.heading, "template": panel.template, **panel.context(case, user)}
                for panel in sorted(duties.duty(case.duty).panels, key=lambda one: one.order)
                if not panel.pathways or case.pathway in panel.pathways
            ],
            "flags": flags,
            "agreed": agreed.of_case(case),
            "mash": self.contacts() if user.can(KNOWS_OF_SAFEGUARDING) else [],
            "reads_safeguarding": user.can(READS_SAFEGUARDING),
            "hand_overs": [
                (one, duties.COUNCIL_DUTIES.get(one.to_duty, one.to_duty))
                for one in case.handed_over.select_related("waits_with", "opened", "refused_by")
            ],
        }

    def contacts(self) -> list[SafeguardingReferral]:
        """The contacts to the MASH, each with its number, the newest first."""
        found = queries.numbered(self.case.safeguarding_referrals.all())
        return sorted(found, key=lambda row: row.on, reverse=True)

    def actions(self) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        """What the day calls for, and everything else that can be done: one button a page."""
        steps = queries.open_steps(self.case, self.request.user, self.on)
        primary = [self.action(step) for step in next_steps(self.case, steps, self.on)]
        buttons = {button["url"]: button for button in (self.action(step) for step in steps)}
        return primary, [button for button in buttons.values() if button not in primary]

    def action(self, step: Step) -> dict[str, str]:
        """A step as a button: its own page where it has one."""
        page = duties.duty(self.case.duty).step_pages.get(duties.step_key(self.pathway, step))
        if page is None:
            return {"text": step.label, "url": reverse("cases:step", args=[self.case.key, step.key])}
        return {"text": page.label or step.label, "url": reverse(page.url_name, args=[self.case.key])}

    def parties(self) -> list[dict[str, str]]:
        """Whom the case concerns, with the way to their own pages."""
        found = []
        for party in self.people:
            kind = "adult" if party.adult else "child"
            url = reverse(f"people:{kind}", args=[(party.adult or party.child).key]) if party.opens else ""
            role = party.role.capitalize() + (f", until {plain_day(party.to_on)}" if party.to_on else "")
            found.append({"name": party.name, "role": role, "url": url})
        return found

    def more(self) -> list[dict[str, str]]:
        """What is done on any case at any time, and what on a closed one."""
        user, case = self.request.user, self.case
        writes = works_on(user, case)
        offered = (
            ("Add a note", "note", writes),
            ("Record a visit", "visit", writes),
            ("Record an agreed action", "agree", writes and case.is_open),
            ("Attach a document", "attach", writes),
            ("Record a contact to the MASH", "mash", writes),
            ("Allocate", "allocate", may_allocate(user, case)),
            ("Hand over to another team", "hand_over", writes),
            ("Take back the closing", "take_back", taking_back.may_take_back(user, case)),
            ("Legal hold", "hold", may_hold(user, case)),
            ("Keeping and disposal", "disposal", case.closed_on is not None and user.can(read("disposal"))),
        )
        return [{"text": text, "url": reverse(f"cases:{name}", args=[case.key])} for text, name, may in offered if may]


class CaseTimeline(CasePart):
    """Everything that happened, newest first."""

    template_name = "cases/timeline.html"
    part = "timeline"

    def context(self) -> dict[str, Any]:
        colours = {
            "correction": "yellow", TAKEN_BACK: "yellow", "note": "grey", "visit": "teal", "allocation": "grey",
            "hold": "purple",
        }  # fmt: skip
        items = [
            {
                "title": entry.title,
                "by": entry.by,
                "at": entry.moment,
                "text": entry.text_with_day,
                "tag": self._tag(entry),
                "colour": colours.get(entry.kind, "blue"),
                "url": reverse("cases:correct", args=[self.case.key, entry.event.order])
                if entry.event and not entry.corrected and self._may_correct(entry.event)
                else "",
                "link": "Correct this entry",
                "second_url": reverse("cases:take_back_entry", args=[self.case.key, entry.event.order])
                if entry.event and not entry.corrected and self._may_revoke(entry.event)
                else "",
                "second_link": "Take this entry back",
                "changed": entry.changed,
            }
            for entry in timeline.timeline(self.case, self.request.user)
        ]
        return {**super().context(), "items": items}

    def _tag(self, entry: timeline.Entry) -> str:
        if entry.taken_back:
            return "Taken back"
        return "Corrected" if entry.corrected else "Correction" if entry.kind == "correction" else ""

    def _may_correct(self, event: Event) -> bool:
        if event.step == TAKEN_BACK:
            return False
        return actions.may_correct(self.request.user, self.pathway.step(event.step))

    def _may_revoke(self, event: Event) -> bool:
        if event.step == TAKEN_BACK or event.by_id is None:
            return False
        return revoking.may_revoke(self.request.user, self.case, event)


class CasePapers(CasePart):
    """The letters and documents of a case that this person may read."""

    template_name = "cases/papers.html"
    part = "papers"

    def context(self) -> dict[str, Any]:
        links = self.case.letters.select_related("letter", "party__adult", "party__organisation").order_by("-pk")
        days = queries.days_of(self.case)
        seen = visible_to(self.request.user, Letter).filter(on_case__case=self.case)
        allowed = set(seen.values_list("pk", flat=True))
        return {
            **super().context(),
            "letters": [{"letter": link, "on": days[link.event_id]} for link in links if link.letter_id in allowed],
            "documents": documents_for(self.request.user, self.case),
            "came": list(visible_to(self.request.user, InboxMessage).filter(case=self.case)),
        }


class CaseDocumentDownload(Page):
    """A document of a case, as a download."""

    permission = read("cases")

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        documents = {one.key: one for one in documents_for(self.request.user, self.case)}
        if kwargs["document"] not in documents:
            raise Http404
        self.document = documents[kwargs["document"]]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.document.file, children=children_of(self.case))


class WhyThisDate(CasePart):
    """How a deadline was worked out: from what, by which rule, on which calendar, and every day that was skipped."""

    template_name = "cases/why.html"
    part = "case"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        rows = self.case.deadlines.filter(clock=kwargs["clock"], event__order=kwargs["order"])
        self.row = rows.select_related("event", "party__adult").first()
        if self.row is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        row, why = self.row, self.row.explanation
        rows = [
            {"key": "Due", "value": plain_day(row.due_on) if row.due_on else row.why_not},
            {"key": "Counts from", "value": f"{why['from']}, {plain_day(row.counted_from_on)}"},
            {"key": "Time allowed", "value": why["limit"]},
            {"key": "Rule", "value": why["law"]},
            {"key": "How it was counted", "value": why["lines"]},
        ]
        if why.get("last_school_day"):
            rows.append({"key": "Last school day", "value": plain_day(date.fromisoformat(why["last_school_day"]))})
        if why.get("last_working_day"):
            rows.append({"key": "Last working day", "value": plain_day(date.fromisoformat(why["last_working_day"]))})
        return {
            **super().context(),
            "row": row,
            "rows": rows,
            "skipped": [{"day": date.fromisoformat(day), "why": reason} for day, reason in why["skipped"]],
            "history": [
                {
                    "due_on": date.fromisoformat(old["due_on"]) if old["due_on"] else None,
                    "until": datetime.fromisoformat(old["until"]),
                    "because": old["because"],
                }
                for old in row.history
            ],
        }

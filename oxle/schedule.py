"""Every periodic job in one table: what runs, how often, and which queue takes it.

A job is only a wake-up. What is due is read from rows, so a job that did not run for three days costs
lateness, never omission.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One periodic job: its task's dotted name, seconds between runs, and queue."""

    task: str
    every: float
    queue: str = "sweep"

    def as_beat(self) -> dict[str, object]:
        """The entry as Celery beat reads it. An unrun message goes stale before the next is sent."""
        return {"task": self.task, "schedule": self.every, "options": {"queue": self.queue, "expires": self.every}}


SCHEDULE = {
    "sweep the deadlines": Entry("oxle.cases.tasks.sweep", every=300),
    "recount after changed term dates": Entry("oxle.cases.tasks.recount", every=60, queue="import"),
    "work out how long cases are kept": Entry("oxle.cases.tasks.settle_retention", every=3600, queue="import"),
    "destroy what two people decided to": Entry("oxle.cases.tasks.dispose", every=300, queue="import"),
    "send what waits in the outbox": Entry("oxle.correspondence.tasks.send_waiting", every=20, queue="notify"),
    "render released letters": Entry("oxle.correspondence.tasks.render_waiting", every=20, queue="pdf"),
    "make court bundles": Entry("attendance.prosecution.tasks.make_bundles", every=20, queue="pdf"),
    "scan uploaded files": Entry("oxle.documents.tasks.scan_waiting", every=20, queue="import"),
    "remove files without a record": Entry("oxle.documents.tasks.remove_orphans", every=86_400, queue="import"),
    "forget expired searches": Entry("oxle.people.tasks.forget_searches", every=3600),
    "count letters as served": Entry("oxle.correspondence.tasks.mark_served", every=3600),
    "list unusual reads": Entry("oxle.audit.tasks.find_unusual_reads", every=86_400),
    "forget ended sessions": Entry("oxle.accounts.tasks.forget_old", every=3600),
    "seal the audit log": Entry("oxle.audit.tasks.seal", every=600),
}

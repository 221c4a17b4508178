"""Every periodic job of the platform in one table: what runs, how often, and which queue takes it.

A job is only a wake-up. What is due is read from rows, so a job that did not run for three days costs
lateness, never omission.
"""

from oxle.core.periodic import Periodic

SCHEDULE = {
    "sweep the deadlines": Periodic("oxle.cases.tasks.sweep", every=300),
    "recount after changed term dates": Periodic("oxle.cases.tasks.recount", every=60, queue="import"),
    "work out how long cases are kept": Periodic("oxle.cases.tasks.settle_retention", every=3600, queue="import"),
    "destroy what two people decided to": Periodic("oxle.cases.tasks.dispose", every=300, queue="import"),
    "send what waits in the outbox": Periodic("oxle.correspondence.tasks.send_waiting", every=20, queue="notify"),
    "render released letters": Periodic("oxle.correspondence.tasks.render_waiting", every=20, queue="pdf"),
    "freeze the register for a meeting": Periodic("oxle.missing_out.tasks.freeze_waiting", every=20, queue="import"),
    "scan uploaded files": Periodic("oxle.documents.tasks.scan_waiting", every=20, queue="import"),
    "remove files without a record": Periodic("oxle.documents.tasks.remove_orphans", every=86_400, queue="import"),
    "forget expired searches": Periodic("oxle.people.tasks.forget_searches", every=3600),
    "count letters as served": Periodic("oxle.correspondence.tasks.mark_served", every=3600),
    "list unusual reads": Periodic("oxle.audit.tasks.find_unusual_reads", every=86_400),
    "forget ended sessions": Periodic("oxle.accounts.tasks.forget_old", every=3600),
    "tell of the week of looked-after children": Periodic("oxle.missing_out.tasks.tell_of_week", every=3600),
    "keep the register of pupils missing out": Periodic("oxle.missing_out.tasks.keep_register", 60, "import"),
    "seal the audit log": Periodic("oxle.audit.tasks.seal", every=600),
}


def every_job() -> dict[str, Periodic]:
    """The periodic work of the platform and of every duty, once Django is set up: before that no duty is known."""
    from oxle.cases.duties import duties

    return SCHEDULE | {name: job for duty in duties() for name, job in duty.schedule.items()}

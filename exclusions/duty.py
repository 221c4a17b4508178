"""What the exclusions duty offers the platform."""

from exclusions import demo, retention
from exclusions.permanent import offers as permanent
from exclusions.permanent import panels
from exclusions.permanent.pathway import PERMANENT
from exclusions.urls import urlpatterns
from oxle.cases.duties import Duty, register

EXCLUSIONS = register(
    Duty(
        key="exclusions",
        name="Exclusion and reintegration",
        team="Exclusion and Reintegration Team",
        pathways=(PERMANENT,),
        urls=urlpatterns,
        step_forms=permanent.STEP_FORMS,
        step_actions=permanent.STEP_ACTIONS,
        step_corrections=permanent.STEP_CORRECTIONS,
        step_words=permanent.STEP_WORDS,
        after_step=permanent.after_step,
        checks=permanent.CHECKS,
        panels=(permanent.PANEL,),
        portal=(permanent.PORTAL,),
        portal_rows=panels.portal_rows,
        from_message=panels.from_message,
        demo=demo.build,
        retention=retention.RETENTION,
        records=retention.RECORDS,
    )
)

"""The addresses of licensing."""

from django.urls import include, path

from licensing import views, waiting
from licensing.applicants.paper_views import ProductionEnter
from licensing.applicants.sheet_urls import urlpatterns as sheets
from licensing.applicants.urls import urlpatterns as applicants
from licensing.bodies.urls import urlpatterns as bodies
from licensing.chaperones.urls import urlpatterns as of_chaperones
from licensing.inspections.urls import urlpatterns as inspections
from licensing.parts import officer_views
from licensing.parts import views as part_views
from licensing.performances import chart_views, public_views
from licensing.performances import views as performances
from licensing.register.urls import urlpatterns as register
from licensing.work.online.urls import urlpatterns as employers
from licensing.work.urls import urlpatterns as of_work

urlpatterns = [
    path("", performances.LicenceList.as_view(), name="list"),
    path("enter/", ProductionEnter.as_view(), name="production_enter"),
    path("check/", views.ScheduleCheck.as_view(), name="check"),
    path("check-work/", views.WorkCheck.as_view(), name="check_work"),
    *employers,
    *sheets,
    path("apply/", include(applicants)),
    path("part/", part_views.Part.as_view(), name="part"),
    path("part/sent/", part_views.PartSent.as_view(), name="part_sent"),
    path("part/link/<str:secret>/", part_views.PartLink.as_view(), name="part_link"),
    *of_chaperones,
    *bodies,
    *of_work,
    *inspections,
    *register,
    path("child/<str:key>/", performances.Identify.as_view(), name="identify"),
    path("child/<str:key>/risks/", performances.EntrantRisks.as_view(), name="entrant_risks"),
    path("child/<str:key>/papers/<str:paper>/", performances.EntrantPaper.as_view(), name="entrant_paper"),
    path("child/<str:key>/links/", officer_views.EntrantParts.as_view(), name="entrant_parts"),
    path("productions/<str:key>/chart/", chart_views.WallChart.as_view(), name="wall_chart"),
    path("waiting/", waiting.WaitingList.as_view(), name="waiting"),
    path("limits/", performances.Limits.as_view(), name="limits"),
    path("limits/<slug:limit>/confirm/", performances.LimitConfirm.as_view(), name="limit_confirm"),
    path("confirmations/<str:key>/withdraw/", performances.LimitWithdraw.as_view(), name="limit_withdraw"),
    path("licence/<str:number>/<str:secret>/", public_views.Validity.as_view(), name="validity"),
]

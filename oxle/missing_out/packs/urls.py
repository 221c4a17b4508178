"""The addresses of board packs."""

from django.urls import path

from oxle.missing_out.packs import freezing_views, remark_views, views

app_name = "packs"
urlpatterns = [
    path("", views.PackList.as_view(), name="list"),
    path("meeting/<slug:key>/", views.OfMeeting.as_view(), name="of_meeting"),
    path("meeting/<slug:key>/freeze/", freezing_views.PackFreeze.as_view(), name="freeze"),
    path("freezing/<slug:key>/", freezing_views.FreezingPage.as_view(), name="freezing"),
    path("<slug:key>/", views.PackPage.as_view(), name="pack"),
    path("<slug:key>/pdf/", views.PackPdf.as_view(), name="pdf"),
    path("<slug:key>/workbook/", views.PackWorkbook.as_view(), name="workbook"),
    path("<slug:key>/rows/", views.PackRows.as_view(), name="rows"),
    path("<slug:key>/agree/", views.PackAgree.as_view(), name="agree"),
    path("<slug:key>/remarks/figure/", remark_views.RemarkOfFigure.as_view(), name="remark_of_figure"),
    path("<slug:key>/remarks/<slug:remark>/change/", remark_views.RemarkChange.as_view(), name="remark_change"),
    path("<slug:key>/remarks/<slug:remark>/take-away/", remark_views.RemarkTakeAway.as_view(), name="remark_take_away"),
    path("<slug:key>/remarks/<slug:matter>/add/", remark_views.RemarkAdd.as_view(), name="remark_add"),
    path("<slug:key>/since/", views.PackSince.as_view(), name="since"),
    path("<slug:key>/outward/", views.PackOutward.as_view(), name="outward"),
    path("<slug:key>/outward/file/", views.PackOutwardFile.as_view(), name="outward_file"),
]

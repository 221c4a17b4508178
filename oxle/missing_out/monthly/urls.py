"""The addresses of the monthly data pack."""

from django.urls import path

from oxle.missing_out.monthly import views

app_name = "monthly"
urlpatterns = [
    path("", views.MonthList.as_view(), name="list"),
    path("<str:month>/", views.MonthPage.as_view(), name="month"),
    path("<str:month>/now/", views.MonthNow.as_view(), name="now"),
    path("<str:month>/file/", views.MonthFile.as_view(), name="file"),
    path("<str:month>/pdf/", views.MonthPdf.as_view(), name="pdf"),
    path("<str:month>/keep/", views.MonthKeep.as_view(), name="keep"),
    path("<str:month>/outward/", views.MonthOutward.as_view(), name="outward"),
    path("<str:month>/outward/file/", views.MonthOutwardFile.as_view(), name="outward_file"),
]

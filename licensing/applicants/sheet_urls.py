"""The addresses of applications that have a sheet: of a chaperone, of an organisation."""

from django.urls import path

from licensing.applicants import sheet_views as views

# Before those of applications for performances, whose keys stand where `form` does.
urlpatterns = [
    path("apply/form/begin/<slug:kind>/", views.SheetBegin.as_view(), name="sheet_begin"),
    path("apply/form/<str:key>/", views.SheetTasks.as_view(), name="sheet_tasks"),
    path("apply/form/<str:key>/check/", views.SheetCheck.as_view(), name="sheet_check"),
    path("apply/form/<str:key>/sent/", views.SheetSent.as_view(), name="sheet_sent"),
    path("apply/form/<str:key>/files/<slug:section>/", views.SheetFile.as_view(), name="sheet_file"),
    path("apply/form/<str:key>/list/<slug:section>/", views.SheetList.as_view(), name="sheet_list"),
    path("apply/form/<str:key>/list/<slug:section>/add/", views.SheetItemAdd.as_view(), name="sheet_item_add"),
    path("apply/form/<str:key>/list/<slug:section>/<str:item>/", views.SheetItem.as_view(), name="sheet_item"),
    path(
        "apply/form/<str:key>/list/<slug:section>/<str:item>/off/",
        views.SheetItemRemove.as_view(),
        name="sheet_item_off",
    ),
    path("apply/form/<str:key>/<slug:section>/", views.SheetSection.as_view(), name="sheet_section"),
]

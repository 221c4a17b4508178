"""The addresses of applicants: how they come in, and the pages of their applications."""

from django.urls import path

from licensing.applicants import (
    again_views,
    child_paper_views,
    day_views,
    entry_views,
    item_views,
    sending_views,
    views,
)

urlpatterns = [
    path("", entry_views.Apply.as_view(), name="apply"),
    path("asked/", entry_views.Asked.as_view(), name="apply_asked"),
    path("link/<str:secret>/", entry_views.ApplyLink.as_view(), name="apply_link"),
    path("yours/", entry_views.ApplyHome.as_view(), name="apply_home"),
    path("begin/", entry_views.ApplyBegin.as_view(), name="apply_begin"),
    path("leave/", entry_views.ApplyLeave.as_view(), name="apply_leave"),
    path("<str:key>/", views.ApplyTasks.as_view(), name="apply_tasks"),
    path("<str:key>/check/", sending_views.ApplyCheck.as_view(), name="apply_check"),
    path("<str:key>/sent/", sending_views.ApplySent.as_view(), name="apply_sent"),
    path("<str:key>/again/", again_views.ApplyAgain.as_view(), name="apply_again"),
    path("<str:key>/discard/", views.ApplyDiscard.as_view(), name="apply_discard"),
    path("<str:key>/files/", views.ApplyRisks.as_view(), name="apply_risks"),
    path("<str:key>/files/<str:file>/", views.ApplyFile.as_view(), name="apply_file"),
    path("<str:key>/days/", day_views.ApplyDays.as_view(), name="apply_days"),
    path("<str:key>/days/add/", day_views.ApplyLineAdd.as_view(), name="apply_line_add"),
    path("<str:key>/days/<str:line>/", day_views.ApplyLine.as_view(), name="apply_line"),
    path("<str:key>/days/<str:line>/off/", day_views.ApplyLineRemove.as_view(), name="apply_line_remove"),
    path("<str:key>/children/paste/", item_views.ApplyChildrenPaste.as_view(), name="apply_paste"),
    path("<str:key>/list/<slug:section>/", item_views.ApplyList.as_view(), name="apply_list"),
    path("<str:key>/list/<slug:section>/add/", item_views.ApplyItemAdd.as_view(), name="apply_item_add"),
    path("<str:key>/list/<slug:section>/<str:item>/", item_views.ApplyItem.as_view(), name="apply_item"),
    path("<str:key>/list/<slug:section>/<str:item>/off/", item_views.ApplyItemRemove.as_view(), name="apply_item_off"),
    path(
        "<str:key>/children/<str:item>/<slug:paper>/",
        child_paper_views.ApplyChildPaper.as_view(),
        name="apply_child_paper",
    ),
    path("<str:key>/<slug:section>/", views.ApplySection.as_view(), name="apply_section"),
]

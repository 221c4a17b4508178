"""Addresses of schools (/schools/) and of term dates (/term-dates/)."""

from django.urls import include, path

from oxle.schools import term_date_views, views

schools = [
    path("", views.SchoolList.as_view(), name="school_list"),
    path("contacts/<slug:key>/", views.ContactChange.as_view(), name="contact_change"),
    path("contacts/<slug:key>/left/", views.ContactLeft.as_view(), name="contact_left"),
    path("<slug:key>/", views.SchoolPage.as_view(), name="school"),
    path("<slug:key>/trust/", views.TrustAddress.as_view(), name="trust_address"),
    path("<slug:key>/day/", views.SchoolDayRecord.as_view(), name="school_day"),
    path("<slug:key>/area/", views.SchoolArea.as_view(), name="school_area"),
    path("<slug:key>/contacts/add/", views.ContactAdd.as_view(), name="contact_add"),
]
term_dates = [
    path("", term_date_views.CalendarList.as_view(), name="calendar_list"),
    path("add/", term_date_views.CalendarAdd.as_view(), name="calendar_add"),
    path("school/<slug:key>/", term_date_views.SchoolCalendarChoose.as_view(), name="school_calendar"),
    path("<slug:key>/", term_date_views.CalendarPage.as_view(), name="calendar"),
    path("<slug:key>/terms/add/", term_date_views.TermAdd.as_view(), name="term_add"),
    path("<slug:key>/terms/<slug:first>/", term_date_views.TermChange.as_view(), name="term_change"),
    path("<slug:key>/terms/<slug:first>/remove/", term_date_views.TermRemove.as_view(), name="term_remove"),
    path("<slug:key>/closures/add/", term_date_views.ClosureAdd.as_view(), name="closure_add"),
    path("<slug:key>/closures/<slug:first>/", term_date_views.ClosureChange.as_view(), name="closure_change"),
    path("<slug:key>/closures/<slug:first>/remove/", term_date_views.ClosureRemove.as_view(), name="closure_remove"),
]
urlpatterns = [path("schools/", include(schools)), path("term-dates/", include(term_dates))]

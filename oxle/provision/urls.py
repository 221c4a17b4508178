"""Addresses of the directory (/providers/), a child's places (/pupils/…), a provider's register (/register/), of
programme reviews (/reviews/) and of what differs between registers (/mismatches/)."""

from django.urls import path

from oxle.provision import mismatch_views, place_views, register_views, review_views, views

app_name = "provision"
urlpatterns = [
    path("providers/", views.ProviderList.as_view(), name="list"),
    path("providers/add/", views.ProviderAdd.as_view(), name="add"),
    path("providers/<slug:key>/", views.ProviderPage.as_view(), name="provider"),
    path("providers/<slug:key>/change/", views.ProviderChange.as_view(), name="change"),
    path("providers/<slug:key>/suspend/", views.ProviderSuspend.as_view(), name="suspend"),
    path("providers/<slug:key>/lift/", views.ProviderLift.as_view(), name="lift"),
    path("pupils/<slug:key>/places/add/", place_views.PlaceAdd.as_view(), name="place"),
    path("pupils/<slug:key>/places/<slug:offer>/end/", place_views.PlaceEnd.as_view(), name="end_place"),
    path("pupils/<slug:key>/full-week/", place_views.FullWeekState.as_view(), name="full_week"),
    path("register/", register_views.RegisterHome.as_view(), name="register_home"),
    path("register/<slug:key>/<slug:day>/", register_views.Register.as_view(), name="register"),
    path("register/<slug:key>/pupils/<slug:child>/", register_views.RegisterPupil.as_view(), name="register_pupil"),
    path("reviews/", review_views.ReviewList.as_view(), name="reviews"),
    path("reviews/<slug:key>/", review_views.ReviewPage.as_view(), name="review"),
    path("reviews/<slug:key>/change/", review_views.ReviewChange.as_view(), name="review_change"),
    path("reviews/<slug:key>/follow/", review_views.ReviewFollow.as_view(), name="review_follow"),
    path("places/<slug:key>/review/", review_views.ReviewAdd.as_view(), name="review_add"),
    path("mismatches/", mismatch_views.MismatchList.as_view(), name="mismatches"),
    path("mismatches/not-seen/<slug:key>/<slug:provider>/", mismatch_views.SayWhere.as_view(), name="say_where"),
    path("mismatches/<slug:key>/", mismatch_views.MismatchPage.as_view(), name="mismatch"),
    path("mismatches/<slug:key>/explain/", mismatch_views.MismatchExplain.as_view(), name="explain"),
]

"""The addresses of inspections."""

from django.urls import path

from licensing.inspections import views

urlpatterns = [
    path("inspections/", views.InspectionList.as_view(), name="inspections"),
    path("inspections/plan/", views.PlanAtWork.as_view(), name="inspection_plan"),
    path("inspections/plan/employer/<str:key>/", views.PlanOfEmployer.as_view(), name="inspection_of_employer"),
    path("inspections/plan/production/<str:key>/", views.PlanOfProduction.as_view(), name="inspection_of_production"),
    path("inspections/plan/body/<str:key>/", views.PlanOfBody.as_view(), name="inspection_of_body"),
]

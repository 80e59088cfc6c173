"""The APIs, which the application itself does not serve."""

from django.urls import path
from records.api_drf import ReportsView
from records.api_ninja import api

urlpatterns = [path("drf/reports", ReportsView.as_view()), path("ninja/", api.urls)]

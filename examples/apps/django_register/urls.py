"""Địa chỉ các trang."""

from django.contrib import admin
from django.urls import path
from records import views

urlpatterns = [
    path("", views.show_latest_month, name="home"),
    path("thang/<str:code>/", views.show_month, name="month"),
    path("bao-cao/", views.list_reports, name="reports"),
    path("bao-cao/them/", views.add_report, name="add_report"),
    path("tu-cach/", views.list_memberships, name="memberships"),
    path("tu-cach/them/", views.add_membership, name="add_membership"),
    path("tu-cach/<path:key>/sua/", views.edit_membership, name="edit_membership"),
    path("admin/", admin.site.urls),
]

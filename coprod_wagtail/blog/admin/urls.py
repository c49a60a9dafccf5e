"""Screens of the blog beside those that Wagtail makes, below "blog/" in the admin."""

from django.urls import path

from coprod_wagtail.gateway.refusals import noting_refusals

from .categories import AddCategoryView

app_name = "coprod_blog"
urlpatterns = noting_refusals([path("categories/new/", AddCategoryView.as_view(), name="add_category")])

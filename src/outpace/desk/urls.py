"""The addresses of the desk: the API and nothing else; pages come from the built bundle."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

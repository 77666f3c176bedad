from django.apps import AppConfig


class People(AppConfig):
    name = "firsthand.people"
    verbose_name = "People"

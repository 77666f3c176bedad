from django.apps import AppConfig


class Readership(AppConfig):
    name = "firsthand.readership"
    verbose_name = "Readership"

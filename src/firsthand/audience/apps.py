from django.apps import AppConfig


class Audience(AppConfig):
    name = "firsthand.audience"
    verbose_name = "Audience"

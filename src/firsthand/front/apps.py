from django.apps import AppConfig


class Front(AppConfig):
    name = "firsthand.front"
    verbose_name = "Front"

from django.apps import AppConfig


class Dialogue(AppConfig):
    name = "firsthand.dialogue"
    verbose_name = "Dialogue"

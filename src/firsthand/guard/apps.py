from django.apps import AppConfig


class Guard(AppConfig):
    name = "firsthand.guard"
    verbose_name = "Guard"

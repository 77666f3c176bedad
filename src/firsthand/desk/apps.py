from django.apps import AppConfig


class Desk(AppConfig):
    name = "firsthand.desk"
    verbose_name = "Desk"

from django.apps import AppConfig


class Transfer(AppConfig):
    name = "firsthand.transfer"
    verbose_name = "Transfer"

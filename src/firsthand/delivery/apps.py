from django.apps import AppConfig


class Delivery(AppConfig):
    name = "firsthand.delivery"
    verbose_name = "Delivery"

from django.apps import AppConfig


class Niche(AppConfig):
    name = "firsthand.niche"
    verbose_name = "Niche"

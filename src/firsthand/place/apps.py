from django.apps import AppConfig


class PlaceRoom(AppConfig):
    name = "firsthand.place"
    verbose_name = "Place"

from django.apps import AppConfig


class Post(AppConfig):
    name = "firsthand.post"
    verbose_name = "Post"

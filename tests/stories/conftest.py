"""Properties of documents take their time on a busy machine; a deadline would only make them fail by chance."""

from hypothesis import settings

settings.register_profile("firsthand", deadline=None)
settings.load_profile("firsthand")

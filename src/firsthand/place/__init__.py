"""The whole site of one institution: what it is called, and what has changed in it."""

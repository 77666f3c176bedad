"""Firsthand: a managed place where the people inside a company tell their own work."""

__version__ = "0.1.0"

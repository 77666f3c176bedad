"""The front door: answers strangers from this worker's memory for as long as it may, and asks Django for the rest.

``lease.py`` says when a worker may answer, ``rule.py`` which requests and which pages, ``store.py`` what it keeps.
"""

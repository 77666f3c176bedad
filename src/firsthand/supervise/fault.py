"""What keeps a command from doing its work, and what to do about it."""


class Fault(Exception):
    """An expected fault. Its words name the thing, the fault and the cure in one line."""

"""Why a file does not come in."""


class NotAnExport(Exception):
    """A file that cannot be brought in. Its words name the file, the fault and the cure in one line."""

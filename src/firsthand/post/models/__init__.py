from .letter import Letter
from .nudge import Nudge

__all__ = ["Letter", "Nudge"]

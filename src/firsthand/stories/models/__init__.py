from .byline import Byline
from .opening import Opening, PlannedOpening
from .picture import Picture
from .process import Event, Phase, Process, ProcessCircle, ProcessOpening
from .reading_request import ReadingRequest
from .revision import Revision
from .story import Story
from .tag import Tag
from .telling import Telling
from .withholding import Withholding

__all__ = [
    "Byline",
    "Event",
    "Opening",
    "Phase",
    "Picture",
    "PlannedOpening",
    "Process",
    "ProcessCircle",
    "ProcessOpening",
    "ReadingRequest",
    "Revision",
    "Story",
    "Tag",
    "Telling",
    "Withholding",
]

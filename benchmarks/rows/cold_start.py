"""How long ``firsthand up`` takes on a place that exists, from the command to the line that says where it is."""

from ..a_place import place_up, the_folder
from ..figures import Figure

NAME = "cold-start"
WHAT = "firsthand up, from the command to the line that says where the place is"
TIMES = 7


def measure() -> list[Figure]:
    data = the_folder()
    with place_up(data) as place:
        first = place.seconds
    runs = []
    for _ in range(TIMES):
        with place_up(data) as place:
            runs.append(place.seconds)
    return [
        Figure("on an existing place", "s", runs, goal=3),
        Figure("on an empty folder", "s", [first], note="tables made, styles gathered, once"),
    ]

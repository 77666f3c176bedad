"""What a place holds of memory when nobody does anything."""

import time

from ..a_place import place_up, processes_of, shared_out_memory, the_folder
from ..figures import Figure

NAME = "memory"
WHAT = "memory at rest of all processes of a place with two web workers, what they share counted once"
TIMES = 3
SETTLED_AFTER = 5.0


def measure() -> list[Figure]:
    data = the_folder()
    runs, counts = [], set()
    for _ in range(TIMES):
        with place_up(data) as place:
            time.sleep(SETTLED_AFTER)
            pids = processes_of(place.process.pid)
            counts.add(len(pids))
            runs.append(shared_out_memory(pids))
    return [Figure("at rest (PSS)", "MB", runs, note=f"{max(counts)} processes")]

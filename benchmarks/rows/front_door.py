"""A story page from the front door's store against the same bytes from nginx: the processor's time of an answer.

One worker on one core, wrk on another, taking turns; the time is that of all threads of the server, the one that
renews the lease included. Beside it the same page as Django makes it, asked for with a query, which is never kept.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from ..a_place import place_up, processes_of, tables_here
from ..figures import Figure
from ..stories import add_stories, somebody_and_a_process

NAME = "front-door"
WHAT = "story page from the front door's store, against nginx with the same bytes as a file"
ROUNDS, SECONDS, NOT_KEPT = 7, 2, 20
SERVER_CORE, CLIENT_CORE = 0, 1

# nginx may take no less than this share of the time.
LEAST_OF_NGINX = 0.35

NGINX = """
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  sendfile on;
  open_file_cache max=100;
  keepalive_requests 1000000;
  types {{ text/html html; }}
  client_body_temp_path {folder}/body;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def measure() -> list[Figure]:
    for tool in ("nginx", "wrk"):
        if shutil.which(tool) is None:
            raise SystemExit(f"{tool} is not installed here; on Debian: apt install nginx-light wrk")
    folder = tables_here()
    path = a_story()
    with place_up(folder, FIRSTHAND_WORKERS="1") as place:
        web = processes_of(place.process.pid)[1:]
        page = kept_by_the_door(place.address + path)
        with nginx_with(page, folder.parent / "nginx") as (port, nginx):
            from_file = {"address": f"http://127.0.0.1:{port}/page.html", "server": nginx}
            from_store = {"address": place.address + path, "server": web}
            times: dict[str, list[float]] = {"nginx": [], "store": [], "ratio": []}
            for _ in range(ROUNDS):
                nginx_time, store_time = time_of_one(**from_file), time_of_one(**from_store)
                times["nginx"].append(nginx_time)
                times["store"].append(store_time)
                times["ratio"].append(store_time / nginx_time)
            uncached = [time_of_one_not_kept(f"{place.address}{path}?x", server=web) for _ in range(ROUNDS)]
    return [
        Figure("nginx, the page as a file", "µs", times["nginx"]),
        Figure("front door, from store", "µs", times["store"]),
        Figure("ratio of the two", "×", times["ratio"], goal=round(1 / LEAST_OF_NGINX, 2)),
        Figure("Django, not kept", "µs", uncached),
    ]


def a_story() -> str:
    from django.db import connection

    author, process = somebody_and_a_process()
    story = add_stories(1, rungs=[4], author=author, process=process, seed=1)[0]
    connection.close()
    return f"/it/stories/{story.public_id}/{story.slug}"


def kept_by_the_door(address: str) -> bytes:
    """Return the page once it comes from the store: then it has an ETag, and the lease has begun."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with urlopen(address) as answer:
            page = answer.read()
            if answer.headers["ETag"]:
                return bytes(page)
        time.sleep(0.1)
    raise SystemExit("The front door does not keep the story page.")


@contextmanager
def nginx_with(page: bytes, folder: Path) -> Iterator[tuple[int, list[int]]]:
    from servers import free_port, stop

    folder.mkdir()
    folder.chmod(0o755)
    (folder / "page.html").write_bytes(page)
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    user = ["-g", "daemon off; user root;" if os.geteuid() == 0 else "daemon off;"]
    server = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", *user], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while len(processes_of(server.pid)) < 2:
            if server.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"nginx did not start: {(folder / 'error.log').read_text()}")
            time.sleep(0.05)
        yield port, processes_of(server.pid)
    finally:
        stop(server)


def time_of_one(address: str, *, server: list[int]) -> float:
    """Return the processor's time of one answer in microseconds."""
    pin(server)
    before = on_the_processor(server)
    said = subprocess.run(
        ["taskset", "-c", str(CLIENT_CORE), "wrk", "-t1", "-c16", f"-d{SECONDS}s", address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    used = on_the_processor(server) - before
    if "Non-2xx" in said:
        raise SystemExit(f"{address} was not answered with a page: {said}")
    answers = re.search(r"(\d+) requests in", said)
    assert answers, said
    return used / 1000 / int(answers.group(1))


def time_of_one_not_kept(address: str, *, server: list[int]) -> float:
    """Return the same for pages that Django makes, asked for one by one."""
    before = on_the_processor(server)
    for _ in range(NOT_KEPT):
        with urlopen(address) as answer:
            assert not answer.headers["ETag"]
    return (on_the_processor(server) - before) / 1000 / NOT_KEPT


def pin(server: list[int]) -> None:
    for pid in server:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {SERVER_CORE})


def on_the_processor(server: list[int]) -> int:
    """Return how long the threads of the server have run, in nanoseconds."""
    threads = [thread for pid in server for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)

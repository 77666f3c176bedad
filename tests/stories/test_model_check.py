"""Random lives of a story: after each step everybody reads exactly what a brute-force oracle says, on every surface."""

from itertools import cycle, islice

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from life import CAST, OTHERS, Life
from oracle import EVERYONE, PARTNERS, SELF, TEAM

pytestmark = pytest.mark.django_db

steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 99)),
        st.tuples(st.just("edit and mask"), st.integers(0, 99), st.integers(SELF, PARTNERS)),
        st.tuples(st.just("mask now"), st.integers(0, 99), st.integers(SELF, PARTNERS)),
        st.tuples(st.just("withhold"), st.integers(0, 99), st.integers(SELF, PARTNERS)),
        st.tuples(st.just("restore"), st.integers(0, 99)),
        st.tuples(st.just("open"), st.integers(TEAM, EVERYONE)),
        st.tuples(st.just("open"), st.integers(TEAM, EVERYONE)),
        st.tuples(st.just("open with the process"), st.integers(TEAM, EVERYONE)),
        st.just(("show newer words",)),
        st.tuples(st.just("plan"), st.integers(TEAM, EVERYONE), st.sampled_from(["today", "event"])),
        st.just(("what is due",)),
        st.just(("the event happens",)),
        st.tuples(st.just("close"), st.integers(SELF, PARTNERS)),
        st.tuples(st.just("close the process"), st.integers(TEAM, PARTNERS)),
        st.tuples(st.just("join"), st.sampled_from(OTHERS)),
        st.tuples(st.just("leave"), st.sampled_from([*OTHERS, "marta"])),
        st.tuples(st.just("ask"), st.sampled_from(OTHERS)),
        st.tuples(st.just("end the reading"), st.sampled_from(OTHERS)),
        st.tuples(st.just("offer a byline"), st.sampled_from(OTHERS)),
        st.tuples(st.just("accept the byline"), st.sampled_from(OTHERS)),
    ),
    min_size=3,
    max_size=12,
)


UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=4, suppress_health_check=UNHURRIED)
@given(steps=steps)
def test_everybody_reads_what_the_oracle_says(steps):
    lived(steps, surfaces_after_each=2)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=UNHURRIED)
@given(steps=steps)
def test_everybody_reads_what_the_oracle_says_on_every_surface(steps):
    lived(steps, surfaces_after_each=3)


# Lives too rare to wait for: each breaks when one rule does.
TOLD = [
    [("edit and mask", 0, TEAM), ("ask", "arjun")],
    [("open with the process", EVERYONE), ("withhold", 1, 2), ("restore", 0)],
    [("plan", EVERYONE, "today"), ("what is due",)],
    [("open with the process", EVERYONE), ("edit", 1), ("ask", "elena"), ("close", SELF)],
    [("edit and mask", 3, 2), ("open with the process", EVERYONE), ("accept the byline", "luca")],
    [("offer a byline", "luca"), ("accept the byline", "luca"), ("leave", "teresa")],
]


@pytest.mark.parametrize("steps", TOLD)
def test_a_life_that_is_told_reads_as_the_oracle_says(steps):
    lived(steps, surfaces_after_each=0)


def lived(steps, *, surfaces_after_each):
    """Live the steps; after each, all nine are compared with rule, query and words, and so many of them on surfaces."""
    whose_turn = cycle(CAST)
    with transaction.atomic():
        life = Life()
        for step in steps:
            life.live(*step)
            life.compare(surfaces_for=list(islice(whose_turn, surfaces_after_each)))
        life.compare(surfaces_for=CAST)
        transaction.set_rollback(True)

"""Planned openings that came to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from firsthand.stories.models import Opening, PlannedOpening, Story

if TYPE_CHECKING:
    from django.db.models import QuerySet


def came_to_nothing(stories: QuerySet[Story]) -> QuerySet[PlannedOpening]:
    """Return the plans that failed and have been answered neither by an act nor by a new plan since, oldest first."""
    acted_since = Opening.objects.filter(story=OuterRef("story"), at__gte=OuterRef("failed_at"))
    planned_since = PlannedOpening.objects.filter(
        story=OuterRef("story"), planned_at__gte=OuterRef("failed_at")
    )
    failed = PlannedOpening.objects.filter(story__in=stories, failed_at__isnull=False)
    return failed.exclude(Exists(acted_since)).exclude(Exists(planned_since)).order_by("failed_at", "pk")

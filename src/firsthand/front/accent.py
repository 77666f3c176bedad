"""The place's one accent: made to be read on paper and at night, whatever colour was chosen.

Contrast is that of WCAG 2.2 (relative luminance, success criterion 1.4.3).
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

LEAST_CONTRAST = 4.5
PAPERS = ("#fcfbf7", "#f3f1ea")
NIGHTS = ("#171817", "#1f211f")
STEP = 0.01


def on_paper(accent: str) -> str:
    """Return the accent, darkened until it can be read on both papers."""
    return until_readable(accent, PAPERS, towards=-STEP)


def on_night(accent: str) -> str:
    """Return the accent for the dark, lightened until it can be read on both nights."""
    return until_readable(accent, NIGHTS, towards=STEP)


def until_readable(colour: str, grounds: tuple[str, ...], *, towards: float) -> str:
    hue, lightness, saturation = rgb_to_hls(*channels(colour))
    while min(contrast(colour, ground) for ground in grounds) < LEAST_CONTRAST and 0 <= lightness <= 1:
        lightness += towards
        colour = written(hls_to_rgb(hue, min(max(lightness, 0), 1), saturation))
    return colour


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def written(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)

"""What in brackets is a shortcode, and what somebody wrote in brackets.

WordPress knows by the plugins it runs; a file does not say which. So a bracket is a shortcode when its name is known,
when it says something as ``name="value"``, when it is closed as well as opened, or when it stands alone on its line.
``[sic]``, ``[1]`` and ``[citation needed]`` stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CORE = {"caption", "wp_caption", "gallery", "audio", "video", "playlist", "embed"}
CAPTIONS = {"caption", "wp_caption"}
PICTURES = {"gallery", "nggallery", "slideshow", "singlepic", "album", "imagebrowser"}
CODE = {
    "code", "sourcecode", "source", "php", "js", "javascript", "css", "html", "xml", "sql", "python", "ruby",
    "bash", "shell", "java", "csharp", "cpp", "c", "perl", "text", "plain", "vb", "yaml", "json", "diff", "cc",
}  # fmt: skip
NOT_WORDS = {"vc_raw_html", "vc_raw_js", "vc_raw_css"}
FOOTNOTES = {"ref", "fn", "footnote", "footnotes_note", "efn_note", "mfn", "note_ref", "sidenote"}
EMBEDDED = {
    "audio", "video", "playlist", "embed", "youtube", "vimeo", "soundcloud", "googlemaps", "dailymotion", "ted",
    "slideshare", "scribd", "flickr", "instagram", "twitter", "tweet", "facebook", "spotify", "bandcamp", "gist",
    "googlevideo", "wpvideo", "videopress", "vine", "kickstarter", "mixcloud", "issuu", "pdf", "iframe", "tiktok",
}  # fmt: skip
IN_THE_LINE = {
    "dropcap",
    "drop_cap",
    "dropcaps",
    "highlight",
    "tooltip",
    "icon",
    "fa",
    "span",
    "b",
    "i",
    "u",
    "em",
}
KNOWN = CORE | PICTURES | NOT_WORDS | EMBEDDED | FOOTNOTES | {
    "archives", "archiveorg", "blip", "blogroll", "button", "cf", "contact-form", "contact-form-7", "contact-field",
    "contactform", "clear", "column", "columns", "divider", "dropcap", "formidable", "forminator_form",
    "googleapps", "gravityform", "gravityforms", "hr", "icon", "jetpack_subscription_form", "latex", "layerslider",
    "maps", "mc4wp_form", "members_only", "nextpage", "ninja_form", "polldaddy",
    "polls", "portfolio", "protected-iframe", "recent-posts", "recent_posts", "related-posts",
    "rev_slider", "row", "section", "sitemap", "slider", "spacer", "subscribe", "tab", "tabs", "tablepress",
    "testimonial", "testimonials", "toc", "toggle", "wpforms", "wpsitemap", "yop_poll", "youtubevideo",
}  # fmt: skip

OPENED = re.compile(r"\[([a-zA-Z][\w-]*+)(?=[\s\]=/])(?:\s++[\w-]++\s*+=\s*+[\"'&“”″\d\w])?+")
SAID = re.compile(r"[\w-](?:\s*=\s*(?:[\"'“”″]|&#8|&quot;)|=[\w#/.-])")
CLOSED = re.compile(r"\[/([a-zA-Z][\w-]*+)\]")
PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]{2,}")
MOST_NAMES = 5_000


def names_in(text: str) -> set[str]:
    """Return the names that ``text`` uses as shortcodes beyond doubt: opened and closed, or with ``name=value``."""
    if "[" not in text:
        return set()
    opened: set[str] = set()
    said: set[str] = set()
    for found in OPENED.finditer(text):
        name = found[1].lower()
        opened.add(name)
        if "=" in found[0]:
            said.add(name)
    closed = {found[1].lower() for found in CLOSED.finditer(text)}
    return said | (opened & closed)


class Shortcodes:
    """The shortcodes of an export: those that everybody knows, and those that its posts show to be some."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = set(names)

    def learn(self, text: str) -> None:
        """Take in the names that a post uses."""
        if len(self.names) < MOST_NAMES:
            self.names |= names_in(text)

    def of(self, text: str) -> Shortcodes:
        """Return these and the ones that ``text`` shows."""
        return Shortcodes(self.names | names_in(text))

    def is_shortcode(self, found: re.Match[str], *, in_code: bool, alone: bool) -> bool:
        """Say whether the brackets are a shortcode. In code only those of WordPress itself are."""
        name, said = found[3], found[4].strip(" \t\r\n/")
        if in_code:
            return name in CORE and (bool(said) or bool(found[2]) or bool(found[1]))
        known = name.lower() in KNOWN or name.lower() in self.names
        if found[2]:
            return known and not said
        if said:
            return (known and name == name.lower()) or bool(SAID.search(found[4]))
        if name.lower() in KNOWN | self.names:
            return True
        return "_" in name or (alone and bool(PLAIN_NAME.fullmatch(name)))

    def holds_code(self, name: str) -> bool:
        """Say whether what it encloses is to be read as code, not as HTML."""
        return name in CODE or name in NOT_WORDS

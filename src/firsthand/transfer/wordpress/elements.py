"""What each element of HTML means for a document."""

MARKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "var": "italic",
    "s": "strike", "strike": "strike", "del": "strike", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
LISTS = {"ul": "bulletList", "ol": "orderedList", "menu": "bulletList", "dir": "bulletList"}
CELLS = {"td": "tableCell", "th": "tableHeader"}
ROW_GROUPS = {"tbody", "thead", "tfoot"}
PREFORMATTED = {"pre", "xmp", "listing"}
BOLD_BLOCKS = {"dt", "summary"}
BLOCKS = BOLD_BLOCKS | {
    "address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "fieldset", "footer",
    "form", "header", "hgroup", "html", "legend", "main", "nav", "noscript", "optgroup", "option", "search",
    "section", "select", "textarea",
}  # fmt: skip
PLAYED = {"iframe", "embed", "audio", "video", "source", "frame"}
CLOSED_BY_THEIR_LIKE = {
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
    "optgroup": {"option", "optgroup"},
}
NEW_LINE_IN_CODE = (
    BLOCKS | LISTS.keys() | HEADINGS.keys() | {"p", "li", "tr", "table", "blockquote", "figure"}
)

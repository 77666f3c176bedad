"""What counts as an address of the web, and into which spelling it is put."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.outside import Refused
from firsthand.outside.target import target_of

PORTS = frozenset({80, 443})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://EXAMPLE.ORG/Feed", "https://example.org/Feed"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org:443/a?b=c&d=%20#part", "https://example.org/a?b=c&d=%20"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://bücher.example/è?q=ù", "https://xn--bcher-kva.example/%C3%A8?q=%C3%B9"),
        ("https://[2A01:4F8::1]/", "https://[2a01:4f8::1]/"),
        ("https://example.org?q", "https://example.org/?q"),
    ],
)
def test_an_address_has_one_spelling(written, read):
    assert target_of(written, ports=PORTS).url == read


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("ftp://example.org/", "http://"),
        ("file:///etc/passwd", "http://"),
        ("gopher://example.org/", "http://"),
        ("//example.org/", "http://"),
        ("example.org", "http://"),
        ("", "http://"),
        ("https://anna@example.org/", "password"),
        ("https://anna:secret@example.org/", "password"),
        ("https://@example.org/", "password"),
        ("https:///page", "no host"),
        ("https://example.org:8080/", "8080"),
        ("https://example.org:0/", "Port 0"),
        ("https://example.org:99999/", "cannot be read"),
        ("https://example.org:x/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https://[fe80::1%25eth0]/", "not the name of a host"),
        ("https://exa\tmple.org/", "control"),
        ("https://example.org/\r\nHost: inside", "control"),
        ("https://example.org\\@inside/", "backslash"),
        ("https://example.org/a b", "space"),
        ("https://example..org/", "not the name of a host"),
        ("https://-example.org/", "not the name of a host"),
        ("https://" + "a" * 64 + ".org/", "not the name of a host"),
        ("https://" + "a." * 200 + "org/", "not the name of a host"),
        ("https://exa<mple.org/", "not the name of a host"),
        ("https://example.org/" + "a" * 5000, "longer"),
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused_with_the_reason(written, word):
    with pytest.raises(Refused, match=word):
        target_of(written, ports=PORTS)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_the_request_stays_one_line_of_ascii(host, path):
    try:
        target = target_of(f"https://{host}/{path}", ports=PORTS)
    except Refused:
        return
    line = target.authority + target.path
    assert line.isascii()
    assert line.isprintable()
    assert " " not in line


@given(
    st.from_regex(r"[a-z]{1,10}\.(org|example)", fullmatch=True), st.text(max_size=40, alphabet="aèß/?&=%+ü")
)
def test_an_ordinary_address_is_never_refused(host, path):
    assert target_of(f"https://{host}/{path}", ports=PORTS).host == host

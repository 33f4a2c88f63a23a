"""Hosts and sites of addresses."""

import pytest

from variorum.text.addresses import host_of, site_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://News.Gull.Example/a?b=1", "news.gull.example"),
        ("gull.example", "gull.example"),
        ("//gull.example./a", "gull.example"),
        ("http://gull.example:8080/a", "gull.example"),
        ("gull", None),
        ("no address. at all", None),
        ("http://[gull", None),
        ("", None),
        (None, None),
    ],
)
def test_the_host_is_what_an_address_or_a_bare_domain_names(address, host):
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("m.gull.example", "gull.example"),
        ("www.sport.gull.example", "gull.example"),
        ("harbour.gull.example", "harbour.gull.example"),
        ("news.example", "news.example"),  # the name itself is no part of another
        ("news.co.example", "news.co.example"),  # and neither is one under a second end
        ("www.news.co.example", "news.co.example"),
        ("edition.gull.co.example", "gull.co.example"),
        ("mobile.news.example", "news.example"),
        (None, None),
    ],
)
def test_the_site_is_the_host_without_what_stands_before_its_name(host, site):
    assert site_of(host) == site

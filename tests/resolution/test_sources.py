import pytest

from geo.model import Report
from geo.resolution.sources import country_of_source


@pytest.mark.parametrize(
    ("url", "source", "expected"),
    [
        ("https://www.dailystar.com.lb/news/1", None, "LB"),
        ("http://example.co.uk", None, "GB"),
        (None, "sptimes.ru", "RU"),
        ("https://example.com/iraq.iq", None, None),
        ("https://example.io/x", None, None),
        ("https://example.org", "Reuters", None),
        (None, None, None),
        ("x" * 100_000, None, None),
        ("https://user@host.ua:8443/x", None, "UA"),
    ],
)
def test_the_domain_says_the_country_of_the_source(url, source, expected):
    assert country_of_source(Report("text", url=url, source=source)) == expected

"""The list of reason codes is closed, and documented."""

import re
from pathlib import Path

from geo.claims import MEANINGS, Reason

DOCS = Path(__file__).resolve().parents[2] / "docs" / "claims.md"


def test_every_reason_has_a_meaning():
    assert set(MEANINGS) == set(Reason)
    assert all(meaning and not meaning.endswith(".") for meaning in MEANINGS.values())


def test_the_documentation_lists_every_reason_with_its_meaning_and_no_other():
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert {code: meaning for code, meaning in rows.items() if code in {reason.value for reason in Reason}} == {
        reason.value: meaning for reason, meaning in MEANINGS.items()
    }


def test_the_documentation_names_every_claim_type():
    from geo.claims import CLAIMS

    text = DOCS.read_text(encoding="utf-8")
    for name in CLAIMS.names():
        assert f"`{name}`" in text, name


def test_the_example_of_the_documentation_runs():
    (example,) = re.findall(r"^```python\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, str(DOCS), "exec"), names)
    assert names["verdict"].verdict.value == "supported"


def test_the_examples_of_the_docstrings_run():
    import doctest

    from geo.claims import positions

    assert doctest.testmod(positions).failed == 0

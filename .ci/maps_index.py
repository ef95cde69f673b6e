"""Write ``index.html`` for the folder of maps: one card a report, from its seed's front matter."""

from __future__ import annotations

import html
import sys
from pathlib import Path

from geo.readers import read_one

ROOT = Path(__file__).resolve().parent.parent

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>conflictmap: maps of the example reports</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1.5rem; }}
ul {{ display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }}
ul {{ list-style: none; padding: 0; }}
li {{ border: 1px solid #8886; border-radius: .5rem; padding: 1rem; }}
li p {{ margin: .25rem 0 0; font-size: .875rem; }}
</style>
</head>
<body>
<main>
<h1>Maps of the example reports</h1>
<p>Each page is one file and opens without a network. All of them in one map: <a href="all.html">all reports</a>;
their claims in one table: <a href="verdicts.md">verdicts</a>; as data: <a href="all.geojson">GeoJSON</a>.</p>
<ul>
{cards}
</ul>
</main>
</body>
</html>
"""


def main(folder: Path) -> None:
    """Write the index of ``folder``."""
    cards = []
    for seed in sorted((ROOT / "seeds").glob("*.md")):
        report = read_one(seed)
        line = " · ".join(part for part in (report.date, report.source) if part)
        cards.append(
            f'<li><a href="{html.escape(seed.stem)}.html">{html.escape(report.title or seed.stem)}</a>'
            f"<p>{html.escape(line)}</p></li>"
        )
    (folder / "index.html").write_text(PAGE.format(cards="\n".join(cards)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

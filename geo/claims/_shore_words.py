"""The words of shores: on the bank of, at the confluence of, the port of, on the coast.

All quantifiers are bounded; what leads to the name of a water ends right before it, what follows begins right behind.
"""

from __future__ import annotations

from geo.claims._phrases import DIRECTION, MODIFIERS
from geo.patterns import anchored, lazy, trailing

__all__ = [
    "AND_THROUGH",
    "AT",
    "A_PORT",
    "BANK_BEFORE",
    "COASTAL",
    "COASTAL_IS",
    "COAST_AFTER",
    "CONFLUENCE",
    "FLOWS",
    "ON_COAST",
    "ON_THE",
    "PART_OF_WATER",
    "PORT_OF",
    "RIVER_AFTER",
    "TO_WATER",
]

AT = trailing(
    rf"\b(?P<word>on|along|at|beside|by|overlook(?:ing|s)|astride|straddl(?:ing|es)|bestrides|near|close\sto"
    r"|(?:occupies|covers|spans|spreads\sover)(?=\sboth\s))\s{1,3}(?:(?:the|both)\s{1,3})?"
    rf"(?:(?:{DIRECTION}|left|right|opposite|lower|upper|other)\s{{1,3}})?"
    r"(?:(?:banks?|shores?|sides?|mouth|coast|tip|end|edge)\s{1,3}of\s{1,3}(?:the\s{1,3})?)?$"
)
CONFLUENCE = trailing(
    r"\b(?P<word>at|near|by)\s(?:the|its)\s(?:confluence|junction|meeting(?:[\s-]point)?)\s(?:of|with)\s(?:the\s)?(?:rivers\s)?"
    r"(?P<first>[A-Z][^\s,.;:()]{1,24}(?:\s[A-Z][^\s,.;:()]{1,24}){0,2}(?:\s[Rr]iver)?\s(?:and|with)\s(?:the\s)?)?$",
    needs=("confluence", "junction", "meeting"),
)
"""Before either river of "at the confluence of the Sava and the Danube", "at its confluence with the Danube"."""
FLOWS = anchored(
    r"(?:\s[Rr]iver)?(?:,\s(?:which|that)|\swhich|\sthat)?\s(?:flows|runs|passes|winds|meanders|snakes|cuts)\s(?:through|past|by)\s(?:the\s(?:city|town)\sof\s)?",
    needs=("flows", "runs", "passes", "winds", "meanders", "snakes", "cuts"),
)
"""Between a river and the first of the towns on it: "the Tigris flows through Mosul and Tikrit"."""
AND_THROUGH = anchored(r"\s{0,2}(?:,\s(?:and\s)?|and\s)(?:then\s)?(?:(?:through|past|by)\s)?")
PART_OF_WATER = anchored(
    r"\s(?:[Dd]elta|[Bb]asin|[Vv]alley|[Ee]stuary|[Ff]lood\s?plain|[Bb]ridge|[Dd]am|[Cc]rossing|[Ll]agoon|[Rr]egion|[Cc]ountry|[Bb]end|[Ff]alls|[Ww]etlands|[Mm]arshes|[Ii]slands?)\b"
)
"""Behind the name of a water: another thing than its line, and how far off it lies is not known."""
PORT_OF = anchored(
    r"\s{1,3}(?:(?:coastal|port|resort|seaside|strategic|key|main|largest)\s{1,3}){0,3}(?:port|city|town|resort|village|harbou?r|peninsula)\s{1,3}of\s{1,3}",
    needs=("of",),
)
RIVER_AFTER = lazy(r"\s(?:[Rr]iver|[Cc]anal)\b", needs=("river", "canal"))
ON_THE = trailing(r"\b(?:on|along|astride)\sthe\s\Z")
BANK_BEFORE = trailing(r"\bbanks?\sof\s(?:the\s)?\Z", needs=("bank",))
A_PORT = (lazy(rf"\s?,\s{{1,3}}(?:an?|the)\s{{1,3}}{MODIFIERS}"), lazy(r"\s{1,3}(?:river\s)?ports?\b"))
"""Around the water in "Izmail, a Danube port": before and after."""
COASTAL = trailing(
    r"\b(?:coastal|seaside)\s(?:city|town|village|resort)\s{1,3}(?:of\s{1,3})?$", needs=("coastal", "seaside")
)
COASTAL_IS = anchored(
    rf"(?:,|\s(?:is|was))\s(?:an?|the)\s{MODIFIERS}(?:coastal|seaside)\s{MODIFIERS}(?:city|town|village|resort)\b",
    needs=("coastal", "seaside"),
)
SEAS = (
    r"(?:Mediterranean|Atlantic|Pacific|Adriatic|Baltic|Caspian|Aegean|Indian\sOcean|Gulf"
    r"|(?:Black|Red|Azov|Arabian|Dead)\sSea)"
)
ON_COAST = lazy(
    rf"\b(?P<word>on|along|near)\s(?:the|its)\s(?:(?:{DIRECTION}|country['’]s|{SEAS})\s){{0,2}}(?:coast|seacoast|coastline|seashore)\b(?!\s(?:of|road|highway|guards?|railway)\b)",
    needs=("coast", "seashore"),
)
COAST_AFTER = anchored(
    rf"(?:['’]s)?\s{{1,3}}(?:(?:{DIRECTION}|{SEAS})\s{{1,3}}){{0,2}}(?:coast|coastline|shores?)\b(?!\s(?:road|highway|guards?|railway)\b)",
    needs=("coast", "shore"),
)


TO_WATER = anchored(
    r"(?:(?:the|its|a)\s{1,3})?(?:(?:(?:nearest|opposite|left|right|other|eastern|western|northern|southern|east|west|north|south)\s{1,3})?"
    r"(?:banks?|shores?|mouth|coast|coastline)\s{1,3}of\s{1,3}(?:the\s{1,3})?)?"
)
"""Between "2 km from" and the name of the water."""

"""Words that say what a name names or where it lies: types of places, abbreviations, directions.

General knowledge of the language only; no names of places but the usual abbreviations of states.
"""

from __future__ import annotations

import re

from geo.patterns import lazy
from geo.resolution.facts import Level

__all__ = [
    "ABBREVIATIONS",
    "DIRECTIONS",
    "DISTANCE",
    "FACILITIES",
    "OPEN_WATERS",
    "OTHER_ABBREVIATIONS",
    "OTHER_TYPES",
    "PLURALS",
    "SHORT_WORDS",
    "TELLING",
    "TYPES",
    "TYPE_AFTER",
    "TYPE_BEFORE",
]

_ADMIN1 = frozenset({Level.ADMIN1})
_ADMIN2 = frozenset({Level.ADMIN2, Level.ADMIN3})
_UPPER = frozenset({Level.ADMIN1, Level.ADMIN2})
_DISTRICT = frozenset({Level.ADMIN2, Level.ADMIN3})
_TOWN = frozenset({Level.TOWN, Level.QUARTER})
_TOWNSHIP = frozenset({Level.ADMIN3, Level.TOWN})
_WATER = frozenset({Level.WATER})
_LAND = frozenset({Level.LAND, Level.REGION})
_REGION = frozenset({Level.REGION, Level.ADMIN1, Level.ADMIN2})
_SPOT = frozenset({Level.SPOT})
_COUNTRY = frozenset({Level.COUNTRY})

TYPES: dict[str, frozenset[Level]] = {
    word: levels
    for words, levels in {
        "county parish shire": _UPPER,
        "borough": frozenset({Level.ADMIN2, Level.ADMIN3, Level.TOWN, Level.QUARTER}),
        "province governorate oblast voblast voivodeship canton prefecture muhafazah wilayat wilaya emirate krai state "
        "department departement": _ADMIN1,
        "district raion rayon subdistrict nahiya qada division tehsil taluk upazila": _DISTRICT,
        "township twp municipality commune": _TOWNSHIP,
        "city town village hamlet suburb settlement capital port": _TOWN,
        "neighborhood neighbourhood quarter camp": frozenset({Level.QUARTER, Level.TOWN}),
        "river creek lake sea bay gulf ocean strait reservoir canal sound harbor harbour lagoon": _WATER,
        "island islands peninsula mountain mountains mount mt hills valley desert cape plateau heights": _LAND,
        "airport airfield airbase aerodrome": _SPOT,
        "region territory area": _REGION,
        "republic kingdom country nation": _COUNTRY,
    }.items()
    for word in words.split()
}
"""Type words and the levels they stand for."""

OTHER_TYPES: dict[str, frozenset[Level]] = {
    word: levels
    for words, levels in {
        "إقليم": _UPPER | _REGION,
        "محافظة ولاية область области областью області областю край края крае краю": _ADMIN1,
        "قضاء ناحية مديرية район района районе районом району районі": _DISTRICT,
        "громада громади громаді громаду громадою": frozenset({Level.ADMIN3}),
        "نهر بحر بحيرة خليج مضيق море моря морі морем залив залива заливе затока затоки затоці затокою": _WATER,
    }.items()
    for word in words.split()
}
"""Type words of Arabic, Russian and Ukrainian names and the levels they stand for."""

TELLING = frozenset(
    [
        "county",
        "parish",
        "province",
        "governorate",
        "oblast",
        "state",
        "district",
        "region",
        "prefecture",
        "raion",
        "river",
        "sea",
        "ocean",
        "gulf",
        "strait",
        "airport",
        "township",
    ]
)
"""Type words that mean what they say within a name; cities, lakes and bays name towns as well."""

PLURALS = {
    "counties": "county",
    "parishes": "parish",
    "provinces": "province",
    "districts": "district",
    "governorates": "governorate",
    "oblasts": "oblast",
    "regions": "region",
    "states": "state",
    "rivers": "river",
    "lakes": "lake",
    "townships": "township",
    "boroughs": "borough",
    "villages": "village",
    "towns": "town",
    "cities": "city",
    "islands": "island",
}
"""Plural type words after or before a list of names, and their singular."""

_SINGULAR = "|".join(sorted((*TYPES, "co", "twp"), key=len, reverse=True))
_PLURAL = "|".join(PLURALS)

TYPE_AFTER = lazy(rf"[ \u00a0-]({_SINGULAR}|{_PLURAL})\b", re.IGNORECASE)
"""A type word right after a name."""

TYPE_BEFORE = lazy(rf"\b({_SINGULAR}|{_PLURAL})(?: of)?(?: the)?[ \u00a0]$", re.IGNORECASE)
"""A type word right before a name: "city of X", "County X"."""

DIRECTIONS = lazy(
    r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west)"
    r"(?:ern|erly)?|central|upper|lower|downtown|greater|inner|outer|mid|rural|metro|old|occupied|mainland)[ -]",
    re.IGNORECASE,
)
"""A word before a name that points into it: "northern Iraq", "downtown Baghdad"."""

DISTANCE = lazy(
    r"(?:(?P<number>\d{1,4}(?:[.,]\d{1,3})?)[ -]?(?P<unit>miles?|mi|km|kms|kilomet(?:er|re)s?)\b[^.;]{0,25}?)?"
    r"\b(?P<heading>north|south|east|west|north[ -]?east|north[ -]?west|south[ -]?east|south[ -]?west)(?:ern|wards?)?"
    r" (?:of|from) (?:downtown |central |the (?:city|town|capital) of |the )?$"
    r"|(?P<only>\d{1,4}(?:[.,]\d{1,3})?)[ -]?(?P<only_unit>miles?|mi|km|kms|kilomet(?:er|re)s?)\b[^.;]{0,20}?"
    r" (?:of|from|outside) (?:downtown |central |the (?:city|town|capital) of |the )?$",
    re.IGNORECASE,
)
"""A distance or a heading that ends right before the name it is measured from."""


SHORT_WORDS = {
    "co": "County",
    "twp": "Township",
    "n": "North",
    "s": "South",
    "e": "East",
    "w": "West",
    "mt": "Mount",
    "ft": "Fort",
    "st": "Saint",
    "hts": "Heights",
    "spgs": "Springs",
    "is": "Island",
    "prov": "Province",
    "dist": "District",
}
"""Abbreviated words of names (written with a dot) and what they stand for."""

FACILITIES = lazy(
    r"\b(?:universit\w{1,3}|college|school|academy|institute|hospital|clinic|airport|airfield|air ?base|base|barracks"
    r"|camp|prison|jail|court|courthouse|police|stadium|arena|church|cathedral|mosque|temple|museum|library|theat(?:re|er)|hall"
    r"|station|terminal|port|harbou?r|dam|bridge|refinery|plant|mine|market|mall|park|zoo|embassy|consulate|checkpoint"
    r"|crossing|road|street|avenue|highway|high school|medical center|centre|center)\b",
    re.IGNORECASE,
)
"""Words of names of buildings and institutions, which often hold the name of their town."""


def _abbreviations(country: str, pairs: str) -> dict[str, tuple[str, str]]:
    found = {}
    for pair in pairs.split("|"):
        short, name = pair.strip().split("=")
        for form in short.split():
            found[form] = (country, name)
    return found


OPEN_WATERS = frozenset(
    [
        "Adriatic",
        "Aegean",
        "Arctic",
        "Atlantic",
        "Baltic",
        "Bosphorus",
        "Caribbean",
        "Caspian",
        "Mediterranean",
        "Pacific",
    ]
)
"""Seas that are called by their name alone, with the article: "the Atlantic"."""

ABBREVIATIONS: dict[str, tuple[str, str]] = {
    **_abbreviations(
        "US",
        "AL Ala=Alabama|AK=Alaska|AZ Ariz=Arizona|AR Ark=Arkansas|CA Cal Calif=California|CO Colo=Colorado|"
        "CT Conn=Connecticut|DE Del=Delaware|FL Fla=Florida|GA Ga=Georgia|HI=Hawaii|ID Ida=Idaho|IL Ill=Illinois|"
        "IN Ind=Indiana|IA Ia=Iowa|KS Kan Kans=Kansas|KY Ky=Kentucky|LA La=Louisiana|ME Me=Maine|MD Md=Maryland|"
        "MA Mass=Massachusetts|MI Mich=Michigan|MN Minn=Minnesota|MS Miss=Mississippi|MO Mo=Missouri|MT Mont=Montana|"
        "NE Neb Nebr=Nebraska|NV Nev=Nevada|NH=New Hampshire|NJ=New Jersey|NM=New Mexico|NY=New York|NC=North Carolina|"
        "ND=North Dakota|OH=Ohio|OK Okla=Oklahoma|OR Ore=Oregon|PA Pa Penn Penna=Pennsylvania|RI=Rhode Island|"
        "SC=South Carolina|SD=South Dakota|TN Tenn=Tennessee|TX Tex=Texas|UT=Utah|VT Vt=Vermont|VA Va=Virginia|"
        "WA Wash=Washington|WV WVa=West Virginia|WI Wis Wisc=Wisconsin|WY Wyo=Wyoming|DC=District of Columbia",
    ),
    **_abbreviations(
        "CA",
        "AB Alta=Alberta|BC=British Columbia|MB Man=Manitoba|NB=New Brunswick|NL Nfld=Newfoundland and Labrador|"
        "NS=Nova Scotia|NT NWT=Northwest Territories|NU=Nunavut|ON Ont=Ontario|PEI PE=Prince Edward Island|"
        "QC Que=Quebec|SK Sask=Saskatchewan|YT=Yukon",
    ),
    **_abbreviations(
        "AU",
        "NSW=New South Wales|Qld QLD=Queensland|Vic=Victoria|Tas=Tasmania|ACT=Australian Capital Territory",
    ),
}
"""Abbreviation without its dots → (country, first-order unit). Postal and newspaper forms."""

OTHER_ABBREVIATIONS = _abbreviations("AU", "WA=Western Australia|NT=Northern Territory")
"""What else they may be short for."""

STREETS = lazy(r" (?:street|avenue|road|boulevard|highway)$", re.IGNORECASE)
"""Ends of names of streets, which are called after places that they lead to or honour."""

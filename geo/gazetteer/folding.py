"""The folding of names: what brings the spellings of one name together.

``fold`` turns a name into a short key; two spellings with the same key are the same name for the
gazetteer's second step (after the exact one). The rules, in order, each with its reason:

Any script
    1. Compatibility decomposition and case folding; marks above and below letters fall away
       (Fallūjah → fallujah), for reports rarely write them.
    2. Words are split at white space, hyphens, dots and commas and joined again without anything
       between them, for reports disagree on Deir ez-Zor, Deir-ez-Zor and Deir ez Zor.
    3. Apostrophes and the signs for ʿayn and hamza fall away (Ba'qubah → baqubah).

Latin letters
    4. The Arabic article falls away (al-, el-, ul- before any word; ash-, ad-, ar- … only before the
       letter it has been assimilated to), unless nothing else is left: Ash Sharqāt is Shirqat's name.
    5. Common words of Arabic, Persian and Ethiopian place names have one spelling (tall/tell/tel, khirbat/khirbet,
       shaykh/sheikh, tappeh/tepe, Weldiya/Woldia …); abbreviations are written out (St., Mt., Ft.). The Persian link
       (-e, -i, -ye between two words) falls away, and with it the vowel of the commonest words before it: Dasht-e
       Archi, Dashti Archi and Dasht Archi are one.
    6. Letters that romanisations choose freely: q→k, c→k (c before e, i, y stays), ph→f, dj/dzh→j,
       tch/tsch→ch, sch→sh, dh→d, th→t, gh→g, tz→ts, x→ks, ck→k.
       Burmese breath at the beginning is written on either side of its letter, or not at all: hp→f as ph, ht→t, hk→kh,
       hs→s before a and e (Hpakant is Phakant, Htigyaing Tigyaing).
    7. Vowels: w is a vowel (Hawija), o/u/w in any run are one o (Douma, Duma, Dooma); ay, ai, ei, ey,
       ee, ie, e, i, y are one i (Dayr, Deir; Heet, Hit); aw, au are o.
    8. Doubled letters are one; a last -ah, -eh or -e after a consonant is -a (Raqqah, Raqqa, Raqqe).
    9. Ukrainian endings and first names are the Russian ones (Ivanivka is Ivanovka, Pervomaiske is Pervomayskoye,
       Svitlohirsk is Svetlogorsk, Chasiv is Chasov, Debaltseve Debaltsevo, Popasna Popasnaya, Vinnytsia Vinnitsa):
       reports romanise villages from either language. The Ukrainian h of Slavic stems and endings is g (Horodok is
       Gorodok, Hryshyne Grishyne); any other h stays, for Arabic has its own.

Arabic letters (Arabic, Persian, Kurdish, Urdu)
    10. Short vowels and the tatweel fall away; the forms of alif are one, ya and alif maqsura are one,
       ta marbuta is ha, the Persian forms of kaf and ya are the Arabic ones; hamza falls away; the
       article falls away before three letters or more.

Cyrillic letters
    11. і, ї, и, ы, й are one; е, ё, є, э are one; ґ is г; hard and soft signs fall away; doubled letters
        are one; endings and first names as in rule 9: Russian and Ukrainian spellings of a name meet.

Hebrew letters
    12. Points fall away, final forms are the usual ones.

``skeleton`` keeps the first letter and the consonants of a key: the fuzzy step looks there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase

WORD = re.compile(
    r"[^\W_](?:[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0fbc"
    r"\u1000-\u109f\u135d-\u135f\u17b4-\u17d3]"
    r"|['\u2018\u2019\u02bc\u02bb\u02be\u02bf\u0060\u00b4\u2032\u05f3\u05f4\"](?=\w))*"
)
"""A word of a name: letters, digits, marks, and apostrophes before a letter."""

ARTICLES = frozenset({"al", "el", "ul", "il"})
LINKS = frozenset({"e", "i", "ye", "yi"})
"""The Persian link between two words, written behind a hyphen: Dasht-e Archi."""
ASSIMILATED = {
    "ash": "sh", "esh": "sh", "ad": "d", "ed": "d", "ar": "r", "er": "r", "as": "s", "es": "s", "at": "t",
    "et": "t", "an": "n", "en": "n", "az": "z", "ez": "z", "ath": "th", "adh": "dh", "us": "s", "ur": "r",
    "un": "n", "ush": "sh", "uz": "z", "ud": "d", "ut": "t", "il": "l",
}  # fmt: skip
"""The article before a letter that assimilates it, and that letter."""

SPELLINGS = {
    word: best
    for best, words in {
        "tal": "tall tell tel tal tull til",
        "tamr": "tamr tamer temir temer",
        "hosn": "hosn husn hisn hosen",
        "miskin": "miskin maskin meskin miskeen maskeen",
        "dohor": "duhur dhuhur zuhur dhuhour zuhour duhour thuhur zhuhur",
        "dasht": "dasht dashte dashti",
        "pol": "pol pul puli pule",
        "kart": "kart karte karta karteh",
        "shahr": "shahr shahre shahri shar",
        "khoja": "khwaja khwajah khwaje khawaja khawajah khoja khojah khvajeh khajeh khuja",
        "safid": "safid safed sefid safeed sefeed sufid",
        "chahar": "chahar char",
        "tapa": "tapa tappa tapah tappah tapeh tappeh tepa tepe tepeh teppa teppe teppeh",
        "wardak": "wardak vardak",
        "woldia": "weldiya weldia woldia woldiya",
        "wolega": "wollega welega wellega wolega",
        "wolkait": "wolkait welkait wolqayt welqayt welkayt wolkayt",
        "wollo": "wollo welo wello",
        "gondar": "gonder gondar",
        "silasia": "selassie selasie silase sillase selase silasie sellassie",
        "mariam": "mariam maryam mariyam meryem",
        "khirba": "khirbat khirbet khirbah khirbeh khirba khurbat khurbet kherbet kharbat kherba kherbat khirbit",
        "jabal": "jabal jebel jabel djebel gebel jbel jabl djabal",
        "shikh": "shaykh sheikh shaikh shekh sheik cheikh shiekh sheykh shayk seyh seikh shikh scheich",
        "marat": "maarrat maarat maaret maarret marrat maara maarra maarit",
        "kafr": "kafr kfar kafar kafer kefar kefr kufr kifr kafir kufur kfr",
        "bayt": "bayt beit bait bet beyt beth",
        "wadi": "wadi ouadi oued wady wad vadi",
        "kala": "qalat qalaat qalah kalat kalaat qala qalaa qaleh kaleh qalai qalay",
        "kalay": "kalay kalai kelay kellay kalaye kili killi keli",
        "nabi": "nabi nebi neby naby",
        "ahmad": "ahmad ahmed",
        "jdayda": (
            "judaydah judayda judaydat jdeideh jdeidet jdeidat jdaideh jdaidet jdaydah jdayda jdaydat jedeida jedeideh"
            " jdeda jdeida judaida judaidah jdaida"
        ),
        "kasr": "qasr kasr qaser qasir ksar",
        "nahr": "nahr nahar nehr",
        "ras": "ras raas",
        "abu": "abu abou abo aboo",
        "umm": "umm um oum om oumm",
        "bin": "bin ben ibn",
        "sayid": "sayyid sayyed sayed seyyed seyed sayid said saeed syed",
        "haj": "haj hajj hadj hagg haji hajji hadji",
        "muhamad": "muhammad mohammed mohammad mohamed mohamad muhammed mehmed mahomed",
        "husayn": "husayn hussein husain hussain hussayn huseyn hossein hosein husein",
        "hasan": "hasan hassan",
        "mahmud": "mahmud mahmoud mahmood",
        "yusuf": "yusuf yousef youssef yosef yusif yusef",
        "abd": "abd abed",
        "saghir": "saghir saghira saghirah sghir sagheer saghireh",
        "kabir": "kabir kabira kabirah kebir kabeer kbir kabireh",
        "sharki": "sharqi sharqiyah sharqiya sharqiyeh sharqia sharki sharkiya sharqiyyah charqi",
        "gharbi": "gharbi gharbiyah gharbiya gharbiyeh gharbia gharbiyyah",
        "fawkani": "fawqani fawqaniyah foqani fouqani fowqani fawqa foka foqa fauqani fawka fawqaniya",
        "tahtani": "tahtani tahtaniyah tahta tahtaniya tahtaniyeh",
        "shamali": "shamali shamaliyah shimali shamaliya shimaliyah",
        "janubi": "janubi janubiyah janoubi jnoubi janoobi janubiya",
        "madina": "madinat madinah madina medina medinat medinah",
        "ayn": "ayn ain ein eyn aayn aain",
        "dayr": "dayr deir dair der deyr",
        "saint": "st saint sainte ste",
        "mount": "mt mount",
        "fort": "ft fort",
        "and": "and und",
        "nahia": "nahiyat nahiya nahia nahiyah",
        "mazraa": "mazraat mazraa mazraah mazrat",
        "haram": "haram harem",
        "nizhni": "nizhniy nizhny nizhnyy nyzhnya nyzhnia nyzhniy nizhnyaya nizhnaya nyzhne nizhne nizhnee nizhneye",
        "verkhni": "verkhniy verkhny verkhnya verkhnia verkhnie verkhne verkhnyaya verkhnaya verkhnee",
        "novi": "novyy novy noviy nova novaya nove novo novoye novoe novyi",
        "stari": "staryy stary stariy stara staraya stare staroye staroe staryi",
        "veliki": "velykyy velyki velyka velyke velikaya velikiy veliky velikoye velikoe",
        "mali": "malyy maly mala malaya male maloye maloe malyi",
    }.items()
    for word in words.split()
}
"""Words of place names that romanisations spell differently, and the one spelling that stands for them."""

_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a",
        "ħ": "h",
        "ŋ": "ng", "ɣ": "gh", "ʻ": "", "ʼ": "", "ʾ": "", "ʿ": "", "‘": "", "’": "", "'": "", "`": "", "´": "", "′": "",
        '"': "", "״": "", "׳": "", "ˈ": "", "ʹ": "", "ʺ": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "",
        "ـ": "", "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ے": "ي",
        "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۀ": "ه", "ۂ": "ه", "ء": "",
        "ک": "ك", "ڪ": "ك", "گ": "ك", "ڵ": "ل", "ڕ": "ر", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز",
        "і": "и", "ї": "и", "ы": "и", "й": "и", "ё": "е", "є": "е", "э": "е", "ґ": "г", "ъ": "", "ь": "", "ў": "у",
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    }
)  # fmt: skip

_CONSONANT_STEPS = tuple(
    (needed, re.compile(pattern), replacement)
    for needed, pattern, replacement in (
        ("hp", r"^hp", "f"),
        ("ht", r"^ht", "t"),
        ("hk", r"^hk", "kh"),
        ("hs", r"^hs(?=[ae])", "s"),
        ("pid", r"^pid(?:(?=[lsvn][a-z]+(?:ne|sk|ka|tsi|ky)$)|(?=h))", "pod"),
        ("podh", r"^podh", "podg"),
        ("horod", r"horod", "gorod"),
        ("horl", r"^horl(?=[io]vk)", "gorl"),
        ("ch", r"(?:tsch|tch)", "ch"),
        ("sch", r"sch", "sh"),
        ("d", r"dzh|dj", "j"),
        ("ph", r"ph", "f"),
        ("dh", r"dh", "d"),
        ("th", r"th", "t"),
        ("gh", r"gh", "g"),
        ("ck", r"ck", "k"),
        ("c", r"c(?![eiyh])", "k"),
        ("q", r"q", "k"),
        ("x", r"x", "ks"),
        ("tz", r"tz", "ts"),
        ("o", r"(?:(?<=sk)|(?<=[a-z]n))o[yij]?e$|(?<=[a-z][b-df-hj-np-tv-z])oye$|(?<=[a-z]{2}[oe]v)o$", "e"),
        ("naya", r"(?<=[a-z]n)aya$", "a"),
        ("v", r"(?<=[a-z]{2}[b-df-hj-np-tv-z])(?:i|y|ee)v$", "ov"),
        ("ts", r"ts[iy]a$", "tsa"),
        ("pil", r"pill?[iy]a$", "polia"),
        ("hrad", r"hrad$", "grad"),
        ("h", r"h[io]r(?=sk|k[aiy]$|[io]vk)", "gor"),
        ("pil", r"(?<=[a-z]{3})pil$", "pol"),
        ("oleks", r"(?:^|(?<=^novo))oleks", "aleks"),
        ("olen", r"^olen(?=[io]vk)", "elen"),
        ("heorh", r"^heorh", "georg"),
        ("ant", r"^kost[iy]ant[iy]n", "konstantin"),
        ("fyod", r"^fyod", "fed"),
        ("semyon", r"^semyon", "semen"),
        ("chuhu", r"^chuhu", "chugu"),
        ("enerho", r"^enerho", "energo"),
        ("hol", r"^hol(?=ub|ov[aiky])", "gol"),
        ("hul", r"^hul(?=[iy]a[iy])", "gul"),
        ("hostom", r"^hostom", "gostom"),
        ("husar", r"^husar", "gusar"),
        ("h", r"^h(?=[lr][a-z]+(?:k[aiye]|[nvk]e|n[aiy]|koye|noye|iv|ov|sk|ok)$)", "g"),
        ("mykol", r"^mykol", "nikol"),
        ("volodymyr", r"^volodymyr", "vladimir"),
        ("kater", r"^y?ekater[iy]n", "katerin"),
        ("serhi", r"^serhi", "sergi"),
        ("hryhor", r"^hryhor", "grigor"),
        ("bohdan", r"^bohdan", "bogdan"),
        ("vk", r"(?<=[a-z]{2})[aeioy]+vk(?=[aiy]$)", "ovk"),
        ("luhansk", r"luhansk", "lugansk"),
    )
)
"""Letters without which the pattern cannot match (to look for them is far quicker), pattern, replacement."""

_ENDINGS = (
    ("eh", re.compile(r"(?<=[b-df-hj-np-tv-z])(?:ah|eh|e)$")),
    ("aeh", re.compile(r"(?<=[iy])(?:yah|yeh|yya|yyah|yyeh|ya|ye|ah|eh|e)$")),
)
"""Letters that a Latin word must end in for the pattern to match, and the pattern of what becomes "a"."""

_LATIN_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?:a?[ouw]+|a[uw])+", "o"),
        (r"(?:[ae]?[iy]|e)+", "i"),
        (r"h$", ""),
        (
            "|".join(f"{letter}(?={letter})" for letter in ascii_lowercase),
            "",
        ),  # a third of the time of a back-reference
    )
)

_CYRILLIC_STEPS = tuple(
    (needed, re.compile(pattern), replacement)
    for needed, pattern, replacement in (
        ("вк", r"(?<=\w\w)[аеиоя]+вк(?=[аи]$)", "овк"),
        ("ое", r"(?<=\w[^аеиоуюя])ое$", "е"),
        ("во", r"(?<=\w\w[ое]в)о$", "е"),
        ("ая", r"(?:(?<=\wн)|(?<=ик))ая$", "а"),
        ("ив", r"(?<=\w\w[^аеиоуюя])ив$", "ов"),
        ("ця", r"ця$", "ца"),
        ("гир", r"гир(?=ск|к[аи]$|[ио]вк)", "гор"),
        ("пил", r"(?<=\w{3})пил$", "пол"),
        ("олекс", r"(?:^|(?<=^ново))олекс", "алекс"),
        ("олен", r"^олен(?=[ио]вк)", "елен"),
        ("костянтин", r"^костянтин", "константин"),
        ("микол", r"^микол", "никол"),
        ("володимир", r"^володимир", "владимир"),
        ("екатерин", r"^екатерин", "катерин"),
    )
)
"""The same for Cyrillic words, after their letters have been folded."""

_CYRILLIC_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"(?<!^)[aio]")
_ARABIC_ARTICLE = re.compile(r"^ال(?=.{3})")


_LONGEST_ARTICLE = max(map(len, (*ARTICLES, *ASSIMILATED)))


def plain_form(name: str) -> str:
    """Return ``name`` without the marks on its Latin letters: how aliases are stored, and matched exactly."""
    if name.isascii():
        return name
    kept: list[str] = []
    latin = False
    for letter in unicodedata.normalize("NFD", name):
        if not unicodedata.combining(letter):
            latin = letter < "\u0250"
            kept.append(letter)
        elif not latin:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


def normalise(name: str) -> str:
    """Return ``name`` composed (NFC), with single spaces: the form that an exact match compares."""
    return " ".join((name if name.isascii() else unicodedata.normalize("NFC", name)).split())


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """Return the folded form of one word, without the rules that look at its neighbours."""
    plain = word.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
        if not plain:
            return ""
    elif "'" in plain or "`" in plain or '"' in plain:
        plain = plain.translate(_LETTERS)
    if not plain.isascii():
        return _fold_other(plain)
    folded = SPELLINGS.get(plain, plain)
    for needed, pattern, replacement in _CONSONANT_STEPS:
        if needed in folded:
            folded = pattern.sub(replacement, folded)
    for last, pattern in _ENDINGS:
        if folded[-1:] in last:
            folded = pattern.sub("a", folded)
    for pattern, replacement in _LATIN_STEPS:
        folded = pattern.sub(replacement, folded)
    return folded or plain


def _fold_other(plain: str) -> str:
    first = plain[0]
    if "\u0600" <= first <= "\u06ff":
        return _ARABIC_ARTICLE.sub("", plain)
    if "\u0400" <= first <= "\u04ff":
        for needed, pattern, replacement in _CYRILLIC_STEPS:
            if needed in plain:
                plain = pattern.sub(replacement, plain)
        return _CYRILLIC_DOUBLE.sub(r"\1", plain)
    return plain


def is_article(word: str, following: str) -> bool:
    """Tell whether ``word`` is the Arabic article before ``following`` (both as written)."""
    plain = word.casefold()
    if plain in ARTICLES:
        return True
    letter = ASSIMILATED.get(plain)
    return letter is not None and _bare(following).startswith(letter)


def is_link(word: str, before: str) -> bool:
    """Tell whether ``word`` is the Persian link between two others, by the sign that stands ``before`` it.

    >>> is_link("e", "-"), is_link("e", " ")
    (True, False)
    """
    return before == "-" and word.casefold() in LINKS


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return the key that stands for all spellings of ``name``; see the module for the rules.

    >>> fold("Al-Fallūjah") == fold("Falluja") == fold("Faluja")
    True
    >>> fold("Ash Sharqāt")
    'sharkat'
    """
    if name.isalpha():
        return fold_word(name)
    words = WORD.findall(name)
    last = len(words) - 1
    if "-" in name and last > 1 and not LINKS.isdisjoint(map(str.casefold, words[1:-1])):
        found = list(WORD.finditer(name))
        links = {place for place in range(1, last) if is_link(words[place], name[found[place].start() - 1])}
        words = [word for place, word in enumerate(words) if place not in links]
        last = len(words) - 1
    return "".join(
        [
            fold_word(word)
            for place, word in enumerate(words)
            if place == last or len(word) > _LONGEST_ARTICLE or not is_article(word, words[place + 1])
        ]
    )


def skeleton(key: str) -> str:
    """Return the first letter and the consonants of a folded Latin key: what a mis-spelling usually keeps."""
    return _VOWELS.sub("", key)

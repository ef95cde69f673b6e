"""What stands before and after a span: a class of the neighbour, and features of the words there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.toponyms.candidates import LONGEST

if TYPE_CHECKING:
    from geo.toponyms.context import Context, Span

SENTENCE_ENDS = frozenset(".!?…:;")
QUOTES = frozenset("\"'“”‘’«»„")
DASHES = frozenset("-–—―−")
JOINING = frozenset({"and", "or", "&"})
GENITIVES = frozenset({"'s", "’s", "'S", "’S"})
MONEY = frozenset("$€£¥")

EARLY = 24
"""A dateline stands within the first tokens of a text."""

APPOSITION = 7
"""Tokens after a comma or a verb within which an apposition names its kind ("…, the city's northern suburb")."""

_CAPITAL_CLASSES = (
    "title", "month", "weekday", "direction", "street", "adminword", "organisation", "postnominal", "creed", "event",
    "placehead", "foreignhead", "bodyhead",
)  # fmt: skip
_LEFT_CLASSES = (
    "placeprep", "assault", "preposition", "determiner", "title", "direction", "settleword", "adminword", "speech",
    "vessel", "medium", "firm", "side", "residency",
)  # fmt: skip
_RIGHT_CLASSES = (
    "speech", "residency", "preposition", "organisation", "settleword", "adminword", "direction", "street", "event",
)  # fmt: skip
_OF_CLASSES = ("settleword", "adminword", "direction", "organisation", "title", "landword", "waterword", "residency")
_KIND_CLASSES = ("settleword", "adminword", "landword", "waterword")
_SIGNS = {
    **dict.fromkeys(SENTENCE_ENDS - {":"}, "stop"), **dict.fromkeys(QUOTES | MONEY, "quote"),
    ":": "colon", ")": ")", "]": "]", "/": "/",
}  # fmt: skip
"""The class of a sign after a span."""

_BEING = frozenset({"was", "were", "is", "are", "has", "had", "have", "remains", "remained", "came", "comes"})
_STATING = frozenset({"is", "was", "lies", "are"})
_ARTICLES = frozenset({"a", "the", "an", "located", "situated"})
_LEADING = frozenset("for to from with by in on at near into towards toward after".split())  # noqa: SIM905 - as below
_BINDING = frozenset({"of", "for", "&"})
_ORIGIN = frozenset(
    "based born bred raised flagged registered headquartered bound trained educated listed".split()  # noqa: SIM905 - a list
)
"""Words behind a hyphen that say where someone or something is from or goes to: Berlin-born, Panama-flagged."""
_FREQUENT = "4"
_NOTED = 0.3
_INITIAL = 2
_ACRONYM = 5
_SHORT = 3
_REACH = 4
_BRACKET = 24
"""Tokens within which a bracket that opens after a name is closed."""
_LIST = 24
"""Tokens within which the words before and after a list of names are sought from its first or last name."""
_NO_CLASSES: frozenset[str] = frozenset()


class Side(NamedTuple):
    """The class of what stands beside a span, and the features of it."""

    kind: str
    features: tuple[str, ...]


def _first_of(classes: frozenset[str], names: tuple[str, ...], otherwise: str) -> str:
    if classes:
        for name in names:
            if name in classes:
                return name
    return otherwise


def _capital_class(context: Context, index: int) -> str:
    """Return the class of the capitalised word ``index`` as a neighbour."""
    word, lower = context.tokens.words[index], context.tokens.lower[index].rstrip(".")
    lexical = context.lexicon
    found = _first_of(lexical.classes.get(lower, _NO_CLASSES), _CAPITAL_CLASSES, "")
    if not found and len(word) == _INITIAL and word[1] == ".":
        found = "initial"
    if not found and lower in lexical.members["function"] and word.istitle():
        found = "function"
    if not found and 1 < len(word) <= _ACRONYM and word.isupper():
        found = "acronym"
    return found or _name_class(context, word, lower)


def _name_class(context: Context, word: str, lower: str) -> str:
    """Return the class of a capitalised word that is of no class by its meaning."""
    lexical, name = context.lexicon, context.names.of(word, [word])
    if name.demonym:
        return "demonym"
    if lower in lexical.first_names:
        return "given"
    if lexical.common.get(lower, _FREQUENT) < _FREQUENT:
        return "common"
    if lower in lexical.surnames:
        return "family"
    return "known" if name.known and name.prominence >= _NOTED else "name"


def _coarse(span: Span | None, context: Context, index: int) -> str:
    """Return what a name beyond a comma or conjunction is: its coarse type, "Cap" or nothing."""
    if span is not None:
        return span.name.coarse
    return "Cap" if 0 <= index < len(context.tokens.words) and context.tokens.capital[index] else ""


def _word(context: Context, index: int) -> str:
    """Return the word ``index`` in lower case if it is written so, else a star; a mark beyond the text."""
    if index < 0:
        return "^"
    lower = context.tokens.lower
    if index >= len(lower):
        return "$"
    return "*" if context.tokens.capital[index] else lower[index]


def left(context: Context, first: int) -> Side:
    """Return what stands before token ``first``."""
    if first == 0:
        return Side("^", ("Lc=^",))
    words, lower, starts, ends, capital = context.tokens
    previous, index = words[first - 1], first - 1
    gap = starts[first] > ends[index]
    if gap and "\n" in context.text[ends[index] : starts[first]]:
        return Side("newline", ("Lc=newline",))
    found: list[str] = []
    if capital[index]:
        side = ("=" if gap else "-") + _capital_class(context, index)
        found.append(f"L1c={lower[index]}" if context.classes(index) else "L1c=")
        known = context.by_end.get(index)
        if known is not None:
            found.append(f"Lknown={known.name.coarse}")
    elif previous == ",":
        beyond = _coarse(context.by_end.get(first - 2), context, first - 2)
        side = f",{beyond}"
        found.append(f"L2,={_word(context, first - 2)}")
        found.append(f"L3,={_word(context, first - 3)}|{beyond}")
        _list_before(context, index, found)
    elif lower[index] in JOINING:
        side = f"and{_coarse(context.by_end.get(first - 2), context, first - 2)}"
        found.append(f"L2&={_word(context, first - 2)}")
        _list_before(context, index, found)
    elif previous in GENITIVES:
        side = f"'s{_coarse(context.by_end.get(first - 2), context, first - 2)}"
    elif not previous[0].isalpha():
        side = _sign_before(context, first, found, gap=gap)
    else:
        side = _word_before(context, first, found)
    if first < EARLY and words[first].isupper():
        found.append("early")
    found.append(f"Lc={side}")
    return Side(side, tuple(found))


def _list_before(context: Context, index: int, found: list[str]) -> None:
    """Note what stands before the list of names with the comma or "and" at ``index``: "bombed X, Y and Z"."""
    words, lower, _, _, capital = context.tokens
    least = max(0, index - _LIST)
    while index > least and (words[index] == "," or lower[index] in JOINING):
        index -= 1
        if words[index] == ",":
            index -= 1
        if not capital[index]:  # "three villages, X and Y"
            found.append(f"LL,={_word(context, index)}")
            found.append(f"LL,c={_first_of(context.classes(index), _KIND_CLASSES, '')}")
            return
        index = _before_name(context, index, least)
        if lower[index] == "the" and index > least and (words[index - 1] == "," or lower[index - 1] in JOINING):
            index -= 1  # the Indus, the Jhelum and the Chenab
    word = _word(context, index)
    found.append(f"LL={word}")
    found.append(f"LLc={_first_of(context.classes(index), _LEFT_CLASSES, 'word')}")
    if word == "of":
        found.append(f"LLof={_first_of(context.classes(index - 1), _OF_CLASSES, '')}")


def _list_after(context: Context, index: int, found: list[str]) -> None:
    """Note what stands after the list of names with the comma or "and" at ``index``: "X, Y and Z fell"."""
    words, lower, _, _, capital = context.tokens
    most = min(len(words) - 1, index + _LIST)
    while index < most and (words[index] == "," or lower[index] in JOINING):
        index += 1
        if lower[index] in JOINING and index < most:
            index += 1
        index += lower[index] == "the" and index < most
        if not (capital[index] or (words[index] in context.lexicon.members["article"] and index < most)):
            return
        while index < most and (capital[index] or _is_inside(context, index)):
            index += 1
    found.append(f"RL={_word(context, index)}")
    found.append(f"RLc={_first_of(context.classes(index), _RIGHT_CLASSES, 'word')}")
    if words[index] in _BEING and _is_fate(context, index + 2 if _word(context, index + 1) == "been" else index + 1):
        found.append("RLfate")


def _before_name(context: Context, index: int, least: int) -> int:
    """Return the token before the name that ends at ``index``, ``least`` where it begins no later."""
    while index > least and (context.tokens.capital[index] or _is_inside(context, index)):
        index -= 1
    return index


def _is_inside(context: Context, index: int) -> bool:
    """Tell whether the small word or sign at ``index`` may stand within a name: al-Bab, Qal'at."""
    word = context.tokens.words[index]
    return word in "-'’" or word in context.lexicon.members["article"]


def _sign_before(context: Context, first: int, found: list[str], *, gap: bool) -> str:
    previous = context.tokens.words[first - 1]
    beyond = _word(context, first - 2)
    if previous[0].isdigit():
        found.append(f"L2n={beyond}")
        return "number"
    if previous in SENTENCE_ENDS:
        found.append(f"L2s={beyond if len(beyond) <= _SHORT else '+'}")
        if previous in ":;":
            found.append(f"L2:={beyond}")
            return "colon"
        return "sentence"
    if previous in DASHES:
        tight = not gap and first > 1 and context.tokens.ends[first - 2] == context.tokens.starts[first - 1]
        found.append(f"L2-={beyond}")
        return "hyphen" if tight else "dash"
    if previous in QUOTES:
        found.append(f"L2q={beyond if len(beyond) <= _SHORT else '+'}")
        return "quote"
    return previous if previous in "([/$•*" else "sign"


def _word_before(context: Context, first: int, found: list[str]) -> str:
    words = context.tokens.words
    one, two = context.tokens.lower[first - 1], _word(context, first - 2)
    found.append(f"L1={one}")
    found.append(f"L21={two} {one}")
    if one == "of":
        if first > 1 and context.tokens.capital[first - 2]:  # Bank of Canada, not the banks of Ukraine
            found.append(f"LOf={context.tokens.lower[first - 2] if context.classes(first - 2) else '*'}")
            return "Of:" + _first_of(context.classes(first - 2), _OF_CLASSES, "")
        return "of:" + _first_of(context.classes(first - 2), _OF_CLASSES, "")
    if one == "the" and first > _REACH and (two == "," or two in JOINING):
        end = first - 4 if words[first - 3] == "," else first - 3
        found.append(f"L,the={_coarse(context.by_end.get(end), context, end)}")
    if two in {"the", "a", "of", "in"}:
        found.append(f"L3{two}={_word(context, first - 3)}")
    elif two == "*" and one in _LEADING:
        index = _before_name(context, first - 2, max(0, first - 2 - LONGEST))
        found.append(f"L*={_word(context, index)} {one}")  # "left Homs for", "from Homs to"
    return _first_of(context.classes(first - 1), _LEFT_CLASSES, "word")


def right(context: Context, last: int) -> Side:
    """Return what stands after token ``last``."""
    words, lower, starts, ends, capital = context.tokens
    index = last + 1
    if index >= len(words):
        return Side("$", ("Rc=$",))
    following = words[index]
    gap = starts[index] > ends[last]
    if gap and "\n" in context.text[ends[last] : starts[index]]:
        return Side("newline", ("Rc=newline",))
    found: list[str] = []
    if capital[index]:
        side = ("=" if gap else "-") + _capital_after(context, index, found)
    elif following == ",":
        side = _comma_after(context, last, found)
    elif following in GENITIVES:
        side = "'s"
        found.append(f"R2s={_word(context, last + 2)}")
        if last + 2 < len(words) and capital[last + 2]:
            found.append(f"R2sc={_capital_class(context, last + 2)}")
    elif lower[index] in JOINING:
        side = f"and{_coarse(context.by_start.get(last + 2), context, last + 2)}"
        _list_after(context, index, found)
    elif not following[0].isalpha():
        side = _sign_after(context, last, found, gap=gap)
    else:
        side = _word_after(context, last, found)
    found.append(f"Rc={side}")
    return Side(side, tuple(found))


def _capital_after(context: Context, index: int, found: list[str]) -> str:
    """Return the class of the capitalised word ``index``, and note it and the name that begins there."""
    words, lower, _, _, capital = context.tokens
    side = _capital_class(context, index)
    found.append(f"R1c={lower[index]}" if context.classes(index) else "R1c=")
    if index + 2 < len(words) and words[index + 1] in _BINDING and capital[index + 2]:
        found.append(f"R1of={side}")  # London School of Economics
    known = context.by_start.get(index)
    if known is not None:
        found.append(f"Rknown={known.name.coarse}")
    return side


def _comma_after(context: Context, last: int, found: list[str]) -> str:
    words = context.tokens.words
    _list_after(context, last + 1, found)
    held = context.by_start.get(last + 2)
    two = _word(context, last + 2)
    if held is not None:
        closed = held.last + 1 < len(words) and words[held.last + 1] in ",.;)—-"
        found.append(f"R,closed={closed}|{held.name.coarse}")
        return f",{held.name.base}"
    if (
        last + 2 < len(words)
        and context.tokens.capital[last + 2]  # "al-Bab" is not in Alabama
        and context.tokens.lower[last + 2].rstrip(".") in context.lexicon.members["statecue"]
    ):
        return ",state"
    if two[0].isdigit():
        return ",number"
    found.append(f"R2,={two}")
    if two in {"the", "a", "an"}:
        _apposition(context, last + 3, found)
    return ",Cap" if two == "*" else ","


def _apposition(context: Context, start: int, found: list[str]) -> None:
    """Note the kind of thing that an apposition says the name is: a place's or a person's."""
    words = context.tokens.words
    for index in range(start, min(start + APPOSITION, len(words))):
        classes = context.classes(index)
        if context.tokens.capital[index] and index == start:
            continue
        if "title" in classes:
            found.append("Rapp=title")
            return
        kind = _first_of(classes, _KIND_CLASSES, "")
        if kind and words[index].islower():
            found.append(f"Rapp={kind}")
            return
        if words[index] in ",.;:" or words[index] in {"of", "in", "who", "which", "that"}:
            return


def _sign_after(context: Context, last: int, found: list[str], *, gap: bool) -> str:
    words = context.tokens.words
    following = words[last + 1]
    if following in DASHES:
        found.append(f"R2-={_word(context, last + 2)}")
        tight = not gap and last + 2 < len(words) and context.tokens.starts[last + 2] == context.tokens.ends[last + 1]
        if tight and words[last + 2] in _ORIGIN:
            found.append("R-origin")
        return "hyphen" if tight else "dash"
    if following in "([":
        two = context.tokens.lower[last + 2] if last + 2 < len(words) else "$"
        if two[0].isdigit():
            found.append(f"R(0={_word(context, last + 3)}")
        else:
            agency = two in context.lexicon.members["agencycue"]
            found.append("R(agency" if agency else f"R(={_word(context, last + 2)}")
        _after_bracket(context, last + 2, found)
        return "bracket"
    if following in MONEY and not gap:
        return "money"
    return _SIGNS.get(following, "number" if following[0].isdigit() else "sign")


def closing(words: list[str], start: int) -> int:
    """Return the token after the bracket that is open at ``start``, or the number of tokens where none closes it."""
    try:
        return words.index(")", start, start + _BRACKET) + 1
    except ValueError:
        return len(words)


def _after_bracket(context: Context, start: int, found: list[str]) -> None:
    """Note what follows the bracket that is open at ``start``: "X (Polish: Y) is a village"."""
    after = closing(context.tokens.words, start)
    one = _word(context, after)
    found.append(f"R)={one}")
    if one in _STATING and _word(context, after + 1) in _ARTICLES:
        _apposition(context, after + 2, found)


def _is_fate(context: Context, index: int) -> bool:
    """Tell whether the words from ``index`` on say what befalls places: "shelled", "under heavy bombardment"."""
    if _word(context, index) == "under":
        return "siege" in context.classes(index + 1) or "siege" in context.classes(index + 2)
    return "fate" in context.classes(index)


def _word_after(context: Context, last: int, found: list[str]) -> str:
    one, two = context.tokens.lower[last + 1], _word(context, last + 2)
    found.append(f"R1={one}")
    found.append(f"R12={one} {two}")
    side = _first_of(context.classes(last + 1), _RIGHT_CLASSES, "word")
    if one in _BEING and _is_fate(context, last + 3 if two == "been" else last + 2):
        # "X was shelled", "Y has been under siege": more often of a place than of a person, whatever the word.
        found.append("Rfate")
        return "fate"
    if side == "speech":
        if two in {"he", "she", "his", "her"}:
            found.append("Rhe")
        if one in _STATING and two in _ARTICLES:
            _apposition(context, last + 3, found)
    return side

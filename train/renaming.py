"""Sentences with other states in them: what Chile does to Peru, Egypt may do to Japan.

The coder shall learn who does what to whom from the words that tell it, not by heart
from the names that stood beside them. Names, adjectives and capitals of the tables of
actors are taken together, and nationals that are an adjective with an s ("Chileans", not
"Danes"), so that a sentence stays of a piece.
"""

import csv
import re

from corpus import ROOT

# Forms that stand for an adjective before a word in lower case ("the US president").
SHORT = {"US", "U.S.", "UK", "U.K.", "USA", "UAE"}
# What does not make an adjective of such a form before it: little words and verbs of headlines; words that
# are verb or noun ("US strikes Syria", "US strikes on Syria") are nouns before a preposition.
LITTLE = (
    "and or of in to on at by is are was were has have had will would for from with the says? said warns? urges? imposes? "
    "accuses? condemns? denies rejects? seeks? wants? agrees? joins? sends? launches expels? suspends? lifts? threatens? "
    "kills? arrests? extends? withdraws? approves? announces deploys? gives? may could can must should"
).replace(" ", "|")
VERB_OR_NOUN = "sanctions? blames? calls? demands? signs? recalls? bans? halts? backs? offers? vows? strikes? bombs? attacks? pledges holds? plans? opens? closes".replace(" ", "|")
NOT_ADJECTIVE = re.compile(rf" (?:(?:{LITTLE})\b|(?:{VERB_OR_NOUN})\b(?! (?:on|against|in|from|by)\b))")
# Adjectives that are their own plural.
SAME_PLURAL = ("sh", "ch", "ese", "s")


class Names:
    """How the states of the tables are called."""

    def __init__(self):
        rows = list(csv.DictReader(open(ROOT / "data/actors/names.csv")))
        states = {row["id"]: row for row in csv.DictReader(open(ROOT / "data/actors/states.csv")) if not row["until"]}
        adjectives = {}
        for row in rows:
            if row["kind"] == "adjective" and row["actor"] in states and not row["needs"]:
                adjectives.setdefault(row["actor"], row["name"])
        # What a state is called when it is put in another's place.
        self.new = {
            state: {"name": row["name"], "adjective": adjectives[state], "capital": row["capital"]}
            for state, row in states.items()
            if state in adjectives and row["capital"] and row["capital"] != row["name"]
        }
        self.old = {}
        for row in rows:
            if row["actor"] in self.new and row["kind"] in ("name", "adjective", "capital") and not row["needs"]:
                self.old.setdefault(row["name"], (row["actor"], row["kind"]))
                if row["kind"] == "adjective" and not row["name"].endswith(SAME_PLURAL):
                    self.old.setdefault(row["name"] + "s", (row["actor"], "nationals"))
        for state, forms in self.new.items():
            self.old.setdefault(forms["capital"], (state, "capital"))
        longest_first = sorted(self.old, key=len, reverse=True)
        self.any = re.compile(r"(?<![\w-])(?:[Tt]he )?(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
        self.states = sorted(self.new)

    def form(self, state, kind):
        forms = self.new[state]
        if kind == "nationals":
            adjective = forms["adjective"]
            return adjective if adjective.endswith(SAME_PLURAL) else adjective + "s"
        return forms[kind]


def renamed(sentence, names, rnd):
    """The sentence with each of its states under the name of another; none if it names no state."""
    text = sentence["text"]
    taken, out, at, moves = {}, [], 0, []
    for found in names.any.finditer(text):
        state, kind = names.old[found[1]]
        rest = text[found.end() :]
        if found[1] in SHORT and re.match(r"[- ][a-z]", rest) and not NOT_ADJECTIVE.match(rest):
            kind = "adjective"
        if state not in taken:
            taken[state] = rnd.choice([one for one in names.states if one not in taken.values()])
        # An article goes with a bare name ("the Netherlands"), stays before anything else.
        start = found.start() if kind == "name" and found.start(1) - found.start() else found.start(1)
        new = names.form(taken[state], kind)
        moves.append((start, found.end(), sum(map(len, out)) + start - at, len(new)))
        out += [text[at:start], new]
        at = found.end()
    if not moves:
        return None
    out.append(text[at:])

    def move(place, is_end):
        shift = 0
        for start, end, new_start, length in moves:
            if place <= start:
                break
            if place < end or (place == end and is_end):
                return new_start + length if is_end else new_start
            shift = new_start + length - end
        return place + shift

    both = lambda span: span and [move(span[0], False), move(span[1], True)]
    events = [[*event[:4], *both([event[4], max(event[5], event[4] + 1)]), *event[6:]] for event in sentence["events"]]
    return {**sentence, "text": "".join(out), "spans": [both(span) for span in sentence["spans"]],
            "pretend": [both(span) for span in sentence["pretend"]], "events": events}

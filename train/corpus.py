"""Reads the labelled corpus into sentences with spans and events.

A sentence is a dict:
  id, item, text       where it stands and what it says, behind the phrases named before it
  own_start            where in the text the sentence itself begins
  spans                [start, end] in code points: labelled actors first, then
                       further phrases the program takes for possible sides
  roles                the labelled role of each span, None where unlabelled
  n_labelled           how many of the spans are labelled actors
  events               [source, target, type, certainty, trigger start, trigger end, voucher, act, past];
                       source and target index spans, None for nobody; so does the voucher, who
                       says so: NOBODY where the text states it, None where that is not labelled;
                       act is the type of the deed inside a stance, NO_ACT for none, None where
                       that is not labelled; past is whether it happened before the day of the news,
                       None where that is not labelled
  pretend              for each labelled span, the program's own phrase for it, or None
"""

import gzip
import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
WIKI = SHARED / "data/wiki-current-events/items-2002-01_2024-06.jsonl.gz"

TYPES = (
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT "
    "THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
CERTAINTIES = "reported alleged denied planned conditional".split()
# Of a phrase that names an actor; the first stands for none, as with a bare state name.
ROLES = "- GOV MIL LEG JUD SPY COP OPP REB SEP CVL BUS MED EDU REF LAB CRM REL IGO NGO".split()

NOBODY = -1
# Types that may hold a deed inside, and what stands for a stance that holds none.
STANCES = ("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
NO_ACT = "none"

MARK = re.compile(r"\[(\d+) (\S+) (\S+): ([^\[\]]+)\]")
EVENT = re.compile(r'^(\d+|-)>(\d+|-) ([A-Z]+) ([a-z]+) "([^"]+)"(?: by=(\d+))?$')


def candidates(program, documents):
    """The program's sentences and phrases of each document, by document id."""
    lines = "\n".join(json.dumps(document) for document in documents)
    done = subprocess.run(
        [program, "code", "--candidates", "-"], input=lines, capture_output=True, text=True, check=True
    )
    by_document = {}
    for line in done.stdout.splitlines():
        sentence = json.loads(line)
        by_document.setdefault(sentence["document"], []).append(sentence)
    return by_document


def real(names, program):
    """Sentences of the labelled real items of `gold/corpus/NAME.jsonl`."""
    labels = [
        json.loads(line)
        for name in names
        for line in (ROOT / f"gold/corpus/{name}.jsonl").read_text().splitlines()
    ]
    wanted = {label["item"] for label in labels}
    texts = {}
    with gzip.open(WIKI, "rt") as items:
        for line in items:
            item = json.loads(line)
            if item["id"] in wanted:
                texts[item["id"]] = {"id": item["id"], "date": item["date"], "text": item["text"]}
    coded = candidates(program, texts.values())
    sentences = []
    for label in labels:
        item = coded.get(label["item"], [])
        for n, sentence in enumerate(item):
            start = sentence["sentence_start"]
            end = start + len(sentence["text"])
            inside = within(label["actors"], start, end)
            spans = [
                [label["actors"][i]["start"] - start, label["actors"][i]["end"] - start] for i in inside
            ]
            earlier = Earlier(label["actors"], item[:n])
            place = {**earlier.place(len(inside)), **{actor: n for n, actor in enumerate(inside)}}
            speakers = {label["actors"][actor]["actor"]: n for actor, n in place.items()}
            events = []
            for event in label["events"]:
                # An actor without words is who a rule says it was: for the encoder, nobody told.
                told = [None if side is None or is_untold(label["actors"][side]) else side
                        for side in (event["source"], event["target"])]
                trigger = event.get("trigger") or [0, 0]
                if not start <= trigger[0] < end:
                    continue
                if any(side is not None and side not in place for side in told):
                    continue  # a side stands further away
                source, target = (None if side is None else place[side] for side in told)
                events.append(
                    [source, target, event["type"], event["certainty"], trigger[0] - start, trigger[1] - start,
                     voucher(event["attributed_to"], speakers), act(event), past(event, texts[label["item"]]["date"])]
                )
            roles = [label["actors"][i]["role"] for i in inside]
            sentences.append(earlier.put_first(finish(label["item"], sentence, spans, roles, events)))
    return sentences


def within(actors, start, end):
    """Which of the labelled actors are named between two places of a text."""
    return [n for n, one in enumerate(actors) if start <= one["start"] and one["end"] <= end and one["start"] < one["end"]]


class Earlier:
    """The phrases of the sentence before, or if it names nobody of the one before that: they stand before a sentence
    that is read, each with a semicolon ("Chile; Peru; They signed a treaty."), so that "they" have a name."""

    EARLIER_MAX = 6
    SENTENCES_BACK = 2

    def __init__(self, actors, sentences):
        self.text, self.labelled, self.further = "", [], []
        for sentence in sentences[::-1][: self.SENTENCES_BACK]:
            self.read(actors, sentence)
            if self.text:
                return

    def read(self, actors, sentence):
        start, text = sentence["sentence_start"], sentence["text"]
        found = []  # where, which labelled actor, whether the program has it, who
        labelled = within(actors, start, start + len(text))
        twins = {n: None for n in labelled}
        for one in sentence["candidates"]:
            if one["kind"] in ("place", "adjective"):
                continue
            twin = next((n for n in labelled if actors[n]["start"] - start < one["span"][1] and one["span"][0] < actors[n]["end"] - start), None)
            if twin is not None:
                twins[twin] = twins[twin] or one["span"]
            else:
                found.append((one["span"], None, True, one["actor"], one["role"]))
        for n, span in twins.items():
            one = actors[n]
            found.append((span or [one["start"] - start, one["end"] - start], n, bool(span), one["actor"], one["role"]))
        told = {}
        for span, n, is_known, actor, role in sorted(found, key=lambda one: one[0]):
            words = text[slice(*span)]
            who = (actor or words, role)
            if who not in told:
                if len(told) == self.EARLIER_MAX:
                    break
                place = [len(self.text), len(self.text) + len(words)]
                self.text += words + "; "
                told[who] = dict(place=place, is_known=is_known, role=role, labelled=[])
            if n is not None:
                told[who]["labelled"].append(n)
        for one in told.values():
            if one["labelled"]:
                self.labelled.append((one["labelled"], one["place"], one["is_known"], one["role"]))
            else:
                self.further.append(one["place"])

    def place(self, n_inside):
        """Where in the sentence's spans the labelled actors of the one before stand."""
        return {n: n_inside + k for k, (named, *_) in enumerate(self.labelled) for n in named}

    def put_first(self, sentence):
        """The sentence with the phrases before it."""
        by = len(self.text)
        moved = lambda span: span and [span[0] + by, span[1] + by]
        n, spans = sentence["n_labelled"], [moved(span) for span in sentence["spans"]]
        pretend = [moved(span) for span in sentence["pretend"]]
        n_further = len(spans) - n + len(self.further)
        return {
            **sentence,
            "text": self.text + sentence["text"],
            "own_start": by,
            "spans": spans[:n] + [place for _, place, _, _ in self.labelled] + spans[n:] + self.further,
            "roles": sentence["roles"][:n] + [role for *_, role in self.labelled] + [None] * n_further,
            "n_labelled": n + len(self.labelled),
            "pretend": pretend[:n] + [place if known else None for _, place, known, _ in self.labelled] + [None] * n_further,
            "events": [[*event[:4], event[4] + by, event[5] + by, *event[6:]] for event in sentence["events"]],
        }


def is_untold(actor):
    return actor["start"] == actor["end"]


def voucher(attributed_to, speakers):
    """Which of the actors named in a sentence or before it says so; their codes alone are labelled."""
    return NOBODY if attributed_to is None else speakers.get(attributed_to)


def past(event, day):
    """Whether a deed happened before the day of the news; None of what is to come."""
    if event["certainty"] in ("planned", "conditional") or (event["to"] or day) > day:
        return None
    return event["from"] != day


def act(event):
    """The deed inside a labelled stance."""
    if inside := event.get("act"):
        return inside["type"]
    return NO_ACT if event["type"] in STANCES else None


def written(paths, program):
    """Sentences of our own, as marked up in `gold/corpus/written/`."""
    documents, labels = [], {}
    for path in paths:
        for block in re.split(r"\n\s*\n", Path(path).read_text().strip()):
            lines = [line.strip() for line in block.splitlines() if line.strip()]
            if len(lines) < 2:
                continue
            name = f"{Path(path).stem}-{lines[0]}"
            text, spans, roles, at, last = "", [], [], {}, 0
            for mark in MARK.finditer(lines[1]):
                text += lines[1][last : mark.start()]
                at[mark[1]] = len(spans)
                spans.append([len(text), len(text) + len(mark[4])])
                roles.append(None if mark[3] == "-" else mark[3])
                text += mark[4]
                last = mark.end()
            text += lines[1][last:]
            events = []
            for line in lines[2:]:
                event = EVENT.match(line)
                side = lambda name: None if name == "-" else at[name]
                trigger = text.find(event[5])
                # Who vouches is told for some sentences alone; what is stated as fact is vouched for by nobody.
                by = at[event[6]] if event[6] else NOBODY if event[4] == "reported" else None
                events.append(
                    [side(event[1]), side(event[2]), event[3], event[4], trigger, trigger + len(event[5]), by, None, None]
                )
            documents.append({"id": name, "date": "2019-06-12", "text": text})
            labels[name] = (text, spans, roles, events)
    coded = candidates(program, documents)
    sentences = []
    for name, (text, spans, roles, events) in labels.items():
        found = [
            {"span": [at + s["sentence_start"] for at in c["span"]], "kind": c["kind"]}
            for s in coded.get(name, [])
            for c in s["candidates"]
        ]
        sentences.append(finish(name, {"text": text, "candidates": found, "sentence": 0}, spans, roles, events))
    return sentences


def finish(item, sentence, spans, roles, events):
    """Adds the program's phrases: beside a labelled span as its twin, else as further spans."""
    pretend, further = [None] * len(spans), []
    for candidate in sentence["candidates"]:
        start, end = candidate["span"]
        twin = [n for n, (s, e) in enumerate(spans) if s < end and start < e]
        if twin:
            pretend[twin[0]] = [start, end]
        else:
            further.append([start, end])
    return {
        "id": f"{item}:{sentence['sentence']}",
        "item": item,
        "text": sentence["text"],
        "own_start": 0,
        "spans": spans + further,
        "roles": roles + [None] * len(further),
        "n_labelled": len(spans),
        "pretend": pretend + [None] * len(further),
        "events": events,
    }

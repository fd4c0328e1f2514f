"""Turns labels in their short written form into lines of `gold/corpus`.

    python labels.py check BATCH.txt LABELS.txt        says what does not fit
    python labels.py lines BATCH.txt LABELS.txt        writes JSON lines, without the text

BATCH holds the items: `== ID (DATE) ...`, then the text, then an empty line.
LABELS holds for each the same `== ID`, a line for each actor (`a RUS GOV phrase`,
with ` #2` for its second occurrence), and a line for each event
(`a>b TYPE certainty "trigger" option ...`). `gold/corpus/GUIDE.md` says what
counts; the options are those of `event` below.
"""

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path

from corpus import CERTAINTIES, ROLES, TYPES

ACTOR = re.compile(r"^([a-z]{1,2}) (\S+) (\S+) (.+?)(?: #(\d+))?$")
EVENT = re.compile(r'^([a-z]{1,2}|-)>([a-z]{1,2}|-) ([A-Z]+) ([a-z]+) "(.+?)"(.*)$')


class Fault(Exception):
    """A label that does not fit its item."""


def batch(path):
    """Items of a batch: id -> (day, text)."""
    items = {}
    for block in re.split(r"^== ", Path(path).read_text(), flags=re.M)[1:]:
        head, _, text = block.partition("\n")
        name, day = re.match(r"(\S+) \((\d{4}-\d\d-\d\d)\)", head).groups()
        items[name] = (day, text.strip("\n"))
    return items


def occurrence(text, words, n):
    at = -1
    for _ in range(n):
        at = text.find(words, at + 1)
        if at < 0:
            raise Fault(f"not in the text: {words!r} (occurrence {n})")
    return [at, at + len(words)]


def options(rest):
    found = {}
    for word in rest.split():
        key, _, value = word.partition("=")
        found[key] = value
    return found


def event(match, actors, day, text):
    """One event; see the keys read from `given` for what a line may say."""
    source, target, kind, certainty, trigger, rest = match.groups()
    if kind not in TYPES:
        raise Fault(f"no such type: {kind}")
    if certainty not in CERTAINTIES:
        raise Fault(f"no such certainty: {certainty}")
    if source == target == "-":
        raise Fault("neither source nor target")
    place = {name: n for n, name in enumerate(actors)}
    for side in (source, target):
        if side != "-" and side not in place:
            raise Fault(f"no such actor: {side}")
    given = options(rest)
    known = {"from", "to", "by", "bg", "side", "act", "about", "others", "goods", "x", "place", "n"}
    if given.keys() - known:
        raise Fault(f"unknown option: {sorted(given.keys() - known)}")
    planned = certainty in ("planned", "conditional")
    tomorrow = str(date.fromisoformat(day) + timedelta(days=1))
    first = given.get("from") or (tomorrow if planned and "to" not in given else given.get("to") or day)
    last = given.get("to") or ("?" if planned and "from" not in given else given.get("from") if given.get("from") not in (None, "?") else day)
    days = [None if value == "?" else str(date.fromisoformat(value)) for value in (first, last)]
    line = {
        "source": None if source == "-" else place[source],
        "target": None if target == "-" else place[target],
        "type": kind,
        "certainty": certainty,
        "attributed_to": given.get("by"),
        "from": days[0],
        "to": days[1],
        "trigger": occurrence(text, trigger, int(given.get("n", 1))),
        "background": "bg" in given,
        "main": not ("bg" in given or "side" in given),
    }
    if "act" in given:
        inner, doer, done_to = (given["act"].split(":") + ["", ""])[:3]
        if inner not in TYPES:
            raise Fault(f"no such type in act: {inner}")
        none = lambda value: None if value in ("", "-", "?") else value
        line["act"] = {"type": inner, "source": none(doer), "target": none(done_to)}
    if "about" in given:
        line["about"] = given["about"].split(",")
    if "others" in given:
        line["others"] = [
            dict(zip(("actor", "role"), one.split(":", 1))) for one in given["others"].split(",")
        ]
    if "goods" in given:
        line["goods"] = [
            dict(zip(("kind", "text"), one.replace("_", " ").split(":", 1))) for one in given["goods"].split(",")
        ]
    if "x" in given:
        line["exchange"] = given["x"]
    if "place" in given:
        line["place"] = occurrence(text, given["place"].replace("_", " "), 1)
    return line


def item(name, day, text, lines):
    actors, events, faults = {}, [], []
    for line in lines:
        try:
            if match := EVENT.match(line):
                events.append(event(match, actors, day, text))
            elif match := ACTOR.match(line):
                letter, code, role, phrase, n = match.groups()
                if role not in ROLES:
                    raise Fault(f"no such role: {role}")
                span = occurrence(text, phrase, int(n or 1))
                actor = None if code == "?" else code.replace("_", " ") if code.startswith("name:") else code
                actors[letter] = {
                    "start": span[0], "end": span[1], "actor": actor, "role": None if role == "-" else role
                }
            else:
                raise Fault("neither an actor nor an event")
        except (Fault, ValueError) as fault:
            faults.append(f"{name}: {line!r}: {fault}")
    return {"item": name, "actors": list(actors.values()), "events": events}, faults


def read(items, path):
    """Labelled items and faults of a file of labels."""
    labels, faults = {}, []
    for block in re.split(r"^== ", Path(path).read_text(), flags=re.M)[1:]:
        head, *lines = block.strip().splitlines()
        name = head.split()[0]
        if name not in items:
            faults.append(f"{name}: not in the batch")
            continue
        labels[name], found = item(name, *items[name], [line.strip() for line in lines if line.strip()])
        faults += found
    return labels, faults + [f"{name}: not labelled" for name in items if name not in labels]


def main(what, batch_path, labels_path):
    labels, faults = read(batch(batch_path), labels_path)
    for fault in faults:
        print(fault, file=sys.stderr)
    if what == "lines":
        broken = {fault.split(":")[0] for fault in faults}
        for name, label in labels.items():
            if name not in broken:
                print(json.dumps(label, ensure_ascii=False, separators=(",", ":")))
    else:
        print(f"{len(labels)} items, {sum(len(l['events']) for l in labels.values())} events, {len(faults)} faults")


if __name__ == "__main__":
    main(*sys.argv[1:])

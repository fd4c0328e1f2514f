"""Checks written sentences of the corpus: `python written.py FILE...`; prints faults and counts."""

import re
import sys
from collections import Counter
from pathlib import Path

from corpus import CERTAINTIES, EVENT, MARK, ROLES, TYPES


def faults(block):
    """What is wrong with one block; empty if nothing."""
    lines = [line.strip() for line in block.splitlines()]
    if len(lines) < 2 or not lines[0].isdigit():
        return ["no number, or no sentence"]
    found = []
    marks = list(MARK.finditer(lines[1]))
    text = MARK.sub(lambda mark: mark[4], lines[1])
    names = [mark[1] for mark in marks]
    if "[" in text or "]" in text:
        found.append("a mark that is not [n CODE ROLE: phrase]")
    if len(set(names)) < len(names):
        found.append("a number used twice")
    found += [f"no such role: {mark[3]}" for mark in marks if mark[3] not in ROLES]
    for line in lines[2:]:
        event = EVENT.match(line)
        if not event:
            found.append(f"not an event: {line}")
            continue
        source, target, kind, certainty, trigger, by = event.groups()
        found += [f"no such actor: {side}" for side in (source, target, by) if side not in ("-", None, *names)]
        if source == target:
            found.append(f"source is target: {line}")
        if kind not in TYPES:
            found.append(f"no such type: {kind}")
        if certainty not in CERTAINTIES:
            found.append(f"no such certainty: {certainty}")
        if trigger not in text:
            found.append(f"trigger not in the sentence: {trigger}")
    return found


def main(paths):
    kinds, certainties, n, n_events, n_faults, texts = Counter(), Counter(), 0, 0, 0, Counter()
    for path in paths:
        for block in re.split(r"\n\s*\n", Path(path).read_text().strip()):
            n += 1
            lines = block.splitlines()
            for fault in faults(block):
                n_faults += 1
                print(f"{path}:{lines[0]}: {fault}", file=sys.stderr)
            texts[MARK.sub(lambda mark: mark[4], lines[1] if len(lines) > 1 else "")] += 1
            for line in lines[2:]:
                if event := EVENT.match(line.strip()):
                    n_events += 1
                    kinds[event[3]] += 1
                    certainties[event[4]] += 1
    twice = [text for text, count in texts.items() if 1 < count]
    for text in twice:
        print(f"written twice: {text}", file=sys.stderr)
    print(f"{n} sentences, {n_events} events, {n_faults + len(twice)} faults")
    print(*(f"{kind} {kinds[kind]}" for kind in TYPES))
    print(*(f"{certainty} {certainties[certainty]}" for certainty in CERTAINTIES))


if __name__ == "__main__":
    main(sys.argv[1:])

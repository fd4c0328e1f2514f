"""Fits the trees that say of which country people are who are told without one ("protesters", "two gunmen").

    python whose.py LABELS.jsonl > models/whose/trees.csv

The program names the countries that may be theirs, with what shows of each (`rapport code --weighed`); theirs is the
labelled one of the phrase, if it is among them. Figures by cross-validation over items go to stderr: of the phrases for which
the labels tell a country, how many get it, how many another, and how many none; for a plain rule, and for the trees.
"""

import json
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

import judge

SEEN_MIN = 30  # a sign shown by fewer countries is left out
TREES = dict(max_iter=200, learning_rate=0.06, max_leaf_nodes=12, min_samples_leaf=40, l2_regularization=5.0,
             early_stopping=False, random_state=1)


def actors(path):
    """Of each item its labelled phrases: (start, end, country or group)."""
    of = judge.states()
    return {item["item"]: [(a["start"], a["end"], of.get(a["actor"], a["actor"])) for a in item["actors"] if a["start"] < a["end"]]
            for item in map(json.loads, open(path))}


def people(path):
    """The phrases in question: item, whose they are by the labels, the countries that may be theirs; each once."""
    labelled = actors(path)
    seen, found = set(), []
    for reading in judge.weighed(labelled.keys()):
        for one in reading["people"]:
            start, end = one["span"]
            where = (reading["document"], start, json.dumps(one, sort_keys=True))
            shared = lambda phrase: min(end, phrase[1]) - max(start, phrase[0])
            twin = max(labelled[reading["document"]], key=shared, default=None)
            if twin is None or shared(twin) <= 0 or where in seen:
                continue
            seen.add(where)
            found.append((reading["document"], twin[2], one["countries"]))
    return found


def rows(found):
    """Every country that may be theirs as a row, whether it is, and whose phrase it stands for."""
    countries = [(one, theirs, n) for n, (_, theirs, named) in enumerate(found) for one in named]
    table, signs = judge.table([one["signs"] for one, _, _ in countries], SEEN_MIN)
    right = [one["country"] == theirs for one, theirs, _ in countries]
    return table, np.array(right), np.array([n for _, _, n in countries]), signs


def shown(name, chosen, found):
    told = [(theirs, country) for (_, theirs, _), country in zip(found, chosen)]
    known = [one for one in told if one[0]]
    right = sum(theirs == country for theirs, country in known)
    none = sum(country is None for _, country in known)
    nobody = sum(country is not None for theirs, country in told if not theirs)
    print(f"{name}: of {len(known)} phrases {right / len(known):.3f} right, {none / len(known):.3f} none, "
          f"{1 - (right + none) / len(known):.3f} another; of {len(told) - len(known)} of no labelled country {nobody} get one",
          file=sys.stderr)


def likeliest(p, phrase, found, least):
    chosen = [None] * len(found)
    best = {}
    for n, (share, which) in enumerate(zip(p, phrase)):
        if least <= share and (which not in best or p[best[which]] < share):
            best[which] = n
    first = np.searchsorted(phrase, np.arange(len(found)))
    for which, n in best.items():
        chosen[which] = found[which][2][n - first[which]]["country"]
    return chosen


def main(path):
    found = people(path)
    table, right, phrase, signs = rows(found)
    groups = [found[n][0] for n in phrase]
    rule = table[:, signs.index("rule")]
    shown("rule", likeliest(rule, phrase, found, 0.5), found)
    trees = lambda: HistGradientBoostingClassifier(**TREES)
    p = np.zeros(len(table))
    for learn, guess in GroupKFold(5).split(table, right, groups):
        p[guess] = trees().fit(table[learn], right[learn]).predict_proba(table[guess])[:, 1]
    for least in (0.0, 0.2, 0.3, 0.35, 0.4, 0.5):
        shown(f"trees from {least}", likeliest(p, phrase, found, least), found)
    judge.write(trees().fit(table, right), signs)


if __name__ == "__main__":
    main(*sys.argv[1:])

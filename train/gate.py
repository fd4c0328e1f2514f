"""Makes the gate: `python gate.py OUT/sentences.pkl ../models/gate/words.csv`.

A logistic regression over the words of a sentence says how likely it tells any
event; the coder gives only the likelier ones to the encoder. Prints what share
of dev sentences and of their events each threshold would leave out.
"""

import csv
import pickle
import sys

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

WEIGHT_MIN = 0.03  # of a word that is kept


def own(sentence):
    """A sentence without the phrases named before it."""
    return sentence["text"][sentence["own_start"] :]


def main(sentences, out):
    real, _, dev = pickle.loads(open(sentences, "rb").read())
    words = CountVectorizer(min_df=3, binary=True, lowercase=True, token_pattern=r"[a-z]+")
    x = words.fit_transform([own(s) for s in real])
    fit = LogisticRegression(C=0.05, max_iter=500).fit(x, [bool(s["events"]) for s in real])
    weights = np.where(np.abs(fit.coef_[0]) < WEIGHT_MIN, 0, fit.coef_[0]).round(2)
    bias = round(float(fit.intercept_[0]), 2)
    with open(out, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["word", "weight"])
        table.writerow(["", bias])
        table.writerows((word, weights[at]) for word, at in sorted(words.vocabulary_.items()) if weights[at])
    score = words.transform([own(s) for s in dev]) @ weights + bias
    n_events = np.array([len(s["events"]) for s in dev])
    order = np.argsort(score)
    for share in (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        k = int(share * len(order))
        lost = n_events[order[:k]].sum() / n_events.sum()
        print(f"below {score[order[k]]:.2f}: {100 * share:.0f} % of dev sentences, {100 * lost:.1f} % of their events")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Chooses the word pieces the model keeps: the commonest in news, and all single characters.

    python vocabulary.py ../models/pairs/vocab.txt

Counts come from the items of wiki-current-events and from the written part of
the corpus; only the pieces are kept, in the order of the base vocabulary.
"""

import glob
import gzip
import json
import sys
from collections import Counter

from tokenizers import BertWordPieceTokenizer

import corpus
import model

KEPT = 14_000


def main(out):
    base = (model.base_folder() / "vocab.txt").read_text().splitlines()
    tokenizer = BertWordPieceTokenizer(str(model.base_folder() / "vocab.txt"), lowercase=True)
    counts = Counter()
    texts = (json.loads(line)["text"] for line in gzip.open(corpus.WIKI, "rt"))
    written = (open(path).read() for path in sorted(glob.glob(str(corpus.ROOT / "gold/corpus/written/*.txt"))))
    for texts in (texts, written):
        for text in texts:
            counts.update(tokenizer.encode(text, add_special_tokens=False).ids)
    special = ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    ascii_piece = lambda piece: piece.removeprefix("##").isascii()
    must = {p for p in base if len(p.removeprefix("##")) == 1 and ascii_piece(p)} | set(special)
    common = [base[i] for i, _ in counts.most_common()]
    kept = set(must)
    for piece in common:
        if len(kept) == KEPT:
            break
        kept.add(piece)
    with open(out, "w") as file:
        file.writelines(piece + "\n" for piece in base if piece in kept)
    print(len(kept), "pieces;", sum(counts[i] for i, p in enumerate(base) if p in kept) / sum(counts.values()), "of running pieces kept")


if __name__ == "__main__":
    main(sys.argv[1])

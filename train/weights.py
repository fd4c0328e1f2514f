"""The weights of an earlier run as those of a `PairCoder`, so that training can go on.

Float weights as a run writes them, or an int8 ONNX graph, the way back from `export.py`.
`python weights.py A B OUT.pt [SHARE]` writes the mean of two of either form, in which B counts by
SHARE (0.5 if not given): two runs from the same beginning may lie in one valley ("model soups",
Wortsman et al., ICML 2022).
"""

import sys
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

import model as m

BIAS_STEPS_MAX = 6  # a product is cast, scaled and then its bias added


def load(net, path):
    """Fills `net` with earlier weights: an int8 graph, or float weights as a run writes them."""
    if path.suffix == ".onnx":
        load_graph(net, path)
    else:
        fill(net, torch.load(path, weights_only=True))


def load_graph(net, path):
    """Fills `net` with the weights of the graph at `path`, as far as int8 kept them."""
    graph = onnx.load(path).graph
    values = {one.name: torch.tensor(numpy_helper.to_array(one)) for one in graph.initializer}
    readers = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)

    def dequantised(name):
        zero, scale = values[f"{name}_zero_point"].float(), values[f"{name}_scale"].float()
        return (values[f"{name}_quantized"].float() - zero) * scale

    def bias_after(node):
        for _ in range(BIAS_STEPS_MAX):
            node = readers[node.output[0]][0]
            for name in node.input:
                if name.endswith(".bias") and name in values:
                    return name
        raise ValueError(f"{path}: no bias follows {node.name}")

    found = {name.removeprefix("net."): value.float() for name, value in values.items() if name.startswith("net.")
             and name.endswith((".weight", ".bias"))}
    for name in values:
        if name.startswith("net.") and name.endswith(".weight_quantized"):
            weight = name.removesuffix("_quantized")
            found[weight.removeprefix("net.")] = dequantised(weight)
    for node in graph.node:
        if node.op_type != "MatMulInteger" or not node.input[1].endswith("_quantized"):
            continue
        bias = bias_after(node).removeprefix("net.")
        # The exporter turned the matrix so that rows multiply it.
        found[bias.removesuffix("bias") + "weight"] = dequantised(node.input[1].removesuffix("_quantized")).T.contiguous()
    for name in [name for name in found if ".qkv." in name]:
        for part, values in zip(("query", "key", "value"), found.pop(name).chunk(3)):
            found[name.replace("qkv", part)] = values
    fill(net, found)


def fill(net, found):
    """Parts of `net` that earlier weights do not know stay as they are."""
    left_out = net.load_state_dict(found, strict=False)
    unknown = [name for name in left_out.missing_keys if not name.startswith(("acts.", "second.", "telling.", "past."))]
    if unknown or left_out.unexpected_keys:
        raise ValueError(f"weights of another network: {unknown or left_out.unexpected_keys}")


def mean(one, other, out, share):
    """Writes the mean of the weights of two epochs or runs; those of the second count by `share`."""
    def read(path):
        # Parts that one of them does not know are nan, so that no mean passes for weights.
        net = m.PairCoder(m.minilm(), m.VOCABULARY)
        for weight in net.parameters():
            torch.nn.init.constant_(weight, float("nan"))
        load(net, Path(path))
        return net.state_dict()

    a, b = read(one), read(other)
    both = {name: (1 - share) * a[name] + share * b[name] for name in a}
    unknown = [name for name, weight in both.items() if weight.isnan().any()]
    if unknown:
        raise ValueError(f"{one} or {other} has no {unknown}")
    torch.save(both, out)


if __name__ == "__main__":
    mean(*sys.argv[1:4], share=float(sys.argv[4]) if sys.argv[4:] else 0.5)

"""The weights of an earlier run as those of a `PairCoder`, so that training can go on.

Float weights as a run writes them, or an int8 ONNX graph, the way back from `export.py`.
`python weights.py A.pt B.pt OUT.pt` writes the mean of two.
"""

import sys

import onnx
import torch
from onnx import numpy_helper

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


def mean(one, other, out):
    """Writes the mean of the float weights of two epochs."""
    a, b = (torch.load(path, weights_only=True) for path in (one, other))
    torch.save({name: (a[name] + b[name]) / 2 for name in a}, out)


if __name__ == "__main__":
    mean(*sys.argv[1:])

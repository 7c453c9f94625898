"""An ONNX model's forward pass by torch, the file read by hand: onnx_forward.py MODEL IMAGES SCORES.

Images and scores are float32, row-major, [tracks, 40, 9] and [tracks, classes]. The last line printed is the metadata
as JSON."""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "base"))
from wire_format import fields, float32, ints, one, signed, text  # noqa: E402

TYPES = {1: np.float32, 7: np.int64, 10: np.float16, 11: np.float64}


def tensor(data):
    message = fields(data)
    values = np.frombuffer(one(message, 9), dtype=TYPES[one(message, 2)])
    return text(message, 8), torch.from_numpy(values.reshape(ints(message, 1)).copy())


def attributes(node):
    found = {}
    for data in node.get(5, []):
        message = fields(data)
        kind = one(message, 20)
        found[text(message, 1)] = (
            float32(one(message, 2)) if kind == 1 else signed(one(message, 3, 0)) if kind == 2 else ints(message, 8)
        )
    return found


def cast(x, kind):
    return torch.from_numpy(x.numpy().astype(TYPES[kind]))  # numpy rounds a double to half at once


OPERATIONS = {
    "Cast": lambda a, x: cast(x, a["to"]),
    "ReduceMax": lambda a, x: torch.amax(x, a["axes"], bool(a["keepdims"])),
    "ReduceMean": lambda a, x: torch.mean(x, a["axes"], bool(a["keepdims"])),
    "Equal": lambda a, x, y: x == y,
    "Add": lambda a, x, y: x + y,
    "Sub": lambda a, x, y: x - y,
    "Mul": lambda a, x, y: x * y,
    "Div": lambda a, x, y: x / y,
    "Max": lambda a, x, y: torch.maximum(x, y),
    "Log": lambda a, x: torch.log(x),
    "Clip": lambda a, x, least, most: torch.clamp(x, least.item(), most.item()),
    "Transpose": lambda a, x: x.permute(a["perm"]),
    "Conv": lambda a, x, weight, bias: F.conv1d(F.pad(x, a["pads"]), weight, bias),
    "Elu": lambda a, x: F.elu(x, a["alpha"]),
    "AveragePool": lambda a, x: F.avg_pool1d(x, a["kernel_shape"], a["strides"]),
    "BatchNormalization": lambda a, x, weight, bias, mean, variance: F.batch_norm(
        x, mean, variance, weight, bias, training=False, eps=a["epsilon"]
    ),
    "Sigmoid": lambda a, x: torch.sigmoid(x),
}


def main():
    model = fields(pathlib.Path(sys.argv[1]).read_bytes())
    graph = fields(one(model, 7))
    images = np.fromfile(sys.argv[2], dtype=np.float32).reshape(-1, 40, 9)
    [source] = [text(fields(data), 1) for data in graph[11]]
    [target] = [text(fields(data), 1) for data in graph[12]]
    assert (source, target) == ("melbands", "scores")
    values = dict(tensor(data) for data in graph[5])
    values[source] = torch.from_numpy(images)
    with torch.no_grad():
        for data in graph[1]:
            node = fields(data)
            inputs = [values[name.decode()] for name in node[1]]
            values[text(node, 2)] = OPERATIONS[text(node, 4)](attributes(node), *inputs)
    values[target].numpy().tofile(sys.argv[3])
    print(json.dumps({text(fields(data), 1): text(fields(data), 2) for data in model[14]}))


main()

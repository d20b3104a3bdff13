"""The peer of updates.mjs: PyTorch's optimizers. Answers a line of JSON for each line of JSON.

{"folder": path, "threads": n}   reads parameters and gradient (files x, g); returns the version
{"rule": name, "steps": n}       so many steps; returns a few parameters
{"time": name}                   milliseconds of a step with the parameters as one tensor, and as 100: the better of
                                 foreach and a loop over the tensors
"""
import json
import sys
import time

import numpy as np
import torch

RULES = {
    "Adam": (torch.optim.Adam, {}),
    "AdamW": (torch.optim.AdamW, {}),
    "RmsProp": (torch.optim.RMSprop, {}),
    "momentum": (torch.optim.SGD, {"lr": 1e-3, "momentum": 0.9}),
    "Sgd": (torch.optim.SGD, {"lr": 1e-3}),
    "Adagrad": (torch.optim.Adagrad, {}),
    "AmsGrad": (torch.optim.Adam, {"amsgrad": True}),
    "Nadam": (torch.optim.NAdam, {}),
    "Adadelta": (torch.optim.Adadelta, {}),
}


def make(name, pieces, foreach):
    """The optimizer of x cut into so many tensors, with their gradients."""
    kind, options = RULES[name]
    tensors = [part.clone().requires_grad_() for part in x.chunk(pieces)]
    for tensor, part in zip(tensors, g.chunk(pieces)):
        tensor.grad = part.clone()
    return kind(tensors, foreach=foreach, **options)


def milliseconds(optimizer):
    """The fastest of three steps."""
    fastest = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        optimizer.step()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest * 1e3


current, optimizers = None, []
for line in sys.stdin:
    ask = json.loads(line)
    if "folder" in ask:
        torch.set_num_threads(ask["threads"])
        x, g = (torch.from_numpy(np.fromfile(f"{ask['folder']}/{name}", dtype=np.float32)) for name in "xg")
        answer = {"version": f"PyTorch {torch.__version__}"}
    elif "rule" in ask:
        optimizer = make(ask["rule"], 1, True)
        for _ in range(ask["steps"]):
            optimizer.step()
        (parameters,) = optimizer.param_groups[0]["params"]
        answer = {"parameters": parameters.detach()[[0, 1, 2, -1]].tolist()}
        del optimizer, parameters
    else:
        if ask["time"] != current:
            current = ask["time"]
            optimizers = []  # their memory first
            optimizers = [[make(current, pieces, foreach) for foreach in (False, True)] for pieces in (1, 100)]
            for pair in optimizers:
                for optimizer in pair:
                    milliseconds(optimizer)
        one, hundred = (min(map(milliseconds, pair)) for pair in optimizers)
        answer = {"one": one, "hundred": hundred}
    print(json.dumps(answer), flush=True)

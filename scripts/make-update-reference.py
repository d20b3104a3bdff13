#!/usr/bin/env python3
"""Makes test/data/updates.json: where PyTorch's optimizers take five parameters in 1,000 steps, in double precision.

Debian's python3-torch runs it: python3 scripts/make-update-reference.py > test/data/updates.json
NAdam runs with foreach: without, versions before 2 multiply by one factor too many, against their own documentation.
The gradients are those of a linear congruential generator, exact on every machine, so that a test can make them again.
"""
import json

import torch

torch.set_default_dtype(torch.float64)  # NAdam keeps a product in the default precision
STEPS, SIZE = 1000, 5
RULES = [
    ("Sgd", {"learningRate": 0.01}, torch.optim.SGD, {"lr": 0.01}),
    ("Sgd", {"learningRate": 0.01, "momentum": 0.9}, torch.optim.SGD, {"lr": 0.01, "momentum": 0.9}),
    (
        "Sgd",
        {"learningRate": 0.01, "momentum": 0.9, "dampening": 0.3, "weightDecay": 0.1},
        torch.optim.SGD,
        {"lr": 0.01, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1},
    ),
    (
        "Sgd",
        {"learningRate": 0.01, "momentum": 0.9, "nesterov": True},
        torch.optim.SGD,
        {"lr": 0.01, "momentum": 0.9, "nesterov": True},
    ),
    ("Adagrad", {}, torch.optim.Adagrad, {}),
    (
        "Adagrad",
        {"learningRateDecay": 0.01, "initialAccumulator": 0.1, "weightDecay": 0.1},
        torch.optim.Adagrad,
        {"lr_decay": 0.01, "initial_accumulator_value": 0.1, "weight_decay": 0.1},
    ),
    ("Adadelta", {}, torch.optim.Adadelta, {}),
    ("Adadelta", {"rho": 0.8, "weightDecay": 0.1}, torch.optim.Adadelta, {"rho": 0.8, "weight_decay": 0.1}),
    ("RmsProp", {}, torch.optim.RMSprop, {}),
    ("RmsProp", {"centered": True}, torch.optim.RMSprop, {"centered": True}),
    ("RmsProp", {"momentum": 0.9}, torch.optim.RMSprop, {"momentum": 0.9}),
    (
        "RmsProp",
        {"rho": 0.9, "centered": True, "momentum": 0.5, "weightDecay": 0.1},
        torch.optim.RMSprop,
        {"alpha": 0.9, "centered": True, "momentum": 0.5, "weight_decay": 0.1},
    ),
    ("Adam", {}, torch.optim.Adam, {}),
    (
        "Adam",
        {"beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weightDecay": 0.1},
        torch.optim.Adam,
        {"betas": (0.8, 0.99), "eps": 1e-3, "weight_decay": 0.1},
    ),
    ("AmsGrad", {}, torch.optim.Adam, {"amsgrad": True}),
    ("Nadam", {}, torch.optim.NAdam, {"foreach": True}),
    ("Nadam", {"momentumDecay": 0.1, "weightDecay": 0.1}, torch.optim.NAdam, {"foreach": True, "momentum_decay": 0.1, "weight_decay": 0.1}),
    ("AdamW", {}, torch.optim.AdamW, {}),
    ("AdamW", {"learningRate": 0.01, "weightDecay": 0.2}, torch.optim.AdamW, {"lr": 0.01, "weight_decay": 0.2}),
]


def run(optimizer, options, clip):
    state = 1
    x = torch.tensor([1 - 0.5 * i for i in range(SIZE)], dtype=torch.float64, requires_grad=True)
    rule = optimizer([x], **options)
    for step in range(STEPS):
        gradient = []
        for i in range(SIZE):
            state = (1664525 * state + 1013904223) % 2**32
            # Components of different sizes, that get smaller on the way.
            gradient.append((state / 2**31 - 0.75) * 4.0**-i / 2 ** (step // 250))
        x.grad = torch.tensor(gradient, dtype=torch.float64)
        if clip is not None:
            torch.nn.utils.clip_grad_norm_([x], clip)
        rule.step()
    return x.detach().tolist()


cases = [{"rule": name, "options": ours, "parameters": run(rule, theirs, None)} for name, ours, rule, theirs in RULES]
clipped = {"learningRate": 0.01, "clipNorm": 0.25}
cases.append({"rule": "Adam", "options": clipped, "parameters": run(torch.optim.Adam, {"lr": 0.01}, 0.25)})
print(json.dumps({"made with": f"PyTorch {torch.__version__}", "steps": STEPS, "size": SIZE, "cases": cases}, indent=1))

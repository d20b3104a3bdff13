"""What SciPy's SLSQP takes on the problems of test/data/hock-schittkowski.json, with exact derivatives: calls of the
value and of the gradient until a point is within 1e-6 of the minimum and of the constraints, and over the whole run.

    python3 bench/constraints.py > test/data/scipy-slsqp.json
"""

import json
import math
import os
import re

import numpy as np
import scipy
from scipy.optimize import minimize

TOLERANCE = 1e-6


class Dual:
    """A number and its gradient."""

    def __init__(self, v, g):
        self.v, self.g = v, g

    def chain(self, v, slope):
        return Dual(v, np.where(self.g == 0, 0, slope * self.g))

    def __neg__(self):
        return Dual(-self.v, -self.g)

    def __add__(self, b):
        return Dual(self.v + b.v, self.g + b.g) if isinstance(b, Dual) else Dual(self.v + b, self.g)

    def __sub__(self, b):
        return self + -b

    def __rsub__(self, a):
        return -self + a

    def __mul__(self, b):
        return Dual(self.v * b.v, b.v * self.g + self.v * b.g) if isinstance(b, Dual) else Dual(self.v * b, b * self.g)

    def __pow__(self, e):
        with np.errstate(all="ignore"):
            return self.chain(np.power(self.v, e), e * np.power(self.v, e - 1.0))

    def __truediv__(self, b):
        return self * b**-1.0 if isinstance(b, Dual) else self * (1 / b)

    def __rtruediv__(self, a):
        return self**-1.0 * a

    __radd__, __rmul__ = __add__, __mul__


def elementary(f, slope):
    return lambda a: a.chain(f(a.v), slope(a.v)) if isinstance(a, Dual) else f(a)


NAMES = {
    "exp": elementary(np.exp, np.exp),
    "log": elementary(np.log, lambda v: 1 / v),
    "sin": elementary(np.sin, np.cos),
    "cos": elementary(np.cos, lambda v: -np.sin(v)),
    "sqrt": elementary(math.sqrt, lambda v: 0.5 / math.sqrt(v)),
    "pi": math.pi,
}


def formula(text, n):
    code = compile(re.sub(r"\^", "**", text), text, "eval")
    unit = np.eye(n)
    return lambda x: eval(code, NAMES, {f"x{i + 1}": Dual(np.float64(x[i]), unit[i]) for i in range(n)})


def run(problem, options):
    n = len(problem["start"])
    f = formula(problem["objective"], n)
    groups = {kind: [formula(t, n) for t in problem.get(kind, [])] for kind in ("equality", "inequality")}
    low = [-np.inf if v is None else v for v in problem.get("lower", [None] * n)]
    high = [np.inf if v is None else v for v in problem.get("upper", [None] * n)]
    calls = {"value": 0, "gradient": 0}
    solved = None

    def value(x):
        nonlocal solved
        calls["value"] += 1
        v = f(x).v
        outside = [abs(c(x).v) for c in groups["equality"]] + [-c(x).v for c in groups["inequality"]]
        outside += list(np.array(low) - x) + list(x - np.array(high))
        near = abs(v - problem["minimum"]) <= TOLERANCE * max(1, abs(problem["minimum"]))
        if solved is None and near and max(outside) <= TOLERANCE:
            solved = dict(calls)
        return v

    def gradient(x):
        calls["gradient"] += 1
        return f(x).g

    constraints = [
        {"type": kind[:2] if kind == "equality" else "ineq", "fun": lambda x, c=c: c(x).v, "jac": lambda x, c=c: c(x).g}
        for kind in groups
        for c in groups[kind]
    ]
    bounds = list(zip(low, high)) if "lower" in problem or "upper" in problem else None
    start = np.clip(np.array(problem["start"], float), low, high)
    result = minimize(
        value, start, jac=gradient, bounds=bounds, constraints=constraints, method="SLSQP", options=options
    )
    return {"solved": solved, "whole": calls, "value": float(result.fun), "success": bool(result.success)}


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "../test/data/hock-schittkowski.json")) as file:
    problems = json.load(file)
rows = []
with np.errstate(all="ignore"):
    for p in problems:
        rows.append(
            {
                "number": p["number"],
                "toTolerance": run(p, {"maxiter": 1000, "ftol": 1e-14})["solved"],
                "whole": run(p, {"maxiter": 1000}),
            }
        )
print(json.dumps({"scipy": scipy.__version__, "tolerance": TOLERANCE, "problems": rows}, indent=1))

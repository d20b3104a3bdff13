"""The peer of cma.mjs: pycma on the same functions in NumPy. Answers a line of JSON for each line of JSON.

{"problem": name, "n": n, "start": x, "sigma": s, "seed": k, "target": f, "maxEvaluations": m}
    returns evaluations, the best value, and milliseconds
"""
import json
import math
import pathlib
import sys
import time
import warnings

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent / "peers" / "python"))
warnings.filterwarnings("ignore")  # of pycma, which misses matplotlib
import cma  # noqa: E402


def ellipsoid(x, axes={}):
    n = len(x)
    if n not in axes:
        axes[n] = 1e6 ** (np.arange(n) / (n - 1))
    return float(axes[n] @ (x * x))


PROBLEMS = {
    "sphere": lambda x: float(x @ x),
    "ellipsoid": ellipsoid,
    "rosenbrock": lambda x: float(100 * np.sum((x[1:] - x[:-1] ** 2) ** 2) + np.sum((1 - x[:-1]) ** 2)),
    "rastrigin": lambda x: float(10 * len(x) + np.sum(x * x - 10 * np.cos(2 * math.pi * x))),
}

for line in sys.stdin:
    ask = json.loads(line)
    if "problem" not in ask:
        answer = {"version": f"pycma {cma.__version__}, NumPy {np.__version__}"}
    else:
        options = {
            "verbose": -9,
            "seed": ask["seed"],
            "ftarget": ask["target"],
            "maxfevals": ask["maxEvaluations"],
        }
        start = time.perf_counter()
        es = cma.CMAEvolutionStrategy(ask["n"] * [ask["start"]], ask["sigma"], options)
        es.optimize(PROBLEMS[ask["problem"]])
        milliseconds = (time.perf_counter() - start) * 1e3
        answer = {
            "evaluations": int(es.result.evaluations),
            "value": float(es.result.fbest),
            "milliseconds": milliseconds,
        }
    print(json.dumps(answer), flush=True)

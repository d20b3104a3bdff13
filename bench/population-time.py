"""The peer of population-time.mjs: SciPy's differential evolution. Answers a line of JSON for each line of JSON.

{"name": function, "n": variables, "evaluations": most}   returns milliseconds and evaluations of one run with a function
    of Python for each point, and of one that evaluates a generation as NumPy arrays
"""
import json
import math
import sys
import time

import numpy as np
import scipy
from scipy.optimize import differential_evolution


def sphere(x):
    return sum(v * v for v in x)


def rastrigin(x):
    return 10 * len(x) + sum(v * v - 10 * math.cos(2 * math.pi * v) for v in x)


def rosenbrock(x):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def rosenbrock_whole(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum(axis=0)


FUNCTIONS = {
    "sphere": (sphere, lambda x: (x * x).sum(axis=0), 5.12),
    "rastrigin": (rastrigin, lambda x: 10 * len(x) + (x * x - 10 * np.cos(2 * np.pi * x)).sum(axis=0), 5.12),
    "rosenbrock": (rosenbrock, rosenbrock_whole, 10),
}


def timed(evaluate, bounds, evaluations, **options):
    """SciPy counts generations: as many as there are evaluations for, after the first."""
    generations = evaluations // (15 * len(bounds)) - 1
    start = time.perf_counter()
    run = differential_evolution(evaluate, bounds, maxiter=generations, tol=0, polish=False, seed=1, **options)
    milliseconds = (time.perf_counter() - start) * 1e3
    # A vectorized function is called once a generation.
    return {"milliseconds": milliseconds, "evaluations": 15 * len(bounds) * (run.nit + 1)}


for line in sys.stdin:
    ask = json.loads(line)
    if "name" in ask:
        one, whole, half = FUNCTIONS[ask["name"]]
        bounds = [(-half, half)] * ask["n"]
        answer = {
            "each": timed(lambda x: one(x.tolist()), bounds, ask["evaluations"]),
            "whole": timed(whole, bounds, ask["evaluations"], vectorized=True, updating="deferred"),
        }
    else:
        answer = {"version": f"NumPy {np.__version__}, SciPy {scipy.__version__}"}
    print(json.dumps(answer), flush=True)

"""The peer of linalg.mjs: NumPy and SciPy with the operand in memory. Answers a line of JSON for each line of JSON.

{"load": path, "name": computation, "shape": [rows, columns]}   reads the operand; returns the norm of the answer
{"repeats": n}                                                   returns milliseconds of one computation
"""
import functools
import json
import sys
import time

import numpy as np
import scipy
import scipy.linalg

COMPUTATIONS = {
    "gemm": lambda A, out: np.dot(A, A, out=out),
    "gram": lambda A, out: A.T @ A,
    "cholesky": lambda A, out: scipy.linalg.cholesky(A, check_finite=False),
    "gemv": lambda A, out: np.dot(A, A[0], out=out[0]),
}

compute = None
for line in sys.stdin:
    ask = json.loads(line)
    if "load" in ask:
        A = np.fromfile(ask["load"]).reshape(ask["shape"])
        compute = functools.partial(COMPUTATIONS[ask["name"]], A, np.empty_like(A))
        answer = {"norm": float(np.linalg.norm(compute()))}
    elif "repeats" in ask:
        start = time.perf_counter()
        for _ in range(ask["repeats"]):
            compute()
        answer = {"milliseconds": (time.perf_counter() - start) / ask["repeats"] * 1e3}
    else:
        answer = {"version": f"NumPy {np.__version__}, SciPy {scipy.__version__}"}
    print(json.dumps(answer), flush=True)

# Seconds an evaluation of SciPy's global methods on Rastrigin's function in ten variables, shifted; read by
# global-time.mjs, which writes the shift and the number of evaluations.
import json
import sys
import time

import numpy as np
from scipy.optimize import basinhopping, dual_annealing

shift, most = np.array(json.loads(sys.argv[1])), int(sys.argv[2])
bounds = [(-5.12, 5.12)] * len(shift)


class Enough(Exception):
    pass


def seconds(minimize):
    calls = 0

    def rastrigin(x):
        nonlocal calls
        calls += 1
        if calls > most:
            raise Enough
        y = x - shift
        return 10 * len(y) + np.sum(y * y - 10 * np.cos(2 * np.pi * y))

    start = time.process_time()
    try:
        minimize(rastrigin)
    except Enough:
        pass
    return (time.process_time() - start) / min(calls, most)


middle = np.zeros(len(shift))
local = {"method": "L-BFGS-B", "bounds": bounds}
print(
    json.dumps(
        {
            "simulated-annealing": seconds(lambda f: dual_annealing(f, bounds, seed=1)),
            "basin-hopping": seconds(lambda f: basinhopping(f, middle, niter=10**6, minimizer_kwargs=local, seed=1)),
        }
    )
)

"""The peer of glm.mjs and training.mjs: scikit-learn with the data in memory. Answers a line of JSON for each line of JSON.

{"make": name, "folder": path}        writes X and y of a problem as raw doubles; returns their shape
{"optimum": name}                     the value of the minimum, by Newton's method in NumPy
{"value": name, "coefficients": [..]} the value of the objective there
{"fit": name, "solver": .., "tolerance": .., "single": bool, "repeats": n}   returns milliseconds and coefficients
{"train": name, "solver": .., "epochs": n}   the same by so many epochs of saga or of SGDClassifier
"""
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression, PoissonRegressor, SGDClassifier

warnings.filterwarnings("ignore")
ALPHA = 1e-3  # of Poisson
problems = {}


def correlated(rows, columns):
    """Standardized columns with five common factors."""
    r = np.random.default_rng(0)
    X = r.standard_normal((rows, columns)) + r.standard_normal((rows, 5)) @ r.standard_normal((5, columns))
    X = (X - X.mean(0)) / X.std(0)
    return r, np.ascontiguousarray(X)


def logistic(rows, columns):
    r, X = correlated(rows, columns)
    w = r.standard_normal(columns) / np.sqrt(columns) * 2
    return X, (r.random(rows) < 1 / (1 + np.exp(-X @ w))).astype(float)


def poisson(rows, columns):
    r, X = correlated(rows, columns)
    w = r.standard_normal(columns) * 0.05
    return X, r.poisson(np.exp(X @ w)).astype(float)


def breast_cancer():
    X, y = load_breast_cancer(return_X_y=True)
    return (X - X.mean(0)) / X.std(0), y.astype(float)


def in_order(X, y, key):
    order = np.argsort(key, kind="stable")
    return np.ascontiguousarray(X[order]), y[order]


def ill_conditioned(rows, columns):
    """Neighbors that hardly differ, in units from 1e-3 to 1e3."""
    X, y = logistic(rows, columns)
    X[:, 1::2] = X[:, ::2] + 1e-3 * X[:, 1::2]
    return X * np.logspace(-3, 3, columns), y


def separable(rows, columns):
    X, _ = logistic(rows, columns)
    return X, (X @ np.random.default_rng(1).standard_normal(columns) > 0).astype(float)


MAKERS = {
    "logistic 569 x 30": breast_cancer,
    "logistic 20,000 x 500": lambda: logistic(20_000, 500),
    "logistic 200,000 x 100": lambda: logistic(200_000, 100),
    "poisson 200,000 x 100": lambda: poisson(200_000, 100),
    "sorted by class": lambda: (lambda X, y: in_order(X, y, y))(*logistic(200_000, 100)),
    "sorted by a column": lambda: (lambda X, y: in_order(X, y, X[:, 0]))(*logistic(200_000, 100)),
    "ill-conditioned": lambda: ill_conditioned(200_000, 100),
    "separable": lambda: separable(200_000, 100),
    "sorted, 20,000 x 500": lambda: (lambda X, y: in_order(X, y, X[:, 0]))(*logistic(20_000, 500)),
}


def parts(name, w):
    """Value, residuals and curvatures; the penalty."""
    X, y = problems[name]
    eta = X @ w
    if name.startswith("poisson"):
        mean = np.exp(eta)
        return np.mean(mean - y * eta) + ALPHA / 2 * (w @ w), (mean - y) / len(y), mean / len(y), ALPHA
    p = 1 / (1 + np.exp(-eta))
    return np.logaddexp(0, (1 - 2 * y) * eta).sum() + w @ w / 2, p - y, p * (1 - p), 1


def optimum(name):
    X, y = problems[name]
    w = np.zeros(X.shape[1])
    for _ in range(100):
        value, residual, curvature, penalty = parts(name, w)
        gradient = X.T @ residual + penalty * w
        step = np.linalg.solve((X.T * curvature) @ X + penalty * np.eye(len(w)), gradient)
        size = 1.0
        while parts(name, w - size * step)[0] > value - 1e-4 * size * (gradient @ step) and size > 1e-8:
            size /= 2
        w = w - size * step
        if gradient @ step <= 1e-13 * value:
            break
    return parts(name, w)[0]


def fit(name, solver, tolerance, single, repeats):
    X, y = problems[name]
    if single:
        X = problems.setdefault(name + " single", X.astype(np.float32))
    start = time.perf_counter()
    for _ in range(repeats):
        if name.startswith("poisson"):
            model = PoissonRegressor(alpha=ALPHA, fit_intercept=False, solver=solver, tol=tolerance, max_iter=1000)
        else:
            model = LogisticRegression(C=1, fit_intercept=False, solver=solver, tol=tolerance, max_iter=1000)
        model.fit(X, y)
    return (time.perf_counter() - start) / repeats * 1e3, model.coef_.ravel().tolist()


def train(name, solver, epochs):
    X, y = problems[name]
    if solver == "saga":
        model = LogisticRegression(C=1, fit_intercept=False, solver=solver, tol=0, max_iter=epochs, random_state=0)
    else:
        options = {"learning_rate": "optimal", "random_state": 0, "average": "averaged" in solver}
        model = SGDClassifier("log_loss", alpha=1 / len(y), fit_intercept=False, tol=None, max_iter=epochs, **options)
    start = time.perf_counter()
    model.fit(X, y)
    return (time.perf_counter() - start) * 1e3, model.coef_.ravel().tolist()


for line in sys.stdin:
    ask = json.loads(line)
    if "make" in ask:
        X, y = problems[ask["make"]] = MAKERS[ask["make"]]()
        X.tofile(ask["folder"] + "/X")
        y.tofile(ask["folder"] + "/y")
        answer = {"rows": X.shape[0], "columns": X.shape[1]}
    elif "forget" in ask:
        problems.clear()
        answer = {}
    elif "optimum" in ask:
        answer = {"value": optimum(ask["optimum"])}
    elif "value" in ask:
        answer = {"value": parts(ask["value"], np.array(ask["coefficients"]))[0]}
    elif "train" in ask:
        time_taken, coefficients = train(*(ask[key] for key in ("train", "solver", "epochs")))
        answer = {"milliseconds": time_taken, "coefficients": coefficients}
    elif "fit" in ask:
        time_taken, coefficients = fit(*(ask[key] for key in ("fit", "solver", "tolerance", "single", "repeats")))
        answer = {"milliseconds": time_taken, "coefficients": coefficients}
    else:
        answer = {"version": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}"}
    print(json.dumps(answer), flush=True)

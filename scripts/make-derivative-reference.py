#!/usr/bin/env python3
"""Writes test/data/derivatives.json: exact values, gradients and Hessians of formulas of every operation.

Derivatives are taken by mpmath's differences of high order in far more than 50 digits, from the value alone: by no rule
that the core could have wrong as well. Each number is rounded to the nearest double. Beside the value, every element of
the gradient and of the Hessian stands its `scale`, |q| + sum |x_j dq/dx_j|: an error of a few units in the last place
of x, or of any step in between, moves the result by as many units of that. An element of the Hessian is a sum over
the ways from x_i and x_j to the value, which may cancel: |dg_i| for a relative change of x_j, |g_i / x_j|, is added to
its scale. Wants mpmath (Debian: python3-mpmath).
"""
import json
import math
import pathlib
import re

from mpmath import mp, mpf

mp.dps = 60
target = pathlib.Path(__file__).resolve().parent.parent / 'test' / 'data' / 'derivatives.json'


def power(x, y):
    return mpf(1) if y == 0 else mpf(0) if x == 0 else mp.power(x, y)


def round_half_up(x):
    return mp.floor(x + mpf(1) / 2)


def sign(x):
    return mpf((x > 0) - (x < 0))


# A function of one argument is taken of x * y, so that the chain rule counts: at these products.
of_one = {
    'abs': (abs, [-3.7, -1e-9, 2.5]),
    'acos': (mp.acos, [-0.97, -0.3, 1e-5, 0.6, 0.999]),
    'acosh': (mp.acosh, [1.0001, 1.5, 40, 1e6]),
    'asin': (mp.asin, [-0.97, -0.3, 1e-5, 0.6, 0.999]),
    'asinh': (mp.asinh, [-50, -0.8, 1e-5, 2.3, 1e6]),
    'atan': (mp.atan, [-50, -0.8, 1e-5, 2.3, 1e4]),
    'atanh': (mp.atanh, [-0.97, -0.3, 1e-5, 0.6, 0.999]),
    'cbrt': (lambda u: sign(u) * mp.cbrt(abs(u)), [-30, -0.8, 1e-5, 2.3, 1e6]),
    'ceil': (mp.ceil, [-2.3, 0.4, 5.7]),
    'cos': (mp.cos, [-30, -0.8, 1e-5, 2.3, 1e4]),
    'cosh': (mp.cosh, [-30, -0.8, 1e-5, 2.3]),
    'erf': (mp.erf, [-2.5, -0.8, 1e-5, 0.3, 1.7, 4]),
    'exp': (mp.exp, [-30, -0.8, 1e-5, 2.3, 60]),
    'expm1': (mp.expm1, [-30, -0.8, 1e-5, 2.3, 60]),
    'floor': (mp.floor, [-2.3, 0.4, 5.7]),
    'log': (mp.log, [1e-5, 0.3, 1.7, 30, 1e6]),
    'log10': (mp.log10, [1e-5, 0.3, 1.7, 30, 1e6]),
    'log1p': (mp.log1p, [-0.9, 1e-5, 0.3, 1.7, 1e6]),
    'log2': (lambda u: mp.log(u) / mp.log(2), [1e-5, 0.3, 1.7, 30, 1e6]),
    'round': (round_half_up, [-2.3, 0.4, 5.7]),
    'sign': (sign, [-2.3, 5.7]),
    'sin': (mp.sin, [-30, -0.8, 1e-5, 2.3, 1e4]),
    'sinh': (mp.sinh, [-30, -0.8, 1e-5, 2.3]),
    'sqrt': (mp.sqrt, [1e-5, 0.3, 1.7, 30, 1e6]),
    'tan': (mp.tan, [-30, -0.8, 1e-5, 1.3, 1.57]),
    'tanh': (mp.tanh, [-3, -0.8, 1e-5, 0.3, 2.3, 19]),
    'trunc': (lambda u: mp.floor(u) if u > 0 else mp.ceil(u), [-2.3, 0.4, 5.7]),
}

pairs = [(1.5, 2.25), (-0.7, 3.1), (4.0, -0.3), (-2.5, -1.125), (1e-3, 700.0)]
positive = [(1.5, 2.25), (0.7, -3.1), (4.0, 0.5), (12.0, 1e-4)]
single = [(1.75,), (-2.5,), (0.3,)]

# Of two and three arguments, and what formulas are made of otherwise: the text, its meaning, points.
others = [
    ('x + y', lambda x, y: x + y, pairs),
    ('x - y', lambda x, y: x - y, pairs),
    ('x * y', lambda x, y: x * y, pairs),
    ('x / y', lambda x, y: x / y, pairs),
    ('-(x * x) / -y', lambda x, y: x * x / y, pairs),
    ('x ** y', lambda x, y: power(x, y), positive),
    ('(x * y) ** (x + y)', lambda x, y: power(x * y, x + y), [(1.5, 2.25), (0.7, 0.1), (3.0, 0.5)]),
    ('2 ** (x * y)', lambda x, y: power(mpf(2), x * y), pairs[:4]),
    *((f'(x * y) ** {n}', lambda x, y, n=n: power(x * y, n), pairs) for n in (0, 1, 2, 3, 4, 5, 7, -1, -2, -3)),
    *((f'x ** {n}', lambda x, n=n: power(x, mpf(n)), [(1.75,), (0.3,), (90.0,)]) for n in (0.5, 1.5, 2.5, -0.5, 0.1)),
    # At zero, where a rule that divides would give NaN.
    ('x ** 0', lambda x: mpf(1), [(0.0,), (-1.0,)]),
    ('x ** 1 + x ** 2', lambda x: x + x * x, [(0.0,)]),
    ('x ** 3 + x ** 4 + x ** 5', lambda x: x**3 + x**4 + x**5, [(0.0,)]),
    ('0 ** y', lambda y: mpf(0), [(2.0,), (0.5,)]),
    ('x * y * z', lambda x, y, z: x * y * z, [(0.0, 0.0, 3.0), (0.0, 2.0, 0.0)]),
    ('atan2(x, y)', mp.atan2, pairs),
    ('atan2(x * y, x - y)', lambda x, y: mp.atan2(x * y, x - y), pairs[:4]),
    ('hypot(x, y)', mp.hypot, pairs),
    ('hypot(x, y, x * y)', lambda x, y: mp.sqrt(x * x + y * y + x * x * y * y), pairs),
    ('max(x * y, x + y)', lambda x, y: max(x * y, x + y), pairs),
    ('min(x * y, x + y, 1)', lambda x, y: min(x * y, x + y, mpf(1)), pairs),
    # Branches that are not taken have neither values nor derivatives there.
    ('x > 0 ? log(x) * y : x * y', lambda x, y: mp.log(x) * y if x > 0 else x * y, pairs),
    ('x > 0 ? sqrt(x) : x * x', lambda x: mp.sqrt(x) if x > 0 else x * x, single),
    ('x < 0 ? y / x : acosh(x + 2) + y', lambda x, y: y / x if x < 0 else mp.acosh(x + 2) + y, pairs),
    ('x <= y ? x * x * y : x / y', lambda x, y: x * x * y if x <= y else x / y, pairs),
    ('(x > 0 && sqrt(x) * y) + (x < 0 && y * y)', lambda x, y: mp.sqrt(x) * y if x > 0 else y * y, pairs),
    ('(x < 0 || x * y) * exp(x)', lambda x, y: (1 if x < 0 else x * y) * mp.exp(x), pairs),
    ('(x < y) * x ** 2 + (x >= y) * y ** 3 + !(x < y)', lambda x, y: x**2 if x < y else y**3 + 1, pairs),
    ('(x === y) + (x !== y) * x * y', lambda x, y: x * y, pairs),
    # As they are fitted.
    ('(1 - x)**2 + 100 * (y - x**2)**2', lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, pairs[:4]),
    ('x * exp(-y * z) + y', lambda x, y, z: x * mp.exp(-y * z) + y, [(2.0, 0.7, 3.0), (-1.5, 1.25, 0.5)]),
    (
        'x * exp(-(((0.4 - y) / z) ** 2) / 2)',
        lambda x, y, z: x * mp.exp(-(((mpf(0.4) - y) / z) ** 2) / 2),
        [(2.0, 0.7, 0.5), (-1.5, 0.25, 0.125)],
    ),
    ('x / (1 + exp(-z * (1.5 - y)))', lambda x, y, z: x / (1 + mp.exp(-z * (mpf(1.5) - y))), [(2.0, 0.7, 3.0)]),
    ('x * y / (z + y)', lambda x, y, z: x * y / (z + y), [(2.0, 0.7, 3.0), (1.0, 8.0, 0.25)]),
    ('log(cosh(x * y)) + erf(x) * atan(y)', lambda x, y: mp.log(mp.cosh(x * y)) + mp.erf(x) * mp.atan(y), pairs[:4]),
]

# Where a step on the way over- or underflows and the value does not.
logistic = lambda x: 1 / (1 + mp.exp(-x))
ends = [-800.0, -700.0, -40.0, 17.0, 40.0, 800.0]
far = [
    ('tanh(x)', mp.tanh, [(x,) for x in [-19.5, 12.0, 17.0, 19.0, 20.0, 300.0, 800.0]]),
    ('1 / (1 + exp(-x))', logistic, [(x,) for x in ends]),
    ('x / (1 + y * exp(-z))', lambda x, y, z: x / (1 + y * mp.exp(-z)), [(3.0, 2.5, z) for z in ends]),
    ('x / (1 + (y / z) ** 2.5)', lambda x, y, z: x / (1 + (y / z) ** mpf(2.5)), [(3.0, 1e140, 1e-3), (3.0, 1.0, 2.0)]),
    ('x / (1 + 1e3 ** y)', lambda x, y: x / (1 + mpf(1000) ** y), [(3.0, -5.0), (3.0, 60.0), (3.0, 150.0)]),
    ('1 / (1 + x ** y)', lambda x, y: 1 / (1 + x**y), [(1e5, 20.0), (1e5, 100.0)]),
    ('x * exp(-exp(y - z))', lambda x, y, z: x * mp.exp(-mp.exp(y - z)), [(3.0, 4.0, 1.5), (3.0, 900.0, 1.5)]),
    ('tanh(exp(x)) + atan(exp(x))', lambda x: mp.tanh(mp.exp(x)) + mp.atan(mp.exp(x)), [(1.5,), (800.0,)]),
    ('1 / cosh(x)', mp.sech, [(x,) for x in [-800.0, -300.0, 0.5, 800.0]]),
]


def at_products(products):
    """Points (x, y) whose product is near each of these."""
    return [(float(u) * s, 1 / s) for u, s in zip(products, [0.5, 1.25, 3.0, -0.75, -2.5, 8.0])]


formulas = [(f'{name}(x * y)', lambda x, y, f=f: f(x * y), at_products(u)) for name, (f, u) in of_one.items()] + others


def partial(f, at, order):
    value = mpf(f(*at)) if not any(order) else mp.diff(f, at, order)
    return value if abs(value) > mpf(10) ** (-0.75 * mp.dps) else mpf(0)


def raised(order, k, by=1):
    return tuple(n + by * (j == k) for j, n in enumerate(order))


def element(f, at, order):
    """The derivative of this order, and its scale."""
    value = partial(f, at, order)
    scale = abs(value) + sum(abs(x * partial(f, at, raised(order, k))) for k, x in enumerate(at))
    if sum(order) == 2:
        others = ((x, partial(f, at, raised(order, k, -1))) for k, x in enumerate(at) if order[k])
        scale += sum(abs(slope / x) for x, slope in others if x != 0)
    return float(value), float(scale)


records = []
for text, f, points in formulas + far:
    mp.dps = 60 if (text, f, points) in formulas else 600
    used = [name for name in 'xyz' if re.search(rf'\b{name}\b', text)]
    for point in points:
        assert len(point) == len(used), text
        at = tuple(mpf(v) for v in point)
        n = range(len(at))
        order = lambda *places: tuple(sum(place == j for place in places) for j in n)
        records.append({
            'formula': text,
            'at': dict(zip(used, point)),
            'value': element(f, at, order()),
            'gradient': [element(f, at, order(i)) for i in n],
            'hessian': [[element(f, at, order(i, j)) for j in n] for i in n],
        })

assert all(math.isfinite(record['value'][0]) for record in records)
target.write_text('[\n' + ',\n'.join(json.dumps(record) for record in records) + '\n]\n')
print(len(records), 'points of', len(formulas + far), 'formulas')

#!/usr/bin/env python3
"""Prints the coefficients and constants of native/simd: near-minimax fits, rounded to doubles one after the other.

A fit minimizes the largest |weight (f - p)| by weighted least squares on Chebyshev points, reweighted by the error as
Lawson does (Cheney, Introduction to Approximation Theory, 1966). The lowest coefficient is then rounded, the rest is
fitted again, and so on: a rounding is made up for by the coefficients that follow. Wants mpmath.
"""
from mpmath import asin, atan, atanh, cbrt, cos, cosh, erf, erfc, expm1, exp, floor, log, lu_solve, matrix, mp, mpf
from mpmath import nint, nstr, pi, polyval, sin, sinh, sqrt, tanh

mp.prec = 260


def chebyshev(low, high, count):
    middle, half = (high + low) / 2, (high - low) / 2
    return [middle - half * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]


def lawson(rows, right, rounds):
    """The coefficients c with the least max |right - rows c| that were met."""
    size, weights, best = len(rows[0]), [mpf(1)] * len(rows), (mp.inf, None)
    for _ in range(rounds):
        a, b = matrix(size, size), matrix(size, 1)
        for row, y, w in zip(rows, right, weights):
            for i in range(size):
                b[i] += w * row[i] * y
                for j in range(size):
                    a[i, j] += w * row[i] * row[j]
        c = list(lu_solve(a, b))
        errors = [abs(y - sum(ci * ri for ci, ri in zip(c, row))) for row, y in zip(rows, right)]
        best = min(best, (max(errors), c))
        weights = [w * e for w, e in zip(weights, errors)]
        total = sum(weights)
        weights = [w / total for w in weights]
    return best[1]


def show(name, numbers, error=None):
    print(f'{name}:' + (f' 2^{nstr(log(error, 2), 4)}' if error else ''))
    for number in numbers:
        print('   ', float(number).hex())


def fit(name, f, weight, low, high, degree):
    points = chebyshev(mpf(low), mpf(high), 120)
    values, weights, c = [f(x) for x in points], [weight(x) for x in points], []
    while len(c) <= degree:
        rows = [[w * x**k for k in range(len(c), degree + 1)] for x, w in zip(points, weights)]
        right = [w * (v - polyval(c[::-1], x)) if c else w * v for x, v, w in zip(points, values, weights)]
        c.append(mpf(float(lawson(rows, right, 15 if c else 40)[0])))
    show(name, c, max(abs(w * (v - polyval(c[::-1], x))) for x, v, w in zip(points, values, weights)))


def fit_quotient(name, f, weight, low, high, above, below):
    """P / Q of these degrees, with Q(0) = 1: P - f Q is linear, and is divided by the Q of the round before."""
    points = chebyshev(mpf(low), mpf(high), 140)
    q_values, best = [mpf(1)] * len(points), (mp.inf, None, None)
    for _ in range(12):
        scales = [weight(x) / q for x, q in zip(points, q_values)]
        rows = [
            [s * x**k for k in range(above + 1)] + [-s * f(x) * x**k for k in range(1, below + 1)]
            for x, s in zip(points, scales)
        ]
        c = lawson(rows, [s * f(x) for x, s in zip(points, scales)], 25)
        p, q = c[: above + 1], [mpf(1), *c[above + 1 :]]
        q_values = [polyval(q[::-1], x) for x in points]
        error = max(abs(weight(x) * (f(x) - polyval(p[::-1], x) / qx)) for x, qx in zip(points, q_values))
        best = min(best, (error, p, q))
    show(f'{name}, above', best[1], best[0])
    show(f'{name}, below', best[2])


def parts(name, number, bits):
    """A sum: parts of so many bits, and a double of the rest."""
    found = []
    for count in bits:
        scale = mpf(2) ** (count - 1 - floor(log(abs(number), 2)))
        found.append(nint(number * scale) / scale)
        number -= found[-1]
    show(name, [*found, number])


tiny = mpf(2) ** -30
half_ln2 = log(mpf(2)) / 2 * (1 + mpf(2) ** -20)
eighth_turn = (pi / 4 * (1 + mpf(2) ** -18)) ** 2
largest_s = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1) * (1 + mpf(2) ** -20)


def exponential_quotient(r):
    return (expm1(r) - r) / r**2


fit('exp', exponential_quotient, lambda r: r**2 / exp(r), -half_ln2, half_ln2, 9)
fit('expm1', exponential_quotient, lambda r: r**2 / expm1(r), -half_ln2, half_ln2, 10)
fit('log', lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, lambda z: z / 2, tiny, largest_s**2, 6)
fit('sin', lambda z: (sqrt(z) - sin(sqrt(z))) / sqrt(z) ** 3, lambda z: z, tiny, eighth_turn, 5)
fit('cos', lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, lambda z: z * z, tiny, eighth_turn, 5)
fit_quotient(
    'tanh',
    lambda z: (tanh(sqrt(z)) - sqrt(z)) / sqrt(z) ** 3,
    lambda z: sqrt(z) ** 3 / tanh(sqrt(z)),
    mpf(10) ** -6,
    mpf('0.7') ** 2,
    2,
    3,
)
fit('cosh', lambda z: (cosh(sqrt(z)) - 1) / z, lambda z: z, tiny, half_ln2**2, 4)
fit('sinh', lambda z: (sinh(sqrt(z)) - sqrt(z)) / sqrt(z) ** 3, lambda z: z, tiny, half_ln2**2, 4)
fit('asin', lambda z: (asin(sqrt(z)) - sqrt(z)) / sqrt(z) ** 3, lambda z: z, tiny, mpf('0.25'), 12)
eighth_tangent = (sqrt(mpf(2)) - 1) * (1 + mpf(2) ** -21)
fit('atan', lambda z: (atan(sqrt(z)) - sqrt(z)) / sqrt(z) ** 3, lambda z: z, tiny, eighth_tangent**2, 10)
fit('erf', lambda z: erf(sqrt(z)) / sqrt(z) - 1, lambda z: mpf(1), tiny, mpf(1), 12)
fit_quotient('erfcx', lambda t: erfc(1 + t) * exp((1 + t) ** 2), lambda t: exp(-((1 + t) ** 2)), mpf(0), mpf(5), 5, 6)
fit('cbrt', lambda m: 1 / cbrt(m), cbrt, mpf('0.5') ** 1.5, mpf(2) ** 1.5, 5)
fit(
    'power',
    lambda z: ((2 * atanh(sqrt(z)) / sqrt(z) - 2) / z - mpf(2) / 3) / z,
    lambda z: z * z / 2,
    mpf(2) ** -24,
    largest_s**2,
    7,
)
parts('ln 2', log(mpf(2)), [42])
parts('log10 2', log(mpf(2), 10), [42])
parts('1 / ln 2', 1 / log(mpf(2)), [21])
parts('1 / ln 10', 1 / log(mpf(10)), [21])
parts('pi / 4', pi / 4, [50])
parts('pi / 2', pi / 2, [53])
parts('pi / 2', pi / 2, [33, 33, 33])
parts('2 / 3', mpf(2) / 3, [53])
mp.prec = 1300
print('2 / pi:', *(f'{int(floor(mpf(2) ** (64 * k) * 2 / pi)) % 2**64:#018x}' for k in range(1, 20)), sep='\n    ')
print(f'pi / 2, 128 bits: {int(nint(pi / 2 * mpf(2) ** 127)):#x}')

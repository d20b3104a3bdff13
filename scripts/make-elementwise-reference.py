#!/usr/bin/env python3
"""Writes test/data/elementwise.json: exact values of the vector functions over the whole range of arguments.

For each function, base64 of little-endian arrays of the same length: the arguments `x` (float64), the correctly
rounded values `value` (float64), and `rest` (int8), what rounding took: the exact value is value + rest / 254 ULP of
the value, to 0.002 ULP. Wants mpmath (Debian: python3-mpmath).
"""
import base64
import json
import math
import pathlib
import random
import struct

from mpmath import mp, mpf

mp.prec = 300
random.seed(20)
target = pathlib.Path(__file__).resolve().parent.parent / 'test' / 'data' / 'elementwise.json'
infinity = math.inf
smallest, smallest_normal, largest = 2.0**-1074, 2.0**-1022, 1.7976931348623157e308


def neighbors(x, count):
    """x, and `count` doubles on either side."""
    below = above = x
    yield x
    for _ in range(count):
        below, above = math.nextafter(below, -infinity), math.nextafter(above, infinity)
        yield from (below, above)


def magnitudes(low, high, step):
    """Random numbers with the exponents low, low + step, ... up to high."""
    for exponent in range(low, high + 1, step):
        yield max(smallest, math.ldexp(1 + random.random(), exponent))


def between(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def both_signs(numbers):
    return [sign * x for x in numbers for sign in (1, -1)]


everywhere = both_signs([*magnitudes(-1074, 1023, 3), *magnitudes(-60, 60, 1)]) + both_signs(
    [0.0, smallest, 3 * smallest, smallest_normal / 2, smallest_normal, largest / 2, largest, infinity]
) + [math.nan]
near_one = [1 + sign * m for m in magnitudes(-53, -1, 1) for sign in (1, -1)]


def exponential(low, high):
    """Arguments for a function that grows as exp does: the limits, and halves and wholes of n ln 2."""
    steps = [n / 2 * math.log(2) for n in range(-2160, 2060, 16)]
    limits = [x for limit in (low, high) for x in neighbors(limit, 8)]
    return [*everywhere, *between(-746, 711, 700), *between(-2, 2, 700), *steps, *limits]


def quarter_turns():
    """The doubles next to multiples of pi/2, small and huge; the last comes nearer to one than any other."""
    multiples = [*range(1, 100), *(random.getrandbits(bits) | 1 for bits in range(7, 1020, 3))]
    yield from (x for n in multiples for x in neighbors(float(n * mp.pi / 2), 1))
    yield from (k * math.pi / 4 for k in range(1, 60, 2))
    yield from (2.0**19 * math.pi / 2 * (1 + t) for t in between(-0.01, 0.01, 60))
    yield 6381956970095103 * 2.0**797


angles = [*everywhere, *between(-10, 10, 500), *between(-1e6, 1e6, 300), *both_signs(quarter_turns())]
positive = [abs(x) for x in everywhere] + [-1.0, -smallest, -infinity, -0.0]
above_minus_one = [x for x in everywhere if not x < -1] + [-1.0, math.nextafter(-1, -2), -2.0, -infinity]

arguments = {
    'exp': exponential(-745.1332191019412, 709.782712893384),
    'expm1': exponential(-37.42994775023705, 709.782712893384),
    'log': [*positive, *near_one, *between(0.3, 3, 1000), *neighbors(0.5**0.5, 8)],
    'log1p': [*above_minus_one, *near_one, *(x - 1 for x in near_one), *between(-1, 3, 1500)],
    'sin': angles,
    'cos': angles,
    'tanh': [*everywhere, *between(-1, 1, 800), *between(-22, 22, 600), *both_signs(neighbors(0.7, 8))],
    'sqrt': [*positive, *between(0, 4, 300)],
    'sigmoid': exponential(-745.1332191019412, 37.42994775023705),
    'softplus': exponential(-745.1332191019412, 37.42994775023705),
}


def softplus(x):
    return max(x, mpf(0)) + mp.log1p(mp.exp(-abs(x)))


functions = {
    'exp': mp.exp, 'expm1': mp.expm1, 'log': mp.log, 'log1p': mp.log1p, 'sin': mp.sin, 'cos': mp.cos,
    'tanh': mp.tanh, 'sqrt': mp.sqrt, 'sigmoid': lambda x: 1 / (1 + mp.exp(-x)), 'softplus': softplus,
}  # fmt: skip

limits = {  # at -infinity and infinity
    'exp': (0.0, infinity), 'expm1': (-1.0, infinity), 'log': (math.nan, infinity), 'log1p': (math.nan, infinity),
    'sin': (math.nan, math.nan), 'cos': (math.nan, math.nan), 'tanh': (-1.0, 1.0), 'sqrt': (math.nan, infinity),
    'sigmoid': (0.0, 1.0), 'softplus': (0.0, infinity),
}  # fmt: skip
poles = {'log': 0, 'log1p': -1}
odd = ('expm1', 'log1p', 'sin', 'tanh', 'sqrt')  # f(-0) = -0


def rounded(exact):
    """The nearest double, ties to even, and what is left in 254ths of its unit in the last place."""
    if abs(exact) >= mpf(2) ** 1024 - mpf(2) ** 970:
        return math.copysign(infinity, exact), 0
    exponent = max(int(mp.floor(mp.log(abs(exact), 2))) - 52, -1074)
    head = mp.nint(mp.ldexp(exact, -exponent))
    value = math.ldexp(int(head), exponent)
    if value == 0:
        return math.copysign(0.0, exact), 0
    return value, int(mp.nint(254 * (exact - mpf(value)) / mpf(math.ulp(value))))


def reference(name, x):
    if math.isnan(x):
        return x, 0
    if math.isinf(x):
        return limits[name][x > 0], 0
    if x == 0 and name in odd:
        return x, 0
    pole = poles.get(name)
    if pole is not None and x <= pole:
        return (-infinity if x == pole else math.nan), 0
    if name == 'sqrt' and x < 0:
        return math.nan, 0
    # Guard digits for what 1 + x, exp(x) - 1 or the reduction of a huge angle cancels.
    with mp.workprec(2500):
        exact = functions[name](mpf(x))
    return (0.0, 0) if exact == 0 else rounded(exact)


def encoded(kind, numbers):
    return base64.b64encode(struct.pack(f'<{len(numbers)}{kind}', *numbers)).decode()


def entry(name):
    # NaN is not equal to itself, and -0 is to 0: distinct by their bytes.
    x = [struct.unpack('<d', each)[0] for each in dict.fromkeys(struct.pack('<d', each) for each in arguments[name])]
    answers = [reference(name, each) for each in x]
    values, rests = zip(*answers)
    return {'count': len(x), 'x': encoded('d', x), 'value': encoded('d', values), 'rest': encoded('b', rests)}


data = {'made by': 'scripts/make-elementwise-reference.py', 'functions': {name: entry(name) for name in functions}}
target.write_text(json.dumps(data, indent=1) + '\n')
for name, each in data['functions'].items():
    print(f"{name}: {each['count']}")
print(f'{target.stat().st_size} bytes')

#!/usr/bin/env python3
"""Writes test/data/elementwise.json: exact values of the vector functions over the whole range of arguments.

For each function, base64 of little-endian arrays of the same length: the arguments `x` (float64), of functions of two
`y` as well, the correctly rounded values `value` (float64), and `rest` (int8), what rounding took: the exact value is
value + rest / 254 ULP of the value, to 0.002 ULP. Wants mpmath (Debian: python3-mpmath).
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

# For functions whose errors lie in a few intervals, fewer of the magnitudes.
spread = both_signs([*magnitudes(-1074, 1023, 12), *magnitudes(-40, 40, 1)]) + both_signs(
    [0.0, smallest, 3 * smallest, smallest_normal / 2, smallest_normal, largest / 2, largest, infinity]
) + [math.nan]
within_one = [x for x in spread if not abs(x) > 1] + both_signs(
    [1 - m for m in magnitudes(-53, -1, 1)] + [*neighbors(0.5, 4), *between(0, 1, 600)]
) + [1.0, -1.0, math.nextafter(1, 2), -2.0, infinity, -infinity]
above_one = [1 + m for m in magnitudes(-52, -1, 1)]
logarithms = [*(abs(x) for x in spread), -1.0, -smallest, -infinity, -0.0, *near_one, *between(0.3, 3, 700)]
hyperbolic = [*spread, *between(-711, 711, 300), *between(-2, 2, 500), *both_signs(neighbors(710.4758600739439, 8))]
tangents = [*neighbors(math.sqrt(2) - 1, 4), *neighbors(math.sqrt(2) + 1, 4)]

arguments |= {
    'tan': angles[::2],
    'asin': within_one,
    'acos': within_one,
    'atan': [*spread, *between(-4, 4, 700), *both_signs(tangents)],
    'sinh': hyperbolic,
    'cosh': hyperbolic,
    'asinh': [*spread, *between(-3, 3, 700), *both_signs(neighbors(2.0**500, 4))],
    'acosh': [*(abs(x) for x in spread), -1.0, *above_one, *between(1, 4, 700), *neighbors(2.0**500, 4)],
    'atanh': within_one,
    'erf': [*spread, *between(-1.5, 1.5, 700), *between(-6.5, 6.5, 300), *both_signs(neighbors(1.0, 8))],
    'cbrt': [*spread, *between(-8, 8, 600), *(float(n**3) for n in range(1, 40))],
    'log2': [*logarithms, *(2.0**n for n in range(-1074, 1024, 31))],
    'log10': [*logarithms, *(10.0**n for n in range(-20, 23))],
}


def powers():
    """Bases of all sizes and near 1, with exponents that reach all results; whole and half exponents; negative bases."""
    for x in [*magnitudes(-1074, 1023, 7), *near_one, *between(0, 4, 300)]:
        if x != 1:
            for result in between(-746, 711, 2):
                yield x, result / math.log(x)
    for x in [*magnitudes(-60, 60, 3), *between(0.2, 3, 60)]:
        n = random.randint(-30, 30)
        yield from ((x, float(n)), (-x, float(n)), (x, n / 2))


def points(step):
    """Of like and of very different sizes, on all sides."""
    for y in both_signs([*magnitudes(-1074, 1023, step)]):
        for distance in (0, 1, 4, random.randint(-60, 60), random.randint(-1000, 1000)):
            exponent = max(-1074, min(1022, math.frexp(y)[1] + distance))
            yield y, random.choice((1, -1)) * math.ldexp(1 + random.random(), exponent)


pairs = {'power': [*powers()], 'atan2': [*points(7)], 'hypot': [*points(9)]}


def softplus(x):
    return max(x, mpf(0)) + mp.log1p(mp.exp(-abs(x)))


functions = {
    'exp': mp.exp, 'expm1': mp.expm1, 'log': mp.log, 'log1p': mp.log1p, 'sin': mp.sin, 'cos': mp.cos,
    'tanh': mp.tanh, 'sqrt': mp.sqrt, 'sigmoid': lambda x: 1 / (1 + mp.exp(-x)), 'softplus': softplus,
    'tan': mp.tan, 'asin': mp.asin, 'acos': mp.acos, 'atan': mp.atan, 'sinh': mp.sinh, 'cosh': mp.cosh,
    'asinh': mp.asinh, 'acosh': mp.acosh, 'atanh': mp.atanh, 'erf': mp.erf,
    'cbrt': lambda x: mp.sign(x) * mp.cbrt(abs(x)), 'log2': lambda x: mp.log(x, 2), 'log10': mp.log10,
}  # fmt: skip

limits = {  # at -infinity and infinity
    'exp': (0.0, infinity), 'expm1': (-1.0, infinity), 'log': (math.nan, infinity), 'log1p': (math.nan, infinity),
    'sin': (math.nan, math.nan), 'cos': (math.nan, math.nan), 'tanh': (-1.0, 1.0), 'sqrt': (math.nan, infinity),
    'sigmoid': (0.0, 1.0), 'softplus': (0.0, infinity),
    'tan': (math.nan, math.nan), 'asin': (math.nan, math.nan), 'acos': (math.nan, math.nan),
    'atan': (-math.pi / 2, math.pi / 2), 'sinh': (-infinity, infinity), 'cosh': (infinity, infinity),
    'asinh': (-infinity, infinity), 'acosh': (math.nan, infinity), 'atanh': (math.nan, math.nan), 'erf': (-1.0, 1.0),
    'cbrt': (-infinity, infinity), 'log2': (math.nan, infinity), 'log10': (math.nan, infinity),
}  # fmt: skip
poles = {'log': 0, 'log1p': -1, 'log2': 0, 'log10': 0}
domains = {'sqrt': (0, infinity), 'asin': (-1, 1), 'acos': (-1, 1), 'atanh': (-1, 1), 'acosh': (1, infinity)}
odd = (  # f(-0) = -0
    'expm1', 'log1p', 'sin', 'tan', 'tanh', 'sqrt', 'asin', 'atan', 'sinh', 'asinh', 'atanh', 'erf', 'cbrt'
)  # fmt: skip


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
    low, high = domains.get(name, (-infinity, infinity))
    if not low <= x <= high:
        return math.nan, 0
    if name == 'atanh' and abs(x) == 1:
        return math.copysign(infinity, x), 0
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


def entry_of_two(name):
    x, y = zip(*dict.fromkeys(pairs[name]))
    with mp.workprec(2500):
        answers = [rounded(functions_of_two[name](mpf(a), mpf(b))) for a, b in zip(x, y)]
    values, rests = zip(*answers)
    arrays = {'x': encoded('d', x), 'y': encoded('d', y), 'value': encoded('d', values), 'rest': encoded('b', rests)}
    return {'count': len(x), **arrays}


functions_of_two = {'power': mp.power, 'atan2': mp.atan2, 'hypot': mp.hypot}
data = {
    'made by': 'scripts/make-elementwise-reference.py',
    'functions': {name: entry(name) for name in functions},
    'functions of two': {name: entry_of_two(name) for name in functions_of_two},
}
target.write_text(json.dumps(data, indent=1) + '\n')
for name, each in [*data['functions'].items(), *data['functions of two'].items()]:
    print(f"{name}: {each['count']}")
print(f'{target.stat().st_size} bytes')

// docs/adding-a-method.md: its file and its line compile, and minimize.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, run, sources } from './repository.ts'

const compiler = process.env.CXX ?? 'c++'

test('the worked example compiles and finds the minimum of a badly scaled quadratic', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steepest-method-'))
  try {
    const text = readFileSync(`${root}docs/adding-a-method.md`, 'utf8')
    const [file, line] = [...text.matchAll(/```cpp\n(.*?)```/gs)].map(([, code]) => code!)
    cpSync(`${root}native`, join(folder, 'native'), { recursive: true })
    writeFileSync(join(folder, 'native/direction/quasi_cauchy.hpp'), file!)
    const make = join(folder, 'native/minimize/make.cpp')
    const spliced = readFileSync(make, 'utf8')
      .replace('#include "direction/', '#include "direction/quasi_cauchy.hpp"\n#include "direction/')
      .replace('constexpr Method methods[] = {\n', `constexpr Method methods[] = {\n${line}`)
    writeFileSync(make, spliced)
    writeFileSync(join(folder, 'main.cpp'), program)
    const { core = [], dispatch = [], baseline = [] } = sources()
    const units = [...core, ...dispatch, ...baseline].filter((path) => !path.startsWith('native/api/'))
    const flags = [
      '-std=c++20',
      '-O1',
      '-fno-exceptions',
      '-fno-rtti',
      '-ffp-contract=fast',
      '-I',
      'native',
      '-pthread',
    ]
    run(compiler, [...flags, 'main.cpp', ...units, '-o', 'program'], { cwd: folder })
    const [status, value] = run(join(folder, 'program'), []).trim().split(' ')
    expect(status).toBe('gradient-tolerance')
    expect(Number(value)).toBeLessThan(1e-12)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

// Minimizes Σ 10^i (x_i - 1)² over six variables with method 0, and prints status and value.
const program = `
#include <cstdio>
#include "minimize/make.hpp"
using namespace steepest;
int main() {
    const Index n = 6;
    Options options{};
    options.gradient_tolerance = 1e-8;
    options.max_iterations = 1000;
    options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    options.line_search = 2;
    options.sufficient_decrease = 1e-4;
    options.curvature = 0.9;
    options.step_size = NAN;
    Run run(n, options, bytes_of(0, n, options));
    run.provides = needs::value_and_gradient;
    run.start = run.memory.zeros(n);
    if (!make_root(run, 0)) return 1;
    for (run.begin(); !run.done();) {
        Query& query = run.mutable_query();
        double value = 0, weight = 1;
        for (Index i = 0; i < n; ++i, weight *= 10) {
            const double off = query.x[i] - 1;
            value += weight * off * off;
            query.gradient[i] = 2 * weight * off;
        }
        run.tell(value);
    }
    std::printf("%s %g\\n", status_names[static_cast<int>(run.verdict().status)], run.incumbent.value);
}
`

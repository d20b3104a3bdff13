// Fits breast_cancer.csv in the page. ?wasm=steepest-simd128.wasm chooses one of the two builds.
import { backend, init, LogisticRegression, Matrix, StandardScaler } from 'steepest'

const element = (id) => document.getElementById(id)
const show = (id, text, value = text) => {
  element(id).textContent = text
  element(id).dataset.value = value
}

async function readCsv(url) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  const [header, ...rows] = (await response.text()).trim().split('\n')
  return { names: header.split(','), rows: rows.map((row) => row.split(',').map(Number)) }
}

async function fit() {
  const build = new URLSearchParams(location.search).get('wasm')
  await init(build ? new URL(`../../prebuilds/wasm/${build}`, import.meta.url) : undefined)
  const { names, rows } = await readCsv('../data/breast_cancer.csv')
  const measurements = Matrix.from(rows.map((row) => row.slice(0, -1)))
  const diagnosis = rows.map((row) => row.at(-1))

  const start = performance.now()
  const x = new StandardScaler().fitSync(measurements).transform(measurements)
  const model = await new LogisticRegression({ C: 1 }).fit(x, diagnosis)
  const milliseconds = performance.now() - start

  const { kind, isa } = backend()
  show('accuracy', `${(100 * model.score(x, diagnosis)).toFixed(1)} %`)
  show('objective', model.objective.toPrecision(8), model.objective)
  show('iterations', model.iterations)
  show('time', `${milliseconds.toFixed(1)} ms`, milliseconds)
  show('core', `${kind} ${isa}`)
  return { model, names }
}

function showCoefficients({ coefficients }, names) {
  const order = [...coefficients.keys()].sort((i, j) => Math.abs(coefficients[j]) - Math.abs(coefficients[i]))
  const largest = Math.abs(coefficients[order[0]])
  for (const i of order) {
    const value = coefficients[i]
    const row = element('coefficients').insertRow()
    row.dataset.value = value
    row.insertCell().textContent = names[i].replaceAll('_', ' ')
    row.insertCell().textContent = value.toFixed(4).replace('-', '−')
    const bar = row.insertCell().appendChild(document.createElement('div'))
    const width = (50 * Math.abs(value)) / largest
    bar.className = value < 0 ? 'bar against' : 'bar'
    bar.style.width = `${width}%`
    bar.style.marginLeft = `${value < 0 ? 50 - width : 50}%`
  }
}

try {
  const { model, names } = await fit()
  showCoefficients(model, names)
  show('status', model.message, model.status)
} catch (error) {
  element('status').className = 'failed'
  show('status', String(error), 'failed')
}

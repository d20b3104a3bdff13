// Logistic regression on standardized columns, from a CSV file to probabilities.
import { readFileSync } from 'node:fs'
import { LogisticRegression, Matrix, StandardScaler } from 'steepest'

const text = readFileSync(new URL('data/breast_cancer.csv', import.meta.url), 'utf8')
const [, ...rows] = text
  .trim()
  .split('\n')
  .map((line) => line.split(',').map(Number))
const measurements = Matrix.from(rows.map((row) => row.slice(0, -1)))
const diagnosis = rows.map((row) => row.at(-1))

const x = new StandardScaler().fitSync(measurements).transform(measurements)
const model = await new LogisticRegression({ C: 1 }).fit(x, diagnosis)
console.log(`objective ${model.objective.toFixed(6)}, accuracy ${model.score(x, diagnosis).toFixed(4)}`)
console.log(model.message)

// What is saved is JSON, and any backend reads it.
const restored = LogisticRegression.fromJSON(JSON.parse(JSON.stringify(model)))
const [malignant, benign] = restored.predictProbability(x).toArray()[0]
console.log(`the first case is malignant with probability ${malignant.toFixed(4)}, benign with ${benign.toFixed(4)}`)

// A contestant that is a process of its own: it keeps its data in memory, answers a line of JSON for each line of JSON,
// and times itself, so that what passes between the processes counts for nobody.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export class Contestant {
  #answers = []

  constructor(command, args, environment) {
    this.process = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'inherit'] })
    createInterface({ input: this.process.stdout }).on('line', (line) => this.#answers.shift()(JSON.parse(line)))
    this.process.on('exit', (code) => code && process.exit(code))
  }

  /** A Python program beside this file, on one thread. */
  static python(file, environment = {}) {
    const alone = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', ...environment }
    const path = fileURLToPath(new URL(file, import.meta.url))
    return new Contestant(process.env.PYTHON ?? '/usr/bin/python3', [path], alone)
  }

  ask(question) {
    const answer = new Promise((resolve) => this.#answers.push(resolve))
    this.process.stdin.write(`${JSON.stringify(question)}\n`)
    return answer
  }

  end() {
    this.process.stdin.end()
  }
}

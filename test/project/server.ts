import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { root } from './repository.ts'

/** An answer of the server: JSON, always. */
export interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

/** A server that runs as a process of its own. */
export class Server {
  readonly #process: ChildProcess
  readonly #address: string
  readonly #ended: Promise<unknown[]>

  private constructor(process: ChildProcess, address: string) {
    this.#process = process
    this.#address = address
    this.#ended = once(process, 'exit')
  }

  /** Starts a program of the repository that says where it listens. */
  static async start(program: string, env: NodeJS.ProcessEnv = {}): Promise<Server> {
    const child = spawn(process.execPath, [program], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const address = /^listening on (\S+)$/.exec(line)?.[1]
    if (!address) throw new Error(`${program} said ${line}`)
    return new Server(child, address)
  }

  /** Where it listens, as in a URL. */
  get host(): string {
    return new URL(this.#address).host
  }

  /** The JSON that a command of a shell prints. */
  async shell(command: string): Promise<Record<string, unknown>> {
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: root })
    return JSON.parse(stdout)
  }

  async get(path: string): Promise<Answer> {
    return answerOf(await fetch(this.#address + path))
  }

  async post(path: string, body: string | object, type = 'application/json', signal?: AbortSignal): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const request = { method: 'POST', body: text, headers: { 'content-type': type } }
    return answerOf(await fetch(this.#address + path, signal ? { ...request, signal } : request))
  }

  /** Asks until the answer is as wanted. */
  async until(path: string, isWanted: (body: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (;;) {
      const { body } = await this.get(path)
      if (isWanted(body)) return body
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal)
  }

  /** Its exit code, when it has ended. */
  async exitCode(): Promise<number | null> {
    await this.#ended
    return this.#process.exitCode
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body }
}

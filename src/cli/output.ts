// Files that a command writes: whole or not at all, and never over what it reads.
import { randomBytes } from 'node:crypto'
import { access, constants, type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Misuse } from './command.ts'
import { explainFileError } from './data/csv.ts'

/** Refuses, before any work, a file that could not be written or that is one of the inputs. */
export async function checkOutput(path: string, inputs: readonly string[]): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK)
  } catch (error) {
    throw explainFileError(`the folder of ${path}`, error)
  }
  const existing = await stat(path).catch(() => undefined)
  if (existing?.isDirectory()) throw new Misuse(`${path} is a folder, a file to write was expected`)
  for (const input of inputs) {
    const read = await stat(input).catch(() => undefined)
    if (existing && read && existing.dev === read.dev && existing.ino === read.ino) {
      throw new Misuse(`${path} would be written over ${input}, which is read`)
    }
  }
}

/** A file being written: it appears under its name when it is finished. */
export class Output {
  readonly #path: string
  readonly #temporary: string
  readonly #file: FileHandle

  private constructor(path: string, temporary: string, file: FileHandle) {
    this.#path = path
    this.#temporary = temporary
    this.#file = file
  }

  static async open(path: string): Promise<Output> {
    // What is no ordinary file, such as /dev/null, is written to as it is.
    const special = await stat(path).then(
      (found) => !found.isFile(),
      () => false,
    )
    const temporary = special ? path : `${path}.${randomBytes(6).toString('hex')}.part`
    try {
      return new Output(path, temporary, await open(temporary, 'w'))
    } catch (error) {
      throw explainFileError(path, error)
    }
  }

  async write(text: string): Promise<void> {
    try {
      await this.#file.writeFile(text)
    } catch (error) {
      throw explainFileError(this.#path, error)
    }
  }

  async finish(): Promise<void> {
    await this.#file.close()
    if (this.#temporary !== this.#path) await rename(this.#temporary, this.#path)
  }

  async abandon(): Promise<void> {
    await this.#file.close()
    if (this.#temporary !== this.#path) await rm(this.#temporary, { force: true })
  }
}

/** Writes a whole file. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const output = await Output.open(path)
  try {
    await output.write(text)
  } catch (error) {
    await output.abandon()
    throw error
  }
  await output.finish()
}

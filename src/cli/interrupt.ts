/** Does work that Ctrl-C ends: with the best so far, for which the work looks after the signal. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const interrupt = () => abort.abort()
  process.once('SIGINT', interrupt)
  try {
    return await work(abort.signal)
  } finally {
    process.removeListener('SIGINT', interrupt)
  }
}

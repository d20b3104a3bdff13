import type { News } from './backend/backend.ts'
import type { Progress, Status } from './result.ts'

/** Work that the core does on other threads, or in slices. */
export interface Submittable {
  submit(tell: (news: News) => void): { ended: Promise<void>; stop(status: Status): void }
  /** Ends work that was not submitted. */
  end(status: Status): void
}

/** What may end such work early, and who hears how it goes. */
export interface Supervision {
  signal?: AbortSignal | undefined
  maxTime?: number | undefined
  onIteration?: ((info: Progress) => unknown) | undefined
}

/** Submits the work and waits for its end; rejects with what `onIteration` throws, once the work has stopped. */
export async function supervise(work: Submittable, { signal, maxTime, onIteration }: Supervision): Promise<void> {
  if (signal?.aborted) {
    work.end('aborted')
    return
  }
  let failure: { error: unknown } | undefined
  const job = work.submit(({ iterations, value, gradientNorm }) => {
    try {
      if (onIteration?.({ iteration: iterations, value, gradientNorm }) === false) job.stop('stopped')
    } catch (error) {
      failure = { error }
      job.stop('stopped')
    }
  })
  const abort = () => job.stop('aborted')
  signal?.addEventListener('abort', abort)
  const timer = maxTime !== undefined && maxTime < 2 ** 31 ? setTimeout(() => job.stop('max-time'), maxTime) : undefined
  try {
    await job.ended
  } finally {
    signal?.removeEventListener('abort', abort)
    clearTimeout(timer)
  }
  if (failure) throw failure.error
}

// Random numbers that are the same for the same seed on every machine.

/** The generator sfc32 of PractRand (C. Doty-Humphrey): 32 random bits a call. */
export function generator(seed: number): () => number {
  let a = seed >>> 0
  let b = Math.floor(seed / 2 ** 32) >>> 0
  let c = 0
  let counter = 1
  const draw = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 16; i++) draw()
  return draw
}

/** A seed for those who give none. */
export const drawSeed = (): number => Math.floor(Math.random() * 2 ** 53)

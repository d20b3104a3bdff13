// Performance profiles: what part of the problems a solver solves within a factor of the best solver of each.
//
// With t_ps what solver s takes for problem p, and r_ps = t_ps / min over s of t_ps, infinite where s does not solve p,
//     ρ_s(τ) = the part of all problems with r_ps <= τ.
// ρ_s(1) is how often s is the best, ρ_s at the right end how much it solves at all. Source: E. D. Dolan, J. J. Moré,
// Benchmarking Optimization Software with Performance Profiles, Math. Program. 91, 2002, section 2.

/** The steps of ρ: from each τ on, the fraction beside it. */
export interface Profile {
  tau: number[]
  fraction: number[]
}

/** The profile of each solver; `costs[s][p]` is what solver s takes for problem p, undefined where it fails. */
export function performanceProfiles(costs: readonly (readonly (number | undefined)[])[]): Profile[] {
  const problems = costs[0]?.length ?? 0
  const best = Array.from({ length: problems }, (_, p) => Math.min(...costs.map((solver) => solver[p] ?? Infinity)))
  return costs.map((solver) => {
    const ratios = solver.flatMap((cost, p) => (cost === undefined ? [] : [cost / best[p]!])).sort((a, b) => a - b)
    const profile: Profile = { tau: [1], fraction: [0] }
    ratios.forEach((ratio, i) => {
      if (profile.tau.at(-1) !== ratio) {
        profile.tau.push(ratio)
        profile.fraction.push(0)
      }
      profile.fraction[profile.fraction.length - 1] = (i + 1) / problems
    })
    return profile
  })
}

/** ρ(τ). */
export function within({ tau, fraction }: Profile, factor: number): number {
  const after = tau.findIndex((value) => value > factor)
  return fraction.at(after < 0 ? -1 : after - 1) ?? 0
}

/** The mean of ρ over τ from 1 to `most` on a logarithmic scale: one number to order solvers by. */
export function meanOf({ tau, fraction }: Profile, most: number): number {
  const logs = [...tau, most].map((value) => Math.log(Math.min(value, most)))
  return fraction.reduce((sum, part, i) => sum + part * (logs[i + 1]! - logs[i]!), 0) / Math.log(most)
}

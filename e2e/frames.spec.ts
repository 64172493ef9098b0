/*! While the packet glides only the overlay moves: the canvas draws once a hop and never between two hops. */

import { expect, type Page, test } from '@playwright/test'

interface Sample {
  readonly phase: string
  readonly renders: number
  readonly chip: string
}

/** One sample each frame, until the player stops or `ms` are over. */
const record = (page: Page, ms: number) =>
  page.evaluate(
    (time) =>
      new Promise<Sample[]>((resolve) => {
        const samples: Sample[] = []
        const start = performance.now()
        const look = (now: number) => {
          const overlay = document.querySelector<HTMLElement>('[data-overlay]')
          const picture = document.querySelector<HTMLElement>('[data-picture]')
          const chip = document.querySelector<HTMLElement>('[data-chip]')
          samples.push({
            phase: overlay?.dataset['phase'] ?? '',
            renders: Number(picture?.dataset['renders']),
            chip: chip?.style.transform ?? '',
          })
          if (now - start < time) requestAnimationFrame(look)
          else resolve(samples)
        }
        requestAnimationFrame(look)
      }),
    ms,
  )

/** Runs of frames in which the chip is on its way. */
function glides(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const runs: Sample[][] = []
  samples.forEach((sample, index) => {
    if (sample.phase !== 'glide') return
    if (samples[index - 1]?.phase === 'glide') runs.at(-1)?.push(sample)
    else runs.push([sample])
  })
  return runs
}

for (const hash of ['1.s5', '1.s5.h22', '1.s7', '1.s6']) {
  test(`Cytoscape draws nothing between two hops (${hash})`, async ({ page }) => {
    await page.goto(`./#${hash}`)
    await expect(page.locator('[data-picture]')).toHaveAttribute('data-picture', 'canvas')
    await page.keyboard.press(' ')
    const samples = await record(page, 5000)
    const runs = glides(samples).filter((run) => run.length > 2)
    expect(runs.length).toBeGreaterThan(4)
    for (const run of runs) {
      expect(run.at(-1)?.renders).toBe(run[0]?.renders)
      // It really moves, in every frame.
      expect(new Set(run.map(({ chip }) => chip)).size).toBeGreaterThan(run.length / 2)
    }
    // And it did draw: about once a hop.
    const drawn = (samples.at(-1)?.renders ?? 0) - (samples[0]?.renders ?? 0)
    expect(drawn).toBeGreaterThan(3)
    expect(drawn).toBeLessThanOrEqual(2 * (runs.length + 4))
  })
}

test('Cytoscape draws nothing at all while nothing happens', async ({ page }) => {
  await page.goto('./#1.s5.h11')
  await expect(page.locator('[data-picture]')).toHaveAttribute('data-picture', 'canvas')
  await page.waitForLoadState('networkidle')
  const samples = await record(page, 1500)
  expect(samples.at(-1)?.renders).toBe(samples[10]?.renders)
})

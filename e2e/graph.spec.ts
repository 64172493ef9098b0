/*! The living picture: what a person sees in it and does with it. */

import { expect, type Locator, type Page, test } from '@playwright/test'

const ECS1 = 'node:cn-hongkong.10.0.1.82'
const picture = (page: Page) => page.locator('[data-picture]')
const overlay = (page: Page) => page.locator('[data-overlay]')
const place = (page: Page, id: string) => page.locator(`[data-place="${id}"]`)
const callout = (page: Page) => page.locator('[data-callout]')

async function open(page: Page, hash: string) {
  await page.goto(`./#${hash}`)
  await expect(picture(page)).toHaveAttribute('data-picture', 'canvas')
}

async function middleOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('not in the page')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width }
}

/** Share of pixels of which a channel differs by more than 64, and the mean difference of a channel (0 … 255). */
async function difference(page: Page, pictures: readonly Buffer[]) {
  const blank = await page.context().newPage()
  const urls = pictures.map((png) => `data:image/png;base64,${png.toString('base64')}`)
  const result = await blank.evaluate(async (sources) => {
    const pixels = await Promise.all(
      sources.map(async (source) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = new OffscreenCanvas(image.width, image.height)
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0)
        return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
      }),
    )
    const [a = new Uint8ClampedArray(), b = new Uint8ClampedArray()] = pixels
    let sum = 0
    let strong = 0
    for (let at = 0; at < a.length; at += 4) {
      const parts = [0, 1, 2].map((part) => Math.abs((a[at + part] ?? 0) - (b[at + part] ?? 0)))
      sum += parts.reduce((total, part) => total + part, 0) / 3
      if (Math.max(...parts) > 64) strong += 1
    }
    return { same: a.length === b.length, mean: sum / (a.length / 4), strong: strong / (a.length / 4) }
  }, urls)
  await blank.close()
  return result
}

for (const hash of ['1.s5.h11', '1.s6.h8', '1.s7.h20']) {
  test(`stands before Cytoscape has arrived, and does not move when it takes over (${hash})`, async ({ page }) => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(/cytoscape-.*\.js$/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`./#${hash}`)
    await expect(picture(page)).toHaveAttribute('data-picture', 'svg')
    await expect(picture(page).getByText('cn-hongkong.10.0.3.49')).toBeVisible()
    const first = await picture(page).screenshot({ animations: 'disabled' })
    release()
    await expect(picture(page)).toHaveAttribute('data-picture', 'canvas')
    const second = await picture(page).screenshot({ animations: 'disabled' })
    const { same, mean, strong } = await difference(page, [first, second])
    expect(same).toBe(true)
    expect(mean).toBeLessThan(1)
    expect(strong).toBeLessThan(0.002)
  })
}

test('is whole and seeks by a click even where Cytoscape cannot be fetched', async ({ page }) => {
  await page.route(/cytoscape-.*\.js$/, (route) => route.abort())
  await page.goto('./#1.s5')
  const stage = await middleOf(place(page, `${ECS1}/postrouting`))
  await page.mouse.click(stage.x, stage.y)
  await expect(page).toHaveURL(/\.h11$/)
  await expect(callout(page)).toContainText('SNAT · MASQUERADE')
})

test('a click on a stage, an interface or a pod goes to the next hop there', async ({ page }) => {
  await open(page, '1.s5')
  for (const [id, hop] of [
    [`${ECS1}/ipvs`, 'h8'],
    [`${ECS1}/eni/eth0`, 'h12'],
    ['pod:default/nginx-7d6877d777-h4jtf', 'h21'],
    [`${ECS1}/prerouting`, 'h33'],
    // Past its last hop there, its first again.
    [`${ECS1}/prerouting`, 'h5'],
  ] as const) {
    const { x, y } = await middleOf(place(page, id))
    await page.mouse.click(x, id.startsWith('pod') ? y - 20 : y)
    await expect(page).toHaveURL(new RegExp(`\\.${hop}$`))
  }
})

test('the chip wears what the packet wears at that hop', async ({ page }) => {
  await open(page, '1.s5.h4')
  const src = callout(page).locator('[data-field="src"] dd')
  const dst = callout(page).locator('[data-field="dst"] dd')
  await expect(src).toHaveText('10.0.1.91:40001')
  await expect(dst).toHaveText('10.0.3.63:80')
  await expect(callout(page)).toContainText('TCP SYN')

  await page.goto('./#1.s5.h8')
  await expect(callout(page)).toContainText('DNAT · IPVS')
  await expect(dst.locator('s')).toHaveText('10.0.3.63')
  await expect(dst.locator('mark')).toHaveText('10.0.3.58')

  // Still in the same kernel: underlined. In the VPC: plain.
  await page.goto('./#1.s5.h10')
  await expect(dst.locator('[data-underlined="true"]')).toHaveText('10.0.3.58')
  await page.goto('./#1.s5.h13')
  await expect(src).toHaveText('10.0.1.82:40001')
  await expect(callout(page).locator('[data-underlined="true"]')).toHaveCount(0)

  await page.goto('./#1.s5.h23')
  await expect(callout(page)).toContainText('SYN-ACK')
  await expect(callout(page)).toHaveAttribute('data-leg', 'reply')
})

test('a rewrite opens, strikes the old value, then slides the new one in', async ({ page }) => {
  await page.clock.install()
  await open(page, '1.s5.h7')
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.keyboard.press(' ')
  const phases: string[] = []
  for (let ms = 0; ms < 1600; ms += 20) {
    await page.clock.runFor(20)
    const phase = (await overlay(page).getAttribute('data-phase')) ?? ''
    if (phases.at(-1) !== phase) phases.push(phase)
    if (phase === 'open') await expect(callout(page).locator('mark')).toBeHidden()
    if (phase === 'mark') await expect(callout(page).locator('mark')).toBeVisible()
  }
  expect(phases.join(' ')).toContain('glide open strike mark stop')
})

test('a drop stops the chip, lands a cross, says why, and dots the way it never went', async ({ page }) => {
  await page.clock.install()
  await open(page, '1.s6.h7')
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.keyboard.press(' ')
  await page.clock.runFor(400)
  await expect(overlay(page)).toHaveAttribute('data-phase', 'cross')
  const card = page.locator('[data-drop-card]')
  await expect(card).toBeHidden()
  await expect(overlay(page).locator('.station.ghost')).toHaveCount(0)
  await page.clock.runFor(1500)
  await expect(card).toBeVisible()
  await expect(card).toContainText('10.0.3.62:80 has no real server on ECS1.')
  await expect(card).toContainText('Policy Local')
  await expect(overlay(page).locator('.station.ghost').first()).toBeVisible()
  await expect(overlay(page).getByText('never arrives at nginx')).toBeVisible()
  await expect(overlay(page).getByText('0 packets on any ENI')).toBeVisible()
  // The kernel's answer travels back; the client hears it.
  await page.clock.runFor(12_000)
  await expect(page).toHaveURL(/\.h14$/)
  await expect(callout(page)).toContainText('ICMP port unreachable')
})

test('both legs of an asymmetric flow name the ENI of either way', async ({ page }) => {
  await open(page, '1.s4.h1')
  await expect(overlay(page).getByText('out by eth0')).toHaveCount(0)
  await page.keyboard.press('b')
  await expect(overlay(page).getByText('out by eth0')).toBeVisible()
  await expect(overlay(page).getByText('back by eth1')).toBeVisible()
  // Newer Terway: the same way there and back, so there is nothing to name.
  await page.goto('./#1.s4.newer.h1')
  await expect(overlay(page).getByText('back by eth1')).toHaveCount(0)
})

test('wheel, drag, + − and 0 move canvas and overlay together', async ({ page }) => {
  await open(page, '1.s5')
  const stage = place(page, `${ECS1}/ipvs`)
  const before = await middleOf(stage)
  await page.mouse.move(before.x, before.y)
  for (let notch = 0; notch < 5; notch++) await page.mouse.wheel(0, -120)
  await expect.poll(async () => (await middleOf(stage)).width).toBeGreaterThan(before.width * 1.05)
  // The box under the pointer stays there, and a click hits it: canvas and overlay agree.
  const zoomed = await middleOf(stage)
  expect(Math.abs(zoomed.x - before.x)).toBeLessThan(2)
  await page.mouse.click(zoomed.x, zoomed.y)
  await expect(page).toHaveURL(/\.h8$/)

  await page.mouse.move(zoomed.x, zoomed.y)
  await page.mouse.down()
  await page.mouse.move(zoomed.x + 60, zoomed.y + 40, { steps: 5 })
  await page.mouse.up()
  await expect.poll(async () => Math.round((await middleOf(stage)).x - zoomed.x)).toBe(60)

  await page.keyboard.press('0')
  await expect.poll(async () => Math.round((await middleOf(stage)).x)).toBe(Math.round(before.x))
  await page.keyboard.press('+')
  await expect.poll(async () => (await middleOf(stage)).width / before.width).toBeCloseTo(1.25, 1)
  await page.keyboard.press('-')
  await expect.poll(async () => (await middleOf(stage)).width / before.width).toBeCloseTo(1, 1)
})

test('a person’s own viewport outlives a resize and a change of theme; without one the picture fits anew', async ({
  page,
}) => {
  await open(page, '1.s5')
  const stage = place(page, `${ECS1}/ipvs`)
  const wide = await middleOf(stage)
  await page.setViewportSize({ width: 1700, height: 900 })
  await expect.poll(async () => (await middleOf(stage)).x).not.toBe(wide.x)

  const fitted = await middleOf(stage)
  await page.keyboard.press('+')
  await expect.poll(async () => (await middleOf(stage)).width).toBeGreaterThan(fitted.width * 1.2)
  const own = await middleOf(stage)
  const renders = Number(await picture(page).getAttribute('data-renders'))
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(async () => Number(await picture(page).getAttribute('data-renders'))).toBeGreaterThan(renders)
  expect(await middleOf(stage)).toEqual(own)
})

test('by keyboard: one tab stop, arrows walk the places, Enter goes there', async ({ page }) => {
  await open(page, '1.s5.h5')
  const stops = picture(page).locator('[data-place][tabindex="0"]')
  await expect(stops).toHaveCount(1)
  await stops.focus()
  await expect(place(page, `${ECS1}/prerouting`)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(place(page, `${ECS1}/routing`)).toBeFocused()
  // The arrows belong to the picture now: the packet stays.
  await expect(page).toHaveURL(/\.h5$/)
  await page.keyboard.press('ArrowUp')
  await expect(place(page, `${ECS1}/input`)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\.h7$/)
  await expect(picture(page)).toHaveAccessibleName(/Delivered.*4 kernel stacks/)
})

test('marks the ticks of the place under the pointer', async ({ page }) => {
  await open(page, '1.s5')
  const { x, y } = await middleOf(place(page, `${ECS1}/prerouting`))
  await page.mouse.move(x, y)
  const marked = page.locator('[data-hovered="true"]')
  await expect(marked).toHaveCount(2)
  await page.mouse.move(x, y - 400)
  await expect(marked).toHaveCount(0)
})

test('names the whole of what the picture had to cut, under the pointer', async ({ page }) => {
  await open(page, '1.s7')
  const { x, y } = await middleOf(place(page, 'slb'))
  await page.mouse.move(x, y - 40)
  await expect(picture(page).getByText('lb-j6cw3daxxukxln8xccive').last()).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('one host fills the width, and the camera follows the packet', async ({ page }) => {
    await open(page, '1.s5.h5')
    const here = await middleOf(place(page, `${ECS1}/routing`))
    expect(here.x).toBeGreaterThan(0)
    expect(here.x).toBeLessThan(390)
    const there = place(page, 'node:cn-hongkong.10.0.3.49/forward')
    expect((await middleOf(there)).x).toBeGreaterThan(390)
    await page.goto('./#1.s5.h17')
    await expect.poll(async () => (await middleOf(there)).x).toBeLessThan(390)
  })

  test('a stroke to the left is the next hop, to the right the one before', async ({ page }) => {
    await open(page, '1.s5.h5')
    const stroke = async (dx: number) => {
      const client = await page.context().newCDPSession(page)
      const at = (x: number) => [{ x, y: 300 }]
      await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(200) })
      for (const share of [0.25, 0.5, 0.75, 1]) {
        await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(200 + dx * share) })
      }
      await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await stroke(-90)
    await expect(page).toHaveURL(/\.h6$/)
    await stroke(90)
    await expect(page).toHaveURL(/\.h5$/)
  })
})

test('with reduced motion nothing travels: a hop each 1.2 s', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.clock.install()
  await open(page, '1.s3.h4')
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.keyboard.press(' ')
  const phases = new Set<string | null>()
  for (let ms = 0; ms < 2500; ms += 100) {
    await page.clock.runFor(100)
    phases.add(await overlay(page).getAttribute('data-phase'))
  }
  expect([...phases]).toEqual(['rest'])
  // The link follows within a moment.
  await page.clock.runFor(500)
  await expect(page).toHaveURL(/\.h7$/)
})

test('where the page cannot be fetched, the picture stays and a sentence says so', async ({ page }) => {
  await page.route(/\/assets\/page-.*\.js$/, (route) => route.abort())
  await page.goto('/')
  await expect(page.getByRole('alert')).toHaveText(/could not be fetched\. Reload/)
  await expect(page.locator('[data-picture="first"] svg')).toBeVisible()
})

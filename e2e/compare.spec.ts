/*! Compare: two runs beside each other, by mouse, by keyboard, from a link, on a phone. */
import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

const compareOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Compare' })
const side = (page: Page, letter: 'A' | 'B'): Locator => compareOf(page).locator(`section[data-side="${letter}"]`)
const current = (page: Page): Locator => compareOf(page).locator('[aria-current="step"]')

test('scenario 6 beside policy Cluster: the first difference, where fates part, the rows; closed, nothing has moved', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s6.h3')
  await page.getByRole('toolbar', { name: 'Flow' }).getByRole('button', { name: 'Compare' }).click()
  const compare = compareOf(page)
  await expect(compare).toBeVisible()
  await expect.poll(() => app.hash()).toBe('#1.s6.vs.cluster')
  await expect(side(page, 'A').locator('[data-pill]')).toHaveText('Dropped')
  await expect(side(page, 'B').locator('[data-pill]')).toHaveText('Delivered')

  // It begins at the first difference: a mark.
  await expect(current(page)).toHaveAttribute('data-column', '4')
  await expect(side(page, 'A').locator('[data-note]')).toContainText('First difference · hop 5')
  await expect(side(page, 'B').locator('[data-note]')).toContainText('Marked: the source will be replaced')
  await expect(compare.locator('[data-words]')).toContainText('0x4000')
  expect(await serious(page)).toEqual([])

  // Where fates part: the drop card says it for A.
  await compare.getByRole('button', { name: 'Fates part: hop 8' }).click()
  await expect(current(page)).toHaveAttribute('data-column', '7')
  await expect(side(page, 'B').locator('[data-note]')).toContainText('They part here · hop 8')
  await expect(side(page, 'A').locator('[data-drop-card]')).toContainText('no real server')
  await expect(side(page, 'A').locator('[data-note]')).toHaveCount(0)
  await expect.poll(() => app.hash()).toBe('#1.s6.vs.cluster.h8')

  // The rows that differ, and who wrote them.
  const rows = compare.locator('[data-machine="node:cn-hongkong.10.0.1.82"]')
  const set = rows.locator('[data-tool="ipset list KUBE-LOAD-BALANCER-LOCAL"]')
  await expect(set.locator('[data-side="A"] mark')).toHaveText('10.0.3.62,tcp:80')
  await expect(set.locator('[data-side="A"]')).toContainText('kube-proxy wrote it for Service default/nginx')
  await expect(set.locator('[data-side="B"]')).toContainText('no such row')
  await expect(rows.locator('[data-tool="ipvsadm -Ln"] [data-side="B"] mark')).toHaveText('-> 10.0.3.58:80 Masq 1')
  await set.getByRole('button', { name: 'asked in PREROUTING' }).click()
  await expect(current(page)).toHaveAttribute('data-column', '4')

  await compare.getByRole('button', { name: 'Close' }).click()
  await expect(compare).toBeHidden()
  await app.expectHop(3)
  await expect.poll(() => app.hash()).toBe('#1.s6.h3')
  await expect(page.getByRole('toolbar', { name: 'Flow' }).getByRole('button', { name: 'Compare' })).toBeFocused()
  // Back is the comparison again, and Back once more the page.
  await page.goBack()
  await expect(compare).toBeVisible()
  await page.goBack()
  await expect(compare).toBeHidden()
})

test('by keyboard alone: c, hops, the next difference, another B, swap, Esc', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s4.h2')
  await page.keyboard.press('c')
  const compare = compareOf(page)
  await expect(compare).toBeVisible()
  await expect(compare).toBeFocused()

  await page.keyboard.press('Home')
  await expect(current(page)).toHaveAttribute('data-column', '0')
  await page.keyboard.press('ArrowRight')
  await expect(current(page)).toHaveAttribute('data-column', '1')
  // The page beneath does not play along.
  await page.keyboard.press('b')

  const menuB = compare.getByRole('combobox', { name: /^B:/ })
  await menuB.focus()
  await menuB.selectOption({ label: 'newer' })
  await expect.poll(() => app.hash()).toContain('newer')
  await page.keyboard.press('Tab')
  await expect(compare.getByRole('button', { name: 'Swap' })).toBeFocused()
  await page.keyboard.press('d')
  await expect(current(page)).toHaveAttribute('data-parts', 'true')
  const before = await side(page, 'A').locator('header').textContent()
  await page.keyboard.press('Enter')
  await expect(side(page, 'B').locator('header')).toHaveText((before ?? '').replace(/^A/, 'B'))
  await expect(current(page)).toHaveAttribute('data-parts', 'true')

  // The list of hops is one stop; the focus goes along with the place.
  await current(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(current(page)).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys and legend' })).toContainText('compare with a variant')
  await page.keyboard.press('Escape')
  await expect(compare).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(compare).toBeHidden()
  await app.expectHop(2)
})

test('both pictures are moved by hand together, by wheel, drag and key, and fitted again', async ({ page }) => {
  await new Eniscope(page).open('1.s6.vs.cluster')
  const compare = compareOf(page)
  const viewOf = (letter: 'A' | 'B') => side(page, letter).locator('[data-picture] > div').getAttribute('style')
  await expect(compare.locator('[data-picture="A"] svg').first()).toBeAttached()
  // Fitted once the panes have their size.
  let fitted = await viewOf('A')
  await expect
    .poll(
      async () => {
        const was = fitted
        fitted = await viewOf('A')
        return was === fitted
      },
      { intervals: [500] },
    )
    .toBe(true)
  const box = (await compare.locator('[data-picture="A"]').boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.move(box.x + 200, box.y + 300)
  await page.mouse.wheel(0, -300)
  await expect.poll(() => viewOf('A')).not.toBe(fitted)
  await expect.poll(async () => (await viewOf('B')) === (await viewOf('A'))).toBe(true)
  const zoomed = await viewOf('A')
  await page.mouse.down()
  await page.mouse.move(box.x + 240, box.y + 280, { steps: 3 })
  await page.mouse.up()
  await expect.poll(() => viewOf('A')).not.toBe(zoomed)
  await expect.poll(async () => (await viewOf('B')) === (await viewOf('A'))).toBe(true)
  await side(page, 'B').getByRole('button', { name: 'Fit' }).click()
  await expect.poll(() => viewOf('A')).toBe(fitted)
  await page.keyboard.press('+')
  await expect.poll(() => viewOf('A')).not.toBe(fitted)
  await page.keyboard.press('0')
  await expect.poll(() => viewOf('A')).toBe(fitted)
  await expect(compare.getByRole('button', { name: 'Fit' })).toHaveCount(0)
})

test('a row alone differs: both rows are said; two pods of one short name by their own names', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s7.vs.iptables')
  const words = compareOf(page).locator('[data-words]')
  await expect(side(page, 'A').locator('[data-note]')).toContainText('Another row decides · hop 10')
  await expect(words).toContainText('Decided by')
  await expect(words.locator('code').first()).toHaveText(/^-A /)
  await expect(compareOf(page).locator('[data-same]')).toHaveText('A and B go the same way and end alike.')
  await app.go('1.m8.vs.1.m9')
  await expect(words).toContainText('centos-67756b6dc8-h5wnp')
  await expect(words).toContainText('crawler-')
})

test('where each ends is said at its last station, where they part in the list itself', async ({ page }) => {
  await new Eniscope(page).open('1.s6.vs.cluster')
  const compare = compareOf(page)
  await expect(compare.locator('[data-end="dropped"]')).toHaveText('dropped ✕')
  await expect(compare.locator('[data-end="delivered"]')).toHaveText('delivered ✓')
  await expect(compare.locator('[data-mark="first"]')).toHaveText('differ')
  await expect(compare.locator('[data-mark="parts"]')).toHaveText('part')
})

test('a comparison is shared, and opens in a fresh browser at its hop', async ({ page, browser }) => {
  await new Eniscope(page).open('1.s5.vs.rp1')
  await expect(current(page)).toHaveAttribute('data-column', '33')
  await expect(current(page)).toBeInViewport()
  await expect(side(page, 'B').locator('[data-note]')).toHaveCount(0)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('s')
  const share = page.getByRole('dialog', { name: 'A link to this comparison' })
  await expect(share.getByRole('textbox')).toHaveValue(/#1\.s5\.vs\.rp1\.h33$/)
  await share.getByRole('button', { name: 'This trace only' }).click()
  await expect(share.getByRole('textbox')).toHaveValue(/#2\.[\w-]+\.vs\.2\.[\w-]+\.h33$/)
  const named = await share.getByRole('textbox').inputValue()
  await share.getByRole('checkbox', { name: /Replace names and addresses/ }).check()
  await expect(share.getByRole('textbox')).not.toHaveValue(named)
  const link = await share.getByRole('textbox').inputValue()

  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto(link)
  await expect(compareOf(other)).toBeVisible()
  await expect(current(other)).toHaveAttribute('data-column', '32')
  await expect(side(other, 'A').locator('[data-pill]')).toHaveText('Delivered')
  await expect(side(other, 'B').locator('[data-pill]')).toHaveText('Dropped')
  await expect(side(other, 'A')).not.toContainText('10.0.1.91')
  await other.reload()
  await expect(compareOf(other)).toBeVisible()
  await context.close()
})

/** What a comparison says: both verdicts, the forked list, where it differs and parts, the rows. */
async function telling(page: Page) {
  const compare = compareOf(page)
  await expect(current(page)).toBeVisible()
  return {
    pills: await compare.locator('[data-pill]').allTextContents(),
    go: await compare.locator('[data-go]').allTextContents(),
    hops: await compare
      .getByRole('list', { name: 'Hop by hop' })
      .getByRole('button')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? each.textContent)),
    at: await current(page).getAttribute('data-column'),
    rows: await compare.locator('[data-tool] [data-side] mark').allTextContents(),
  }
}

const copyOf = async (app: Eniscope) => {
  await app.page.getByRole('button', { name: 'New cluster' }).click()
  await app.page.getByRole('menuitem', { name: /Copy/ }).click()
  await expect.poll(() => app.hash()).toMatch(/^#own\./)
}
const choosesB = (page: Page, label: string) =>
  compareOf(page).getByRole('combobox', { name: /^B:/ }).selectOption({ label })

/** Every two things that can stand beside each other, as a person sets them there. */
const pairs: readonly (readonly [
  what: string,
  open: string,
  choose: (app: Eniscope) => Promise<void>,
  link: RegExp,
])[] = [
  ['two variants of a scenario', '1.s6', async () => undefined, /#1\.s6\.vs\.cluster$/],
  ['my edit against before', '1.s5.e-rp1-1-eth0', async () => undefined, /#1\.s5\.e-rp1-1-eth0\.vs\.1\.s5$/],
  [
    'releases',
    '1.s4',
    async ({ page }) => {
      // What it begins with is iptables mode.
      await choosesB(page, 'newer')
      await choosesB(page, 'IPVS')
      await expect(side(page, 'B')).toHaveAccessibleName('B: Releases newer')
    },
    /#1\.s4\.vs\.newer$/,
  ],
  [
    'my cluster against before my edit',
    '1.s6.h8',
    async (app) => {
      await app.page.keyboard.press('Escape')
      await copyOf(app)
      await app.seek(8)
      await app.tab('Hop')
      await app.inspector.getByRole('button', { name: /Apply: Set the policy/ }).click()
      await expect(app.pill).toHaveText('Delivered')
      await app.page.keyboard.press('c')
      await expect(side(app.page, 'B')).toHaveAccessibleName(/^B: before: set/)
    },
    /#2\.[\w-]+\.vs\.2\.[\w-]+$/,
  ],
  [
    'my cluster in other releases',
    '1.s4',
    async (app) => {
      await app.page.keyboard.press('Escape')
      await copyOf(app)
      await app.page.keyboard.press('c')
      await expect(side(app.page, 'B')).toHaveAccessibleName('B: newer releases')
    },
    /#2\.[\w-]+\.vs\.2\.[\w-]+$/,
  ],
  [
    'two clusters that are kept',
    '1.s6',
    async (app) => {
      await app.page.keyboard.press('Escape')
      await copyOf(app)
      await app.seek(8)
      await app.tab('Hop')
      await app.inspector.getByRole('button', { name: /Apply: Set the policy/ }).click()
      await expect(app.pill).toHaveText('Delivered')
      await app.go('1.s6')
      await expect(app.pill).toHaveText('Dropped')
      await copyOf(app)
      await app.page.keyboard.press('c')
      await choosesB(app.page, 'Copy of Pod → ExternalIP, policy Local')
      await expect(side(app.page, 'B').locator('[data-pill]')).toHaveText('Delivered')
    },
    /#2\.[\w-]+\.vs\.2\.[\w-]+$/,
  ],
]
for (const [what, hash, choose, link] of pairs) {
  test(`${what}: shared, the link opens in a fresh browser and tells the same`, async ({ page, browser }) => {
    const app = await new Eniscope(page).open(hash)
    await page.keyboard.press('c')
    await expect(compareOf(page)).toBeVisible()
    await choose(app)
    await expect(compareOf(page)).toBeVisible()
    const told = await telling(page)
    expect(told.pills).toHaveLength(2)
    expect(told.go.some((text) => /^First difference: hop \d+$/.test(text))).toBe(true)
    expect(told.hops.length).toBeGreaterThan(10)
    expect(told.rows.length).toBeGreaterThan(0)
    await page.keyboard.press('s')
    const field = page.getByRole('dialog', { name: 'A link to this comparison' }).getByRole('textbox')
    await expect(field).toHaveValue(link)
    const context = await browser.newContext()
    const other = await context.newPage()
    await other.goto(await field.inputValue())
    await expect(compareOf(other)).toBeVisible()
    expect(await telling(other)).toEqual(told)
    await context.close()
  })
}

test('with reduced motion nothing glides: a hop that is chosen is there, as without', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await new Eniscope(page).open('1.s6.vs.cluster')
  const compare = compareOf(page)
  await expect(current(page)).toHaveAttribute('data-column', '4')
  await page.evaluate(() => {
    addEventListener('transitionrun', () => document.documentElement.setAttribute('data-glided', 'transition'))
    addEventListener('animationstart', () => document.documentElement.setAttribute('data-glided', 'animation'))
  })
  for (const key of ['ArrowRight', 'd', 'End', 'Home', '+', '0']) {
    await page.keyboard.press(key)
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  }
  await expect(current(page)).toHaveAttribute('data-column', '0')
  await compare.getByRole('button', { name: 'Fates part: hop 8' }).click()
  await expect(current(page)).toHaveAttribute('data-column', '7')
  await expect(current(page)).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-glided'))).toBeNull()
})

test('pods on shelves and a node folded below: both pictures are seen whole, down to the bus', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await new Eniscope(page).open('1.m8.vs.1.m9')
  for (const letter of ['A', 'B'] as const) {
    const pane = await compareOf(page).locator(`[data-picture="${letter}"]`).boundingBox()
    const whole = side(page, letter).locator('[data-picture] svg').first()
    await expect(whole).toBeAttached()
    const drawn = await whole.evaluate((svg) =>
      [...svg.querySelectorAll('rect, text')].map((each) => each.getBoundingClientRect().bottom),
    )
    expect(Math.max(...drawn)).toBeLessThanOrEqual((pane?.y ?? 0) + (pane?.height ?? 0))
  }
})

test('a comparison is taken away as a picture and a ticket, and printed with both sides', async ({ page }) => {
  await new Eniscope(page).open('1.s6.vs.cluster.h8')
  await expect(compareOf(page)).toBeVisible()
  await page.keyboard.press('s')
  const share = page.getByRole('dialog', { name: 'A link to this comparison' })
  for (const [name, file, content] of [
    ['Picture, SVG', 'eniscope-s6-vs-cluster-h8.svg', /^<svg[\s\S]*They part here · hop 8[\s\S]*<\/svg>$/],
    ['Trace, Markdown', 'eniscope-s6-vs-cluster.md', /^# Policy Local beside Policy Cluster\n/],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      share.getByRole('button', { name: `Download: ${name}` }).click(),
    ])
    expect(download.suggestedFilename()).toBe(file)
    expect(readFileSync(await download.path(), 'utf8'), name).toMatch(content)
  }
  await page.keyboard.press('Escape')
  await page.emulateMedia({ media: 'print' })
  const paper = page.locator('[data-paper]')
  await expect(paper).toContainText('Policy Local beside Policy Cluster')
  await expect(paper.locator('svg')).toHaveCount(2)
  await expect(paper.getByText('Rows that differ on ECS1')).toBeVisible()
  await expect(compareOf(page)).toBeHidden()
})

test('a bad link of a comparison says where, and leaves the page as it is', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6.vs.cluster')
  await expect(compareOf(page)).toBeVisible()
  await app.go('1.s6.vs.quick')
  const said = compareOf(page).getByRole('alert')
  await expect(said).toContainText('"quick" is no variant of scenario s6 (character 9 of this link)')
  await expect(side(page, 'B').locator('[data-pill]')).toHaveText('Delivered')
  await said.getByRole('button', { name: 'Dismiss' }).click()
  await expect(said).toBeEmpty()
  await page.keyboard.press('Escape')
  await expect(compareOf(page)).toBeHidden()
  await expect(app.pill).toHaveText('Dropped')
})

test('an edit of one’s own against before; the same beside itself', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.e-rp1-1-eth0')
  await page.keyboard.press('c')
  await expect.poll(() => app.hash()).toContain('#1.s5.e-rp1-1-eth0.vs.1.s5')
  await expect(side(page, 'A')).toHaveAccessibleName('A: with your edit')
  await expect(side(page, 'B')).toHaveAccessibleName('B: before your edits')
  await app.go('1.s7.vs.h4jtf')
  await expect(compareOf(page)).toContainText('A and B are the same')
  await expect(compareOf(page)).toContainText('No row that either of them asked differs.')
})

test('a cluster of one’s own against what it was, and against another one that is kept', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6.h8')
  const copy = async () => {
    await page.getByRole('button', { name: 'New cluster' }).click()
    await page.getByRole('menuitem', { name: /Copy/ }).click()
    await expect.poll(() => app.hash()).toMatch(/^#own\./)
  }
  await copy()
  const first = await app.hash()
  await app.seek(8)
  await app.tab('Hop')
  await app.inspector.getByRole('button', { name: /Apply: Set the policy/ }).click()
  await expect(app.pill).toHaveText('Delivered')
  await page.keyboard.press('c')
  await expect(side(page, 'B').locator('[data-pill]')).toHaveText('Dropped')
  await expect(side(page, 'B')).toHaveAccessibleName(/^B: before: set externalTrafficPolicy/)
  await expect.poll(() => app.hash()).toMatch(/^#own\.\w+\.vs\.own\.\w+\.was-0$/)
  await expect(compareOf(page).getByRole('button', { name: 'Swap' })).toHaveAttribute('aria-disabled', 'true')
  await page.reload()
  await expect(side(page, 'B')).toHaveAccessibleName(/^B: before: set externalTrafficPolicy/)
  await page.keyboard.press('Escape')
  await expect(app.pill).toHaveText('Delivered')
  await app.go('1.s5')
  await expect(app.pill).toHaveText('Delivered')
  await copy()
  expect(await app.hash()).not.toBe(first)
  await page.keyboard.press('c')
  const menuB = compareOf(page).getByRole('combobox', { name: /^B:/ })
  await menuB.selectOption({ label: 'Copy of Pod → ExternalIP, policy Local' })
  await expect(side(page, 'B')).toHaveAccessibleName('B: Copy of Pod → ExternalIP, policy Local')
  await expect.poll(() => app.hash()).toMatch(/^#own\.\w+\.vs\.own\.\w+/)
  await page.reload()
  await expect(side(page, 'B')).toHaveAccessibleName('B: Copy of Pod → ExternalIP, policy Local')
  await page.keyboard.press('s')
  await expect(page.getByRole('dialog', { name: 'A link to this comparison' }).getByRole('textbox')).toHaveValue(
    /#2\.[\w-]+\.vs\.2\.[\w-]+/,
  )
})

test('dark, and a list of hops that a screen reader can read', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await new Eniscope(page).open('1.s4.vs.newer')
  await expect(compareOf(page)).toBeVisible()
  expect(await serious(page)).toEqual([])
  const hops = compareOf(page).getByRole('list', { name: 'Hop by hop' }).getByRole('button')
  await expect(hops.nth(0)).toHaveAccessibleName(/^Hop 1 of both, the same\. Hop 1, /)
  await expect(hops.nth(9)).toHaveAccessibleName(/^Hop 10 of both\. A: Hop 10, ECS1 kernel, OUTPUT\..* B: Hop 10, /)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
  test('one picture at a time, everything below it, nothing to scroll sideways', async ({ page }) => {
    await new Eniscope(page).open('1.s6')
    await page
      .getByRole('button', { name: /ExternalIP/ })
      .first()
      .tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Compare' }).tap()
    const compare = compareOf(page)
    await expect(compare).toBeVisible()
    await expect(side(page, 'A')).toBeVisible()
    await expect(side(page, 'B')).toHaveCount(0)
    await compare.getByRole('button', { name: 'B · Cluster' }).tap()
    await expect(side(page, 'B').locator('[data-pill]')).toHaveText('Delivered')
    await compare.getByRole('button', { name: 'Fates part: hop 8' }).tap()
    await expect(side(page, 'B').locator('[data-note]')).toContainText('They part here')
    await expect(compare.locator('[data-tool="ipvsadm -Ln"]')).toBeVisible()
    expect(await compare.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(390)
    const low = await compare
      .locator('header button, header select, [data-go], fieldset button')
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height < 44).length)
    expect(low).toBe(0)
    expect(await serious(page)).toEqual([])
    await compare.getByRole('button', { name: 'Close' }).tap()
    await expect(compare).toBeHidden()
  })
})

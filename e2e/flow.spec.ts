/*! The flow bar: any source, target, port and protocol on the scenario's cluster; more links; kube-proxy's mode. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

const field = (page: Page, name: 'from' | 'to' | 'port') => page.locator(`[data-field="${name}"]`)
const box = (page: Page, name: 'From' | 'To' | 'Find') => page.getByRole('combobox', { name, exact: true })
const option = (page: Page, name: RegExp) => page.getByRole('option', { name })

test('by mouse: another target, another source; everything follows; reset', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await field(page, 'to').click()
  await option(page, /nginx ExternalIP, Local/).click()
  await expect(app.pill).toHaveText('Dropped')
  await expect(field(page, 'to')).toContainText('nginx ExternalIP')
  await expect.poll(() => app.hash()).toBe('#1.s5.f-p0-s0l-80')
  await expect(app.scenario('s5')).toContainText("Your own flow on scenario 5's cluster")
  await expect(app.scenario('s5')).toContainText('dropped on ECS1')
  await expect(page).toHaveTitle(/Your own flow/)
  // The way it never went belongs to the scenario's own flow.
  await expect(app.timeline).not.toContainText('Dotted hops')

  await field(page, 'from').click()
  await option(page, /Node cn-hongkong.10.0.3.49/).click()
  await expect(app.pill).toHaveText('Delivered')
  expect((await app.way('Request'))[0]).toContain('ECS2')

  await page.getByRole('button', { name: 'reset' }).click()
  await expect.poll(() => app.hash()).toBe('#1.s5')
  await expect(app.scenario('s5')).toContainText('policy Cluster')
  expect(await app.hops('Request').count()).toBe(21)
  await page.goBack()
  await expect.poll(() => app.hash()).toBe('#1.s5.f-n1-s0l-80')
  await expect(app.scenario('s5')).toContainText('Your own flow')
})

test('by keyboard: t, arrows, Enter; Esc gives the focus back and changes nothing', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.keyboard.press('t')
  const to = box(page, 'To')
  await expect(to).toBeFocused()
  const active = () =>
    expect.poll(() =>
      to.getAttribute('aria-activedescendant').then((id) => page.locator(`[id="${id ?? ''}"]`).textContent()),
    )
  await active().toContain('nginx1 ExternalIP')
  await page.keyboard.type('10.0.3.')
  await expect(to).toHaveAttribute('aria-expanded', 'true')
  await active().toContain('10.0.3.62')
  await page.keyboard.press('ArrowDown')
  await active().toContain('10.0.3.63')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await active().toContain('as typed')
  await page.keyboard.press('ArrowDown')
  // Keys of the page do nothing meanwhile.
  await app.expectHop(1)
  await page.keyboard.press('Escape')
  await expect(to).toBeHidden()
  await expect(field(page, 'to')).toBeFocused()
  expect(await app.hash()).toBe('#1.s5')

  await page.keyboard.press('f')
  await expect(box(page, 'From')).toBeFocused()
  await page.keyboard.type('h4jtf')
  await page.keyboard.press('Enter')
  await expect(field(page, 'from')).toBeFocused()
  await expect.poll(() => app.hash()).toBe('#1.s5.f-p1-s1l-80')
  await page.keyboard.press('t')
  await page.keyboard.type('172.16.5.20:8080')
  await page.keyboard.press('Enter')
  await expect.poll(() => app.hash()).toBe('#1.s5.f-p1-aac100514-8080')
})

test('find: a more link by its name, a flow in one go', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.keyboard.press('/')
  await box(page, 'Find').fill('hairpin')
  await page.keyboard.press('Enter')
  await expect.poll(() => app.hash()).toBe('#1.m7')
  await page.keyboard.press('1')
  await expect(app.scenario('s1')).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('5')
  await page.keyboard.press('/')
  await box(page, 'Find').fill('10.0.1.82 10.0.3.58 81')
  await expect(option(page, /cn-hongkong.10.0.1.82 → 10.0.3.58:81 TCP/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Refused')
  await expect.poll(() => app.hash()).toBe('#1.s5.f-n0-p1-81')
})

test('a flow pasted into a field is understood, also as conntrack prints it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const app = await new Eniscope(page).open('1.s4')
  const paste = async (text: string) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await field(page, 'to').click()
    await expect(box(page, 'To')).toBeFocused()
    await page.keyboard.press('ControlOrMeta+v')
    await page.keyboard.press('Enter')
  }
  await paste('10.0.1.82 10.0.3.58 80')
  await expect.poll(() => app.hash()).toBe('#1.s4.f-n0-p1-80')
  await paste('udp 17 src=10.0.1.91 dst=10.0.3.49 sport=40001 dport=53 [UNREPLIED]')
  await expect.poll(() => app.hash()).toBe('#1.s4.f-p0-n1-u53')
  await expect(field(page, 'port')).toContainText('UDP 53')
})

test('bad input: a sentence, the border in the colour of a drop, and nothing changes', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await field(page, 'port').click()
  const port = page.getByRole('textbox', { name: 'Port' })
  await expect(port).toBeFocused()
  await port.fill('99999')
  await page.keyboard.press('Enter')
  const popup = page.getByRole('dialog', { name: 'Port' })
  await expect(popup.getByRole('alert')).toHaveText('A port is a number from 1 to 65535.')
  await expect(port).toHaveAttribute('aria-invalid', 'true')
  const drop = await page.evaluate(() => {
    const probe = document.createElement('i')
    probe.style.color = 'var(--drop)'
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  })
  await expect(port.locator('..')).toHaveCSS('border-top-color', drop)
  await port.fill('8080')
  await expect(popup.getByRole('alert')).toBeEmpty()
  await page.keyboard.press('Enter')
  await expect.poll(() => app.hash()).toBe('#1.s5.f-p0-s1l-8080')

  await page.keyboard.press('t')
  const bad = [
    ['10.0.3', 'An address has four numbers'],
    ['nobody', 'Nothing in this cluster is called "nobody".'],
    ['10.0.1.91 10.0.3.63 0', 'A port is a number'],
    ['<img src=x onerror=alert(1)>', 'No pod, node or client here is "<img"'],
  ] as const
  for (const [text, words] of bad) {
    await box(page, 'To').fill(text)
    if (text === '10.0.3') await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'To' }).getByRole('alert')).toContainText(words)
    await expect(box(page, 'To')).toHaveAttribute('aria-invalid', 'true')
  }
  await page.keyboard.press('Escape')
  expect(await app.hash()).toBe('#1.s5.f-p0-s1l-8080')
})

test('ping and UDP; a ping has no port', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s3')
  await field(page, 'port').click()
  const popup = page.getByRole('dialog', { name: 'Port' })
  await popup.getByRole('button', { name: 'ping' }).click()
  await expect(popup.getByRole('textbox', { name: 'Port' })).toBeDisabled()
  await popup.getByRole('button', { name: 'Apply' }).click()
  await expect.poll(() => app.hash()).toBe('#1.s3.f-p0-p1-ping')
  await expect(app.pill).toHaveText('Delivered')
  await expect(field(page, 'port')).toHaveText('ping')
  await field(page, 'port').click()
  await popup.getByRole('button', { name: 'UDP' }).click()
  await popup.getByRole('textbox', { name: 'Port' }).fill('80')
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Refused')
})

test('keys belong to an input method while it composes', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.keyboard.press('t')
  const to = box(page, 'To')
  await expect(to).toBeFocused()
  const compose = (key: string) =>
    to.evaluate(
      (input, name) =>
        void input.dispatchEvent(
          new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, isComposing: true }),
        ),
      key,
    )
  for (const key of ['ArrowDown', 'Enter', 'Escape']) await compose(key)
  await expect(to).toBeFocused()
  expect(await app.hash()).toBe('#1.s5')
  // What it makes of digits and dots is an address all the same.
  await to.fill('１０。０。３。６２：８０')
  await expect(option(page, /nginx ExternalIP, Local/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect.poll(() => app.hash()).toBe('#1.s5.f-p0-s0l-80')
})

test('a composition of Chromium itself: its keys choose nothing, what it commits is searched as typed', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.keyboard.press('t')
  const to = box(page, 'To')
  await expect(to).toBeFocused()
  const cdp = await page.context().newCDPSession(page)
  // Pinyin stands in the field, underlined; the page sees keyCode 229 for the keys that the input method takes.
  const compose = (text: string) =>
    cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  const taken = (key: string) =>
    cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 })
  for (const text of ['n', 'ng', 'ngi', 'nginx']) await compose(text)
  await expect(to).toHaveValue('nginx')
  for (const key of ['ArrowDown', 'Enter']) await taken(key)
  await expect(to).toBeFocused()
  expect(await app.hash()).toBe('#1.s5')
  // Committed: full width, as a Chinese keyboard writes digits and marks.
  await compose('')
  await cdp.send('Input.insertText', { text: '１０。０。３。６２：８０' })
  await expect(to).toHaveValue('１０。０。３。６２：８０')
  await expect(option(page, /nginx ExternalIP, Local/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect.poll(() => app.hash()).toBe('#1.s5.f-p0-s0l-80')
})

test('an own flow in a shared link opens at its hop, and can be reset there', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.local.iptables.f-n1-s1l-80.h3')
  await app.expectHop(3)
  await expect(field(page, 'from')).toContainText('10.0.3.49')
  await expect(app.scenario('s5')).toContainText('Your own flow')
  await app.go('1.s5.f-p0-s9-80')
  await expect(app.banner).toContainText('has no "s9"')
  await app.expectHop(3)
  await page.getByRole('button', { name: "Back to the scenario's own flow" }).click()
  await expect.poll(() => app.hash()).toBe('#1.s5.local.iptables')
})

test('more links: folded, opened, clicked; each has its verdict', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  const fold = app.list.getByRole('button', { name: 'More links' })
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  await fold.click()
  await expect(app.list.locator('[data-scenario^="m"]')).toHaveCount(58)
  const expected = [
    ['m1', 'Delivered', '2 stacks'],
    ['m7', 'Delivered', 'pod IP lost'],
    ['m8', 'Delivered', 'pod IP lost'],
    ['m12', 'Delivered', 'client IP lost'],
    ['m14', 'Dropped', 'dropped on ECS1'],
    ['m18', 'Refused', 'refused by Pod2'],
    ['m20', 'Delivered', '2 stacks'],
    ['m21', 'Delivered', 'returns by eth1'],
    ['m35', 'Delivered', 'pod IP lost'],
    ['m40', 'Delivered', '2 stacks'],
    ['m44', 'Delivered', 'client IP lost'],
    ['m48', 'Dropped', 'dropped on SNAT gateway'],
    ['m54', 'Dropped', 'dropped on ECS1'],
  ] as const
  for (const [id, pill, line] of expected) {
    await app.scenario(id).click()
    await expect(app.scenario(id)).toHaveAttribute('aria-current', 'true')
    await expect(app.scenario(id)).toContainText(line)
    await expect(app.pill).toHaveText(pill)
    await expect.poll(() => app.hash()).toBe(`#1.${id}`)
  }
  await app.open('1.m8.iptables.h3')
  await app.expectHop(3)
  await expect(app.list.getByRole('button', { name: 'More links' })).toHaveAttribute('aria-expanded', 'true')
})

test("kube-proxy's mode: S4 leaves by eth0 in IPVS mode, by eth1 in iptables mode; nftables needs newer releases", async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s4')
  const leaves = async () => (await app.way('Request')).find((place) => /^ECS1.*eth[01]$/.test(place))
  expect(await leaves()).toContain('eth0')
  await app.choose('Proxy', 'iptables')
  await expect.poll(() => app.hash()).toBe('#1.s4.iptables')
  expect(await leaves()).toContain('eth1')
  const nftables = page.getByRole('combobox', { name: 'Proxy' }).locator('option[value="nftables"]')
  await expect(nftables).toBeDisabled()
  await expect(nftables).toHaveText('nftables (needs newer releases)')
  await app.choose('Releases', 'newer')
  await app.choose('Proxy', 'nftables')
  await expect.poll(() => app.hash()).toBe('#1.s4.nftables.newer')
  await expect(app.pill).toHaveText('Delivered')
  await app.choose('Releases', 'as in the article')
  await expect.poll(() => app.hash()).toBe('#1.s4')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the open pickers: ${colorScheme}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ ...(baseURL && { baseURL }), colorScheme })
    const page = await context.newPage()
    const app = await new Eniscope(page).open('1.s5.f-n0-s1l-80')
    const found = async (within?: string) => {
      const builder = new AxeBuilder({ page })
      const { violations } = await (within === undefined ? builder : builder.include(within)).analyze()
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
    }
    const before = await found()
    await page.keyboard.press('t')
    await box(page, 'To').fill('10.0.3')
    expect(await found()).toEqual(before)
    await page.keyboard.press('Escape')
    await field(page, 'port').click()
    await page.getByRole('textbox', { name: 'Port' }).fill('0')
    await page.keyboard.press('Enter')
    expect(await found()).toEqual(before)
    await page.keyboard.press('Escape')
    await app.list.getByRole('button', { name: 'More links' }).click()
    await expect(app.list.locator('[data-scenario^="m"]')).toHaveCount(58)
    expect(await found('section[aria-label="More links"]')).toEqual([])
    await context.close()
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the sheet has the fields; a tap chooses; nothing is wider than the screen', async ({ page }) => {
    const app = await new Eniscope(page).open('1.s5')
    await page.locator('header button').first().tap()
    await field(page, 'to').tap()
    await box(page, 'To').fill('nginx')
    await option(page, /nginx ExternalIP, Local/).tap()
    await expect(app.pill).toHaveText('Dropped')
    await expect(field(page, 'to')).toContainText('nginx ExternalIP')
    for (const name of ['from', 'to', 'port'] as const) {
      const size = await field(page, name).boundingBox()
      expect(size?.height).toBeGreaterThanOrEqual(44)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.getByRole('button', { name: 'Close' }).tap()
    await expect(page.locator('header')).toContainText('Your own flow')
  })
})

test('what is typed before the picker is there lands in its field, and chooses no scenario', async ({ page }) => {
  let fetched = (): void => undefined
  const wait = new Promise<void>((resolve) => (fetched = resolve))
  await page.route(/\/assets\/FlowPicker-.*\.js$/, async (route) => {
    await wait
    await route.continue()
  })
  const app = await new Eniscope(page).open('1.s5')
  await page.keyboard.press('f')
  await page.keyboard.type('3.49')
  fetched()
  await expect(page.getByRole('combobox', { name: 'From' })).toHaveValue('3.49')
  await page.keyboard.press('Enter')
  await expect(app.page.getByRole('toolbar', { name: 'Flow' })).toContainText('10.0.3.49')
  expect(await app.hash()).toMatch(/^#1\.s5\.f-n1-/)
})

test('Enter before the picker is there is taken when it is', async ({ page }) => {
  let asked = (): void => undefined
  const wait = new Promise<void>((resolve) => (asked = resolve))
  // The page may fetch it before anybody asks.
  await page.route(/\/assets\/FlowPicker-.*\.js$/, async (route) => {
    await wait
    await page.keyboard.type('3.49')
    await page.keyboard.press('Enter')
    await route.continue()
  })
  const app = await new Eniscope(page).open('1.s5')
  await page.keyboard.press('f')
  asked()
  await expect(page.locator('[data-field="from"]')).toContainText('10.0.3.49')
  await expect.poll(() => app.hash()).toMatch(/^#1\.s5\.f-n1-/)
})

test('a TTL is typed beside the port; its word is in the link', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s3.f-p0-p1-ping')
  await page.getByRole('button', { name: /ping/ }).first().click()
  const ttl = page.getByLabel('TTL (64 if empty)')
  await expect(ttl).toBeFocused()
  await ttl.fill('300')
  await page.keyboard.press('Enter')
  await expect(page.getByText('A TTL is a number from 1 to 255.')).toBeVisible()
  await ttl.fill('2')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/f-p0-p1-ping-t2/)
  await expect(app.inspector).toBeVisible()
})

test('more links opened by hand come into sight, their fold stays there', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  const fold = app.list.getByRole('button', { name: 'More links' })
  const top = () => app.list.evaluate((list) => list.getBoundingClientRect().top)
  const fromTop = async () => ((await fold.boundingBox())?.y ?? 0) - (await top())
  await fold.click()
  // The list scrolls as far as it must for the links to be what is seen.
  await expect.poll(fromTop).toBeLessThan(8)
  await app.scenario('m54').scrollIntoViewIfNeeded()
  await expect.poll(fromTop).toBeLessThan(8)
  await expect.poll(() => page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0)
  await fold.click()
  await expect(app.list.locator('[data-scenario^="m"]')).toHaveCount(0)
})

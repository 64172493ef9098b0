/*! Every scenario, clicked and played to its end: what the page says about it, by the ids of the article's claims. */
import { expect, test } from '@playwright/test'
import { Eniscope } from './page'

const ECS1 = 'ECS1 kernel'

test('S5 opens by itself, as in the article', async ({ page }) => {
  const app = await new Eniscope(page).open()
  await expect(app.scenario('s5')).toHaveAttribute('aria-current', 'true')
  await app.expectHop(1)
  expect(await app.hash()).toBe('#1.s5')
})

const outcomes = [
  ['s1', 'Delivered', 2, '2 stacks'],
  ['s2', 'Delivered', 3, '3 stacks, 5 ways'],
  ['s3', 'Delivered', 4, '4 stacks'],
  ['s4', 'Delivered', 4, 'returns by eth1'],
  ['s5', 'Delivered', 4, 'pod IP lost'],
  ['s6', 'Dropped', 2, 'dropped on ECS1'],
  ['s7', 'Delivered', 2, '2 stacks'],
] as const

for (const [id, pill, stacks, line] of outcomes) {
  test(`${id.toUpperCase()} clicked and played to its end: ${pill}, ${stacks} stacks`, async ({ page }) => {
    await page.clock.install()
    const app = await new Eniscope(page).open('1.s3')
    await app.scenario(id).click()
    await expect(app.scenario(id)).toHaveAttribute('aria-current', 'true')
    await expect(app.scenario(id)).toContainText(line)
    await expect(app.pill).toHaveText(pill)
    await expect(app.verdict).toContainText(`${stacks} kernel stacks`)
    const numerals = app.timeline.locator('[data-stack="true"] > span > span')
    await expect(numerals).toHaveText(Array.from({ length: stacks }, (_, index) => String(index + 1)))

    const hops = (await app.hops('Request').count()) + (await app.hops('Reply').count())
    await page.getByRole('button', { name: '4×' }).click()
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
    await page.clock.runFor(12_000)
    await app.expectHop(hops)
    await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible()
    await expect(page.getByTestId('announcer')).toContainText(pill)
  })
}

test('S1 the node reaches its own pod by the veth, and back', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s1')
  const request = await app.way('Request')
  expect(request.some((hop) => hop.startsWith(`${ECS1}, cali`))).toBe(true)
  expect(request.at(-1)).toContain('Pod1')
  expect((await app.way('Reply'))[0]).toContain('Pod1')
})

test('S3 the pod leaves by its own ENI, and the answer comes back there', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s3')
  expect(await app.way('Request')).toContain(`${ECS1}, eth1`)
  expect(await app.way('Reply')).toContain(`${ECS1}, eth1`)
})

test('S4 out by the primary eth0, back by eth1; newer Terway (T1): out by eth1 too', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s4')
  expect(await app.way('Request')).toContain(`${ECS1}, eth0`)
  expect(await app.way('Reply')).toContain(`${ECS1}, eth1`)
  await app.choose('Releases', 'newer')
  await expect(page.getByTestId('difference')).toContainText('rule 2048 has no iif')
  expect(await app.way('Request')).toContain(`${ECS1}, eth1`)
  expect(await app.way('Reply')).toContain(`${ECS1}, eth1`)
})

test('S5 nginx sees the node, not the pod; both legs use eth0; T2: out by eth1 with the node as source', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s5')
  await expect(app.verdict).toContainText('nginx sees 10.0.1.82')
  expect(await app.way('Request')).toContain(`${ECS1}, eth0`)
  expect(await app.way('Reply')).toContain(`${ECS1}, eth0`)
  await app.choose('Releases', 'newer')
  expect(await app.way('Request')).toContain(`${ECS1}, eth1`)
  expect(await app.way('Reply')).toContain(`${ECS1}, eth0`)
})

test('S6 stands out: cross, reason in words, deciding row, dotted rest, and the ICMP that comes back', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s6')
  await page.keyboard.press('d')
  await app.expectHop(8)
  await expect(app.verdict).toContainText('no real server for 10.0.3.62:80 on this node')
  await expect(app.verdict).toContainText('"connection refused"')
  await expect(app.inspector.getByRole('heading', { level: 2 })).toHaveText('Dropped: no backend on this node')
  await expect(app.inspector).toContainText('TCP 10.0.3.62:80 rr')
  await expect(app.inspector).toContainText('no real server below this line')
  await expect(app.timeline.locator('[data-kind="drop"]')).toHaveCount(1)
  await expect(app.timeline.locator('[data-kind="never"]').first()).toBeVisible()
  await expect(app.timeline).toContainText('would have gone with policy Cluster')
  expect((await app.way('Reply')).at(-1)).toContain('Pod1')
  await app.last()
  await expect(app.inspector).toContainText('Connection refused')
})

test('S6 with policy Cluster, or with newer releases (T3), is delivered', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6')
  await app.choose('Policy', 'Cluster')
  await expect(app.pill).toHaveText('Delivered')
  await expect(app.verdict).toContainText('10.0.1.82')
  await page.getByRole('button', { name: 'reset' }).click()
  await expect(app.pill).toHaveText('Dropped')
  await app.choose('Releases', 'newer')
  await expect(app.pill).toHaveText('Delivered')
  await expect(app.verdict).toContainText('10.0.1.91')
})

test('S7 the SLB goes straight to a pod; the other backend is one click away', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s7')
  const way = await app.way('Request')
  expect(way.filter((hop) => hop.startsWith('SLB')).length).toBeGreaterThan(0)
  expect(way.some((hop) => hop.includes('INPUT') || hop.includes('IPVS'))).toBe(false)
  await expect(app.verdict).toContainText('172.16.5.20')
  expect((await app.way('Request')).some((hop) => hop.startsWith(ECS1))).toBe(true)
  await app.choose('Backend', '.1.29')
  expect((await app.way('Request')).some((hop) => hop.startsWith('ECS2 kernel'))).toBe(true)
})

test('S2 five ways to ask for the same pod: only the ExternalIP with policy Cluster loses its source', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s2')
  const ways = page.getByRole('region', { name: 'Five ways to ask for the same pod' })
  await expect(ways.getByRole('button')).toHaveCount(5)
  await expect(ways.locator('mark')).toHaveText('10.0.1.82')
  await ways.getByRole('button', { name: /^nginx1 ExternalIP/ }).click()
  await expect(app.verdict).toContainText('10.0.1.82')
  expect(await app.hash()).toContain('nginx1-externalip')
  await app.choose('Ask for', 'nginx ClusterIP')
  await expect(app.verdict).toContainText('10.0.1.91')
  await app.choose('ENI', 'two')
  expect(await app.hash()).toBe('#1.s2.nginx-clusterip.two-enis')
  await expect(app.verdict).toContainText('no ENI on the way')
})

test('T5 strict rp_filter drops the reply of S5 on eth0, and lets that of S4 pass', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await app.choose('rp_filter', '1')
  await expect(app.pill).toHaveText('Dropped')
  await expect(app.verdict).toContainText('it came in by eth0, but the way back goes by eth1')
  await app.choose('rp_filter', '2')
  await expect(app.pill).toHaveText('Delivered')
  await page.keyboard.press('4')
  await app.choose('rp_filter', '1')
  await expect(app.pill).toHaveText('Delivered')
})

test('a long verdict has the height of a short one: nothing below it moves', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s3')
  for (const hash of ['1.s5', '1.s5.newer', '1.s5.rp1', '1.s6', '1.s6.newer', '1.m14']) {
    await app.go(hash)
    await expect.poll(() => app.hash()).toContain(hash)
    await expect(app.pill).toBeVisible()
    await expect.poll(async () => (await app.verdict.boundingBox())?.height, { message: hash }).toBe(42)
  }
})

test.describe('where the list has only glyphs', () => {
  test.use({ viewport: { width: 1280, height: 800 } })
  test('the names come out under a pointer and with the focus, over the picture, and no glyph moves', async ({
    page,
  }) => {
    const app = await new Eniscope(page).open('1.s5')
    const words = app.scenario('s6').getByText('dropped on ECS1')
    const glyph = app.scenario('s6').locator('svg').first()
    const picture = page.locator('[data-picture]').first()
    const before = [await glyph.boundingBox(), await picture.boundingBox()]
    await expect(words).toBeHidden()

    await app.scenario('s6').hover()
    await expect(words).toBeVisible()
    expect([await glyph.boundingBox(), await picture.boundingBox()]).toEqual(before)
    await app.scenario('s6').click()
    await expect(app.pill).toHaveText('Dropped')
    await page.mouse.move(800, 400)
    await expect(words).toBeHidden()

    await page.keyboard.press('Tab')
    await app.scenario('s6').focus()
    await expect(words).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(app.scenario('s7')).toBeFocused()
    await expect(app.scenario('s7').getByText('2 stacks')).toBeVisible()
  })
})

/*! The inspector: tables, captures and commands, by the ids of the article's claims. */
import { expect, test } from '@playwright/test'
import { Eniscope } from './page'

test('Hop: before and after, the deciding row with a link to its table, what it rests on, what it leaves', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s5.h11')
  const panel = app.inspector
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('The source becomes the node')
  await expect(panel.locator('s').first()).toHaveText('10.0.1.91:40001')
  await expect(panel.locator('td mark').first()).toHaveText('10.0.1.82:40001')
  await expect(panel).toContainText('MASQUERADE')
  await panel.getByRole('button', { name: 'iptables-save -t nat' }).click()
  await expect(panel.getByRole('tab', { name: 'Tables' })).toHaveAttribute('aria-selected', 'true')
  await expect(app.marked('decided').first()).toContainText('MASQUERADE')
  await app.tab('Hop')
  await panel.getByRole('button', { name: 'go to hop 5', exact: true }).click()
  await app.expectHop(5)
})

test('V1 V2 V3 V4 both services as IPVS holds them on the node that has a backend', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s2.nginx-clusterip.h8')
  const table = await app.table('ECS1', 'ipvs')
  const servers = (address: string) => table.split('TCP  ').find((part) => part.startsWith(`${address}:80 rr`)) ?? ''
  for (const address of ['192.168.2.115', '192.168.2.253', '10.0.3.63']) {
    expect(servers(address), address).toContain('10.0.1.104:80')
    expect(servers(address), address).toContain('10.0.3.58:80')
  }
  expect(servers('10.0.3.62')).toContain('10.0.1.104:80')
  expect(servers('10.0.3.62')).not.toContain('10.0.3.58:80')
})

test('V5 V6 on a node without a backend the Local ExternalIP has no real server, the ClusterIP has them all', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s6.h8')
  const table = await app.table('ECS1', 'ipvs')
  expect(table).toMatch(/TCP {2}10\.0\.3\.62:80 rr[a-z ]*TCP/)
  expect(table).toMatch(/192\.168\.2\.115:80 rr {2}-> 10\.0\.3\.58:80/)
  await expect(app.marked('decided')).toContainText('10.0.3.62:80')
})

const entries = [
  ['C1', '1.s2.nginx-clusterip', 'ECS1', '192.168.2.115', '10.0.1.104', '10.0.1.91'],
  ['C2', '1.s2.nginx-externalip', 'ECS1', '10.0.3.62', '10.0.1.104', '10.0.1.91'],
  ['C3', '1.s2.nginx1-clusterip', 'ECS1', '192.168.2.253', '10.0.1.104', '10.0.1.91'],
  ['C4', '1.s2.nginx1-externalip', 'ECS1', '10.0.3.63', '10.0.1.104', '10.0.1.82'],
  ['C5', '1.s4', 'ECS1', '192.168.2.115', '10.0.3.58', '10.0.1.91'],
  ['C6', '1.s4', 'ECS2', '10.0.3.58', '10.0.3.58', '10.0.1.91'],
  ['C7', '1.s4.nginx1', 'ECS1', '192.168.2.253', '10.0.3.58', '10.0.1.91'],
  ['C8', '1.s5', 'ECS1', '10.0.3.63', '10.0.3.58', '10.0.1.82'],
] as const
for (const [claim, link, machine, asked, from, to] of entries) {
  test(`${claim} conntrack on ${machine}: asked ${asked}, answered by ${from} to ${to}`, async ({ page }) => {
    const app = await new Eniscope(page).open(link)
    await app.last()
    const table = await app.table(machine, 'conntrack')
    expect(table).toMatch(new RegExp(`src=10\\.0\\.1\\.91 dst=${asked} .*src=${from} dst=${to} `))
  })
}

test('C9 conntrack on ECS2 in S5 knows only the node as its client', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await app.last()
  const table = await app.table('ECS2', 'conntrack')
  expect(table).toMatch(/src=10\.0\.1\.82 dst=10\.0\.3\.58 .*src=10\.0\.3\.58 dst=10\.0\.1\.82 /)
  expect(table).not.toContain('10.0.1.91')
})

test('C10 S6 keeps no conntrack entry', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6')
  await app.last()
  expect(await app.table('ECS1', 'conntrack')).toContain('0 flow entries have been shown')
})

test('Tables: state as of the hop, marks, and j and k from one deciding row to the next', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.h8')
  await app.tab('Tables')
  await expect(app.inspector).toContainText('8 of 39')
  await expect(app.marked('decided').first()).toContainText('10.0.3.63:80')
  await expect(app.marked('made')).toContainText('10.0.1.91:40001')
  await page.keyboard.press('j')
  await expect(app.marked('decided').nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(app.marked('decided').nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(app.marked('decided').nth(0)).toBeFocused()
  // One hop earlier the connection does not exist yet.
  await app.seek(7)
  await expect(app.marked('made')).toHaveCount(0)
})

const enis = (packets: ReadonlyMap<string, number>) =>
  [...packets].filter(([tap]) => /^ECS\d eth/.test(tap)).map(([, count]) => count)

test('O1 S1 is seen at the pod and at its cali; O5 on no ENI', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s1')
  const packets = await app.packets()
  expect(packets.get('Pod1 eth0')).toBe(2)
  expect(packets.get('ECS1 calif03b26f9a43')).toBe(2)
  expect(enis(packets).every((count) => count === 0)).toBe(true)
})

test('O2 S2 the Service address is seen at the source, never at the destination; O5 on no ENI', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s2.nginx-clusterip')
  await app.last()
  for (const tap of ['Pod1 eth0', 'ECS1 cali44ae9fbceeb']) expect(await app.capture(tap)).toContain('192.168.2.115.80')
  for (const tap of ['Pod2 eth0', 'ECS1 calif03b26f9a43']) {
    const lines = await app.capture(tap)
    expect(lines).toContain('10.0.1.104.80')
    expect(lines).not.toMatch(/192\.168\.2\.115\.80/)
  }
  expect(enis(await app.packets()).every((count) => count === 0)).toBe(true)
})

test('O3 S4 on ECS2 nothing shows the ClusterIP, only the pod itself', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s4')
  await app.last()
  for (const tap of ['ECS2 eth1', 'ECS2 cali94cb3613be5', 'Pod2 eth0']) {
    const lines = await app.capture(tap)
    expect(lines).toContain('10.0.1.91.40001')
    expect(lines).not.toContain('192.168.2.115.80')
  }
})

test('O4 S5 on ECS2 nothing shows the ExternalIP, only the source ECS; changed values are marked', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await app.last()
  for (const tap of ['ECS2 eth1', 'ECS2 cali94cb3613be5', 'Pod2 eth0']) {
    const lines = await app.capture(tap)
    expect(lines).toContain('10.0.1.82.40001')
    expect(lines).not.toContain('10.0.3.63.80')
  }
  await expect(app.inspector.locator('[data-capture] mark').first()).toHaveText('10.0.1.82')
  await expect(app.inspector).toContainText('Neither 10.0.1.91 nor 10.0.3.63 appears on eth0')
})

test('O5 S6 touches no ENI, and an interface that saw nothing says where the packet was last seen', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s6')
  await app.last()
  expect(enis(await app.packets()).every((count) => count === 0)).toBe(true)
  const words = await app.capture('ECS1 eth0')
  expect(words).toContain('eth0 of ECS1 saw none of this flow')
  expect(words).toContain('last seen at cali44ae9fbceeb')
  await app.inspector.getByRole('button', { name: 'Show the capture at cali44ae9fbceeb' }).click()
  await expect(app.inspector.locator('[data-capture]')).toContainText('10.0.3.62 tcp port 80 unreachable')
})

test('Capture: lines up to the hop, the current one marked, the rest still to come', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.h12')
  await app.tab('Capture')
  const seen = app.inspector.locator('[data-capture] [data-leg]')
  await expect(seen).toHaveCount(1)
  await expect(seen).toHaveAttribute('aria-current', 'step')
  await expect(app.inspector).toContainText('1 packet still to come here')
})

test('Commands: question, command, what to expect; S5 at SNAT asks conntrack', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.h11')
  await app.tab('Commands')
  await expect(app.inspector).toContainText('Does the node rewrite the source?')
  await expect(app.inspector).toContainText('conntrack -L -p tcp --orig-src 10.0.1.91 --orig-dst 10.0.3.63')
  await expect(app.inspector).toContainText('Run on cn-hongkong.10.0.1.82 as root')
})

test('every scenario has commands or says that no command shows the hop, at every hop', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s7')
  await app.tab('Commands')
  const hops = await app.hops('Request').count()
  for (let hop = 1; hop <= hops; hop++) {
    await app.seek(hop)
    await expect(app.inspector.getByRole('tabpanel')).not.toBeEmpty()
  }
})

test('copy says so, and what is copied is the whole table', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const app = await new Eniscope(page).open('1.s5.h8')
  await app.tab('Tables')
  const copy = app.inspector.getByRole('button', { name: 'Copy: ipvsadm -Ln', exact: true })
  await copy.click()
  await expect(app.inspector.getByRole('button', { name: 'Copied: ipvsadm -Ln', exact: true })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('IP Virtual Server version 1.2.1')
})

test('the breadcrumb names one place, whatever was open before', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s7.h1')
  const crumb = app.inspector.locator('p').first()
  await expect(crumb).toHaveText('Request › client')
  await app.seek(2)
  await expect(crumb).toHaveText('Request › client › route')
  await app.go('1.s5.h11')
  await expect(crumb).toHaveText('Request › ECS1 kernel › POSTROUTING')
})

test('a rule that only jumped is told as asked, one that acted as what decided', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s1.h3')
  const heading = (name: string) => app.inspector.getByRole('heading', { name })
  await expect(heading('Asked, without a match')).toBeVisible()
  await expect(heading('Decided by')).toHaveCount(0)
  await app.seek(4)
  await expect(heading('Decided by')).toBeVisible()
})

/*! The page as a person uses it: one object for all tests. Nothing here waits for a time: it waits for what is to be seen. */
import { expect, type Locator, type Page } from '@playwright/test'

export type Tab = 'Hop' | 'Tables' | 'Capture' | 'Commands'

export class Eniscope {
  readonly pill: Locator
  readonly verdict: Locator
  readonly list: Locator
  readonly inspector: Locator
  readonly timeline: Locator
  readonly picture: Locator
  readonly banner: Locator

  constructor(readonly page: Page) {
    this.pill = page.getByTestId('pill')
    this.verdict = page.getByRole('region', { name: 'Verdict' })
    this.list = page.getByRole('navigation', { name: 'Scenarios' })
    this.inspector = page.getByRole('complementary', { name: 'Inspector' })
    this.timeline = page.getByRole('region', { name: 'Timeline' })
    this.picture = page.locator('[data-picture]')
    this.banner = page.getByRole('alert')
  }

  /** Opens the page at a hash; the living page stands when this returns. */
  async open(hash = ''): Promise<this> {
    await this.page.goto(hash === '' ? './' : `./#${hash}`)
    await this.ready()
    return this
  }

  async ready(): Promise<void> {
    await expect(this.pill).toBeVisible()
  }

  /** Another hash in the same page, as typing into the address bar does it. */
  async go(hash: string): Promise<void> {
    await this.page.evaluate((text) => {
      location.hash = text
    }, hash)
  }

  hash(): Promise<string> {
    return this.page.evaluate(() => location.hash)
  }

  scenario(id: string): Locator {
    return this.page.locator(`[data-scenario="${id}"]`)
  }

  async choose(group: string, choice: string): Promise<void> {
    const switches = this.page.getByRole('toolbar', { name: 'Flow' })
    const menu = switches.getByRole('combobox', { name: group })
    if ((await menu.count()) > 0) await menu.selectOption({ label: choice })
    else await switches.getByRole('group', { name: group }).getByRole('button', { name: choice, exact: true }).click()
  }

  /** The ticks of a leg in time order; the timeline is a list that can be read without the picture. */
  hops(leg: 'Request' | 'Reply'): Locator {
    return this.timeline.getByRole('list', { name: leg }).getByRole('button')
  }

  /** "ECS1 kernel, eth0" of every hop of a leg. */
  async way(leg: 'Request' | 'Reply'): Promise<string[]> {
    const names = await this.hops(leg).evaluateAll((ticks) =>
      ticks.map((tick) => tick.getAttribute('aria-label') ?? ''),
    )
    return names.map((name) => /^Hop \d+, ([^.]*(?:\.\d+)*)/.exec(name)?.[1] ?? name)
  }

  /** Where the packet is, from 1. */
  async hop(): Promise<number> {
    return Number(await this.timeline.locator('[aria-current="step"]').first().getAttribute('data-index')) + 1
  }

  async seek(hop: number): Promise<void> {
    await this.timeline.locator(`[data-index="${hop - 1}"]`).click()
    await this.expectHop(hop)
  }

  async expectHop(hop: number): Promise<void> {
    await expect(this.timeline.locator('[aria-current="step"]')).toHaveAttribute('data-index', String(hop - 1))
  }

  async last(): Promise<number> {
    await this.page.getByRole('button', { name: 'Last hop' }).click()
    return this.hop()
  }

  async tab(name: Tab): Promise<void> {
    await this.inspector.getByRole('tab', { name }).click()
    await expect(this.inspector.getByRole('tabpanel', { name })).toBeVisible()
  }

  /** What a tool prints on a machine, as of the current hop. */
  async table(machine: string, id: string): Promise<string> {
    await this.tab('Tables')
    await this.inspector
      .getByRole('group', { name: 'Machine' })
      .getByRole('button', { name: machine, exact: true })
      .click()
    const block = this.inspector.locator(`[data-table="${id}"]`)
    await expect(block).toBeAttached()
    return (await block.textContent()) ?? ''
  }

  /** Rows of the open tables with a mark. */
  marked(mark: 'decided' | 'read' | 'made'): Locator {
    return this.inspector.locator(`[data-mark="${mark}"]`)
  }

  /** Interface → packets, as the picker of Capture shows them. */
  async packets(): Promise<Map<string, number>> {
    await this.tab('Capture')
    const buttons = this.inspector.locator('button[data-tap]')
    await expect(buttons.first()).toBeVisible()
    const found = await buttons.evaluateAll((taps) =>
      taps.map((tap): [string, number] => [tap.getAttribute('data-tap') ?? '', Number(tap.getAttribute('data-count'))]),
    )
    return new Map(found)
  }

  /** The lines of a capture up to the current hop. */
  async capture(tap: string): Promise<string> {
    await this.tab('Capture')
    await this.inspector.locator(`button[data-tap="${tap}"]`).click()
    return (await this.inspector.locator('[data-capture]').textContent()) ?? ''
  }
}

/*! What a person does with an object of the picture or a control of a form, by mouse, by keyboard or by a finger. */
import { expect, type Locator, type Page } from '@playwright/test'

export const INPUTS = ['mouse', 'keyboard', 'touch'] as const
export type Input = (typeof INPUTS)[number]

const exactly = (text: string | RegExp): RegExp =>
  typeof text === 'string' ? new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( Del)?$`) : text

export class Hand {
  constructor(
    readonly page: Page,
    readonly input: Input,
  ) {}

  /** A control. */
  async press(target: Locator): Promise<void> {
    await expect(target).toBeVisible()
    if (this.input === 'mouse') await target.click()
    else if (this.input === 'touch') await target.tap()
    else {
      await target.focus()
      await this.page.keyboard.press('Enter')
    }
  }

  /** A field, and what is typed applied. */
  async type(field: Locator, text: string): Promise<void> {
    if (this.input !== 'keyboard') await this.press(field)
    else await field.focus()
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }

  /** Its menu: a tag's or a list's button, else what is drawn, by the second button, the menu key or a finger that stays. */
  async open(box: string): Promise<void> {
    const { page, input } = this
    const [kind = '', name = ''] = /^tag:(\S+) (.*)$/.exec(box)?.slice(1) ?? []
    const tag = page.locator(`[data-tag="${box}"]`)
    const thing = page.locator(`[data-thing="${box}"]`)
    const list = page.locator(`[data-tags="${kind === '' ? box.split(':')[0] : kind}"]`)
    await expect(tag.or(thing).or(list).first()).toBeAttached()
    if ((await tag.count()) > 0) await this.press(tag)
    else if ((await thing.count()) === 0) {
      await this.press(list)
      if (kind !== '') await this.choose(name)
      else if (box.includes(':')) await this.choose(box.slice(box.indexOf(':') + 1))
    } else if (input === 'keyboard') {
      const place = page.locator(`[data-place="${box}"]`)
      await ((await place.count()) > 0 ? place : thing).focus()
      await page.keyboard.press('Shift+F10')
    } else {
      const { x, y, height } = (await thing.boundingBox()) ?? { x: 0, y: 0, height: 0 }
      // What holds others is come to where nothing lies on it.
      const at = { x: x + 12, y: box.startsWith('vsw:') ? y + height - 5 : y + 8 }
      if (input === 'mouse') await page.mouse.click(at.x, at.y, { button: 'right' })
      else {
        const finger = await page.context().newCDPSession(page)
        await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
        await expect(thing).toHaveAttribute('data-held', 'true')
        await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
        await finger.detach()
      }
    }
    await expect(page.getByRole('menu')).toBeVisible()
  }

  /** Items of the open menu, each in the one before. */
  async choose(...path: readonly (string | RegExp)[]): Promise<void> {
    for (const name of path) {
      const item = this.page.getByRole('menuitem', { name: exactly(name) })
      await expect(item).toBeVisible()
      if (this.input === 'mouse') await item.click()
      else if (this.input === 'touch') await item.tap()
      else {
        for (let presses = 0; presses < 60; presses++) {
          if (await item.evaluate((element) => element === document.activeElement)) break
          await this.page.keyboard.press('ArrowDown')
        }
        await this.page.keyboard.press('Enter')
      }
    }
  }

  /** Delete: by its key where there is one. */
  async remove(box: string): Promise<void> {
    const stop = this.page.locator(`:is([data-tag="${box}"], [data-place="${box}"], [data-thing="${box}"])`).first()
    if (this.input === 'keyboard' && (await stop.count()) > 0) {
      await stop.focus()
      await this.page.keyboard.press('Delete')
      return
    }
    await this.open(box)
    await this.choose('Delete')
  }

  /** The dialog that asks for a name. */
  async name(text: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.type(text)
    if (this.input === 'keyboard') await this.page.keyboard.press('Enter')
    else await this.press(dialog.getByRole('button', { name: /^(Rename|Add)$/ }))
    await expect(dialog).toHaveCount(0)
  }

  /** What the toast says was done. */
  async said(what: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: what })).toBeVisible()
  }
}

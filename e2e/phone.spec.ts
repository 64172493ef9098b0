/*! On a phone: one host at a time, everything within a thumb's reach, nothing to scroll sideways. */
import { expect, test } from '@playwright/test'
import { Eniscope } from './page'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('the itinerary, the sentence, the strip and five buttons of 44', async ({ page }) => {
  await new Eniscope(page).open('1.s5.h11')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('The source becomes the node')
  await expect(page.getByText('Request · 11 of 39')).toBeVisible()
  const stops = page.getByRole('navigation', { name: 'Stops on the way' }).getByRole('button')
  await expect(stops).toHaveText(['1Pod1', '2ECS1', 'VPC', '3ECS2', '4Pod2'])
  await expect(stops.nth(1)).toHaveAttribute('aria-current', 'step')
  for (const name of ['First hop', 'Back one hop', 'Play', 'Next hop', 'Last hop']) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox()
    expect(box?.height, name).toBeGreaterThanOrEqual(44)
    expect(box?.width, name).toBeGreaterThanOrEqual(44)
  }
  await stops.nth(3).tap()
  await expect(page.getByText('Request · 14 of 39')).toBeVisible()
})

test('the slider says which hop it stands for, and moves the packet', async ({ page }) => {
  await new Eniscope(page).open('1.s5')
  const slider = page.getByRole('slider', { name: 'Timeline' })
  await slider.focus()
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', /^Hop 11, ECS1 kernel, POSTROUTING/)
  await expect(page.getByText('Request · 11 of 39')).toBeVisible()
})

test('tabs are pages of their own; the picker has scenarios, variants, share, theme and help', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.h8')
  await page.getByRole('tab', { name: 'Tables' }).tap()
  await expect(page.getByRole('tabpanel')).toContainText('ipvsadm -Ln')
  await page.getByRole('tab', { name: 'Path' }).tap()
  await page.getByRole('button', { name: /Pod → ExternalIP, policy Cluster/ }).tap()
  const sheet = page.getByRole('dialog', { name: 'Choose a scenario' })
  await sheet.getByRole('button', { name: 'Local', exact: true }).tap()
  await expect(app.pill).toHaveText('Dropped')
  await sheet.locator('[data-scenario="s7"]').tap()
  await expect(sheet).toBeHidden()
  await expect(app.pill).toHaveText('Delivered')
  expect(await app.hash()).toBe('#1.s7')
})

for (const id of ['s1', 's2', 's3', 's4', 's5', 's6', 's7']) {
  test(`nothing to scroll sideways in ${id}`, async ({ page }) => {
    await new Eniscope(page).open(`1.${id}`)
    for (const tab of ['Path', 'Hop', 'Tables', 'Capture', 'Commands']) {
      await page.getByRole('tab', { name: tab }).tap()
      await expect(page.getByRole('main')).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), tab).toBeLessThanOrEqual(390)
    }
  })
}

test('a swipe on the sentence is a hop', async ({ page }) => {
  await new Eniscope(page).open('1.s5.h5')
  const words = page.getByRole('heading', { level: 2 })
  const box = await words.boundingBox()
  if (!box) throw new Error('no sentence')
  await page.mouse.move(box.x + 150, box.y + 30)
  await page.mouse.down()
  await page.mouse.move(box.x + 20, box.y + 32, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByText('Request · 6 of 39')).toBeVisible()
})

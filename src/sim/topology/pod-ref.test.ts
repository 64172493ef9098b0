import { expect, test } from 'vitest'
import { podNamed } from './pod-ref'

const web = { name: 'web', namespace: 'default' }
const other = { name: 'web', namespace: 'kube-system' }
const pods = [web, other, { name: 'dns', namespace: 'kube-system' }]

test('namespace/name means that pod; a bare name the first of it', () => {
  expect(podNamed(pods, 'kube-system/web')).toBe(other)
  expect(podNamed(pods, 'default/web')).toBe(web)
  expect(podNamed(pods, 'web')).toBe(web)
  expect(podNamed(pods, 'default/dns')).toBeUndefined()
  expect(podNamed(pods, null)).toBeUndefined()
})

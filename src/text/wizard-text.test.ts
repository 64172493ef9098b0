import { describe, expect, it } from 'vitest'
import { INSTANCE_TYPES, instanceType, judge, makeCluster, type WishProblem } from '../sim'
import { wizardEn } from './wizard-en'

const wish = { nodes: 2, workloads: [{ name: 'web', replicas: 500 }], services: [] }

describe('what the wizard says', () => {
  it.each(INSTANCE_TYPES.map(({ name }) => name))('%s: how many pods fit, where more are wanted', (name) => {
    const made = makeCluster({ ...wish, instanceType: name })
    const type = instanceType(name)
    const fit = 2 * ((type?.enis ?? 0) - 1) * (type?.addresses ?? 0)
    if (fit >= 500) expect(made.ok && judge(made.value)).toEqual({ problems: [], notes: [] })
    else {
      expect(made.ok || wizardEn.problem(made.error)).toBe(
        `500 pods do not fit: these nodes have room for ${fit}, ${fit / 2} each.`,
      )
    }
  })

  it.each<WishProblem>([
    { code: 'nodes', limit: 1_000, found: 0 },
    { code: 'instance-type', found: 'ecs.x' },
    { code: 'name', found: 'A' },
    { code: 'replicas', workload: 'web', found: -1 },
    { code: 'workload', service: 'svc', found: 'web' },
    { code: 'services', wanted: 9_000 },
  ])('a sentence for %j', (problem) => {
    expect(wizardEn.problem(problem)).toMatch(/^[A-Z"a-z0-9].*\.$/)
  })
})

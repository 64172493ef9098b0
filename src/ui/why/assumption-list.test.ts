import { describe, expect, it } from 'vitest'
import { must } from '../../base/assert'
import { questionOf, type ScenarioId, scenarioById, type Variant } from '../../scenarios'
import { applyEdits, type Edit, simulate } from '../../sim'
import { withEdit, withoutTarget } from '../../store/edits'
import { targetOf } from '../../store/own-edits'
import { en } from '../../text/en'
import { plainText } from '../../text/rich'
import { whyEn } from '../../text/why-en'
import { assumptionList, changeText, choicesForAll, groupedList, isGroup, type ShownGroup } from './assumption-list'

const language = { ...en, why: whyEn }
const ask = (id: ScenarioId, variant: Variant = {}) => questionOf(scenarioById(id), variant)
const eth0 = (value: 0 | 1 | 2): Edit => ({
  kind: 'set-device-rp-filter',
  node: 'cn-hongkong.10.0.1.82',
  dev: 'eth0',
  value,
})
const said = (id: ScenarioId, edits: readonly Edit[] = []) =>
  assumptionList(ask(id), edits, language).map(({ sentence, decisive, changed }) => ({
    sentence: plainText(sentence),
    decisive,
    changed,
  }))

describe('what a verdict rests on', () => {
  it('S5: decisive ones first, that of rp_filter before those of forwarding', () => {
    const list = assumptionList(ask('s5'), [], language)
    expect(plainText(list[0]?.sentence ?? [])).toBe('if rp_filter of eth0 on ECS1 is 0 or 2')
    expect(list.map(({ decisive }) => decisive)).toEqual([
      ...Array(6).fill(true),
      ...Array(list.length - 6).fill(false),
    ])
    expect(list[0]?.values.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['0', true],
      ['1', false],
      ['2', false],
    ])
    expect(plainText(list[1]?.sentence ?? [])).toBe('if ip_forward on ECS1 is 1')
    expect(list[1]?.values.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['1', true],
      ['0', false],
    ])
  })

  it('a changed one stands first, says what was assumed, and is decisive if it turned the verdict', () => {
    const [first] = assumptionList(ask('s5'), [eth0(1)], language)
    expect(first).toMatchObject({ changed: true, decisive: true, note: 'changed; assumed: 0' })
    expect(plainText(first?.sentence ?? [])).toBe('rp_filter of eth0 on ECS1 is 1')
    expect(first?.values.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['0', false],
      ['1', true],
      ['2', false],
    ])
    expect(said('s5', [eth0(2)])[0]).toMatchObject({ changed: true, decisive: true })
  })

  it('choosing the assumed value takes the edit away', () => {
    const [first] = assumptionList(ask('s5'), [eth0(1)], language)
    expect(first?.values[0]?.edit).toBeNull()
    expect(first?.target).toBe(targetOf(eth0(0)))
  })

  it('what is set to the assumed value is not changed', () => {
    expect(said('s5', [eth0(0)]).find(({ sentence }) => sentence === 'rp_filter of eth0 on ECS1 is 0')).toMatchObject({
      changed: false,
    })
  })

  it('every value of every assumption of every scenario does what its row says', () => {
    for (const id of ['s1', 's2', 's3', 's4', 's5', 's6', 's7'] as const) {
      const base = ask(id)
      const fate = (edits: readonly Edit[]) => {
        const { topology, flow } = applyEdits(base, edits)
        return simulate(topology, flow).trace.verdict.fate.kind
      }
      for (const { decisive, values } of assumptionList(base, [], language)) {
        const fates = new Set(values.map(({ edit }) => fate(edit ? [edit] : [])))
        if (fates.size > 1) expect(decisive).toBe(true)
        // Once chosen, it stands in the list as the person's own.
        for (const { edit, label } of values.filter((value) => value.edit !== null)) {
          if (edit === null) continue
          const own = assumptionList(base, [edit], language).find(({ target }) => target === targetOf(edit))
          expect(own, `${id} ${label}`).toMatchObject({ changed: true, decisive })
        }
      }
    }
  })

  it('counts the ENIs of a security group that was set, as before', () => {
    const group = assumptionList(ask('s7'), [], language)[0]
    const edit = group?.values[1]?.edit
    expect(plainText(group?.name ?? [])).toBe('the security group of 4 ENIs')
    const [changed] = assumptionList(ask('s7'), edit ? [edit] : [], language)
    expect(plainText(changed?.name ?? [])).toBe('the security group of 4 ENIs')
  })

  it('a backend that is looked at is no assumption', () => {
    const pick: Edit = { kind: 'set-backend', backend: 'nginx-7d6877d777-h4jtf' }
    expect(said('s5', [pick])).toEqual(said('s5'))
  })
})

describe('forwarding, in one', () => {
  const grouped = (id: ScenarioId, edits: readonly Edit[] = []) => groupedList(ask(id), edits, language)
  const groupIn = (id: ScenarioId, edits: readonly Edit[] = []) => {
    const [group, ...more] = grouped(id, edits).filter(isGroup)
    expect(more).toEqual([])
    return must(group, 'a group')
  }
  /** The edits after a choice for all of them. */
  const all = (group: ShownGroup, label: string, before: readonly Edit[] = []): readonly Edit[] =>
    choicesForAll(group, label).reduce<readonly Edit[]>(
      (edits, { target, edit }) => (edit ? withEdit(edits, edit) : withoutTarget(edits, target)),
      before,
    )

  it('S5: rp_filter, then one line for every host and device that was asked; nothing is left out', () => {
    const [first, second] = grouped('s5')
    expect(plainText(must(first, 'the first').sentence)).toBe('if rp_filter of eth0 on ECS1 is 0 or 2')
    expect(plainText(must(second, 'the second').sentence)).toBe(
      'if net.ipv4.conf.*.forwarding of 3 devices and ip_forward of 2 hosts is 1',
    )
    const group = groupIn('s5')
    expect(group).toMatchObject({ decisive: true, changed: false, note: '' })
    expect(group.values.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['1', true],
      ['0', false],
    ])
    const flat = assumptionList(ask('s5'), [], language)
    expect([...group.members, ...grouped('s5').filter((one) => !isGroup(one))].length).toBe(flat.length)
  })

  it.each(['s2', 's3', 's4', 's5', 's7'] as const)('%s: at most one line speaks of forwarding', (id) => {
    expect(grouped(id).filter(({ name }) => /forward/.test(plainText(name)))).toHaveLength(1)
  })

  const device: Edit = { kind: 'set-device-forwarding', node: 'cn-hongkong.10.0.3.49', dev: 'eth1', value: false }

  it('one of them off: the line says how many, and none is chosen for all', () => {
    const some = groupIn('s3', [device])
    expect(some).toMatchObject({ changed: true, decisive: true, values: [{ chosen: false }, { chosen: false }] })
    expect(some.note).toMatch(/^1 of \d+ changed$/)
    expect(plainText(some.sentence)).toMatch(/is not the same for all$/)
  })

  it('all off by ip_forward of each host, which writes its devices; all on again, and a device of its own goes with them', () => {
    const off = all(groupIn('s3'), '0')
    expect(off.map(({ kind }) => kind)).toEqual(['set-ip-forward', 'set-ip-forward'])
    const none = groupIn('s3', off)
    expect(plainText(none.sentence)).toMatch(/ is 0$/)
    expect(none).toMatchObject({ changed: true, note: 'changed; assumed: 1' })
    expect(none.values.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['1', false],
      ['0', true],
    ])
    expect(all(none, '1', off)).toEqual([])
    // With a value of its own it asks its host no more, so that host is not in the list.
    expect(all(groupIn('s3', [device]), '0', [device]).map(({ kind }) => kind)).toEqual([
      'set-device-forwarding',
      'set-ip-forward',
    ])
    const text = changeText(ask('s3'), off.map(targetOf).join('\n'), off, [], language)
    expect(plainText(text ?? [])).toBe('ip_forward of 2 hosts is 0')
  })
})

it('a change is told by what it came to, and taking it back too', () => {
  const text = (edits: readonly Edit[], before: readonly Edit[]) =>
    plainText(changeText(ask('s5'), targetOf(eth0(1)), edits, before, language) ?? [])
  expect(text([eth0(1)], [])).toBe('rp_filter of eth0 on ECS1 is 1')
  expect(text([], [eth0(1)])).toBe('rp_filter of eth0 on ECS1 is 0')
})

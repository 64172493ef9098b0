/*! A cluster out of a few numbers: nodes of an instance type, replicas of a workload, Services in front of it. */
import { type FormEvent, useState } from 'react'
import { type ClusterWish, INSTANCE_TYPES, makeCluster, podsPerNode, type ServiceType, type Topology } from '../../sim'
import { ownEditEn } from '../../text/own-edit-en'
import { wizardEn } from '../../text/wizard-en'
import { Dialog } from '../parts/Dialog'
import parts from '../parts/parts.module.css'
import css from './form.module.css'
import { useOwnText } from './use-own-text'

interface Props {
  readonly onMade: (topology: Topology) => void
  readonly onClose: () => void
}

const SERVICE_TYPES: readonly ServiceType[] = ['ClusterIP', 'NodePort', 'LoadBalancer']
/** As the seed cluster: three nodes of what ACK offers first, one workload with a Service. */
const FIRST = {
  nodes: '3',
  instanceType: 'ecs.g7.xlarge',
  workload: 'web',
  replicas: '3',
  services: '1',
  type: 'ClusterIP',
}
type Typed = typeof FIRST

export function Wizard({ onMade, onClose }: Props) {
  const { own } = useOwnText()
  const { wizard: words } = ownEditEn
  const [typed, setTyped] = useState(FIRST)
  const [error, setError] = useState<string | null>(null)
  const set = (key: keyof Typed) => (text: string) => {
    setTyped((before) => ({ ...before, [key]: text }))
    setError(null)
  }
  const make = (event: FormEvent) => {
    event.preventDefault()
    const odd = (['nodes', 'replicas', 'services'] as const).find((key) => !/^\d{1,5}$/.test(typed[key].trim()))
    if (odd) {
      setError(words.whole(words[odd]))
      return
    }
    const made = makeCluster(wishOf(typed))
    if (made.ok) onMade(made.value)
    else setError(wizardEn.problem(made.error))
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className={css['dialogForm']} onSubmit={make} noValidate>
        <Text label={words.nodes} value={typed.nodes} numeric onChange={set('nodes')} />
        <label className={css['field']}>
          <span>{words.instanceType}</span>
          <select value={typed.instanceType} onChange={({ currentTarget }) => set('instanceType')(currentTarget.value)}>
            {INSTANCE_TYPES.map((each) => (
              <option key={each.name} value={each.name}>
                {each.name} ({words.room(podsPerNode(each))})
              </option>
            ))}
          </select>
        </label>
        <Text label={words.workload} value={typed.workload} onChange={set('workload')} />
        <Text label={words.replicas} value={typed.replicas} numeric onChange={set('replicas')} />
        <Text label={words.services} value={typed.services} numeric onChange={set('services')} />
        <label className={css['field']}>
          <span>{words.type}</span>
          <select value={typed.type} onChange={({ currentTarget }) => set('type')(currentTarget.value)}>
            {SERVICE_TYPES.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </select>
        </label>
        {error === null ? null : (
          <p className={css['error']} role="alert">
            {error}
          </p>
        )}
        <div className={css['dialogButtons']}>
          <button type="submit" className={parts['primary']}>
            {words.make}
          </button>
          <button type="button" className={parts['button']} onClick={onClose}>
            {own.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface TextProps {
  readonly label: string
  readonly value: string
  readonly numeric?: boolean
  readonly onChange: (text: string) => void
}

function Text({ label, value, numeric = false, onChange }: TextProps) {
  return (
    <label className={css['field']}>
      <span>{label}</span>
      <input
        value={value}
        inputMode={numeric ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  )
}

/** `web`, `web-2`, …: as many Services as wished for. */
function wishOf({ nodes, instanceType, workload, replicas, services, type }: Typed): ClusterWish {
  const name = workload.trim()
  const kind = SERVICE_TYPES.find((each) => each === type) ?? 'ClusterIP'
  return {
    nodes: Number(nodes),
    instanceType,
    workloads: [{ name, replicas: Number(replicas) }],
    services: Array.from({ length: Number(services) }, (_, at) => ({
      name: at === 0 ? name : `${name}-${at + 1}`,
      workload: name,
      type: kind,
    })),
  }
}

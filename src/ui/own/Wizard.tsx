/*! A cluster out of a few numbers: nodes of an instance type, replicas of each workload, Services in front of it. */
import { Plus, X } from 'lucide-react'
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
const FIRST = { nodes: '3', instanceType: 'ecs.g7.xlarge', type: 'ClusterIP' }
type Typed = typeof FIRST
const WORKLOAD = { workload: 'web', replicas: '3', services: '1' }
type Line = typeof WORKLOAD
/** What a further one is called at first. */
const NAMES = ['web', 'api', 'db', 'cache', 'worker'] as const

export function Wizard({ onMade, onClose }: Props) {
  const { own } = useOwnText()
  const { wizard: words } = ownEditEn
  const [typed, setTyped] = useState(FIRST)
  const [lines, setLines] = useState<readonly Line[]>([WORKLOAD])
  const [error, setError] = useState<string | null>(null)
  const change = (next: readonly Line[]) => {
    setLines(next)
    setError(null)
  }
  const set = (key: keyof Typed) => (text: string) => {
    setTyped((before) => ({ ...before, [key]: text }))
    setError(null)
  }
  const make = (event: FormEvent) => {
    event.preventDefault()
    const counts = [
      [words.nodes, typed.nodes] as const,
      ...lines.flatMap(({ replicas, services }) => [
        [words.replicas, replicas] as const,
        [words.services, services] as const,
      ]),
    ]
    const odd = counts.find(([, text]) => !/^\d{1,5}$/.test(text.trim()))
    if (odd) {
      setError(words.whole(odd[0]))
      return
    }
    const made = makeCluster(wishOf(typed, lines))
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
        {lines.map((line, at) => (
          // A line has no name but its place.
          <Workload
            key={at}
            number={at + 1}
            line={line}
            onChange={(next) => change(lines.map((each, index) => (index === at ? next : each)))}
            onRemove={lines.length > 1 ? () => change(lines.filter((_, index) => index !== at)) : null}
          />
        ))}
        <button type="button" className={parts['button']} onClick={() => change([...lines, another(lines)])}>
          <Plus size={14} /> {words.another}
        </button>
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

interface WorkloadProps {
  readonly number: number
  readonly line: Line
  readonly onChange: (line: Line) => void
  /** null: the only one stays. */
  readonly onRemove: (() => void) | null
}

function Workload({ number, line, onChange, onRemove }: WorkloadProps) {
  const { wizard: words } = ownEditEn
  const set = (key: keyof Line) => (text: string) => onChange({ ...line, [key]: text })
  return (
    <fieldset className={css['line']}>
      <legend className={parts['hidden']}>{`${words.workload} ${number}`}</legend>
      <Text label={words.workload} value={line.workload} onChange={set('workload')} />
      <Text label={words.replicas} value={line.replicas} numeric onChange={set('replicas')} />
      <Text label={words.services} value={line.services} numeric onChange={set('services')} />
      {onRemove ? (
        <button type="button" className={parts['quiet']} aria-label={words.without(line.workload)} onClick={onRemove}>
          <X size={15} />
        </button>
      ) : null}
    </fieldset>
  )
}

function another(lines: readonly Line[]): Line {
  const taken = lines.map(({ workload }) => workload.trim())
  return { ...WORKLOAD, workload: NAMES.find((name) => !taken.includes(name)) ?? `app-${lines.length + 1}` }
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

/** In front of each workload as many Services as wished for: `web`, `web-2`, … */
function wishOf({ nodes, instanceType, type }: Typed, lines: readonly Line[]): ClusterWish {
  const kind = SERVICE_TYPES.find((each) => each === type) ?? 'ClusterIP'
  const named = lines.map((line) => ({ ...line, name: line.workload.trim() }))
  return {
    nodes: Number(nodes),
    instanceType,
    workloads: named.map(({ name, replicas }) => ({ name, replicas: Number(replicas) })),
    services: named.flatMap(({ name, services }) =>
      Array.from({ length: Number(services) }, (_, at) => ({
        name: at === 0 ? name : `${name}-${at + 1}`,
        workload: name,
        type: kind,
      })),
    ),
  }
}

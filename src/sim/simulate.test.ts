/*! Two namespaces may have a pod of one name: a reference means one of them, for who asks, who is taken, and who is selected. */
import { expect, it } from 'vitest'
import { must } from '../base/assert'
import { article, connect, h4jtf, h5wnp, nginx1, node1_82, node3_49 } from '../scenarios/article'
import { formatIpv4, ipv4, loadPlanes, type Source, simulate, sliceOf, stepsOf, type Topology } from '.'

/** The client's name is a pod's in kube-system too, and the other one is on the other node. */
const other = { ...h5wnp, namespace: 'kube-system', node: node3_49.name, ip: ipv4('10.0.3.91') }
const topology: Topology = article({ nodes: [node1_82, node3_49], pods: [h5wnp, h4jtf, other] })
const asked = (name: string, cluster: Topology = topology) => {
  const from: Source = { kind: 'pod', name }
  const flow = connect(from, nginx1.clusterIP)
  return { flow, run: simulate(cluster, flow) }
}
const sourceOf = (name: string) => formatIpv4(must(asked(name).run.trace.request.steps[1], 'a step').after.src)

it('who asks: a bare name is the first pod of it, namespace/name that one', () => {
  expect(sourceOf(h5wnp.name)).toBe('10.0.1.91')
  expect(sourceOf(`default/${h5wnp.name}`)).toBe('10.0.1.91')
  expect(sourceOf(`kube-system/${h5wnp.name}`)).toBe('10.0.3.91')
})

it('the slice of the topology keeps the pod that is meant', () => {
  const { flow, run } = asked(`kube-system/${h5wnp.name}`)
  const part = sliceOf(topology, flow, run.trace)
  expect(stepsOf(simulate(part, flow).trace)).toHaveLength(stepsOf(run.trace).length)
})

it('a policy selects the pod of the namespace that it names', async () => {
  await loadPlanes()
  const closed: Topology = {
    ...topology,
    networkPolicies: [{ name: 'closed', pods: [`kube-system/${h5wnp.name}`], egress: [] }],
  }
  expect(asked(h5wnp.name, closed).run.trace.verdict.fate.kind).toBe('delivered')
  expect(asked(`kube-system/${h5wnp.name}`, closed).run.trace.verdict.fate.kind).toBe('dropped')
})

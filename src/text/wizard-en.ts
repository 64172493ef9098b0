/*! English: why the wizard cannot make the cluster that is wished for. */
import type { WishProblem } from '../sim'

/** What a language has to say here. */
export interface WizardMessages {
  readonly problem: (problem: WishProblem) => string
}

const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

export const wizardEn: WizardMessages = {
  problem: (problem) => {
    switch (problem.code) {
      case 'nodes':
        return `A cluster has 1 to ${problem.limit} nodes, not ${problem.found}.`
      case 'instance-type':
        return `The instance type "${problem.found}" is not known.`
      case 'name':
        return `"${problem.found}" cannot be a name here: it is taken, or not of small letters, digits and dashes.`
      case 'replicas':
        return `${problem.workload} cannot have ${problem.found} replicas.`
      case 'workload':
        return `Service ${problem.service} is in front of "${problem.found}", and there is no such workload.`
      case 'pods':
        return `${plural(problem.wanted, 'pod')} do not fit: these nodes have room for ${problem.fit}, ${problem.perNode} each.`
      case 'services':
        return `${plural(problem.wanted, 'Service')} are more than there are NodePorts and addresses for.`
    }
  },
}

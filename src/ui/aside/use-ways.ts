/*! Every choice of what to ask for, run with the other choices as they are. */
import { useMemo } from 'react'
import type { ChoiceId } from '../../scenarios'
import type { Run } from '../../sim'
import { runOf } from '../../store/select'
import { useScenario, useVariant } from '../use-app'

export interface Way {
  readonly id: ChoiceId
  readonly run: Run
}

export function useWays(): readonly Way[] {
  const scenario = useScenario()
  const variant = useVariant()
  return useMemo(() => {
    const group = scenario.groups.find(({ id }) => id === 'target')
    return (group?.choices ?? []).map(({ id }) => ({
      id,
      run: runOf({ scenario: scenario.id, variant: { ...variant, target: id } }),
    }))
  }, [scenario, variant])
}

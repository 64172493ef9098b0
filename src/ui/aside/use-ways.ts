/*! Every choice of what to ask for, run with the other choices as they are. */
import { useMemo } from 'react'
import type { ChoiceId } from '../../scenarios'
import type { Run } from '../../sim'
import { isPick } from '../../store/document'
import { runOf } from '../../store/select'
import { useApp, useScenario, useVariant } from '../use-app'

export interface Way {
  readonly id: ChoiceId
  readonly run: Run
}

export function useWays(): readonly Way[] {
  const scenario = useScenario()
  const variant = useVariant()
  const edits = useApp((state) => state.edits)
  return useMemo(() => {
    const group = scenario.groups.find(({ id }) => id === 'target')
    return (group?.choices ?? []).map(({ id }) => ({
      id,
      // Which backend: each way has its own.
      run: runOf({
        scenario: scenario.id,
        variant: { ...variant, target: id },
        edits: edits.filter((edit) => !isPick(edit)),
      }),
    }))
  }, [scenario, variant, edits])
}

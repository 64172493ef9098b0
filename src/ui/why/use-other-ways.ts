/*! The other backends' ways for the picture: asked for once the picture stands. */
import { useEffect, useState } from 'react'
import type { Run } from '../../sim'
import type { Layout } from '../graph/layout'
import type { Way } from '../graph/route'
import { loadWhyAtIdle } from './load-why'

const NONE: readonly Way[] = []

export function useOtherWays(run: Run, layout: Layout): readonly Way[] {
  const [found, setFound] = useState({ run, ways: NONE })
  useEffect(() => {
    let gone = false
    void loadWhyAtIdle().then(
      ({ otherWays }) => {
        const ways = gone ? NONE : otherWays(run, layout)
        if (ways.length > 0) setFound({ run, ways })
      },
      // Without them the picture lacks nothing that it says.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [run, layout])
  return found.run === run ? found.ways : NONE
}

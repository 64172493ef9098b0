import { expect, it } from 'vitest'
import { synTimes } from './syn-retries'

it('tcp_syn_retries 6: the last SYN after 63 s, the end after 127 s', () => {
  expect(synTimes(6, 0)).toEqual({ sentAt: [0, 1, 3, 7, 15, 31, 63], givesUpAt: 127 })
})

it('from Linux 6.5, as ip-sysctl.rst has it: the last SYN after 67 s, the end after 131 s', () => {
  expect(synTimes(6, 4)).toEqual({ sentAt: [0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67], givesUpAt: 131 })
})

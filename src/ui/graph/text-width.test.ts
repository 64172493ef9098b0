import { describe, expect, it } from 'vitest'
import { cutMiddle, widthOf } from './text-width'

describe('room of a text, by rule', () => {
  it('counts mono 0.62 em a character', () => {
    expect(widthOf('10.0.1.91', 10, 'mono')).toBeCloseTo(55.8)
  })
  it('counts sans 0.56, sans capitals 0.70, CJK 1.0', () => {
    expect(widthOf('veth', 10, 'sans')).toBeCloseTo(22.4)
    expect(widthOf('INPUT', 10, 'sans')).toBeCloseTo(35)
    expect(widthOf('内核', 10, 'sans')).toBeCloseTo(20)
    expect(widthOf('内核', 10, 'mono')).toBeCloseTo(20)
  })
  it('lets every stage name into its cell', () => {
    expect(widthOf('POSTROUTING', 10, 'sans')).toBeLessThanOrEqual(82 - 4)
  })
})

describe('a name that is too long', () => {
  it('is left alone if it fits', () => {
    expect(cutMiddle('eth0@if63', 84, 10.5, 'mono')).toBe('eth0@if63')
  })
  it('is cut in the middle, so that the hash survives', () => {
    const cut = cutMiddle('centos-67756b6dc8-h5wnp', 12 * 6.2, 10, 'mono')
    expect(cut).toBe('centos…h5wnp')
  })
  it('is cut between characters, never inside one', () => {
    expect(cutMiddle('🦀🦀🦀🦀🦀🦀🦀🦀', 50, 10, 'sans')).toBe('🦀🦀…🦀🦀')
  })
  it('is an ellipsis where nothing fits', () => {
    expect(cutMiddle('name', 5, 10, 'mono')).toBe('…')
  })
})

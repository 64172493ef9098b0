/*! The layer for editing, as the pictures take it. */
import type { Layout } from '../../graph/layout'
import { Editing } from './Editing'

export const editingLayer = (layout: Layout) => <Editing layout={layout} />

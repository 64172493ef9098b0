/*! The one store: data only, in three parts by lifetime. Actions are plain functions beside their part. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type DocumentState, initialDocument } from './document'
import { initialPlayback, type PlaybackState } from './playback'
import { initialView, type ViewState } from './view'

export interface AppState extends DocumentState, PlaybackState, ViewState {}
export type AppStore = StoreApi<AppState>

export const createAppStore = (): AppStore =>
  createStore<AppState>()(() => ({ ...initialDocument, ...initialPlayback, ...initialView }))

/*! kube-proxy and Terway in place: what the cluster has once, in the menus of the ground and of a node. */
import { settingFields } from '../../../store/own/form/settings'
import { ownEditEn } from '../../../text/own-edit-en'
import type { MenuItem } from '../Menu'
import type { Menu } from './menu-parts'

/** What is one of a few, each with its choices, the one that it is marked; all of it in the form. */
export const settingsItem = ({ topology, words, actions }: Menu): MenuItem => ({
  id: 'settings',
  label: words.settings,
  items: () => [
    ...settingFields(topology).flatMap((field): readonly MenuItem[] => {
      if (field.kind !== 'one' || field.input.kind !== 'choice') return []
      const { id, value, edit } = field
      const items = field.input.options.map((option): MenuItem => {
        const answer = edit(option)
        return {
          id: option,
          label: words.choice({ option: ownEditEn.option(option), now: option === value }),
          onSelect: () => {
            if (answer.ok && option !== value) actions.edit(answer.value)
          },
        }
      })
      return [{ id, label: words.setting({ name: ownEditEn.field[id], now: value }), items }]
    }),
    { id: 'form', label: words.allSettings, onSelect: () => actions.open('settings') },
  ],
})

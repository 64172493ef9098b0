/*! For this hop: what to type on the real machine, what to expect, what it means if not. Loaded when first asked for. */
import { commandsFor, sayIn } from '../../sim'
import { commandsEn } from '../../text/commands-en'
import { CopyButton } from '../parts/CopyButton'
import { useHere, useText } from '../use-app'
import css from './tab.module.css'

export default function CommandsTab() {
  const { run, index } = useHere()
  const text = useText()
  const commands = commandsFor(run, index)
  if (commands.length === 0) return <p className={css['quiet']}>{text.page.noCommand}</p>
  return (
    <div className={css['commands']}>
      {commands.map((command) => {
        const where = sayIn(commandsEn, command.where)
        return (
          <section key={`${command.netns ?? ''} ${command.command}`} className={css['command']}>
            <div className={css['commandHead']}>
              <h3>{sayIn(commandsEn, command.question)}</h3>
              <CopyButton
                text={command.command}
                words={[text.ui.copy, text.ui.copied, text.ui.copyRefused]}
                what={command.command}
              />
            </div>
            <pre className={css['commandLine']}>{command.command}</pre>
            <dl>
              <dt>{text.ui.expect}</dt>
              <dd>{sayIn(commandsEn, command.expect)}</dd>
              {command.ifNot ? (
                <>
                  <dt>{text.ui.ifNot}</dt>
                  <dd>{sayIn(commandsEn, command.ifNot)}</dd>
                </>
              ) : null}
            </dl>
            <p className={css['where']}>{where}</p>
          </section>
        )
      })}
      <p className={css['quiet']}>{text.page.onlyReads}</p>
    </div>
  )
}

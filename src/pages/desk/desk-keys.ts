// Which key does what on the desk. Single letters rest while somebody types, and can be switched off (WCAG 2.1.4).

export type DeskCommand = 'next' | 'previous' | 'take' | 'answer' | 'note' | 'solve' | 'pass-on' | 'back' | 'help'

/** What can be open above the desk. */
export type DeskDialog = 'solve' | 'hand-back' | 'pass-on' | 'keys'

const letters: Readonly<Record<string, DeskCommand>> = {
  j: 'next',
  k: 'previous',
  t: 'take',
  r: 'answer',
  n: 'note',
  s: 'solve',
  p: 'pass-on',
  '?': 'help',
}

export type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  /** The focus is in a field that takes text, or in an open dialog. */
  readonly typing: boolean
  /** The focus is in the list of cases. */
  readonly inList: boolean
}

/** The command of a key press, or undefined where the key belongs to the browser or to what is being typed. */
export function commandOf(press: KeyPress, lettersOn: boolean): DeskCommand | undefined {
  if (press.typing || press.ctrlKey || press.metaKey || press.altKey) return undefined
  if (press.key === 'Escape') return 'back'
  if (press.inList && press.key === 'ArrowDown') return 'next'
  if (press.inList && press.key === 'ArrowUp') return 'previous'
  return lettersOn && Object.hasOwn(letters, press.key) ? letters[press.key] : undefined
}

/** Reads from an event what `commandOf` needs. */
export function keyPressOf(event: KeyboardEvent): KeyPress {
  const at = event.target instanceof Element ? event.target : undefined
  const typing = at?.closest('input, textarea, select, [contenteditable], dialog, [data-keys-off]') ?? undefined
  return {
    key: event.key,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    typing: typing !== undefined || event.isComposing,
    inList: at?.closest('[data-case-list]') != null,
  }
}

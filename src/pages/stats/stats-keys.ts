// Which key does what on the stats. Single letters rest while somebody types, and can be switched off (WCAG 2.1.4).

export const statsCommands = [
  'next',
  'previous',
  'find',
  'clear',
  'time',
  'compare',
  'today',
  '7d',
  '30d',
  '90d',
  'help',
] as const

export type StatsCommand = (typeof statsCommands)[number]

/** The keys of each command, as the help lists them. */
export const keysOf: Readonly<Record<StatsCommand, readonly string[]>> = {
  next: ['j', '↓'],
  previous: ['k', '↑'],
  find: ['/'],
  clear: ['x'],
  time: ['b'],
  compare: ['c'],
  today: ['1'],
  '7d': ['2'],
  '30d': ['3'],
  '90d': ['4'],
  help: ['?'],
}

export type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  /** The focus is in a field that takes text, or in an open dialog. */
  readonly typing: boolean
  /** The focus is on a figure or a row: arrows move from there, elsewhere they scroll. */
  readonly onStep: boolean
}

/** The command of a key press, or undefined where the key belongs to the browser or to what is being typed. */
export function commandOf(press: KeyPress, lettersOn: boolean): StatsCommand | undefined {
  if (press.typing || press.ctrlKey || press.metaKey || press.altKey) return undefined
  if (press.onStep && press.key === 'ArrowDown') return 'next'
  if (press.onStep && press.key === 'ArrowUp') return 'previous'
  return lettersOn ? statsCommands.find((command) => keysOf[command].includes(press.key)) : undefined
}

/** Reads from an event what `commandOf` needs. */
export function keyPressOf(event: KeyboardEvent): KeyPress {
  const at = event.target instanceof Element ? event.target : undefined
  return {
    key: event.key,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    typing: at?.closest('input, textarea, select, dialog') != null || event.isComposing,
    onStep: at?.closest('[data-step]') != null,
  }
}

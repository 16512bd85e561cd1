// The names by which buttons, menus and modals of the Slack desk know each other: whoever draws one and whoever hears it.

/** Action ids of a case's elements. The value is the case's number, but for `sendAgain`: number, space, line's id. */
export const caseActions = {
  take: 'case:take',
  passOn: 'case:pass-on',
  later: 'case:later',
  solve: 'case:solve',
  handBack: 'case:hand-back',
  canned: 'case:canned',
  /** An overflow menu; its options' values are `WORD NUMBER`, see moreOptions. */
  more: 'case:more',
  sendAgain: 'case:send-again',
  /** Only opens an address; nothing to be done. */
  open: 'case:open',
  /** In a brief or digest, where a case has no card of its own around it. */
  briefTake: 'case:brief-take',
} as const

/** The first word of the values in the menu `more`. `open` only opens an address. */
export const moreOptions = { open: 'open', raise: 'raise', draft: 'draft', note: 'note' } as const

/** Action ids of an incident's buttons. The value is the incident's id. */
export const incidentActions = {
  confirm: 'incident:confirm',
  dismiss: 'incident:dismiss',
  over: 'incident:over',
} as const

/** The slash command, with which people ask the desk. */
export const command = '/nightdesk'

/** Callback id of the message shortcut. */
export const addToAnswers = 'add-to-answers'

/** Buttons that one person alone sees below a line of theirs. */
export const lineActions = {
  /** The value is the case's number, a space, and the line's id. */
  undo: 'line:undo',
  /** The values are the case's number, the room, the thread's ts and the line's ts, and `changed` after a change. */
  send: 'line:send',
  keep: 'line:keep',
} as const

/** Callback ids of modals. */
export const modals = {
  passOn: 'modal:pass-on',
  later: 'modal:later',
  solve: 'modal:solve',
  answer: 'modal:answer',
  note: 'modal:note',
  incident: 'modal:incident',
  addToAnswers: 'modal:add-to-answers',
} as const

/** Action ids of fields whose choice or search the desk must hear while the modal is open. */
export const fields = { canned: 'field:canned' } as const

/** Action ids of App Home. The value of a page's button is the number of the page. */
export const homeActions = {
  page: 'home:page',
  away: 'home:away',
  back: 'home:back',
  desk: 'home:desk',
} as const

// The app as Slack creates it: exactly the rights, events, shortcuts and the command that the desk uses.

import { addToAnswers, command } from './names.ts'

/** What each right is for. */
const rights = {
  'app_mentions:read': 'customers mention the bot in a help room',
  'channels:history': 'hears lines in threads; reads its own posts back after a crash',
  'channels:join': 'enters public rooms that cases go to',
  'channels:read': 'finds rooms by name',
  'chat:write': 'posts cards and lines',
  commands: 'the slash command and the shortcut',
  'files:read': 'fetches what customers and agents send',
  'files:write': 'shows it in threads, and brings it to customers',
  'groups:history': 'the same in private rooms',
  'groups:read': 'finds private rooms by name',
  'im:history': 'hears direct messages to the bot',
  'reactions:read': 'reactions as commands',
  'reactions:write': "marks each of the owner's lines",
  'users:read': 'the names of agents',
  'users:read.email': 'finds who is on call by their e-mail address',
} as const

export const botScopes: readonly string[] = Object.keys(rights)

/** What Slack tells us of. */
export const botEvents = [
  'app_home_opened',
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
] as const

/** The path of our one door. */
export const doorPath = '/slack/events'

/** As JSON, for "From a manifest". With an address, Slack posts there; without, nightdesk opens the connection. */
export function manifest(publicUrl?: string): string {
  const url = publicUrl && `${publicUrl}${doorPath}`
  return JSON.stringify(
    {
      display_information: {
        name: 'nightdesk',
        description: 'Customers’ cases, where agents work',
        background_color: '#1f2a44',
      },
      features: {
        app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
        bot_user: { display_name: 'nightdesk', always_online: true },
        shortcuts: [
          {
            name: 'Add to answers',
            type: 'message',
            callback_id: addToAnswers,
            description: 'Keep a question and its answer for the editor',
          },
        ],
        slash_commands: [
          {
            command,
            description: 'Cases: what waits, whose they are, find one',
            usage_hint: 'queue | status | away | back | find WORDS | help',
            should_escape: false,
            ...(url ? { url } : {}),
          },
        ],
      },
      oauth_config: { scopes: { bot: botScopes } },
      settings: {
        event_subscriptions: { bot_events: botEvents, ...(url ? { request_url: url } : {}) },
        interactivity: {
          is_enabled: true,
          ...(url ? { request_url: url, message_menu_options_url: url } : {}),
        },
        org_deploy_enabled: false,
        socket_mode_enabled: !url,
        token_rotation_enabled: false,
      },
    },
    undefined,
    2,
  )
}

// The bar above the staff's pages: shop, desk and stats, language, sign out.

import type { Me } from '../../model/api.ts'
import { type Language, languages } from '../../model/language.ts'
import { postJson } from './api-client.ts'
import { ownNames } from './language-choice.ts'
import { staffWords } from './staff-words.ts'

type Props = {
  readonly page?: 'desk' | 'stats' | 'workbench'
  readonly me?: Me
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}

/** The skip link leads to the element with id `content`. */
export function StaffHeader({ page, me, language, onLanguage }: Props) {
  const words = staffWords[language]
  return (
    <header class="bar">
      {/* biome-ignore lint/a11y/useValidAnchor: a link by nature; the script only keeps the open case in the address. */}
      <a class="skip" href="#content" onClick={skipToContent}>
        {words.skip}
      </a>
      <span class="bar-name">{me?.shopName ?? 'nightdesk'}</span>
      {me && (
        <nav class="bar-pages" aria-label={words.pages}>
          {me.roles.includes('agent') && (
            <a href="/desk" aria-current={page === 'desk' ? 'page' : undefined}>
              {words.desk}
            </a>
          )}
          {me.roles.includes('manager') && (
            <a href="/stats" aria-current={page === 'stats' ? 'page' : undefined}>
              {words.stats}
            </a>
          )}
          {me.roles.includes('editor') && (
            <a href="/workbench" aria-current={page === 'workbench' ? 'page' : undefined}>
              {words.workbench}
            </a>
          )}
        </nav>
      )}
      <div class="bar-end">
        <LanguageSwitch language={language} onLanguage={onLanguage} />
        {me && <span class="bar-me">{me.name}</span>}
        {me && (
          <button type="button" class="quiet bar-out" title={words.signOut} onClick={() => void signOut()}>
            <DoorIcon />
            <span>{words.signOut}</span>
          </button>
        )}
      </div>
    </header>
  )
}

/** Stands for the words "sign out" where a phone has no room for them. */
function DoorIcon() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M9.5 2.5h-7v11h7M6.5 8h7M11 5.5L13.5 8 11 10.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

/** On a phone only the code shows, and the list itself lies over it unseen. */
function LanguageSwitch({ language, onLanguage }: Pick<Props, 'language' | 'onLanguage'>) {
  return (
    <span class="bar-language">
      <span class="bar-code" aria-hidden="true">
        {language === 'nb' ? 'no' : language}
      </span>
      <select
        class="quiet-select"
        aria-label={staffWords[language].language}
        value={language}
        onChange={(event) => {
          const chosen = languages.find((one) => one === event.currentTarget.value)
          if (chosen) onLanguage(chosen)
        }}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {ownNames[one]}
          </option>
        ))}
      </select>
    </span>
  )
}

/** The address stays as it is: its fragment names the open case. */
function skipToContent(event: Event) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

async function signOut() {
  try {
    await postJson('/api/sign-out', {})
  } finally {
    location.assign('/sign-in')
  }
}

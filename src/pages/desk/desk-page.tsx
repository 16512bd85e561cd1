// The desk: who may see it, and its three parts side by side (list, conversation, summary).

import { useEffect, useState } from 'preact/hooks'
import type { Me } from '../../model/api.ts'
import type { AgentAction } from '../../model/case.ts'
import type { Language } from '../../model/language.ts'
import { useLanguage } from '../parts/language-choice.ts'
import { useMe } from '../parts/me.ts'
import { PageFailed, PageForbidden, PageLoading } from '../parts/page-states.tsx'
import { ShopNames } from '../parts/shop-names.tsx'
import { StaffHeader } from '../parts/staff-header.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { groupCases } from './case-groups.ts'
import { CaseList } from './case-list.tsx'
import { CaseView } from './case-view.tsx'
import { useComposerMode } from './composer-mode.ts'
import { actOnCase } from './desk-actions.ts'
import { useDeskData } from './desk-data.ts'
import { DeskDialogs } from './desk-dialogs.tsx'
import type { DeskDialog } from './desk-keys.ts'
import { useOpenNumber } from './open-case.ts'
import { useSeenLines } from './seen-lines.ts'
import { useServerNow } from './server-now.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { deskWords } from './words/by-language.ts'

/** The whole page, header included. */
export function DeskPage() {
  const [language, setLanguage] = useLanguage()
  const state = useMe()
  const me = state.kind === 'known' ? state.me : undefined
  return (
    <div class="desk-page">
      <StaffHeader page="desk" language={language} onLanguage={setLanguage} {...(me && { me })} />
      {state.kind === 'loading' && <PageLoading language={language} />}
      {state.kind === 'failed' && <PageFailed language={language} again={state.again} />}
      {me && !me.roles.includes('agent') && <PageForbidden language={language} />}
      {me?.roles.includes('agent') && (
        <ShopNames>
          <Desk me={me} language={language} />
        </ShopNames>
      )}
    </div>
  )
}

function Desk({ me, language }: { readonly me: Me; readonly language: Language }) {
  const words = deskWords[language]
  const { openNumber, desk, open, view, connected, readAgain, now, seen, groups, mode, setMode, ...state } = useDesk(
    me,
    language,
  )
  const { dialog, setDialog, refusal, keys } = state
  const act = (action: AgentAction) => void state.act(action)
  return (
    <>
      {!connected && (
        <div class="banner late" role="status">
          {staffWords[language].offline}
        </div>
      )}
      <main class="desk" data-open={openNumber !== undefined}>
        <h1 class="unseen">{words.title}</h1>
        <CaseList
          groups={groups}
          incidents={desk?.incidents ?? []}
          languages={desk?.languages ?? []}
          state={desk ? 'loaded' : connected ? 'loading' : 'failed'}
          onAgain={readAgain}
          openNumber={openNumber}
          language={language}
          now={now}
          seen={seen}
          myId={me.id}
          onKeys={() => setDialog('keys')}
        />
        <div id={openNumber === undefined ? undefined : 'content'} class="desk-main" tabIndex={-1}>
          <CaseView
            open={open}
            me={me}
            language={language}
            now={now}
            mode={mode}
            onMode={setMode}
            refusal={refusal}
            onAct={act}
            onDialog={setDialog}
            onSent={readAgain}
          />
        </div>
      </main>
      {dialog && (
        <DeskDialogs
          dialog={dialog}
          view={view}
          me={me}
          desk={desk}
          language={language}
          keys={keys}
          onAct={act}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  )
}

/** Everything that the desk shows and does, as one value. */
function useDesk(me: Me, language: Language) {
  const words = deskWords[language]
  const openNumber = useOpenNumber()
  const { desk, open, connected, offsetMs, readAgain } = useDeskData(openNumber)
  const now = useServerNow(offsetMs)
  const seen = useSeenLines(desk?.cases ?? [], openNumber)
  const [dialog, setDialog] = useState<DeskDialog>()
  const [refusal, setRefusal] = useState<string>()
  const [mode, setMode] = useComposerMode(openNumber)
  const view = open.kind === 'known' ? open.view : undefined
  const groups = groupCases(desk?.cases ?? [], me.id)
  useTitle(groups.waiting.length, words.title)
  useEffect(() => setRefusal(undefined), [openNumber])

  const act = async (action: AgentAction) => {
    if (!view) return
    setDialog(undefined)
    setRefusal(await actOnCase(view.case.number, action, words))
    readAgain()
  }
  const free = isFree(view?.case.state)
  const mine = view?.case.state === 'owned' && view.case.owner?.id === me.id
  const keys = useDeskKeys({
    openNumber,
    can: { take: free, own: mine, passOn: free || mine, write: view !== undefined },
    onTake: () => void act({ kind: 'take' }),
    onMode: setMode,
    onDialog: setDialog,
    dialogOpen: dialog !== undefined,
  })
  return {
    openNumber,
    desk,
    open,
    view,
    connected,
    readAgain,
    now,
    seen,
    groups,
    mode,
    setMode,
    dialog,
    setDialog,
    refusal,
    act,
    keys,
  }
}

/** An owned case is its owner's; a waiting one, and one that the bot has, is anybody's. */
function isFree(state: string | undefined): boolean {
  return state === 'waiting' || state === 'handed-back'
}

function useTitle(waiting: number, title: string) {
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title} · nightdesk`
  }, [waiting, title])
}

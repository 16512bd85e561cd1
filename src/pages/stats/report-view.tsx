// The answer, from top to bottom: now, tiles, chart, week, times, how it went, tables, flows, what customers said.

import type { Me } from '../../model/api.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { AgentsTable } from './agents-table.tsx'
import { useAsking } from './asking.tsx'
import { Breakdown } from './breakdown.tsx'
import { ClocksTable } from './clocks-table.tsx'
import { Comments } from './comments.tsx'
import { ControlPanel } from './control-panel.tsx'
import { Deliveries } from './deliveries.tsx'
import { Distribution } from './distribution.tsx'
import { EffortTile } from './effort-tile.tsx'
import { Flows } from './flows.tsx'
import { BaselinePanel } from './mark-baseline-panel.tsx'
import { MarkDrawer } from './mark-drawer.tsx'
import { MarksProvider } from './marks-state.tsx'
import { NowStrip } from './now-strip.tsx'
import { Outcomes, Reasons } from './outcomes.tsx'
import { Pledges } from './pledges.tsx'
import type { FilterName } from './question.ts'
import { Tiles } from './tiles.tsx'
import { TimeChart } from './time-chart.tsx'
import { Unanswered } from './unanswered.tsx'
import { WallLinks } from './wall-links.tsx'
import { WeekMap } from './week-map.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport; readonly before: FiguresReport | undefined; readonly me: Me }

/** In this order. */
const tables: readonly FilterName[] = ['intent', 'channel', 'language', 'team']

export function Report({ report, before, me }: Props) {
  const { total } = report
  return (
    <MarksProvider>
      <NowStrip report={report} me={me} />
      {total.counts.episodes === 0 ? (
        <Nothing />
      ) : (
        <>
          <Tiles report={report} before={before} />
          <TimeChart report={report} before={before} />
          <WeekMap report={report} />
          <Distribution report={report} />
          <ClocksTable report={report} before={before} />
          <div class="columns">
            <div>
              <Outcomes report={report} before={before} />
              <Reasons report={report} />
            </div>
            <div>
              <Pledges report={report} before={before} />
              <EffortTile figures={total.effort} />
            </div>
          </div>
          <BaselinePanel report={report} />
          <ControlPanel report={report} />
          {tables.map((name) => (
            <Breakdown key={name} name={name} report={report} />
          ))}
          <Flows report={report} />
          <AgentsTable report={report} />
          <Comments report={report} />
          <Unanswered report={report} isEditor={me.roles.includes('editor')} />
          <Deliveries report={report} />
        </>
      )}
      <WallLinks zone={report.zone} />
      <MarkDrawer report={report} />
    </MarksProvider>
  )
}

function Nothing() {
  const words = statsWords[useAsking().language]
  return (
    <div class="middle">
      <h2>{words.nothing}</h2>
      <p>{words.nothingHelp}</p>
    </div>
  )
}

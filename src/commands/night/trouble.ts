// What goes wrong in the night: Slack is away for ten minutes in the middle of a storm, and while it is, nightdesk loses
// its power and comes back on the same store.

import { clockAt } from './plan.ts'
import type { Scene } from './scene.ts'

export function bringTrouble(scene: Scene): void {
  const { plan, slack, note } = scene
  const chance = scene.chanceOf('trouble')
  const { from, forMs, killAt, backAt } = plan.outage
  const first = plan.storm[0]
  if (first !== undefined)
    scene.at(first, () => note(`a storm begins: payment fails for ${plan.storm.length} customers`))
  scene.at(from, () => {
    slack.faults.away(forMs)
    note(`Slack is away, until ${clockAt(plan.zone, from + forMs)}`)
  })
  scene.at(killAt, () => {
    scene.kill({ nth: chance.between(1, 12), isKept: chance.happens(0.5) })
    note('nightdesk dies in the middle of its work')
  })
  scene.at(backAt, async () => {
    await scene.start()
    note('nightdesk is back, on the same store')
  })
}

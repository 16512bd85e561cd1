// The figures of nothing at all, for tests that only need some figures.

import { figureSet } from '../../src/stats/figures.ts'
import { emptyTally } from '../../src/stats/tally.ts'

export const emptyFigures = figureSet(emptyTally(), 0)

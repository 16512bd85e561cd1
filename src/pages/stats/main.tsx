// Starts the stats page.

import { render } from 'preact'
import '../theme.css'
import '../parts/staff.css'
import './stats.css'
import './question.css'
import './tiles.css'
import './tables.css'
import './map.css'
import './evidence.css'
import './views.css'
import './marks.css'
import { StatsPage } from './stats-page.tsx'

const place = document.getElementById('app')
if (place) render(<StatsPage />, place)

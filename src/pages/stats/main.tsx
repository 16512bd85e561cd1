// Starts the stats page.

import { render } from 'preact'
import '../theme.css'
import '../parts/staff.css'
import './figures.css'
import './tables.css'
import './stats.css'
import { StatsPage } from './stats-page.tsx'

const place = document.getElementById('app')
if (place) render(<StatsPage />, place)

// Starts the desk page.

import { render } from 'preact'
import '../theme.css'
import '../parts/staff.css'
import './desk.css'
import './incidents.css'
import './conversation.css'
import './composer.css'
import './case.css'
import { DeskPage } from './desk-page.tsx'

const place = document.getElementById('app')
if (place) render(<DeskPage />, place)

// Starts the workbench page.

import { render } from 'preact'
import '../theme.css'
import '../parts/staff.css'
import './workbench.css'
import './editor.css'
import './questions.css'
import { WorkbenchPage } from './workbench-page.tsx'

const place = document.getElementById('app')
if (place) render(<WorkbenchPage />, place)

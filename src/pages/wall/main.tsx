// Starts the wall screen.

import { render } from 'preact'
import '../theme.css'
import './wall.css'
import { WallPage } from './wall-page.tsx'

const place = document.getElementById('app')
if (place) render(<WallPage />, place)

// Starts the sign-in page.

import { render } from 'preact'
import '../theme.css'
import '../parts/staff.css'
import './sign-in.css'
import { SignInPage } from './sign-in-page.tsx'

const place = document.getElementById('app')
if (place) render(<SignInPage />, place)

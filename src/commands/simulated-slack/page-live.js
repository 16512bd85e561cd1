// Keeps the page true: asks for changes each second, and fetches the options of searched menus.

const parts = () => [...document.querySelectorAll('[data-live]')]
let version = ''

async function refresh() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
  for (const part of parts()) {
    const next = page.getElementById(part.id)
    // Whoever is typing or choosing in a part is left alone.
    if (!next || next.innerHTML === part.innerHTML || part.querySelector('input:focus, select:focus, textarea:focus'))
      continue
    const atEnd = part.scrollTop + part.clientHeight > part.scrollHeight - 40
    part.innerHTML = next.innerHTML
    if (atEnd) part.scrollTop = part.scrollHeight
  }
  document.querySelector('header time').textContent = page.querySelector('header time').textContent
}

async function look() {
  try {
    const now = await (await fetch('version')).text()
    if (version && now !== version) await refresh()
    version = now
  } catch {
    // The night is over or begins again; the page as it is stays readable.
  }
  setTimeout(look, 1000)
}

document.addEventListener('input', async ({ target }) => {
  const menu = target.dataset?.search
  if (!menu || target.value.length < Number(target.dataset.least)) return
  const form = new FormData(target.form)
  const place = ['as', 'on', 'room', 'ts'].filter((name) => form.has(name)).map((name) => [name, form.get(name)])
  const found = await fetch(`options?${new URLSearchParams([...place, ['menu', menu], ['typed', target.value]])}`)
  const options = (await found.json()).map((text) => Object.assign(document.createElement('option'), { value: text }))
  target.nextElementSibling.replaceChildren(...options)
})

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.target.name !== 'line') return
  event.preventDefault()
  event.target.form.requestSubmit()
})

for (const part of parts()) part.scrollTop = part.scrollHeight
void look()

// Presses the link whose key was typed, and opens the list of keys with "?". It must never act while something is typed
// in a field, with a modifier, or after it was switched off; the switch is remembered by this browser alone.

const SWITCH = 'shortcuts'
const list = document.querySelector('#shortcuts')
const box = document.querySelector('#shortcuts-on')

for (const part of document.querySelectorAll('[data-script]')) part.hidden = false

// Storage may be forbidden: then the switch holds for this page.
function remembered() {
  try {
    return localStorage.getItem(SWITCH) !== 'off'
  } catch {
    return true
  }
}

box.checked = remembered()
box.addEventListener('change', () => {
  try {
    localStorage.setItem(SWITCH, box.checked ? 'on' : 'off')
  } catch {}
})

document.addEventListener('keydown', (event) => {
  const { key, target } = event
  if (!box.checked || event.defaultPrevented || event.repeat || event.isComposing) return
  if (event.ctrlKey || event.altKey || event.metaKey) return
  if (target.closest?.('input, select, textarea, [contenteditable]')) return
  if (key === '?') {
    list.open = !list.open
    list.querySelector('summary').focus()
  } else document.querySelector(`a[aria-keyshortcuts="${CSS.escape(key)}"]`)?.click()
})

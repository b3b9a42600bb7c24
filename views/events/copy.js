// Lets the buttons with `data-copy` put the text of the element of that id on the clipboard, and says what came of it;
// those of a part that is drawn later, too. Browsers give pages no clipboard over plain HTTP, except on this machine:
// there no button is shown.
function show() {
  if (navigator.clipboard)
    for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]')
  if (!button) return
  const status = document.getElementById(`${button.dataset.copy}-copied`)
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
    status.textContent = 'Copied'
  } catch (error) {
    status.textContent = `Not copied: ${error.message}`
  }
})
document.addEventListener('htmx:after:swap', show)
show()

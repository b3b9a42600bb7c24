// Lets the buttons with `data-copy` put the text of the element of that id on the clipboard, and says what came of it.
// Browsers give pages no clipboard over plain HTTP, except on this machine: there no button is shown.
for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  const status = document.getElementById(`${button.dataset.copy}-copied`)
  button.hidden = false
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
      status.textContent = 'Copied'
    } catch (error) {
      status.textContent = `Not copied: ${error.message}`
    }
  })
}

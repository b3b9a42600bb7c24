// What is left to do when htmx has placed the parts of a page after a filter changed: the focus, and a request that failed.
// It must never leave an address in the bar that the page does not show.

/** Where the focus goes when what was pressed is not on the page any more. */
const OTHERWISE = 'shown'

function placed(_, { ctx }) {
  document.dispatchEvent(new Event('placed'))
  const pressed = ctx.sourceElement
  if (!pressed?.matches?.('a, form') || document.activeElement !== document.body) return
  const place = document.getElementById(pressed.dataset.focus ?? OTHERWISE)
  // Only where the reader is sent elsewhere does the page move.
  place?.focus({ preventScroll: pressed.dataset.focus === undefined })
}

/** No answer at all: the browser says so better. An answer that is an error leads there by itself (HX-Redirect). */
function failed(_, { ctx }) {
  if (ctx?.sourceElement?.matches?.('a, form') && ctx.response === undefined)
    location.assign(ctx.request.action)
}

window.htmx?.registerExtension('fragments', { htmx_after_swap: placed, htmx_error: failed })

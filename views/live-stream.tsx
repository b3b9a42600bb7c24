// The element that listens to a page's stream. htmx and its extension do the rest.

/** hx-boost of links and forms whose answer is the parts of this page: those name their own places. */
export const IN_PARTS = 'target:#main swap:none'

// hx-swap none: only the partials of a message are placed. every 15s: asks again when the first connection
// failed; it does nothing while a stream is open or being opened. A lost stream is back within about 5 s.
export const LiveStream = ({ url }: { url: string }) => (
  <div
    id="live"
    hx-sse:connect={url}
    hx-swap="none"
    hx-trigger="load, every 15s"
    hx-sync="drop"
    hx-config="sse.reconnectMaxDelay:5s"
  />
)

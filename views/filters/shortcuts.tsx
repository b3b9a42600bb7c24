// The keyboard shortcuts of the page, and the switch that turns them off (WCAG 2.1.4). What presses them is shortcuts.js.
// It must never be the only way to anything: each is a link of the page as well.

/** A link's key, and what it is called. */
export type Shortcut = { key: string; label: string }

export const Shortcuts = ({ shortcuts }: { shortcuts: readonly Shortcut[] }) => (
  <details id="shortcuts" class="fold" hx-preserve>
    <summary class="quiet" aria-keyshortcuts="?">
      Keyboard shortcuts
    </summary>
    <div>
      <dl class="shortcuts">
        {[...shortcuts, { key: '?', label: 'This list' }].map(({ key, label }) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <label class="check" hidden data-script>
        <input id="shortcuts-on" type="checkbox" checked autocomplete="off" /> Shortcuts are on
      </label>
      <noscript>
        <p class="quiet">They take JavaScript, which is off. The links above do the same.</p>
      </noscript>
    </div>
  </details>
)

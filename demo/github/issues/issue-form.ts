import { load } from 'js-yaml'
import { asObject, asObjects, type JsonObject } from '../json.ts'

/** What a person picks, by the id of a field: text, an option, several, or the labels of the boxes that they tick. */
export type Picks = Readonly<Record<string, string | readonly string[]>>

/**
 * What GitHub's form in a browser makes of a template and of what a person picks. What they leave alone is sent as the browser has it:
 * a required dropdown with its first option, since none cannot be chosen; an optional one as `None`; text as it was filled in before, or
 * as `_No response_`. Text areas send CRLF. Throws where the browser would not let it be sent; older servers take nothing for required
 * (`ignoresRequired`).
 */
export function fillForm(
  template: string,
  picks: Picks,
  { ignoresRequired = false }: { ignoresRequired?: boolean } = {},
): { title: string; body: string } {
  const form = asObject(load(template))
  const fields = asObjects(form.body).filter(({ type }) => type !== 'markdown')
  const parts = fields.map(
    (field) => `### ${asObject(field.attributes).label}\n\n${answerTo(field, picks, ignoresRequired)}`,
  )
  return { title: String(form.title ?? ''), body: parts.join('\n\n') }
}

const NOTHING = '_No response_'

function answerTo(field: JsonObject, picks: Picks, ignoresRequired: boolean): string {
  const attributes = asObject(field.attributes)
  const required = asObject(field.validations).required === true && !ignoresRequired
  const picked = picks[String(field.id)]
  if (field.type === 'dropdown') return dropdown(attributes, required, picked)
  if (field.type === 'checkboxes') return checkboxes(attributes, picked, ignoresRequired)
  const text = String(picked ?? attributes.value ?? '').trim()
  if (text === '') {
    if (required) throw new Error(`The browser wants "${attributes.label}" filled in.`)
    return NOTHING
  }
  if (field.type === 'input') return text.replace(/\r?\n/g, ' ')
  const sent = text.replace(/\r?\n/g, '\r\n')
  return attributes.render === undefined ? sent : `\`\`\`${attributes.render}\n${sent}\n\`\`\``
}

function dropdown(attributes: JsonObject, required: boolean, picked: Picks[string] | undefined): string {
  const options = (Array.isArray(attributes.options) ? attributes.options : []).map(String)
  const chosen = picked === undefined ? undefined : [picked].flat()
  const stranger = chosen?.find((one) => !options.includes(one))
  if (stranger !== undefined) throw new Error(`"${attributes.label}" has no option ${stranger}.`)
  const preset = typeof attributes.default === 'number' ? options[attributes.default] : undefined
  if (attributes.multiple === true) {
    const several = chosen ?? (preset === undefined ? [] : [preset])
    if (several.length === 0 && required) throw new Error(`The browser wants one of "${attributes.label}" chosen.`)
    return several.length === 0 ? NOTHING : options.filter((option) => several.includes(option)).join(', ')
  }
  return chosen?.[0] ?? preset ?? (required ? (options[0] ?? NOTHING) : 'None')
}

function checkboxes(attributes: JsonObject, picked: Picks[string] | undefined, ignoresRequired: boolean): string {
  const ticked = picked === undefined ? [] : [picked].flat()
  const lines = asObjects(attributes.options).map(({ label, required }) => {
    const isTicked = ticked.includes(String(label))
    if (required === true && !isTicked && !ignoresRequired) throw new Error(`The browser wants "${label}" ticked.`)
    return `- [${isTicked ? 'X' : ' '}] ${label}`
  })
  return lines.join('\n')
}

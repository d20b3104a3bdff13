// SVG as text: elements, escaped, and the few measures of type that a layout needs.

type Content = string | readonly string[]

/** `<name attributes>content</name>`; attributes that are undefined are left out. */
export function element(name: string, attributes: Record<string, string | number | undefined>, content: Content = '') {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? decimal(value) : escapeXml(value!)}"`)
    .join('')
  const inside = typeof content === 'string' ? content : content.join('')
  return inside === '' ? `<${name}${given}/>` : `<${name}${given}>${inside}</${name}>`
}

/** A hundredth of a pixel is as fine as anyone sees. */
const decimal = (value: number) => String(Math.round(value * 100) / 100)

/** Text as XML has it; what XML has no place for, such as control characters, is left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** How wide a text is, about: there is no one here to ask, and sans-serif type differs little. */
export const widthOf = (text: string, size: number): number => 0.56 * size * [...text].length

/** A whole document on white, so that it can be read on a dark page too. */
export function document(title: string, width: number, height: number, content: Content): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    width: Math.ceil(width),
    height: Math.ceil(height),
    role: 'img',
    'font-family': 'system-ui, sans-serif',
    'font-size': 12,
    fill: '#222222',
  }
  const inside = typeof content === 'string' ? [content] : content
  const background = element('rect', { width: '100%', height: '100%', fill: '#ffffff' })
  return `${element('svg', attributes, [element('title', {}, escapeXml(title)), background, ...inside])}\n`
}

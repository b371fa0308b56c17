/** A bar chart as SVG, in colours that are read on light and on dark pages. */

const WIDTH = 720
const LABEL = 200
const BAR = 20
const GAP = 8
const TOP = 44

const quoted = (text) => text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char])
const rounded = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2))

/** `bars`: [name, value]; those of gatic stand out. */
export function barChart({ title, unit, bars }) {
  const most = Math.max(...bars.map(([, value]) => value))
  const height = TOP + bars.length * (BAR + GAP) + GAP
  const lines = bars.map(([name, value], i) => {
    const y = TOP + i * (BAR + GAP)
    const width = Math.max(1, ((WIDTH - LABEL - 90) * value) / most).toFixed(1)
    const fill = name.startsWith('gatic') ? '#e5672f' : '#7a8794'
    return `  <text x="${LABEL - 8}" y="${y + 15}" text-anchor="end">${quoted(name)}</text>
  <rect x="${LABEL}" y="${y}" width="${width}" height="${BAR}" rx="3" fill="${fill}"/>
  <text x="${LABEL + Number(width) + 6}" y="${y + 15}">${rounded(value)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${quoted(title)}" font-family="system-ui, sans-serif" font-size="13" fill="#808890">
  <text x="${LABEL}" y="24" font-size="15" font-weight="600">${quoted(title)}, ${quoted(unit)}</text>
${lines.join('\n')}
</svg>
`
}

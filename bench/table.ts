import type { Finding } from './finding.ts'

const heads = ['what', 'measured', 'beside, in the same run', 'ratio (the rounds)', 'goal', '']

/** The findings as a table of text. */
export function table(findings: readonly Finding[]): string {
  const rows = [heads, ...findings.map(cells)]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  const rule = widths.map((width) => '─'.repeat(width))
  return [heads, rule, ...rows.slice(1)].map((row) => line(row).trimEnd()).join('\n')
}

function cells(finding: Finding): string[] {
  const { what, measured, beside, met } = finding
  return [what, measured, beside, ratio(finding), goal(finding), met ? 'ok' : 'FAIL']
}

function ratio({ unit, value, rounds }: Finding): string {
  const show = (figure: number) => (unit === 'count' ? String(figure) : figure.toFixed(2))
  const spread = `(${show(Math.min(...rounds))} to ${show(Math.max(...rounds))})`
  return unit === 'count' ? `– ${spread}` : `${show(value)} ${spread}`
}

function goal({ unit, goal }: Finding): string {
  const show = (figure: number) => (unit === 'count' ? String(figure) : `${figure.toFixed(2)} ×`)
  return 'atMost' in goal ? `≤ ${show(goal.atMost)}` : `≥ ${show(goal.atLeast)}`
}

import { type Answer, type Exchange, json } from './route.ts'

/** One page of a list that the gateway itself made, with GitHub's Link header. */
export function page(x: Exchange, items: readonly unknown[]): Answer {
  const size = clamp(Number(x.query.get('per_page') ?? 30), 100)
  const number = clamp(Number(x.query.get('page') ?? 1), Number.MAX_SAFE_INTEGER)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(x.query)
    query.set('page', String(to))
    return `<${x.world.url}${x.path}?${query}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ]
  return json(items.slice((number - 1) * size, number * size), 200, links.length > 0 ? { link: links.join(', ') } : {})
}

function clamp(value: number, most: number): number {
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : 1
}

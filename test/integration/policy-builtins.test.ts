import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/canonical-json.ts'
import { zoneNames } from '../../src/policy/builtins/zone-names.ts'
import { type BesideOpa, besideOpa } from '../beside-opa.ts'
import { runs } from '../runs.ts'

// What the host computes is what stock opa computes, errors (undefined) included: each call runs in our WASM and in `opa eval`.
let both: BesideOpa
beforeAll(async () => {
  both = await besideOpa()
})

/** Each expression as a member of one decision; those that are undefined are missing there. */
async function sameAnswers(expressions: readonly string[]): Promise<void> {
  for (let at = 0; at < expressions.length; at += 60) {
    const part = expressions.slice(at, at + 60)
    const rules = part.map((text) => `decision[${JSON.stringify(text)}] := y if y := ${text}`)
    const [found] = await both(['decision["-"] := 1', ...rules].join('\n\n'))
    expect(found?.ours).toEqual(found?.opa)
  }
}

/** Arguments through `input`, so that the compiler does not judge their types; the answers by number of the case. */
async function sameForAll(call: string, cases: readonly unknown[]): Promise<void> {
  for (let at = 0; at < cases.length; at += 100) {
    const input = JSON.stringify({ cases: cases.slice(at, at + 100) }).replaceAll(/"#(-?\d+)#"/g, '$1')
    const rules = `decision[i] := y if {\n\tsome i, c in input.cases\n\ty := ${call}\n}\n\ndecision["-"] := 1`
    const [found] = await both(rules.replace('decision[i]', 'decision[json.marshal(i)]'), [input])
    expect(found?.ours).toEqual(found?.opa)
  }
}

/** A whole number of any size, which JSON writes and JavaScript would round. */
const rawNumber = (value: bigint) => `#${value}#`

const json = (text: string) => `json.unmarshal(${JSON.stringify(text)})`

describe('sprintf (field.D3)', () => {
  const values = [
    '5',
    '-5',
    '0',
    '1.5',
    '-1.5',
    '1.0',
    '1e3',
    '12345678901234567890',
    '-12345678901234567890',
    '"é\\u200b\\n\\"x"',
    '""',
    'true',
    'null',
    '{1, "a"}',
    'set()',
    '{"b": [1, 2.50], "a": {"x"}}',
    '123456789.125',
    '0.00001234',
    '65',
    '128512',
    '55296',
    '"a`b"',
    '"a\\u007f😀"',
    '0.5',
    '2.5',
    '1234567.0',
    '99999.95',
    '1 / 3',
    '9223372036854775807',
  ]
  const flags = [
    '',
    '5',
    '05',
    '-5',
    '+',
    ' ',
    '#',
    '.2',
    '8.3',
    '-8.1',
    '#+10',
    '010.2',
    '.0',
    '+08',
    '-05',
    '# ',
    '#.3',
  ]

  it('prints every kind of value under every verb and flag', async () => {
    const all = values.flatMap((value) =>
      flags.map((flag) => {
        // A number with a fraction has no %x here.
        const verbs = /^-?\d[\d ]*[./]/.test(value) ? 'dvsqfgtTocUeEGFOz' : 'dvsqfgxXtTbocUeEGFOz'
        const format = [...verbs].map((verb) => `%${flag}${verb}`).join('|')
        return `sprintf(${JSON.stringify(format)}, [x | x := ${value}; some _ in numbers.range(1, ${verbs.length})])`
      }),
    )
    await sameAnswers(all)
  })

  it('says what Go says of missing, wrong and extra arguments', async () => {
    await sameAnswers([
      'sprintf("%", [])',
      'sprintf("%d", [])',
      'sprintf("a", [1, "b", 1.5, 12345678901234567890, null])',
      'sprintf("%[2]d %[1]d", [1, 2])',
      'sprintf("%[3]d %d", [1, 2])',
      'sprintf("%[x]d", [1])',
      'sprintf("%[1", [1])',
      'sprintf("%[1]d", [3, 4])',
      'sprintf("%[1][2]d", [3, 4])',
      'sprintf("%[2]3d %3[2]d %.[2]d", [3, 4])',
      'sprintf("%*d|%-*d|%*d", [5, 1, -5, 1, "a", 1])',
      'sprintf("%.*f|%.*f", [2, 1.5, -2, 1.5])',
      'sprintf("%[1]*.[2]*[3]f", [8, 2, 3.5])',
      'sprintf("%!|%é|%w|%p", [1, 2, 3, 4])',
      'sprintf("%%|%5%|%d%%", [50])',
      'sprintf("😀%s😀", ["é"])',
      'sprintf("%v %v", [[1.0, "a\\n"], {"x": null}])',
      'sprintf("%d of %d, by %s: %v", [1, 2, "x", {"a": {3, 1, 2}}])',
      `sprintf("%v %v", [${json('-0')}, [${json('[-0, 1e2, 1.50, 1E400]')}]])`,
      `sprintf(${json('1')}, [1])`,
      `sprintf("%d", ${json('{}')})`,
    ])
  })

  it('agrees on what nobody thought of', async () => {
    const directive = fc
      .tuple(
        fc.constantFrom('', '', '+', '-', '#', '0', ' ', '-0', '+#'),
        fc.constantFrom('', '', '3', '12', '*', '[1]'),
        fc.constantFrom('', '', '.', '.2', '.10', '.*'),
        fc.constantFrom(...'vvsdqfgectTUoG%'),
      )
      .map((parts) => `%${parts.join('')}`)
    const text = fc.constantFrom('a', '', '%', '😀 ', '[')
    const format = fc.array(fc.oneof(directive, text), { maxLength: 5 }).map((parts) => parts.join(''))
    const value = fc.oneof(
      fc.integer(),
      fc.integer({ min: 0, max: 12 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !/e/.test(String(n))),
      fc.string({ unit: 'binary', maxLength: 6 }).filter((s) => s.isWellFormed() && !/\p{Cn}/u.test(s)),
      fc.constantFrom(null, true, [1, 'a'], { b: 1, a: [2.5] }),
    )
    const cases = fc.sample(fc.tuple(format, fc.array(value, { maxLength: 4 })), runs(400))
    await sameForAll('sprintf(c[0], c[1])', cases)
  })
})

describe('texts, objects and versions (field.D3)', () => {
  it('agrees on the cases that people meet', async () => {
    await sameAnswers([
      'strings.any_prefix_match({"x"}, [])',
      `strings.any_prefix_match(${json('[1]')}, "a")`,
      'strings.any_prefix_match("é", "")',
      'strings.any_suffix_match("a", ["a", "b"])',
      'strings.count("aé😀", "")',
      'strings.count("", "")',
      'object.subset({"a": 1, "b": {"c": {1, 2}, "d": [1, 2, 3]}}, {"b": {"c": {1}, "d": [2, 3]}})',
      'object.subset({"a": 1}, {"a": 1.0})',
      'object.subset({1, {"a": 1, "b": 2}}, {{"a": 1}})',
      'object.subset([1, 2, 3], [1, 3])',
      'object.subset([], [])',
      'object.subset([1, 2, 3], {3, 1})',
      'object.subset({"a": [1, 2]}, {"a": {1}})',
      'object.subset([[1, 2, 3], 4], [[1, 2]])',
      `object.subset({1, 2}, ${json('[1]')})`,
    ])
  })

  const versions = ['1.2.3', '1.2.4', '1.10.0', 'v1.2.3', 'V1.2.3', '1.2', '01.2.3', '1.2.3-alpha', '1.2.3-alpha.1']
  versions.push(
    '1.2.3-alpha.beta',
    '1.2.3-1',
    '1.2.3-a.1',
    '1.2.3+a',
    '1.2.3+',
    '1.2.3-',
    '1.2.3-a..b',
    '1.2.3-é',
    ' 1.2.3',
  )
  versions.push(
    '99999999999999999999.2.3',
    '1.2.3-99999999999999999999',
    '-1.2.3',
    '1.2.3.4',
    '1.2.3--',
    '1.2.3+a_b',
    '',
  )

  it('agrees on every pair of versions', async () => {
    const pairs = versions.flatMap((a) => versions.map((b) => [a, b]))
    await sameForAll('[semver.compare(c[0], c[1]), semver.is_valid(c[0])]', pairs)
    await sameForAll('semver.is_valid(c)', [...versions, 1, null])
  })

  it('agrees on subsets of what nobody thought of', async () => {
    const leaf = fc.constantFrom(1, 1.5, 'a', null, true)
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('tree'), { maxKeys: 3 }),
      ),
    }))
    await sameForAll('object.subset(c[0], c[1])', fc.sample(fc.tuple(tree, tree), runs(300)))
  })
})

describe('walk (field.D3)', () => {
  it.each([
    ['pairs', 'decision contains [p, v] if walk(input, [p, v])'],
    ['a fixed path', 'decision contains v if walk(input, [["b", 1], v])'],
    ['a fixed value', 'decision contains p if walk(input, [p, "z"])'],
    ['one variable', 'decision contains p if {\n\twalk(input, x)\n\tx[1] == "z"\n\tp := x[0]\n}'],
    ['a wildcard', 'decision := count([p | walk(input, [p, _])])'],
    ['a set', 'decision contains p if walk({1, {"a"}}, [p, "a"])'],
    ['what is no object', 'decision contains [p, v] if walk("x", [p, v])'],
    ['another input', 'decision contains p if walk(input, [p, 7]) with input as {"q": [7]}'],
    ['every', 'decision if every p in [["b", 0]] { walk(input, [p, "x"]) }'],
    ['a helper that is negated', 'decision if not found\n\nfound if walk(input, [["q"], _])'],
  ])('gives one answer after the other: %s', async (_what, rules) => {
    const [found] = await both(rules, ['{"a": 1, "b": ["x", {"y": "z"}]}'])
    const sorted = (value: unknown) => (Array.isArray(value) ? value.map((v) => canonicalJson(v)).sort() : value)
    expect(sorted(found?.ours)).toEqual(sorted(found?.opa))
  })
})

describe('time (field.D3)', () => {
  const now = '1795276800123456789'

  it('agrees on the cases that people meet, and on what is no time', async () => {
    await sameAnswers([
      ...['1.5', '1.0', '1e3', '1e18', '9223372036854775808', '-9223372036854775808', '[]', '[1, 2]', '"now"'].flatMap(
        (n) => [
          `time.date(${json(n)})`,
          `time.weekday(${json(n)})`,
          `time.clock(${json(n)})`,
          `time.format(${json(n)})`,
        ],
      ),
      `time.date(${json(`[${now}]`)})`,
      `time.date(${json(`[${now}, "UTC", "x"]`)})`,
      ...[
        '',
        'UTC',
        'utc',
        'GMT',
        'CET',
        'EST',
        'Etc/GMT+5',
        'europe/berlin',
        'Asia/Kolkata',
        'Asia/Calcutta',
        '+02:00',
        'x/y',
      ].flatMap((zone) => [
        `time.date([${now}, ${JSON.stringify(zone)}])`,
        `time.clock([${now}, ${JSON.stringify(zone)}])`,
      ]),
      `time.add_date(${now}, 0, 1, 0)`,
      `time.add_date(${now}, 1, -14, 40)`,
      'time.add_date(1706659200000000000, 0, 1, 0)',
      'time.add_date(1709164800000000000, 1, 0, 0)',
      `time.add_date(${now}, 1000, 0, 0)`,
      `time.add_date(${now}, -1000, 0, 0)`,
      `time.add_date(${now}, ${json('1.5')}, 0, 0)`,
      `time.add_date(${now}, ${json('1.0')}, 0, 0)`,
      `time.add_date(${now}, ${json('99999999999999999999')}, 0, 0)`,
      'time.add_date(-1, 0, 0, 1)',
    ])
  })

  it('agrees on layouts', async () => {
    const layouts = ['ANSIC', 'UnixDate', 'RubyDate', 'RFC822', 'RFC822Z', 'RFC850', 'RFC1123', 'RFC1123Z', 'RFC3339']
    layouts.push('RFC3339Nano', 'Kitchen', '3:04PM', '20060102150405', 'é06😀', '', '01-02-03-04-05-06 0123 00200 1501')
    layouts.push('Monday Mon January Jan Janet Monster 2 _2 02 002 __2 1 01 06 2006 _2006 3 03 15 4 04 5 05 PM pm')
    layouts.push('.000 .999 ,000 .00x .0005 .9 .999999999999 .0000000000', '-0700 -07:00 -07 Z0700 Z07:00 Z07')
    layouts.push('-070000 -07:00:00 Z070000 Z07:00:00')
    const utc = layouts.map((layout) => [1795276800123400000, 'UTC', layout])
    const zones = ['America/St_Johns', 'Asia/Kolkata', 'America/New_York', 'Pacific/Chatham']
    const named = zones.flatMap((zone) =>
      layouts
        .filter((layout) => !/^(UnixDate|RFC822|RFC850|RFC1123)$/.test(layout))
        .map((layout) => [1795276800000000000, zone, layout]),
    )
    await sameForAll('time.format(c)', [...utc, ...named])
  })

  it('agrees in zones of the tz database, in all of them by `npm run test:fuzz`', async () => {
    // Not later: what governments change of a sudden depends on how old a copy of the database is.
    const instants = ['1985-07-01', '1999-12-31', '2004-02-29', '2011-12-30', '2025-03-30', '2025-10-26']
    const step = Math.ceil([...zoneNames].length / runs(60, 1000))
    const zones = [...zoneNames].filter((_, index) => index % step === 0)
    const cases = zones.flatMap((zone) => instants.map((day, i) => [Date.parse(`${day}T01:30:00Z`) * 1e6 + i, zone]))
    await sameForAll('[time.date(c), time.clock(c), time.weekday(c), time.format(c)]', cases)
  })

  it('agrees on instants that nobody thought of', async () => {
    const instant = fc.bigInt({ min: 0n, max: 2_114_000_000_000_000_000n }).map((n) => rawNumber(n))
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu')
    const at = fc.tuple(instant, zone)
    const pair = fc.tuple(at, at, fc.integer({ min: -99, max: 99 }), fc.integer({ min: -999, max: 999 }))
    const cases = fc.sample(pair, runs(300))
    await sameForAll('[time.diff(c[0], c[1]), time.format(c[0]), time.add_date(c[0][0], c[2], c[3], c[3])]', cases)
    const early = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => rawNumber(n))
    await sameForAll(
      '[time.diff(c[0], c[1]), time.format(c[0]), time.weekday(c[1])]',
      fc.sample(fc.tuple(early, early), runs(200)),
    )
  })

  it('agrees on texts of times', async () => {
    const whole = fc.tuple(fc.nat(99), fc.constantFrom('d', 'w', 'y')) // fractions of these lose nanoseconds in opa itself
    const number = fc.oneof(
      fc.nat(9999).map((n) => String(n / 100)),
      fc.constantFrom('.', '.5', '1.'),
    )
    const exact = fc.tuple(number, fc.constantFrom('ns', 'us', 'ms', 's', 'm', 'h', 'x'))
    const durations = fc.array(fc.oneof(whole, exact), { minLength: 1, maxLength: 3 }).map((all) => all.flat().join(''))
    const date = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    const offsets = fc
      .tuple(date, fc.constantFrom('Z', '+01:00', '-23:59', '+24:00', 'z', '', '123Z'))
      .map(([instant, offset]) => instant.toISOString().replace('Z', offset))
    const odd = [
      '1D',
      '',
      '-',
      '1',
      '.',
      '1mo',
      '106752d',
      '.s',
      '1h ',
      '--1h',
      '1e3s',
      '9223372036854775808ns',
      '2562048h',
    ]
    await sameForAll('time.parse_duration_ns(c)', [...odd, ...fc.sample(durations, runs(150))])
    const dates = [
      '2026',
      '2026-11-21',
      '2026-11-21T16:00:00',
      '2026-11-21 16:00:00Z',
      '2027-02-30T00:00:00Z',
      '21 Nov 2026',
    ]
    dates.push('2027-01-01T24:00:00Z', '2026-13-01T00:00:00Z', '2300-01-01T00:00:00Z', ' 2026-11-21T16:00:00Z')
    await sameForAll('time.parse_rfc3339_ns(c)', [...dates, ...fc.sample(offsets, runs(150))])
  })

  it.each([
    [
      'the name of a zone in short',
      'time.format([input.t, "Europe/Berlin", "RFC822"])',
      /abbreviation of Europe\/Berlin/,
    ],
    ['the zone of the machine', 'time.clock([input.t, "Local"])', /"Local"/],
    ['a zone before 1970', 'time.clock([-1, "Europe/Berlin"])', /before 1970/],
    ['a hexadecimal fraction', 'sprintf("%x", [1.5])', /%x of sprintf/],
  ])('fails aloud where Go’s answer is not known: %s', async (_what, call, message) => {
    const [found] = await both(`decision := "safe" if not ${call}`, [`{"t": ${now}}`])
    expect(String(found?.ours)).toMatch(message)
  })
})

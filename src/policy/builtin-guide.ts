import { allowedBuiltins } from './capabilities.ts'

type Refused = { names: readonly string[]; instead: string }

/** Every built-in of opa that a policy may not call, with what replaces it. The docs and the messages are made from this. */
export const refusedBuiltins: readonly Refused[] = [
  { names: ['time.now_ns'], instead: 'use `input.facts.now_ns`, so that a decision can be repeated' },
  {
    names: ['http.send', 'net.lookup_ip_addr', 'providers.aws.sign_req'],
    instead: 'a policy reads nothing from elsewhere: what it may know is in `input.facts` and in its data files',
  },
  { names: ['opa.runtime'], instead: 'a policy sees nothing of the machine: write what it needs into data.json' },
  {
    names: ['rand.intn', 'uuid.rfc4122'],
    instead: 'a decision must be the same when it is repeated: use `input.request.issue`, which is unique',
  },
  { names: ['trace'], instead: 'use `print` in tests' },
  {
    names: [
      'io.jwt.decode',
      'io.jwt.decode_verify',
      'io.jwt.encode_sign',
      'io.jwt.encode_sign_raw',
      ...[
        'eddsa',
        'es256',
        'es384',
        'es512',
        'hs256',
        'hs384',
        'hs512',
        'ps256',
        'ps384',
        'ps512',
        'rs256',
        'rs384',
        'rs512',
      ].map((algorithm) => `io.jwt.verify_${algorithm}`),
    ],
    instead: 'who asks is known: use `input.facts.requester`',
  },
  {
    names: [
      'crypto.hmac.equal',
      'crypto.hmac.md5',
      'crypto.hmac.sha1',
      'crypto.hmac.sha256',
      'crypto.hmac.sha512',
      'crypto.parse_private_keys',
      'crypto.x509.parse_and_verify_certificates',
      'crypto.x509.parse_and_verify_certificates_with_options',
      'crypto.x509.parse_certificate_request',
      'crypto.x509.parse_certificates',
      'crypto.x509.parse_keypair',
      'crypto.x509.parse_rsa_private_key',
    ],
    instead: 'a policy holds no keys; for a digest use `crypto.sha256`',
  },
  { names: ['re_match'], instead: 'use `regex.match`' },
  { names: ['any', 'all'], instead: 'use `some` and `every`' },
  { names: ['set_diff'], instead: 'use `a - b`' },
  { names: ['cast_array'], instead: 'use `[x | some x in xs]`' },
  { names: ['cast_set'], instead: 'use `{x | some x in xs}`' },
  {
    names: ['cast_boolean', 'cast_null', 'cast_object', 'cast_string'],
    instead: 'use `is_boolean`, `is_null`, `is_object`, `is_string`',
  },
  { names: ['net.cidr_overlap'], instead: 'use `net.cidr_contains`' },
  {
    names: ['net.cidr_contains_matches', 'net.cidr_expand', 'net.cidr_is_valid', 'net.cidr_merge'],
    instead: 'use `net.cidr_contains` or `net.cidr_intersects`',
  },
  {
    names: ['regex.globs_match', 'regex.template_match'],
    instead: 'use `glob.match` or `regex.match`',
  },
  { names: ['json.marshal_with_options'], instead: 'use `json.marshal`' },
  {
    names: ['json.match_schema', 'json.verify_schema'],
    instead: 'the input is validated before: test the fields that you use',
  },
  { names: ['yaml.is_valid', 'yaml.marshal', 'yaml.unmarshal'], instead: 'use `json.unmarshal`, or a data.yaml' },
  {
    names: ['strings.render_template', 'strings.split_n', 'indexof_n', 'glob.quote_meta', 'base64url.encode_no_pad'],
    instead: 'use `sprintf`, `split`, `indexof`, `glob.match` or `base64url.encode`',
  },
  {
    names: [
      'hex.decode',
      'hex.encode',
      'urlquery.decode',
      'urlquery.decode_object',
      'urlquery.encode',
      'urlquery.encode_object',
    ],
    instead: 'use `base64.encode` and `base64.decode`, or `format_int` for a number',
  },
  { names: ['uri.is_valid', 'uri.parse', 'uuid.parse'], instead: 'use `regex.find_all_string_submatch_n`' },
  { names: ['units.parse', 'units.parse_bytes'], instead: 'write numbers into data.json' },
  { names: ['time.parse_ns'], instead: 'use `time.parse_rfc3339_ns`' },
  { names: ['numbers.range_step'], instead: 'use `numbers.range`' },
  { names: ['graph.reachable_paths'], instead: 'use `graph.reachable`' },
  {
    names: [
      'graphql.is_valid',
      'graphql.parse',
      'graphql.parse_and_verify',
      'graphql.parse_query',
      'graphql.parse_schema',
      'graphql.schema_is_valid',
      'rego.parse_module',
    ],
    instead: 'a policy has no texts of programs to read',
  },
]

const replacements = new Map(
  refusedBuiltins.flatMap(({ names, instead }) => names.map((name) => [name, instead] as const)),
)

/** What a policy may do instead of calling this built-in; undefined for what opa does not know either. */
export const insteadOf = (name: string): string | undefined => replacements.get(name)

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

/** The part of docs/policy.md between its two marks: what may be called, and what replaces the rest. */
export function renderBuiltinGuide(): string {
  const named = allowedBuiltins.filter((name) => !name.startsWith('internal.'))
  // A stroke would end the cell, inside of code too.
  const rows = refusedBuiltins.map(({ names, instead }) => `| ${code(names)} | ${instead.replaceAll('|', '\\|')} |`)
  return [`Allowed: ${code(named)}.`, '', '| not allowed | instead |', '|---|---|', ...rows].join('\n')
}

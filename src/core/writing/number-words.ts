const small = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const ones = small.slice(0, 9).join('|')
const word = new RegExp(`\\b(?:(${tens.join('|')})(?:[- ]?(${ones}))?|(${small.join('|')}))\\b`, 'gi')

const fractions: Readonly<Record<string, string>> = {
  ...{ '½': '.5', '¼': '.25', '¾': '.75' },
  ...{ '1/2': '.5', '1/4': '.25', '3/4': '.75' },
}

/** A text with its number words, halves and quarters as digits: `forty-five minutes`, `1½ h`, `half a day`, `an hour and a half`. */
export function inDigits(text: string): string {
  return text
    .replace(word, (_, ten?: string, one?: string, alone?: string) => {
      const at = (list: readonly string[], name = ''): number => list.indexOf(name.toLowerCase()) + 1
      return String(alone === undefined ? (at(tens, ten) + 1) * 10 + at(small, one) : at(small, alone))
    })
    .replace(
      /(?<![\d./])(?:(\d{1,3}) ?)?(½|¼|¾)|(?<![\d./])(?:(\d{1,3}) )?\b([13]\/[24])(?=[ hd])/g,
      (all, ...found) => {
        const [first, sign, second, written] = found as (string | undefined)[]
        const fraction = fractions[sign ?? written ?? '']
        return fraction === undefined ? all : `${first ?? second ?? 0}${fraction}`
      },
    )
    .replace(/\b(\d{1,3}|an?) and (?:a )?half (?=[hdw])/i, (_, count: string) => `${whole(count)}.5 `)
    .replace(/\b(\d{1,3}|an?) (hours?|days?|weeks?) and a half$/i, (_, count: string, unit: string) => {
      return `${whole(count)}.5 ${unit}`
    })
    .replace(/^half(?: an? |[- ])(?=hour$|day$)/i, '0.5 ')
    .replace(/^(\d{1,3})-(?=[a-z])/i, '$1 ')
}

const whole = (count: string): string => (/^\d/.test(count) ? count : '1')

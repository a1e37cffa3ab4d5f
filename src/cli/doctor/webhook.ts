import { readAddress } from '../../core/address.ts'
import { isDaypassError } from '../../core/error.ts'
import { showInstant } from '../../core/instant.ts'
import type { DeliveryLook, DoctorInspection } from './inspection.ts'
import type { CheckResult } from './report.ts'

/** Where the door is, below PUBLIC_URL. */
const door = '/api/github/webhooks'

const wrong = (message: string, where?: string): CheckResult => ({
  state: 'wrong',
  code: 'WEBHOOK_WRONG',
  message,
  ...(where === undefined ? {} : { where }),
})

/**
 * Whether GitHub delivers to this Daypass, and what became of its last deliveries. The commonest mistake of a set-up shows nowhere else:
 * an issue is opened, and nothing happens. Throws GITHUB_*.
 */
export async function lookAtWebhook(looks: DoctorInspection): Promise<CheckResult[]> {
  const { publicUrl, deliveries: way } = looks.configuration()
  const wanted = `${publicUrl}${door}`
  const [hook, deliveries] = await Promise.all([asked(() => looks.webhook()), asked(() => looks.deliveries())])
  if (way === 'pull') return [judgePull(hook, deliveries)]
  if (hook === undefined && deliveries === undefined)
    return [{ state: 'note', message: `This GitHub does not say where it delivers. It must be ${wanted}.` }]
  const last = judgeDeliveries(deliveries ?? [], hook?.url || wanted)
  const arrives = deliveries?.[0]?.delivered === true
  return [...(hook === undefined ? [] : judgeHook(hook, wanted, arrives)), ...last]
}

/** Where deliveries are fetched, it does not matter where GitHub tries to bring them: only that it tries. */
function judgePull(hook: Hook | undefined, deliveries: readonly DeliveryLook[] | undefined): CheckResult {
  if (deliveries === undefined)
    return wrong(
      'This GitHub does not list deliveries, so none can be fetched. Set DAYPASS_DELIVERIES to push, or remove it.',
    )
  if (hook?.url === '')
    return wrong(
      "The app has no webhook, or it is not active, so GitHub makes no deliveries that could be fetched. Make it active in the app's settings, with any address that GitHub takes.",
    )
  const [newest] = deliveries
  const last = newest ? `the last is of ${showInstant(newest.at)}` : 'there is none yet: open an issue, and look again'
  return { state: 'well', message: `Deliveries are fetched from GitHub (DAYPASS_DELIVERIES=pull); ${last}.` }
}

/** Servers that are older than the call answer that there is no such thing. */
async function asked<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_NOT_FOUND')) return undefined
    throw error
  }
}

type Hook = Awaited<ReturnType<DoctorInspection['webhook']>>

function judgeHook({ url, contentType, unchecked }: Hook, wanted: string, arrives: boolean): CheckResult[] {
  if (url === '')
    return [
      wrong(
        `The app has no webhook, or it is not active: nothing that happens on GitHub reaches Daypass. Make it active in the app's settings, with the address ${wanted}.`,
      ),
    ]
  const told: CheckResult[] = []
  if (!isSameAddress(url, wanted)) {
    const message = `GitHub delivers to ${url}, and this Daypass listens at ${wanted}.`
    // Something in between may pass it on.
    if (arrives) told.push({ state: 'note', message: `${message} What was delivered last got through all the same.` })
    else told.push(wrong(`${message} Correct the webhook's address in the app's settings, or PUBLIC_URL.`, url))
  }
  if (contentType !== 'json')
    told.push(wrong(`GitHub delivers as ${contentType}. Set the webhook's content type to application/json.`, url))
  if (unchecked)
    told.push({
      state: 'note',
      message: `GitHub does not check the certificate of ${url}. Switch SSL verification on in the app's settings.`,
    })
  return told
}

function isSameAddress(a: string, b: string): boolean {
  const [one, other] = [readAddress(a), readAddress(b)]
  return 'address' in one && 'address' in other && one.address === other.address
}

function judgeDeliveries(deliveries: readonly DeliveryLook[], url: string): CheckResult[] {
  const [newest] = deliveries
  if (!newest)
    return [{ state: 'note', message: 'GitHub has delivered nothing lately: open an issue, and look again.' }]
  const failed = deliveries.filter(({ delivered }) => !delivered)
  const at = `at ${showInstant(newest.at)}`
  if (!newest.delivered) {
    const since = deliveries.findIndex(({ delivered }) => delivered)
    const count = since < 0 ? deliveries.length : since
    const many = count === 1 ? 'its last delivery' : `its last ${count} deliveries`
    const again = "Then redeliver one in the app's settings (Advanced), and look again."
    const message = `GitHub delivers to ${url} and did not get through with ${many} (${at}): ${whyOf(newest)} ${again}`
    return [isSilent(newest.status) ? { state: 'note', message } : wrong(message)]
  }
  const well: CheckResult = { state: 'well', message: `What GitHub delivers gets through (the last ${at}).` }
  if (failed.length === 0) return [well]
  const statuses = [...new Set(failed.map(shownStatus))].slice(0, 5).join(', ')
  const message = `${failed.length} of the last ${deliveries.length} deliveries did not get through (${statuses}). Daypass asks GitHub for them again.`
  return [well, { state: 'note', message }]
}

const shownStatus = ({ status, words }: DeliveryLook): string => (status === 0 ? words || 'no answer' : String(status))

/** Nobody took it: the server may just not have been there, as before its first start. What is refused will be refused again. */
const isSilent = (status: number): boolean => [0, 502, 503, 504].includes(status)

/** What the answer that GitHub got tells of what stands in the way. */
function whyOf({ status, words }: DeliveryLook): string {
  if (status === 401)
    return 'it got 401: the secret differs, or something between changed the body. Give the app and WEBHOOK_SECRET the same secret, and let proxies and relays pass the bytes as they are.'
  if (status === 404 || status === 405)
    return `it got ${status}: what answers there is not Daypass's door. Check the address and the proxy.`
  if (status >= 300 && status < 400)
    return `it got ${status}: GitHub does not follow redirects. Name the address that it is redirected to.`
  if (status === 413) return 'it got 413: a proxy refuses long bodies. Let it pass 25 MB.'
  if (status === 503) return 'it got 503: the server is there, and its store does not take anything. See its log.'
  if (isSilent(status))
    return `${words || 'nobody answered'} (${status}): GitHub does not reach it. Check that the server runs, its name, certificate and firewall.`
  return `it got ${status}. See the log of the server and of the proxy.`
}

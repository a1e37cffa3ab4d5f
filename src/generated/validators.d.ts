// Generated from schemas/ by `npm run generate`. Do not edit.
/** ajv's answer for one schema; `errors` holds what the last call found. */
export type Validator<T> = ((data: unknown) => data is T) & {
  errors?: null | { instancePath: string; keyword: string; params: Record<string, unknown>; message?: string }[]
}
import type { Catalog } from './catalog.ts'
export declare const isCatalog: Validator<Catalog>
import type { Settings } from './config.ts'
export declare const isSettings: Validator<Settings>
import type { DecisionReceipt } from './decision-receipt.ts'
export declare const isDecisionReceipt: Validator<DecisionReceipt>
import type { Deployment } from './deployment.ts'
export declare const isDeployment: Validator<Deployment>
import type { NoticeMessage } from './notice-message.ts'
export declare const isNoticeMessage: Validator<NoticeMessage>
import type { PolicyInput } from './policy-input.ts'
export declare const isPolicyInput: Validator<PolicyInput>
import type { PolicyOutput } from './policy-output.ts'
export declare const isPolicyOutput: Validator<PolicyOutput>
import type { RequestFile } from './request-file.ts'
export declare const isRequestFile: Validator<RequestFile>
import type { CanonicalRequest } from './request.ts'
export declare const isCanonicalRequest: Validator<CanonicalRequest>
import type { SealedPayload } from './sealed-payload.ts'
export declare const isSealedPayload: Validator<SealedPayload>
import type { StoredRequest } from './stored-request.ts'
export declare const isStoredRequest: Validator<StoredRequest>
import type { TrailEvent } from './trail-event.ts'
export declare const isTrailEvent: Validator<TrailEvent>
import type { WebhookListing } from './webhook-listing.ts'
export declare const isWebhookListing: Validator<WebhookListing>
import type { WebhookMessage } from './webhook-message.ts'
export declare const isWebhookMessage: Validator<WebhookMessage>
import type { WebhookState } from './webhook-state.ts'
export declare const isWebhookState: Validator<WebhookState>

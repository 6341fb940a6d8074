// SPDX-License-Identifier: MIT
// Decisions of orgpol. What the members of requests, contexts and rows mean is in the library's headers, under the same
// names: orgpol/authzen.h, orgpol/model.h, orgpol/login.h, orgpol/client_grant.h, orgpol/consent.h.
import type {
  ActionName,
  Actions,
  Advice,
  ClientGrantRequestRow,
  ConsentKeyRequestRow,
  LoginRequestRow,
  Obligation,
  Reason,
} from "./words";
export * from "./words";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface Party {
  readonly type: string;
  readonly id: string;
  readonly properties?: { readonly [name: string]: Json };
}

/** What an action's own method takes. An id stands for {type, id} of the action's usual type. */
export interface Question<Context> {
  readonly subject: string | Party;
  readonly resource: string | Party;
  readonly context?: Readonly<Context>;
}

/** An AuthZEN evaluation. The library ignores members that it does not know: the action's own method does not. */
export interface EvaluationRequest {
  readonly subject: Party;
  readonly action: { readonly name: ActionName };
  readonly resource: Party;
  readonly context?: { readonly [name: string]: Json };
}

export interface EvaluationsRequest {
  readonly subject?: Party;
  readonly action?: { readonly name: ActionName };
  readonly resource?: Party;
  readonly context?: { readonly [name: string]: Json };
  readonly options?: {
    readonly evaluations_semantic?: "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";
  };
  readonly evaluations?: readonly Partial<EvaluationRequest>[];
}

/** What the answer has besides; its members depend on the action. */
export interface DecisionContext {
  readonly reason?: Reason;
  readonly rule?: string;
  readonly http_status?: number;
  /** The OAuth error; an object where an item of a batch is malformed. */
  readonly error?: string | { readonly status: number; readonly message: string; readonly pointer?: string };
  readonly error_description?: string;
  readonly unmet?: readonly Reason[];
  readonly obligations?: readonly Obligation[];
  readonly advice?: readonly Advice[];
  readonly remedy?: string | null;
  readonly [name: string]: unknown;
}

/**
 * An answer, frozen. It is an object, so `if (decision)` is always taken, and a bug: ask `decision.allowed`, or call
 * `decision.assertAllowed()`. Comparing it with ==, adding it and putting it into a template throw.
 */
export class Decision {
  private constructor();
  readonly decision: boolean;
  /** The first unmet condition; null when allowed, and for a malformed item of a batch. */
  readonly reason: Reason | null;
  /** All of them, in evaluation order. */
  readonly unmet: readonly Reason[];
  /** What the caller must do when it acts on the answer. One that it cannot do means that it must not act. */
  readonly obligations: readonly Obligation[];
  /** The OAuth error_description, or what is wrong with an item of a batch. */
  readonly description: string | null;
  readonly context: DecisionContext;
  get allowed(): boolean;
  /** This decision; throws DeniedError unless it is allowed. */
  assertAllowed(): this;
  toJSON(): { decision: boolean; context: DecisionContext };
}

export class OrgpolError extends Error {
  readonly code: string;
}

/** The tenant could not be loaded, or was closed. */
export class TenantError extends OrgpolError {
  /** JSON pointer into the document, "" for all of it, or where it is unknown. */
  readonly pointer: string;
  /** What was found, and what was expected. */
  readonly detail: string;
  /** Where it was text or a Buffer: byte offset, and line from 1. */
  readonly offset: number | undefined;
  readonly line: number | undefined;
}

/** The question is malformed, and has no answer. Members as of TenantError. */
export class RequestError extends OrgpolError {
  readonly pointer: string;
  readonly detail: string;
  readonly offset: number | undefined;
  readonly line: number | undefined;
}

/** Thrown by assertAllowed. */
export class DeniedError extends OrgpolError {
  readonly reason: Reason | null;
  readonly decision: Decision;
}

type Document = string | Uint8Array;

/** A tenant, loaded once. It is of the thread that loaded it; its memory is freed by close, or when it is collected. */
export class Tenant {
  private constructor();
  static load(json: Document): Tenant;
  /** Twice is fine. Any question afterwards is a TenantError. */
  close(): void;
  evaluate(request: EvaluationRequest | Document): Decision;
  evaluations(request: EvaluationsRequest | Document): readonly Decision[];
}
export interface Tenant extends Actions {}

/** Requests that bring their tenant as context.tenant. */
export function evaluate(request: EvaluationRequest | Document): Decision;
export function evaluations(request: EvaluationsRequest | Document): readonly Decision[];

/**
 * Decisions over rows that the caller has fetched, named as the structs of the library. Absent and null are none. A
 * member or word that there is not is a RequestError, and so is undefined.
 */
export function canLogin(rows: LoginRequestRow): Decision;
export function canThirdPartyLogin(rows: LoginRequestRow): Decision;
export function checkClientGrant(rows: ClientGrantRequestRow): Decision;
/** 64 hexadecimal digits. An organization_id of "" is one, and scopes of [] are part of the key. */
export function consentKey(named: ConsentKeyRequestRow): string;

export interface ReasonInfo {
  readonly name: Reason;
  readonly rule: string | null;
  readonly error: string | null;
  readonly description: string | null;
  readonly summary: string;
  readonly remedy: string | null;
  readonly http_status: number;
}
export const reasons: { readonly [name in Reason]: ReasonInfo };

export const version: string;
/** Which rules decided; log it beside a decision. */
export const rulesVersion: string;

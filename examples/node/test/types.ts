// SPDX-License-Identifier: MIT
// Compiled by types.test.js, and not run. Each @ts-expect-error is a mistake that the types must find.
import { Tenant, canLogin, checkClientGrant, consentKey, evaluate, reasons, DeniedError, Decision } from "..";
import type { Reason, LoginRequestRow } from "..";

const tenant: Tenant = Tenant.load("{}");
const decision: Decision = tenant.canThirdPartyLogin({
  subject: "auth0|u1",
  resource: { type: "client", id: "tpc_x" },
  context: { organization: "org_a", connection: "con_db", protocol: "oidc", member_count: 3, signup: null },
});
const allowed: boolean = decision.allowed;
const reason: Reason | null = decision.reason;
const rule: string | null = reasons.org_blocks_third_party.rule;
if (decision.assertAllowed().reason === "org_blocks_third_party") throw new DeniedError();
const rows: LoginRequestRow = { client: { client_id: "c", grant_types: ["implicit"] }, user: null };
canLogin(rows).obligations.includes("add_member");
checkClientGrant({ scopes: ["read"], client_usage: { hour: 1 } });
const key: string = consentKey({ user_id: "u", client_id: "c", secret: new Uint8Array(16) });
evaluate({ subject: { type: "user", id: "u" }, action: { name: "can_login" }, resource: { type: "client", id: "c" } });
const all: readonly Decision[] = tenant.evaluations({ evaluations: [{ resource: { type: "client", id: "c" } }] });

// @ts-expect-error: no such reason
decision.reason === "org_blocks_third_partys";
// @ts-expect-error: no such member
tenant.canLogin({ subject: "u", resource: "c", context: { organisation: "org_a" } });
// @ts-expect-error: no such word
tenant.canLogin({ subject: "u", resource: "c", context: { protocol: "OIDC" } });
// @ts-expect-error: another action's member
tenant.canLogin({ subject: "u", resource: "c", context: { redirect_uri: "x" } });
// @ts-expect-error: no resource
tenant.canLogin({ subject: "u" });
// @ts-expect-error: no such action
evaluate({ subject: { type: "user", id: "u" }, action: { name: "can_logon" }, resource: { type: "client", id: "c" } });
// @ts-expect-error: a decision is read only
decision.decision = true;
// @ts-expect-error: no such member of a row
canLogin({ client: { clientId: "c" } });
// @ts-expect-error: no such word in a row
canLogin({ client: { organization_usage: "denied" } });
// @ts-expect-error: text as flag
canLogin({ is_signup: "false" });
// @ts-expect-error: only load makes tenants
new Tenant("{}");
// @ts-expect-error: a decision is no boolean
const wrong: boolean = decision;

export { allowed, reason, rule, key, all, wrong };

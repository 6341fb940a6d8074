// SPDX-License-Identifier: MIT
// The actions of the AuthZEN layer, and the members of the context that each of them reads. From this table come the
// methods of Tenant, the check of their questions, and, with tools/types.js, their types.
"use strict";
const { refused } = require("./request");

const text = "string | null";
const flag = "boolean | null";
const number = "number | null";
const texts = "readonly string[] | null";
const object = "Json | null";
const words = (...list) => [...list.map((word) => JSON.stringify(word)), "null"].join(" | ");

const login = {
  organization: text,
  connection: text,
  protocol: words("oidc", "samlp", "wsfed", "classic_login", "lock", "device_code", "password", "passkey", "token_exchange", "refresh_token"),
  cross_app_access: object,
  signup: flag,
  invitation_accepted: flag,
  member_count: number,
  mfa: words("satisfied", "required", "failed"),
  action_verdict: words("allow", "deny"),
  response_mode: text,
};
const userGrant = {
  client: text,
  organization: text,
  scope: text,
  resource: text,
  permissions: texts,
  original_scope: text,
  authorization_details: "readonly Json[] | null",
  response_mode: text,
};
const config = { object, previous: object };
const myAccount = { token: object, host: text, dpop_proof_valid: flag, now: number };

// Action, the types of subject and resource where a question gives ids, context.
const table = [
  ["can_login", "user", "client", login],
  ["can_third_party_login", "user", "client", login],
  ["resolve_org_prompt_mode", "user", "client", {
    organization: text, invitation: text, now: number, identifier: text, choice: text, connection: text, prompt: text,
    session: object, response_mode: text,
  }],
  ["check_authorize_request", "user", "client", { query: text, parameters: object, organization: text }],
  ["check_endpoint_request", "client", "endpoint", { query: text, parameters: object, code: object, refresh_token: object }],
  ["check_client_grant", "client", "resource_server", {
    organization: text, scope: text, resource: text, client_authenticated: flag, token_usage: object,
    action_verdict: words("allow", "deny"),
  }],
  ["check_user_grant", "user", "resource_server", userGrant],
  ["check_consent", "user", "resource_server", {
    ...userGrant, prompt: text, session: object, redirect_uri: text, screen_shown: flag, approved: flag,
    interaction_needed: flag, grant_type: text,
  }],
  ["consent_key_for", "user", "resource_server", { client: text, organization: text, scope: text }],
  ["check_token_organization", "client", "client", {
    claims: object, issuer: text, expected_organization: text, known_organizations: "readonly Json[] | null",
  }],
  ["check_client_config", "user", "client", config],
  ["check_organization_config", "user", "organization", config],
  ["check_connection_config", "user", "connection", config],
  ["check_resource_server_config", "user", "resource_server", config],
  ["check_client_grant_config", "user", "client_grant", config],
  ["check_my_account_token", "user", "resource_server", {
    client: text, grant_type: text, scope: text, refresh_token_audience: text, login_scope: text, permissions: texts,
    consented_scopes: texts, auth_time: number, mfa_time: number, action_verdict: words("allow", "challenge", "deny"),
    host: text, now: number,
  }],
  ["can_connect_account", "user", "connection", { ...myAccount, content_type: text, body: object, organization: text }],
  ["can_complete_account", "user", "connection", {
    ...myAccount, content_type: text, body: object, same_device: flag, transaction: object, provider_account: object,
  }],
  ["can_manage_connected_accounts", "user", "user", {
    ...myAccount, operation: words("list", "delete", "list_connections"), api: words("my_account", "management"),
    query: object,
  }],
  ["check_token_exchange", "client", "connection", {
    client_authentication: object, subject_token_type: text, requested_token_type: text, login_hint: text,
    audience: text, resource: text, actor_token: text, scope: text, subject_token: object, source_ip: text,
    dpop_proof_valid: flag, risk_verdict: words("allow", "challenge"), action_requires_mfa: flag,
    provider_refresh: object, provider_scope: text, required_scopes: texts, now: number,
  }],
  ["select_connected_account", "user", "connection", { login_hint: text, organization: text }],
];

function camel(name) {
  return name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
}

const actions = table.map(([name, subject, resource, context]) =>
  Object.freeze({ name, method: camel(name), subject, resource, context: Object.freeze(context) }),
);

// An id, of the usual type, or {type, id}.
function partyOf(type, given) {
  return typeof given === "string" ? { type, id: given } : given;
}

function checkNames(object, known, where) {
  for (const name of Object.keys(object))
    if (!Object.hasOwn(known, name)) throw refused(`${where} has no member ${JSON.stringify(name)}`);
}

// The AuthZEN request of a question {subject, resource, context}. A member that the action does not read is refused.
function questionOf(action, question) {
  if (typeof question !== "object" || question === null) throw refused(`expected {subject, resource, context}`);
  const { subject, resource, context = {} } = question;
  if (Object.hasOwn(question, "context") && question.context === undefined) throw refused("context is undefined: leave it out for none");
  checkNames(question, { subject, resource, context }, action.method);
  if (typeof context === "object" && context !== null) checkNames(context, action.context, `context of ${action.method}`);
  return {
    subject: partyOf(action.subject, subject),
    action: { name: action.name },
    resource: partyOf(action.resource, resource),
    context,
  };
}

module.exports = { actions: Object.freeze(actions), questionOf };

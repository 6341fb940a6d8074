// SPDX-License-Identifier: MIT
// Rows and JSON answer alike: the logins and client grants of test/vectors, asked over the rows that their tenants
// have. What rows refuse to read, words that nobody knows and Cross App Access aside, is asked of JSON alone.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const { test } = require("node:test");
const orgpol = require("..");
const native = require("../lib/native");
const { rowsOf, folder } = require("./vectors");

const only = (rows, matches) => {
  const found = (rows ?? []).filter(matches);
  return found.length === 1 ? found[0] : null; // an id of two rows leads nowhere
};

// The members of the row that have the name and meaning of the API's.
function rowOf(type, object, more) {
  if (!object) return null;
  const row = {};
  for (const [name, value] of Object.entries(object)) if (name in native.types[type]) row[name] = value;
  return { ...row, ...more };
}

function clientOf({ clients }, id) {
  const client = only(clients, (one) => one.client_id === id || (one.external_client_id === id && id !== ""));
  const first = client?.default_organization;
  return rowOf("client", client, {
    identity_assertion_authorization_grant_active: client?.identity_assertion_authorization_grant?.active ?? null,
    has_client_authentication_methods: Object.values(client?.client_authentication_methods ?? {}).some((method) => method !== null),
    default_organization_id: first?.organization_id ?? null,
    default_organization_for_client_credentials: first?.flows?.includes("client_credentials") ?? null,
  });
}

function organizationOf(organization) {
  const connections = organization?.enabled_connections ?? organization?.connections ?? [];
  return rowOf("organization", organization, { enabled_connection_count: connections.length });
}

function settingsOf({ settings, rules, hooks }) {
  return rowOf("tenant_settings", settings ?? {}, {
    has_enabled_rule: (rules ?? []).some(({ enabled }) => enabled !== false),
    has_credentials_exchange_hook: (hooks ?? []).some((hook) => hook.triggerId === "credentials-exchange" && hook.enabled !== false),
  });
}

function optionsOf({ options }) {
  return rowOf("options", options ?? {}, { refresh_recheck: options?.refresh_recheck === false ? "off" : null });
}

function loginRows(document, { subject, resource, context }) {
  const organization = only(document.organizations, ({ id }) => id === context.organization);
  const connection = only(document.connections, ({ id, name }) => id === context.connection || name === context.connection);
  const client = clientOf(document, resource.id);
  const user = subject.type === "user" ? only(document.users, ({ user_id }) => user_id === subject.id) : null;
  const ids = { organization_id: organization?.id };
  const enabled = organization?.enabled_connections ?? organization?.connections;
  const row = (type, rows, matches, more) => rowOf(type, connection && client ? only(rows, matches) : null, more);
  const link = only(enabled, ({ connection_id }) => connection_id === connection?.id);
  return {
    protocol: context.protocol ?? null,
    mfa: context.mfa ?? null,
    action_verdict: context.action_verdict ?? null,
    response_mode: context.response_mode === "web_message" ? "web_message" : null,
    is_signup: context.signup ?? null,
    is_invitation_accepted: context.invitation_accepted ?? null,
    member_count: context.member_count ?? organization?.members?.length ?? 0,
    organization_id: context.organization ?? null,
    options: optionsOf(document),
    settings: settingsOf(document),
    client,
    organization: organizationOf(organization),
    connection: rowOf("connection", connection, {
      is_authentication_inactive: connection?.authentication?.active === false,
      enabled_client_count: connection?.enabled_clients?.length ?? 0,
    }),
    enabled_client: client && connection?.enabled_clients?.includes(client.client_id) ? { connection_id: connection.id, client_id: client.client_id } : null,
    enabled_connection: rowOf("enabled_connection", link, { ...ids, is_disabled: link?.is_enabled === false }),
    organization_client: rowOf("organization_client", client && only(organization?.clients, ({ client_id }) => client_id === client.client_id), ids),
    member: user && rowOf("organization_member", only(organization?.members, ({ user_id }) => user_id === subject.id), ids),
    user: rowOf("user", user),
  };
}

function quotaOf(quota) {
  const given = quota?.client_credentials;
  if (!given) return null;
  return {
    has_per_hour: given.per_hour !== undefined, per_hour: given.per_hour ?? 0,
    has_per_day: given.per_day !== undefined, per_day: given.per_day ?? 0,
    is_not_enforced: given.enforce === false,
  };
}

function grantOf(grant) {
  return rowOf("client_grant", grant, { scopes: grant?.scope ?? null, default_for: grant?.default_for ?? null });
}

function grantRows(document, { subject, resource, context }) {
  const settings = settingsOf(document);
  const client = clientOf(document, subject.id);
  const sent = context.organization ?? "";
  const organization = sent === "" ? only(document.organizations, ({ id }) => id === client?.default_organization_id)
    : sent.startsWith("org_") ? only(document.organizations, ({ id }) => id === sent)
    : settings.allow_organization_name_in_authentication_api ? only(document.organizations, ({ name }) => name?.toLowerCase() === sent.toLowerCase()) : null;
  const audience = resource.id || (settings.resource_parameter_profile === "compatibility" && context.resource) || settings.default_audience || null;
  const api = only(document.resource_servers, ({ identifier }) => identifier === audience);
  const grants = (document.client_grants ?? []).filter((grant) => grant.audience === audience && grant.subject_type !== "user");
  const own = grants.filter(({ client_id, default_for }) => client && client_id === client.client_id && !default_for);
  const byDefault = grants.filter(({ default_for }) => default_for);
  const grant = own.length === 1 ? own[0] : null;
  const usage = (used) => ({ hour: used?.hour ?? 0, day: used?.day ?? 0 });
  return {
    is_client_authenticated: context.client_authenticated ?? true,
    has_several_client_grants: own.length > 1 || (own.length === 0 && byDefault.length > 1 && !client?.is_first_party),
    action_verdict: context.action_verdict ?? null,
    audience: resource.id,
    resource: context.resource ?? null,
    sent_organization: context.organization ?? null,
    scopes: (context.scope ?? "").split(" ").filter(Boolean),
    options: optionsOf(document),
    settings,
    client,
    resource_server: rowOf("resource_server", api, {
      scopes: api?.scopes?.map(({ value }) => value) ?? null,
      client_policy: api?.subject_type_authorization?.client?.policy ?? null,
    }),
    client_grant: grantOf(grant),
    default_client_grant: own.length === 0 && byDefault.length === 1 ? grantOf(byDefault[0]) : null,
    organization: organizationOf(organization),
    organization_client_grant: grant && organization?.client_grants?.some(({ id, grant_id }) => (grant_id ?? id) === grant.id)
      ? { organization_id: organization.id, grant_id: grant.id } : null,
    client_quota: quotaOf(only(document.clients, ({ client_id }) => client_id === subject.id)?.token_quota),
    organization_quota: quotaOf(organization?.token_quota),
    default_client_quota: quotaOf({ client_credentials: document.settings?.default_token_quota?.clients?.client_credentials }),
    default_organization_quota: quotaOf({ client_credentials: document.settings?.default_token_quota?.organizations?.client_credentials }),
    client_usage: usage(context.token_usage?.client),
    organization_usage: usage(context.token_usage?.organization),
  };
}

const decide = { can_login: orgpol.canLogin, can_third_party_login: orgpol.canThirdPartyLogin, check_client_grant: orgpol.checkClientGrant };
const COMPARED = ["decision", "reason", "unmet", "obligations"];
// Rows of these are not what their tenant's loader makes of its document: two rows of one id are the stricter of both, a
// count beyond all counts, a grant of two owners, which as a row is an error, scopes that cannot be in a token.
const LOADED_OTHERWISE = ["LOGIN-18e", "LOGIN-22c", "M2M-10-two-owners", "M2M-26-no-scope-token", "M2M-26-no-scope-token-granted"];

// Whether rows could be asked; then they have answered as JSON does.
function compare({ id, action, question, tenant: document }, rows) {
  const tenant = orgpol.Tenant.load(JSON.stringify(document));
  const json = tenant.evaluate({ ...question, action: { name: action.name } });
  tenant.close();
  const asked = rows(document, question);
  let decision;
  try {
    decision = decide[action.name](asked);
  } catch (error) {
    assert.ok(error instanceof orgpol.RequestError, `${id}: ${error.stack}`);
    assert.match(error.detail, /no such word/, id);
    return false;
  }
  for (const member of COMPARED) assert.deepEqual(decision[member], json[member], `${id}: ${member}`);
  // Rows have the user's id from the user's row alone.
  if (json.reason !== "user_not_member" || asked.user) assert.equal(decision.description, json.description, id);
  assert.deepEqual(decision.context.advice, json.context.advice, id);
  if (decision.allowed && action.name === "check_client_grant") assert.deepEqual(decision.context.scopes, json.context.grant.scopes, id);
  if (decision.allowed) assert.equal(decision.context.org_id, json.context.claims.org_id, id);
  if (decision.allowed) assert.equal(decision.context.org_name, json.context.claims.org_name, id);
  return true;
}

function agree(family, rows, isAsked) {
  const all = rowsOf(family).filter(
    ({ id, action, question }) => action.name in decide && isAsked(question) && !LOADED_OTHERWISE.includes(id),
  );
  const compared = all.filter((row) => compare(row, rows)).length;
  assert.ok(compared > 0.8 * all.length && compared > 50, `${compared} of ${all.length} were compared`);
}

test("logins", () => agree("login", loginRows, ({ context }) => !context.cross_app_access));
test("client grants", () => agree("client_grant", grantRows, () => true));

test("consent keys are those of test/vectors/consent_key.txt", () => {
  const lines = fs.readFileSync(`${folder}/consent_key.txt`, "utf8").split("\n").filter((line) => line.startsWith("{"));
  assert.ok(lines.length > 30);
  for (const line of lines) {
    const { id, user, client, audience = null, organization = null, scopes = null, secret = null, key } = JSON.parse(line);
    const named = { user_id: user, client_id: client, audience, organization_id: organization, scopes };
    assert.equal(orgpol.consentKey({ ...named, secret: secret && Buffer.from(secret, "hex") }), key, id);
  }
});

test("texts of every length are read as JSON reads them", () => {
  const tenant = orgpol.Tenant.load("{}");
  for (const unit of ["a", "é", "～", "\u{1f511}", "\ufffd"])
    for (let length = 1; length < 80; length++)
      for (const user of [unit.repeat(length), `x${unit.repeat(length)}`, `xy${unit.repeat(length)}`]) {
        const json = tenant.consentKeyFor({ subject: user, resource: "api", context: { client: "c" } });
        assert.equal(orgpol.consentKey({ user_id: user, client_id: "c", audience: "api" }), json.context.consent.key, user);
      }
});

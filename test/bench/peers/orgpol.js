// SPDX-License-Identifier: MIT
// orgpol through JSON, where a fact can be missing or of another type: the command's answers to requests { action, facts }.
"use strict";
const { spawnSync } = require("child_process");

// The row that a fact says is there. What is neither of the words is handed on as it is.
function rows(fact, none, row) {
  return fact === undefined || fact === none ? [] : row(fact);
}

function tenant(facts) {
  return {
    clients: [
      {
        client_id: "tpc_x",
        is_first_party: facts.is_first_party,
        third_party_security_mode: facts.third_party_security_mode,
        organization_usage: facts.organization_usage,
      },
    ],
    connections: [{ id: "con_x", name: "x", is_domain_connection: facts.is_domain_connection }],
    organizations: [
      {
        id: "org_x",
        name: "x",
        third_party_client_access: facts.third_party_client_access,
        is_app_entitlement_active: facts.is_app_entitlement_active,
        enabled_connections: rows(facts.is_connection_enabled, undefined, (enabled) => [
          {
            connection_id: "con_x",
            is_enabled: enabled,
            assign_membership_on_login: facts.assign_membership_on_login,
          },
        ]),
        clients: rows(facts.member_access, "not_listed", (access) => [
          { client_id: "tpc_x", use_for_member_access: { off: false, on: true }[access] ?? access },
        ]),
        members: rows(facts.is_member, false, (member) => (member === true ? [{ user_id: "u" }] : member)),
      },
    ],
    users: [{ user_id: "u" }],
  };
}

function evaluation({ action, facts }) {
  return {
    subject: { type: "user", id: "u" },
    action: { name: "can_third_party_login" },
    resource: { type: "client", id: "tpc_x" },
    context: {
      tenant: tenant(facts),
      organization: "org_x",
      connection: "con_x",
      protocol: action === "refresh" ? "refresh_token" : "oidc",
      member_count: facts.member_count,
      mfa: facts.mfa,
    },
  };
}

// "allow", "error", or the rule of a denial.
function word({ decision, context }) {
  if (decision) return "allow";
  return context.rule === undefined ? "error" : context.rule;
}

function answers(command, requests) {
  const input = requests.map((request) => JSON.stringify(evaluation(request)) + "\n").join("");
  const { stdout, error } = spawnSync(command, ["eval", "--ndjson"], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw error;
  const lines = stdout.trimEnd().split("\n");
  if (lines.length !== requests.length) throw new Error(`${lines.length} answers to ${requests.length} requests`);
  return lines.map((line) => word(JSON.parse(line)));
}

module.exports = { answers };

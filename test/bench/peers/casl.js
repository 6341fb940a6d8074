// SPDX-License-Identifier: MIT
// CASL: casl.js FILE COUNT, see peer.js. What comes later goes before what comes earlier.
"use strict";
const { AbilityBuilder, createMongoAbility, subject } = require("@casl/ability");
const { packages } = require("./package-lock.json");
const { run } = require("./peer.js");

const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
const BOTH = ["log_in", "refresh"];

can(BOTH, "Client");
cannot(BOTH, "Client", { is_first_party: { $ne: false } }).because("LOGIN-02");
cannot(BOTH, "Client", { third_party_security_mode: { $ne: "strict" } }).because("LOGIN-03");
cannot(BOTH, "Client", { organization_usage: { $nin: ["allow", "require"] } }).because("PROMPT-07");
cannot(BOTH, "Client", { is_app_entitlement_active: { $ne: false }, member_access: "off" }).because("ENT-07"); // ENT-17
// LOGIN-34 of a refresh; ENT-06: or Member Access, which counts while entitlement is active (ENT-08, ENT-09).
const BLOCKED = { third_party_client_access: { $ne: "allow" } };
cannot(BOTH, "Client", { ...BLOCKED, is_app_entitlement_active: { $ne: true } }).because("LOGIN-07");
cannot(BOTH, "Client", { ...BLOCKED, member_access: { $ne: "on" } }).because("LOGIN-07");
cannot("log_in", "Client", { is_domain_connection: { $ne: true } }).because("LOGIN-08");
cannot("log_in", "Client", { is_connection_enabled: { $ne: true } }).because("LOGIN-09");
// LOGIN-19: or the login makes the user a member.
const STRANGER = { is_member: { $ne: true } };
cannot("log_in", "Client", { ...STRANGER, assign_membership_on_login: { $ne: true } }).because("LOGIN-18");
cannot("log_in", "Client", { ...STRANGER, member_count: { $gte: 100000 } }).because("LOGIN-22");
cannot("refresh", "Client", STRANGER).because("LOGIN-34");
cannot("refresh", "Client", { mfa: "required" }).because("AUTHZ-20");
cannot(BOTH, "Client", { mfa: "failed" }).because("LOGIN-25");

const ability = build();
const prepare = (action, facts) => ({ action, client: subject("Client", facts) });
const decide = ({ action, client }) => ability.can(action, client);

run(packages["node_modules/@casl/ability"].version, prepare, decide);

/* SPDX-License-Identifier: MIT */
/*
 * Rows that break no rule, and single changes to them with what each breaks, written down from the rulebook.
 * The changes of one base are to members of their own, so any set of them breaks what its members break.
 */
#ifndef ORGPOL_TEST_CONFIG_CHANGES_H
#define ORGPOL_TEST_CONFIG_CHANGES_H

#include "truth_table.h"

#define TEXTS 102

/* Everything the checks read. */
struct setup {
    struct orgpol_options options;
    struct orgpol_client client;
    struct orgpol_client previous;
    struct orgpol_client_config client_config;
    struct orgpol_organization organization;
    struct orgpol_organization same_name;
    struct orgpol_organization_config organization_config;
    struct orgpol_enabled_connection enabled[12];
    struct orgpol_connection enabled_of[12];
    struct orgpol_configured_connection connections[12];
    struct orgpol_configured_invitation invitation;
    struct orgpol_client invited_client;
    struct orgpol_connection connection;
    struct orgpol_connection same_issuer;
    struct orgpol_connection_config connection_config;
    struct orgpol_resource_server resource_server;
    struct orgpol_resource_server_config resource_server_config;
    struct orgpol_client_grant grant;
    struct orgpol_client_grant same_key;
    struct orgpol_client_grant_config grant_config;
    struct orgpol_str callbacks[2];
    struct orgpol_str origins[2];
    struct orgpol_str grants[TEXTS];
    struct orgpol_str domains[TEXTS];
    struct orgpol_str scopes[2];
    struct orgpol_str known[2];
    char names[TEXTS][24];
};

/* A change, and the findings it makes: "CFG-11 callbacks[1]", several with "; " between, "" for none. */
struct change {
    const char *name;
    void (*apply)(struct setup *setup);
    const char *findings;
};

struct base {
    const char *name;
    uint8_t family;
    void (*build)(struct setup *setup);
    const struct change *changes;
    unsigned count;
};

/* ---- applications ---- */

static inline void any_client(struct setup *s)
{
    s->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    s->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    s->client_config = (struct orgpol_client_config)ORGPOL_CLIENT_CONFIG_INIT;
    s->client.client_id = ORGPOL_STR("app");
    s->client.organization_usage = ORGPOL_USAGE_ALLOW;
    s->client.organization_require_behavior = ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT;
    s->client.grant_types = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE;
    s->client.app_type = ORGPOL_APP_TYPE_REGULAR_WEB;
    s->callbacks[0] = ORGPOL_STR("https://app.example/cb");
    s->callbacks[1] = ORGPOL_STR("com.example.app:/cb");
    s->origins[0] = ORGPOL_STR("https://app.example");
    s->origins[1] = ORGPOL_STR("https://www.app.example");
    s->client.callbacks = s->callbacks;
    s->client.callback_count = 2;
    s->client_config.client = &s->client;
    s->client_config.options = &s->options;
    s->client_config.allowed_origins = s->origins;
    s->client_config.allowed_origin_count = 2;
}
static inline void first_party(struct setup *s)
{
    any_client(s);
    s->client.is_first_party = 1;
    s->previous = s->client;
    s->client_config.previous = &s->previous;
}
static inline void strict(struct setup *s)
{
    any_client(s);
    s->client.third_party_security_mode = ORGPOL_SECURITY_MODE_STRICT;
    s->previous = s->client;
    s->client_config.previous = &s->previous;
}
static inline void permissive(struct setup *s)
{
    any_client(s);
    s->client.third_party_security_mode = ORGPOL_SECURITY_MODE_PERMISSIVE;
    s->client.organization_usage = ORGPOL_USAGE_DENY;
    s->options.absent_security_mode = ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE;
}
static inline void document(struct setup *s)
{
    any_client(s);
    s->client.external_metadata_type = ORGPOL_METADATA_CIMD;
}

static inline void was_third_party(struct setup *s)
{
    s->previous.is_first_party = 0;
}
static inline void was_first_party(struct setup *s)
{
    s->previous.is_first_party = 1;
}
static inline void was_permissive(struct setup *s)
{
    s->previous.third_party_security_mode = ORGPOL_SECURITY_MODE_PERMISSIVE;
}
static inline void mode_strict(struct setup *s)
{
    s->client.third_party_security_mode = ORGPOL_SECURITY_MODE_STRICT;
}
static inline void mode_unknown(struct setup *s)
{
    s->client.third_party_security_mode = ORGPOL_WORD_UNKNOWN;
}
static inline void was_unset(struct setup *s)
{
    s->previous.third_party_security_mode = ORGPOL_SECURITY_MODE_UNSET;
}
static inline void not_eligible(struct setup *s)
{
    s->options.absent_security_mode = ORGPOL_ABSENT_SECURITY_MODE_STRICT;
}
static inline void implicit(struct setup *s)
{
    s->client.grant_types |= ORGPOL_GRANT_TYPE_IMPLICIT;
}
static inline void unknown_grant(struct setup *s)
{
    s->client.grant_types = ORGPOL_GRANT_TYPE_OTHER;
}
static inline void no_grants(struct setup *s)
{
    s->client.grant_types = ORGPOL_GRANT_TYPE_OTHER;
    s->client_config.has_no_grant_types = 1;
}
static inline void password(struct setup *s)
{
    s->client.grant_types |= ORGPOL_GRANT_TYPE_PASSWORD;
}
static inline void realm(struct setup *s)
{
    s->client.grant_types |= ORGPOL_GRANT_TYPE_PASSWORD_REALM;
}
static inline void credentials(struct setup *s)
{
    s->client.grant_types |= ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS;
}
static inline void public_credentials(struct setup *s)
{
    s->client.grant_types |= ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS;
    s->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_NONE;
}
static inline void spa(struct setup *s)
{
    s->client.app_type = ORGPOL_APP_TYPE_SPA;
}
static inline void post(struct setup *s)
{
    s->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST;
}
static inline void key(struct setup *s)
{
    s->client.has_client_authentication_methods = 1;
    s->client_config.client_authentication_methods |= ORGPOL_CLIENT_AUTHENTICATION_PRIVATE_KEY_JWT;
}
static inline void tls(struct setup *s)
{
    s->client_config.client_authentication_methods |= ORGPOL_CLIENT_AUTHENTICATION_SELF_SIGNED_TLS;
}
static inline void two_methods(struct setup *s)
{
    s->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_CLIENT_SECRET_BASIC;
    s->client.has_client_authentication_methods = 1;
}
static inline void hs256(struct setup *s)
{
    s->client_config.signing_algorithm = ORGPOL_SIGNING_HS256;
}
static inline void unknown_algorithm(struct setup *s)
{
    s->client_config.signing_algorithm = ORGPOL_WORD_UNKNOWN;
}
static inline void wildcard(struct setup *s)
{
    s->callbacks[1] = ORGPOL_STR("https://*.example/cb");
}
static inline void placeholder(struct setup *s)
{
    s->origins[0] = ORGPOL_STR("https://{custom_domain}");
}
static inline void web_origin(struct setup *s)
{
    static const struct orgpol_str relative = {"app.example", 11};

    s->client_config.web_origins = &relative;
    s->client_config.web_origin_count = 1;
}
static inline void backslash(struct setup *s)
{
    s->callbacks[0] = ORGPOL_STR("https://app.example\\@elsewhere.example/");
}
static inline void no_host(struct setup *s)
{
    s->origins[1] = ORGPOL_STR("https:///");
}
static inline void endless(struct setup *s)
{
    s->client_config.refresh_token_expiration_type = ORGPOL_EXPIRATION_NON_EXPIRING;
}
static inline void idle(struct setup *s)
{
    s->client_config.has_infinite_idle_token_lifetime = 1;
}
static inline void post_login(struct setup *s)
{
    s->client.organization_require_behavior = ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
}
static inline void no_prompt(struct setup *s)
{
    s->client.organization_require_behavior = ORGPOL_BEHAVIOR_UNSET;
}
static inline void organizations(struct setup *s)
{
    s->client.organization_usage = ORGPOL_USAGE_REQUIRE;
}
static inline void half_default(struct setup *s)
{
    s->client.default_organization_id = ORGPOL_STR("org_a");
}
static inline void empty_default(struct setup *s)
{
    s->client_config.has_default_organization = 1;
    s->client_config.default_organization_flows = ORGPOL_DEFAULT_ORGANIZATION_CLIENT_CREDENTIALS;
}

static const struct change first_party_changes[] = {
    {"was third party", was_third_party, "CFG-01 is_first_party"},
    {"mode strict", mode_strict, "CFG-02 is_first_party"},
    {"implicit", implicit, ""},
    {"password", password, ""},
    {"public, credentials", public_credentials, "CFG-08 grant_types"},
    {"mutual TLS", tls, ""},
    {"HS256", hs256, ""},
    {"wildcard", wildcard, ""},
    {"endless refresh", endless, ""},
    {"post-login prompt", post_login, "CFG-18 oidc_conformant"},
    {"default without flows", half_default, "CFG-20 default_organization.flows"},
};
static const struct change first_party_others[] = {
    {"mode unknown", mode_unknown, "CFG-02 is_first_party"},
};
static const struct change strict_changes[] = {
    {"was first party", was_first_party, "CFG-01 is_first_party"},
    {"was permissive", was_permissive, "CFG-01 third_party_security_mode"},
    {"implicit", implicit, "CFG-06 grant_types"},
    {"public, credentials", public_credentials, "CFG-07 grant_types; CFG-08 grant_types"},
    {"mutual TLS", tls, "CFG-09 client_authentication_methods"},
    {"HS256", hs256, "CFG-10 jwt_configuration.alg"},
    {"wildcard", wildcard, "CFG-11 callbacks[1]"},
    {"placeholder", placeholder, "CFG-11 allowed_origins[0]"},
    {"relative origin", web_origin, "CFG-11 web_origins[0]"},
    {"endless refresh", endless, "CFG-12 refresh_token.expiration_type"},
    {"endless idling", idle, "CFG-12 refresh_token.infinite_idle_token_lifetime"},
    {"no prompt", no_prompt, "PROMPT-29 organization_require_behavior"},
    {"default without id", empty_default, "CFG-20 default_organization.organization_id"},
};
static const struct change strict_others[] = {
    {"mode unknown", mode_unknown, ""},
    {"mode was left out", was_unset, ""},
    {"backslash", backslash, "CFG-11 callbacks[0]"},
    {"no host", no_host, "CFG-11 allowed_origins[1]"},
    {"unknown grant type", unknown_grant, "CFG-06 grant_types"},
    {"unknown algorithm", unknown_algorithm, "CFG-10 jwt_configuration.alg"},
    {"two methods", two_methods, "CFG-14 client_authentication_methods"},
    {"post-login prompt", post_login, ""},
};
static const struct change strict_empty[] = {
    {"no grant types", no_grants, ""},
    {"key", key, ""},
    {"single page", spa, ""},
};
static const struct change permissive_changes[] = {
    {"not eligible", not_eligible, "CFG-03 third_party_security_mode"},
    {"implicit", implicit, ""},
    {"password", password, "CFG-15 grant_types"},
    {"mutual TLS", tls, ""},
    {"two methods", two_methods, "CFG-14 client_authentication_methods"},
    {"HS256", hs256, ""},
    {"wildcard", wildcard, ""},
    {"post-login prompt", post_login, "CFG-18 oidc_conformant"},
};
static const struct change permissive_others[] = {
    {"password realm", realm, "CFG-15 grant_types"},
    {"no prompt", no_prompt, ""},
    {"organizations", organizations, "CFG-22 organization_usage"},
};
static const struct change document_changes[] = {
    {"credentials", credentials, "CFG-06 grant_types"},
    {"shared secret method", post, "CFG-09 token_endpoint_auth_method"},
    {"mutual TLS", tls, "CFG-09 client_authentication_methods"},
};
static const struct change document_others[] = {
    {"single page", spa, "CFG-09 app_type"},
    {"key", key, ""},
};

/* ---- organizations ---- */

static inline struct orgpol_str numbered(struct setup *s, int n, const char *format)
{
    snprintf(s->names[n], sizeof s->names[n], format, n);
    return orgpol_str_of(s->names[n]);
}
static inline void organization(struct setup *s)
{
    s->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    s->organization = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
    s->organization.id = ORGPOL_STR("org_a");
    s->organization.name = ORGPOL_STR("acme-1_x");
    s->organization.third_party_client_access = ORGPOL_ACCESS_ALLOW;
    s->same_name = s->organization;
    for (int i = 0; i < 12; i++) {
        s->enabled[i] = (struct orgpol_enabled_connection)ORGPOL_ENABLED_CONNECTION_INIT;
        s->enabled_of[i] = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
        s->connections[i] = (struct orgpol_configured_connection)ORGPOL_CONFIGURED_CONNECTION_INIT;
        s->enabled[i].organization_id = s->organization.id;
        s->enabled[i].connection_id = numbered(s, i, "con_%d");
        s->enabled[i].assign_membership_on_login = 1;
        s->enabled[i].is_signup_enabled = 1;
        s->enabled_of[i].id = s->enabled[i].connection_id;
        s->enabled_of[i].strategy = ORGPOL_STR("auth0");
        s->connections[i].enabled_connection = &s->enabled[i];
        s->connections[i].connection = &s->enabled_of[i];
    }
    for (int i = 12; i < TEXTS; i++) {
        s->grants[i] = numbered(s, i, "x%d.example");
        s->domains[i] = s->grants[i];
    }
    for (int i = 0; i < 12; i++) {
        s->grants[i] = s->enabled[i].connection_id;
        s->domains[i] = ORGPOL_STR("a.b");
        s->domains[i].len = 3;
    }
    s->domains[0] = ORGPOL_STR("acme.example");
    s->invitation = (struct orgpol_configured_invitation)ORGPOL_CONFIGURED_INVITATION_INIT;
    s->invited_client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    s->invited_client.client_id = s->invitation.client_id = ORGPOL_STR("app");
    s->invited_client.is_first_party = 1;
    s->invited_client.organization_usage = ORGPOL_USAGE_REQUIRE;
    s->invitation.client = &s->invited_client;
    s->invitation.has_login_route = 1;
    s->invitation.ttl_sec = ORGPOL_INVITATION_TTL_MAX;
    s->invitation.role_count = ORGPOL_INVITATION_ROLES_MAX;
    s->invitation.connection_id = s->enabled[0].connection_id;
    s->invitation.connection = &s->enabled_of[0];
    s->invitation.enabled_connection = &s->enabled[0];
    s->organization_config = (struct orgpol_organization_config)ORGPOL_ORGANIZATION_CONFIG_INIT;
    s->organization_config.organization = &s->organization;
    s->organization_config.options = &s->options;
    s->organization_config.same_name = &s->same_name; /* itself */
    s->organization_config.enabled_connections = s->connections;
    s->organization_config.enabled_connection_count = 10;
    s->organization_config.invitations = &s->invitation;
    s->organization_config.invitation_count = 1;
    s->organization_config.client_grants = s->grants;
    s->organization_config.client_grant_count = 100;
    s->organization_config.discovery_domains = s->domains + 12;
    s->organization_config.discovery_domain_count = 90;
    s->organization_config.client_count = 100;
}
static inline void name_bad(struct setup *s)
{
    s->organization.name = s->same_name.name = ORGPOL_STR("Acme");
}
static inline void name_taken(struct setup *s)
{
    s->same_name.id = ORGPOL_STR("org_b");
}
static inline void access_odd(struct setup *s)
{
    s->organization.third_party_client_access = ORGPOL_WORD_UNKNOWN;
}
static inline void grants_many(struct setup *s)
{
    s->organization_config.client_grant_count = 101;
}
static inline void grants_twice(struct setup *s)
{
    s->grants[7] = s->grants[2];
}
static inline void connections_many(struct setup *s)
{
    s->organization_config.enabled_connection_count = 11;
}
static inline void connection_twice(struct setup *s)
{
    s->enabled[5].connection_id = s->enabled_of[5].id = s->enabled[4].connection_id;
}
static inline void signup_enterprise(struct setup *s)
{
    s->enabled_of[2].strategy = ORGPOL_STR("okta");
}
static inline void signup_unassigned(struct setup *s)
{
    s->enabled[3].assign_membership_on_login = 0;
}
static inline void domain_bad(struct setup *s)
{
    s->domains[12] = ORGPOL_STR("a..b");
}
static inline void domain_twice(struct setup *s)
{
    s->domains[20] = ORGPOL_STR("X14.Example");
}
static inline void clients_many(struct setup *s)
{
    s->organization_config.client_count = 101;
}
static inline void invited_denies(struct setup *s)
{
    s->invited_client.organization_usage = ORGPOL_USAGE_DENY;
}
static inline void invited_permissive(struct setup *s)
{
    s->invited_client.is_first_party = 0;
    s->invited_client.third_party_security_mode = ORGPOL_SECURITY_MODE_PERMISSIVE;
}
static inline void invited_nobody(struct setup *s)
{
    s->invitation.client = NULL;
}
static inline void invited_disabled(struct setup *s)
{
    s->enabled[0].is_disabled = 1;
}
static inline void invited_elsewhere(struct setup *s)
{
    s->invitation.enabled_connection = NULL;
}
static inline void invited_passwordless(struct setup *s)
{
    s->enabled[0].is_signup_enabled = 0;
    s->enabled_of[0].strategy = ORGPOL_STR("sms");
}
static inline void invited_no_route(struct setup *s)
{
    s->invitation.has_login_route = 0;
}
static inline void invited_long(struct setup *s)
{
    s->invitation.ttl_sec++;
}
static inline void invited_roles(struct setup *s)
{
    s->invitation.role_count++;
}
static inline void used(struct setup *s)
{
    s->invitation.is_used = 1;
    s->invitation.client = NULL;
    s->invitation.ttl_sec++;
}

static const struct change organization_changes[] = {
    {"bad name", name_bad, "CFG-23 name"},
    {"name taken", name_taken, "CFG-23 name"},
    {"odd access", access_odd, "CFG-24 third_party_client_access"},
    {"101 grants", grants_many, "CFG-35 client_grants"},
    {"a grant twice", grants_twice, "CFG-35 client_grants[7]"},
    {"11 connections", connections_many, "CFG-37 enabled_connections"},
    {"signup, enterprise", signup_enterprise, "CFG-37 enabled_connections[2].is_signup_enabled"},
    {"signup, not assigned", signup_unassigned, "CFG-37 enabled_connections[3].is_signup_enabled"},
    {"a connection twice", connection_twice, "CFG-37 enabled_connections[5]"},
    {"bad domain", domain_bad, "CFG-38 discovery_domains[0].domain"},
    {"a domain twice", domain_twice, "CFG-38 discovery_domains[8]"},
    {"101 applications", clients_many, "CFG-39 clients"},
    {"no organizations", invited_denies, "CFG-40 invitations[0].client_id"},
    {"connection disabled", invited_disabled, "CFG-40 invitations[0].connection_id"},
};
static const struct change invitation_changes[] = {
    {"unknown client", invited_nobody, "CFG-40 invitations[0].client_id"},
    {"not enabled", invited_elsewhere, "CFG-40 invitations[0].connection_id"},
    {"long", invited_long, "CFG-40 invitations[0].ttl_sec"},
    {"many roles", invited_roles, "CFG-40 invitations[0].roles"},
};
static const struct change invitation_others[] = {
    {"passwordless", invited_passwordless, "CFG-40 invitations[0].connection_id"},
    {"no login route", invited_no_route, "CFG-40 invitations[0].client_id"},
};
static const struct change invitation_permissive[] = {
    {"permissive", invited_permissive, "CFG-40 invitations[0].client_id"},
};
static const struct change invitation_used[] = {
    {"used", used, ""},
};

/* ---- connections, APIs ---- */

static inline void connection(struct setup *s)
{
    s->connection = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    s->connection.id = ORGPOL_STR("con_a");
    s->connection.cross_app_access_resource_app_status = ORGPOL_CROSS_APP_ACCESS_ENABLED;
    s->same_issuer = s->connection;
    s->connection_config = (struct orgpol_connection_config)ORGPOL_CONNECTION_CONFIG_INIT;
    s->connection_config.connection = &s->connection;
    s->connection_config.same_issuer = &s->same_issuer; /* itself */
    s->connection_config.organization_count = 1;
}
static inline void other_issuer(struct setup *s)
{
    s->same_issuer.id = ORGPOL_STR("con_b");
}
static inline void other_off(struct setup *s)
{
    s->same_issuer.id = ORGPOL_STR("con_b");
    s->same_issuer.cross_app_access_resource_app_status = ORGPOL_CROSS_APP_ACCESS_DISABLED;
}
static inline void two_organizations(struct setup *s)
{
    s->connection_config.organization_count = 2;
}
static inline void exchange_off(struct setup *s)
{
    s->connection.cross_app_access_resource_app_status = ORGPOL_WORD_UNKNOWN;
    s->connection_config.organization_count = 2;
    other_issuer(s);
}
static inline void resource_server(struct setup *s)
{
    s->resource_server = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    s->resource_server_config = (struct orgpol_resource_server_config)ORGPOL_RESOURCE_SERVER_CONFIG_INIT;
    s->resource_server.identifier = ORGPOL_STR("https://api.example");
    s->resource_server_config.resource_server = &s->resource_server;
}
static inline void allow_all(struct setup *s)
{
    s->resource_server_config.is_client_policy_allow_all = 1;
}
static inline void unknown_policy(struct setup *s)
{
    s->resource_server.client_policy = ORGPOL_WORD_UNKNOWN;
}

static const struct change connection_changes[] = {
    {"issuer of another", other_issuer, "CFG-42 options.issuer"},
    {"two organizations", two_organizations, "CFG-42 cross_app_access_resource_app.status"},
};
static const struct change connection_others[] = {
    {"the other is off", other_off, ""},
    {"off", exchange_off, ""},
};
static const struct change resource_server_changes[] = {
    {"allow_all", allow_all, "CFG-36 subject_type_authorization.client.policy"},
    {"unknown policy", unknown_policy, ""},
};

/* ---- client grants ---- */

static inline void grant(struct setup *s)
{
    s->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    s->grant = (struct orgpol_client_grant)ORGPOL_CLIENT_GRANT_INIT;
    s->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    s->resource_server = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    s->grant_config = (struct orgpol_client_grant_config)ORGPOL_CLIENT_GRANT_CONFIG_INIT;
    s->grant.id = ORGPOL_STR("cgr_a");
    s->grant.client_id = s->client.client_id = ORGPOL_STR("app");
    s->grant.audience = s->resource_server.identifier = ORGPOL_STR("https://api.example");
    s->scopes[0] = s->known[0] = ORGPOL_STR("read");
    s->scopes[1] = s->known[1] = ORGPOL_STR("write");
    s->grant.scopes = s->scopes;
    s->grant.scope_count = 2;
    s->grant.organization_usage = ORGPOL_USAGE_ALLOW;
    s->resource_server.scopes = s->known;
    s->resource_server.scope_count = 2;
    s->same_key = s->grant;
    s->grant_config.client_grant = &s->grant;
    s->grant_config.same_key = &s->same_key; /* itself */
    s->grant_config.client = &s->client;
    s->grant_config.resource_server = &s->resource_server;
    s->grant_config.options = &s->options;
}
static inline void first_party_grant(struct setup *s)
{
    grant(s);
    s->client.is_first_party = 1;
    s->grant.allow_any_organization = 1;
    s->resource_server.is_system = 1;
}
static inline void default_grant(struct setup *s)
{
    grant(s);
    s->grant.client_id = s->same_key.client_id = (struct orgpol_str)ORGPOL_STR_NONE;
    s->grant.default_for = s->same_key.default_for = ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    s->grant.organization_usage = ORGPOL_USAGE_UNSET;
    s->grant_config.client = NULL;
}
static inline void also_default(struct setup *s)
{
    s->grant.default_for = s->same_key.default_for = ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS;
    s->grant.organization_usage = ORGPOL_USAGE_UNSET;
}
static inline void nobodys(struct setup *s)
{
    s->grant.default_for = s->same_key.default_for = ORGPOL_DEFAULT_FOR_UNSET;
}
static inline void odd_default(struct setup *s)
{
    s->grant.default_for = s->same_key.default_for = ORGPOL_WORD_UNKNOWN;
}
static inline void key_taken(struct setup *s)
{
    s->same_key.id = ORGPOL_STR("cgr_b");
}
static inline void details(struct setup *s)
{
    s->grant.authorization_details_types = s->scopes;
    s->grant.authorization_details_type_count = 1;
}
static inline void users_details(struct setup *s)
{
    details(s);
    s->grant.subject_type = s->same_key.subject_type = ORGPOL_SUBJECT_TYPE_USER;
}
static inline void all_scopes(struct setup *s)
{
    s->grant.allow_all_scopes = 1;
}
static inline void any_organization(struct setup *s)
{
    s->grant.allow_any_organization = 1;
}
static inline void usage(struct setup *s)
{
    s->grant.organization_usage = ORGPOL_USAGE_DENY;
}
static inline void unknown_scope(struct setup *s)
{
    s->known[1] = ORGPOL_STR("erase");
}
static inline void system_api(struct setup *s)
{
    s->resource_server.is_system = 1;
}
static inline void system_grant(struct setup *s)
{
    s->grant_config.was_system = 1;
}

static const struct change grant_changes[] = {
    {"key taken", key_taken, "CFG-26 audience"},
    {"details, no user", details, "CFG-27 authorization_details_types"},
    {"any organization", any_organization, "CFG-30 allow_any_organization"},
    {"unknown scope", unknown_scope, "CFG-31 scope[1]"},
    {"system API", system_api, "CFG-32 audience"},
    {"system grant", system_grant, "CFG-33 is_system"},
};
static const struct change grant_others[] = {
    {"default too", also_default, "CFG-25 client_id"},
    {"all scopes, and some", all_scopes, "CFG-28 scope"},
    {"a user's details", users_details, ""},
};
static const struct change first_party_grant_changes[] = {
    {"key taken", key_taken, "CFG-26 audience"},
    {"a user's details", users_details, ""},
    {"unknown scope", unknown_scope, "CFG-31 scope[1]"},
};
static const struct change default_grant_changes[] = {
    {"key taken", key_taken, "CFG-26 audience"},
    {"usage", usage, "CFG-29 organization_usage"},
    {"any organization", any_organization, "CFG-29 allow_any_organization"},
    {"system API", system_api, "CFG-32 audience"},
};
static const struct change default_grant_others[] = {
    {"nobody's", nobodys, "CFG-25 client_id"},
};
static const struct change default_grant_odd[] = {
    {"unknown default", odd_default, "CFG-25 default_for"},
};

#define BASE(name, family, build, changes)                                                         \
    {                                                                                              \
        name, ORGPOL_FAMILY_##family##_CONFIG, build, changes, sizeof(changes) / sizeof *(changes) \
    }
static const struct base bases[] = {
    BASE("first party", CLIENT, first_party, first_party_changes),
    BASE("first party", CLIENT, first_party, first_party_others),
    BASE("strict", CLIENT, strict, strict_changes),
    BASE("strict", CLIENT, strict, strict_others),
    BASE("strict", CLIENT, strict, strict_empty),
    BASE("permissive", CLIENT, permissive, permissive_changes),
    BASE("permissive", CLIENT, permissive, permissive_others),
    BASE("metadata document", CLIENT, document, document_changes),
    BASE("metadata document", CLIENT, document, document_others),
    BASE("organization", ORGANIZATION, organization, organization_changes),
    BASE("organization", ORGANIZATION, organization, invitation_changes),
    BASE("organization", ORGANIZATION, organization, invitation_others),
    BASE("organization", ORGANIZATION, organization, invitation_permissive),
    BASE("organization", ORGANIZATION, organization, invitation_used),
    BASE("connection", CONNECTION, connection, connection_changes),
    BASE("connection", CONNECTION, connection, connection_others),
    BASE("API", RESOURCE_SERVER, resource_server, resource_server_changes),
    BASE("third party's grant", CLIENT_GRANT, grant, grant_changes),
    BASE("third party's grant", CLIENT_GRANT, grant, grant_others),
    BASE("first party's grant", CLIENT_GRANT, first_party_grant, first_party_grant_changes),
    BASE("default grant", CLIENT_GRANT, default_grant, default_grant_changes),
    BASE("default grant", CLIENT_GRANT, default_grant, default_grant_others),
    BASE("default grant", CLIENT_GRANT, default_grant, default_grant_odd),
};
#define BASE_COUNT (sizeof bases / sizeof *bases)

/* Asks the check of the base's family. */
static inline struct orgpol_decision check(const struct base *base, const struct setup *s,
                                           struct orgpol_config_result *result,
                                           struct orgpol_config_finding *findings, size_t capacity)
{
    switch (base->family) {
    case ORGPOL_FAMILY_CLIENT_CONFIG:
        return orgpol_check_client_config(&s->client_config, result, findings, capacity);
    case ORGPOL_FAMILY_ORGANIZATION_CONFIG:
        return orgpol_check_organization_config(&s->organization_config, result, findings, capacity);
    case ORGPOL_FAMILY_CONNECTION_CONFIG:
        return orgpol_check_connection_config(&s->connection_config, result, findings, capacity);
    case ORGPOL_FAMILY_RESOURCE_SERVER_CONFIG:
        return orgpol_check_resource_server_config(&s->resource_server_config, result, findings, capacity);
    default: return orgpol_check_client_grant_config(&s->grant_config, result, findings, capacity);
    }
}

/* One finding as the changes have it. */
static inline void finding_text(const struct orgpol_config_finding *finding, char *out, size_t size)
{
    char index[16] = "";

    if (finding->index != ORGPOL_NO_INDEX)
        snprintf(index, sizeof index, "[%u]", finding->index);
    snprintf(out, size, "%s %s%s%s%s", finding->rule, finding->field, index, finding->member ? "." : "",
             finding->member ? finding->member : "");
}

#endif

/* SPDX-License-Identifier: MIT */
/*
 * The input space of the organization prompt: attributes with a few values each, and the rows of a point.
 *
 * Three organizations: A, whose rows vary, is the one sent, chosen, found or joined; B and C admit everybody
 * over the connection db. Two connections: db, a database whose rows vary, is the one named, used or of the
 * session; ent, an enterprise connection, claims the domain that is typed.
 */
#ifndef ORGPOL_TEST_PROMPT_SPACE_H
#define ORGPOL_TEST_PROMPT_SPACE_H

#include "truth_table.h"

enum {
    CLIENT,
    USAGE,
    BEHAVIOR,
    ORGANIZATION,
    NAMES,
    GATE,
    INVITATION,
    TYPED,
    MATCHES,
    METHODS,
    CHOICE,
    WORDS,
    WHO,
    CONNECTION,
    DOMAIN_LEVEL,
    FOR_CLIENT,
    ACTIVE,
    A_DB,
    A_ENT,
    ENT,
    MEMBER,
    FULL,
    MEMBERSHIPS,
    AUTO,
    DIRECTORY,
    OPTION,
    MODE,
    AXES
};

static const struct axis prompt_axes[AXES] = {
    [CLIENT] = {"client", {"unknown", "1P", "strict", "permissive", "1P+strict"}},
    [USAGE] = {"usage", {"unset", "deny", "allow", "require", "unknown"}},
    [BEHAVIOR] = {"behavior", {"unset", "no_prompt", "pre_login", "post_login", "unknown"}},
    [ORGANIZATION] = {"organization", {"none", "id", "unknown-id", "name", "unknown-name"}},
    [NAMES] = {"names", {"off", "on"}},
    [GATE] = {"gate", {"open", "blocked", "listed", "listed-off", "unlisted"}},
    [INVITATION] = {"invitation",
                    {"none", "no-ticket", "valid", "used", "expired", "other-client", "other-organization",
                     "over-ent", "other-email", "no-email"}},
    [TYPED] = {"typed", {"nothing", "email", "name", "other-name"}},
    [MATCHES] = {"matches", {"none", "A", "A+B", "A-pending", "A-unused"}},
    [METHODS] = {"methods", {"unset", "email", "name", "none"}},
    [CHOICE] = {"choice", {"nothing", "personal", "A", "unknown"}},
    [WORDS] = {"prompt", {"absent", "none", "login", "none+login"}},
    [WHO] = {"who",
             {"anonymous", "user", "session", "unknown-session", "transfer", "transfer-A", "transfer-B",
              "delegated", "delegated-A", "waiting"}},
    [CONNECTION] = {"connection", {"none", "db", "unknown"}},
    [DOMAIN_LEVEL] = {"domain-level", {"no", "yes"}},
    [FOR_CLIENT] = {"for-client", {"no", "yes"}},
    [ACTIVE] = {"active", {"no", "yes"}},
    [A_DB] = {"db-in-A", {"absent", "disabled", "enabled", "assigns"}},
    [A_ENT] = {"ent-in-A", {"absent", "hidden", "shown"}},
    [ENT] = {"ent", {"elsewhere", "for-client", "other-domain"}},
    [MEMBER] = {"member", {"no", "yes"}},
    [FULL] = {"full", {"no", "yes"}},
    [MEMBERSHIPS] = {"memberships", {"none", "A", "A+B", "B"}},
    [AUTO] = {"auto", {"none", "C", "C-member", "C-disabled", "several"}},
    [DIRECTORY] = {"directory", {"none", "db", "ent", "unknown"}},
    [OPTION] = {"option", {"default", "discovery-gate", "picker-none", "app-connection"}},
    [MODE] = {"response", {"query", "web_message"}},
};

/* Everything a point's rows are in. */
struct prompt_world {
    struct orgpol_prompt_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_user user;
    struct orgpol_session session;
    struct orgpol_invitation invitation;
    struct orgpol_connection db, ent;
    struct orgpol_enabled_client db_client, ent_client;
    struct orgpol_organization organizations[3];
    struct orgpol_enabled_connection a_db, a_ent, b_db, c_db;
    struct orgpol_organization_client listing;
    struct orgpol_organization_member members[3];
    struct orgpol_discovery_domain domains[2];
    struct orgpol_prompt_connection p_db, p_ent;     /* without an organization */
    struct orgpol_prompt_connection p_a_db, p_a_ent; /* in A */
    struct orgpol_prompt_connection p_b_db, p_c_db;  /* in B, in C */
    struct orgpol_prompt_organization p_a, p_member_a, p_b, p_member_b, p_c;
    const struct orgpol_prompt_connection *a_list[2], *b_list[1], *c_list[1], *list[2];
    const struct orgpol_prompt_organization *matches[2], *memberships[2];
    struct orgpol_str aliases[1];
    struct orgpol_str roles[1];
};

static const struct orgpol_str prompt_ids[3] = {{"org_a", 5}, {"org_b", 5}, {"org_c", 5}};

static inline void build_client(struct prompt_world *w, const unsigned char *at)
{
    static const uint8_t usages[] = {0, ORGPOL_USAGE_DENY, ORGPOL_USAGE_ALLOW, ORGPOL_USAGE_REQUIRE,
                                     ORGPOL_WORD_UNKNOWN};
    static const uint8_t behaviors[] = {0, ORGPOL_BEHAVIOR_NO_PROMPT, ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT,
                                        ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT, ORGPOL_WORD_UNKNOWN};
    static const uint8_t methods[] = {0, ORGPOL_DISCOVERY_EMAIL, ORGPOL_DISCOVERY_ORGANIZATION_NAME,
                                      ORGPOL_DISCOVERY_OTHER};

    w->client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    w->client.client_id = ORGPOL_STR("app");
    w->client.is_first_party = at[CLIENT] == 1 || at[CLIENT] == 4;
    w->client.third_party_security_mode =
        at[CLIENT] == 3 ? ORGPOL_SECURITY_MODE_PERMISSIVE : ORGPOL_SECURITY_MODE_STRICT;
    w->client.external_metadata_type = at[CLIENT] == 4 ? ORGPOL_WORD_UNKNOWN : 0;
    w->client.organization_usage = usages[at[USAGE]];
    w->client.organization_require_behavior = behaviors[at[BEHAVIOR]];
    w->client.organization_discovery_methods = methods[at[METHODS]];
    w->request.client = at[CLIENT] ? &w->client : NULL;
    w->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    w->settings.allow_organization_name_in_authentication_api = at[NAMES];
    if (at[DIRECTORY])
        w->settings.default_directory = at[DIRECTORY] == 1   ? ORGPOL_STR("db")
                                        : at[DIRECTORY] == 2 ? ORGPOL_STR("ent")
                                                             : ORGPOL_STR("nothing");
    w->request.settings = &w->settings;
    w->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    w->options.discovery_filter = at[OPTION] == 1;
    w->options.picker_filter = at[OPTION] == 2;
    w->options.require_app_connection_in_org = at[OPTION] == 3;
    w->request.options = &w->options;
}

static inline struct orgpol_prompt_connection connection_row(const struct orgpol_connection *connection,
                                                             const struct orgpol_enabled_client *client,
                                                             const struct orgpol_enabled_connection *enabled,
                                                             const char *name)
{
    struct orgpol_prompt_connection row = ORGPOL_PROMPT_CONNECTION_INIT;

    row.connection = connection;
    row.enabled_client = client;
    row.enabled_connection = enabled;
    row.name = orgpol_str_of(name);
    return row;
}

static inline struct orgpol_enabled_connection enabled_row(struct orgpol_str organization,
                                                           struct orgpol_str connection)
{
    struct orgpol_enabled_connection row = ORGPOL_ENABLED_CONNECTION_INIT;

    row.organization_id = organization;
    row.connection_id = connection;
    return row;
}

static inline void build_connections(struct prompt_world *w, const unsigned char *at)
{
    const bool known = at[CLIENT] != 0;
    const struct orgpol_enabled_client *db_client;
    const struct orgpol_enabled_client *ent_client;

    w->db = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    w->db.id = ORGPOL_STR("con_db");
    w->db.strategy = ORGPOL_STR("auth0");
    w->db.is_domain_connection = at[DOMAIN_LEVEL];
    w->db.is_authentication_inactive = !at[ACTIVE];
    w->db.enabled_client_count = 1;
    w->ent = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
    w->ent.id = ORGPOL_STR("con_ent");
    w->ent.strategy = ORGPOL_STR("okta");
    w->ent.enabled_client_count = 1;
    w->db_client = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
    w->db_client.client_id = w->client.client_id;
    w->ent_client = w->db_client;
    w->db_client.connection_id = w->db.id;
    w->ent_client.connection_id = w->ent.id;
    db_client = known && at[FOR_CLIENT] ? &w->db_client : NULL;
    ent_client = known && at[ENT] == 1 ? &w->ent_client : NULL;

    w->a_db = enabled_row(prompt_ids[0], w->db.id);
    w->a_db.is_disabled = at[A_DB] == 1;
    w->a_db.assign_membership_on_login = at[A_DB] == 1 || at[A_DB] == 3;
    w->a_ent = enabled_row(prompt_ids[0], w->ent.id);
    w->b_db = enabled_row(prompt_ids[1], w->db.id);
    w->c_db = enabled_row(prompt_ids[2], w->db.id);
    w->c_db.assign_membership_on_login = 1;
    w->c_db.is_disabled = at[AUTO] == 3;

    w->p_db = connection_row(&w->db, db_client, NULL, "db");
    w->p_a_db = connection_row(&w->db, db_client, &w->a_db, "db");
    w->p_b_db = connection_row(&w->db, db_client, &w->b_db, "db");
    w->p_c_db = connection_row(&w->db, db_client, &w->c_db, "db");
    w->p_ent = connection_row(&w->ent, ent_client, NULL, "ent");
    w->p_a_ent = connection_row(&w->ent, ent_client, &w->a_ent, "ent");
    w->aliases[0] = at[ENT] == 2 ? ORGPOL_STR("other.example") : ORGPOL_STR("Corp.Example");
    w->p_ent.domain_aliases = w->p_a_ent.domain_aliases = w->aliases;
    w->p_ent.domain_alias_count = w->p_a_ent.domain_alias_count = 1;
    w->p_ent.organization_count = w->p_a_ent.organization_count = 1;
    w->list[0] = &w->p_db;
    w->list[1] = &w->p_ent;
    w->request.connections = w->list;
    w->request.connection_count = 2;
}

static inline struct orgpol_prompt_organization
organization_row(const struct orgpol_organization *organization,
                 const struct orgpol_prompt_connection *const *connections, size_t count, uint32_t visible)
{
    struct orgpol_prompt_organization row = ORGPOL_PROMPT_ORGANIZATION_INIT;

    row.organization = organization;
    row.connections = connections;
    row.connection_count = count;
    row.visible_connection_count = visible;
    return row;
}

static inline void build_organizations(struct prompt_world *w, const unsigned char *at)
{
    static const char *const names[] = {"acme", "bolt", "core"};
    size_t count = 0;

    for (int i = 0; i < 3; i++) {
        w->organizations[i] = (struct orgpol_organization)ORGPOL_ORGANIZATION_INIT;
        w->organizations[i].id = prompt_ids[i];
        w->organizations[i].name = orgpol_str_of(names[i]);
        w->organizations[i].third_party_client_access = ORGPOL_ACCESS_ALLOW;
        w->organizations[i].enabled_connection_count = 1;
        w->members[i] = (struct orgpol_organization_member)ORGPOL_ORGANIZATION_MEMBER_INIT;
        w->members[i].organization_id = prompt_ids[i];
        w->members[i].user_id = ORGPOL_STR("u");
    }
    if (at[GATE] == 1 || at[GATE] == 2)
        w->organizations[0].third_party_client_access = ORGPOL_ACCESS_BLOCK;
    w->organizations[0].is_app_entitlement_active = at[GATE] >= 2;
    w->listing = (struct orgpol_organization_client)ORGPOL_ORGANIZATION_CLIENT_INIT;
    w->listing.organization_id = prompt_ids[0];
    w->listing.client_id = w->client.client_id;
    w->listing.use_for_member_access = at[GATE] == 2;
    if (at[A_DB])
        w->a_list[count++] = &w->p_a_db;
    if (at[A_ENT])
        w->a_list[count++] = &w->p_a_ent;
    w->organizations[0].enabled_connection_count = (uint32_t)(at[A_DB] >= 2) + (at[A_ENT] > 0);
    w->p_a = organization_row(&w->organizations[0], w->a_list, count,
                              (uint32_t)(at[A_DB] >= 2) + (at[A_ENT] == 2));
    if (at[CLIENT] && (at[GATE] == 2 || at[GATE] == 3))
        w->p_a.organization_client = &w->listing;
    w->p_a.member_count = at[FULL] ? ORGPOL_MEMBER_LIMIT : ORGPOL_MEMBER_LIMIT - 1;
    w->p_member_a = w->p_a;
    w->p_member_a.member = &w->members[0];
    if (at[WHO] && at[MEMBER])
        w->p_a.member = &w->members[0];
    w->b_list[0] = &w->p_b_db;
    w->c_list[0] = &w->p_c_db;
    w->p_b = organization_row(&w->organizations[1], w->b_list, 1, 1);
    w->p_member_b = w->p_b;
    w->p_member_b.member = &w->members[1];
    w->p_c = organization_row(&w->organizations[2], w->c_list, 1, 1);
    w->p_c.member_count = w->p_a.member_count;
    if (at[WHO] && at[AUTO] == 2)
        w->p_c.member = &w->members[2];
}

static inline void build_lists(struct prompt_world *w, const unsigned char *at)
{
    static const size_t counts[] = {0, 1, 2, 1, 1};
    struct orgpol_prompt_request *request = &w->request;

    for (int i = 0; i < 2; i++) {
        w->domains[i] = (struct orgpol_discovery_domain)ORGPOL_DISCOVERY_DOMAIN_INIT;
        w->domains[i].organization_id = prompt_ids[i];
        w->domains[i].domain = ORGPOL_STR("corp.example");
        w->domains[i].status = ORGPOL_DOMAIN_STATUS_VERIFIED;
        w->domains[i].use_for_organization_discovery = 1;
    }
    if (at[MATCHES] == 3)
        w->domains[0].status = ORGPOL_DOMAIN_STATUS_PENDING;
    if (at[MATCHES] == 4)
        w->domains[0].use_for_organization_discovery = 0;
    w->p_a.discovery_domain = &w->domains[0];
    w->p_b.discovery_domain = &w->domains[1];
    w->matches[0] = &w->p_a;
    w->matches[1] = &w->p_b;
    request->matches = w->matches;
    request->match_count = counts[at[MATCHES]];
    if (at[TYPED])
        request->identifier = at[TYPED] == 1   ? ORGPOL_STR("a@b@CORP.example")
                              : at[TYPED] == 2 ? ORGPOL_STR("Acme")
                                               : ORGPOL_STR("nobody");
    w->memberships[0] = at[MEMBERSHIPS] == 3 ? &w->p_member_b : &w->p_member_a;
    w->memberships[1] = &w->p_member_b;
    request->memberships = w->memberships;
    request->membership_count = at[WHO] == 0 ? 0 : at[MEMBERSHIPS] == 3 ? 1 : at[MEMBERSHIPS];
    request->auto_membership = &w->p_c;
    request->auto_membership_count = at[AUTO] == 4 ? 2 : at[AUTO] > 0;
}

static inline void build_invitation(struct prompt_world *w, const unsigned char *at)
{
    struct orgpol_invitation *row = &w->invitation;

    *row = (struct orgpol_invitation)ORGPOL_INVITATION_INIT;
    if (at[INVITATION] == 0)
        return;
    w->request.invitation = ORGPOL_STR("tkt");
    w->request.now_s = 1000;
    row->ticket_id = ORGPOL_STR("tkt");
    row->organization_id = at[INVITATION] == 6 ? prompt_ids[1] : prompt_ids[0];
    row->client_id = at[INVITATION] == 5 ? ORGPOL_STR("else") : ORGPOL_STR("app");
    row->is_used = at[INVITATION] == 3;
    row->expires_at_s = at[INVITATION] == 4 ? 1000 : 1001;
    row->email = at[INVITATION] == 8 ? ORGPOL_STR("x@corp.example") : ORGPOL_STR("U@corp.example");
    if (at[INVITATION] == 7)
        row->connection_id = ORGPOL_STR("con_ent");
    w->roles[0] = ORGPOL_STR("rol");
    row->roles = w->roles;
    row->role_count = 1;
    if (at[INVITATION] != 1)
        w->request.invitation_row = row;
}

static inline void build_user(struct prompt_world *w, const unsigned char *at)
{
    struct orgpol_prompt_request *request = &w->request;

    w->user = (struct orgpol_user)ORGPOL_USER_INIT;
    w->session = (struct orgpol_session)ORGPOL_SESSION_INIT;
    if (at[WHO] == 0)
        return;
    w->user.user_id = request->user_id = ORGPOL_STR("u");
    w->user.email = at[INVITATION] == 9 ? (struct orgpol_str)ORGPOL_STR_NONE : ORGPOL_STR("u@Corp.example");
    request->user = &w->user;
    if (at[WHO] == 1)
        return;
    w->session.kind = at[WHO] >= 7   ? ORGPOL_SESSION_DELEGATED
                      : at[WHO] >= 4 ? ORGPOL_SESSION_TRANSFER
                                     : ORGPOL_SESSION_BROWSER;
    w->session.is_interaction_needed = at[WHO] == 9;
    if (at[WHO] == 5 || at[WHO] == 8)
        w->session.organization_id = prompt_ids[0];
    if (at[WHO] == 6)
        w->session.organization_id = prompt_ids[1];
    request->session = &w->session;
    request->session_connection = at[WHO] == 3 ? NULL : &w->p_db;
}

static inline void build_prompt(struct prompt_world *w, const unsigned char *at)
{
    struct orgpol_prompt_request *request = &w->request;
    static const char *const words[] = {NULL, "none", "login", "none login"};
    static const char *const organizations[] = {NULL, "org_a", "org_z", "ACME", "nobody"};
    static const char *const choices[] = {NULL, ORGPOL_PERSONAL_ACCOUNT, "org_a", "org_z"};
    static const char *const connections[] = {NULL, "db", "nothing"};

    w->request = (struct orgpol_prompt_request)ORGPOL_PROMPT_REQUEST_INIT;
    build_client(w, at);
    build_connections(w, at);
    build_organizations(w, at);
    build_lists(w, at);
    build_invitation(w, at);
    build_user(w, at);
    request->response_mode = at[MODE];
    request->organization = orgpol_str_of(organizations[at[ORGANIZATION]]);
    if (at[ORGANIZATION] == 1 || at[ORGANIZATION] == 3)
        request->organization_row = &w->p_a;
    request->choice = orgpol_str_of(choices[at[CHOICE]]);
    if (at[CHOICE] == 2)
        request->chosen_organization = &w->p_a;
    request->prompt = orgpol_str_of(words[at[WORDS]]);
    request->connection = orgpol_str_of(connections[at[CONNECTION]]);
    if (at[CONNECTION] == 1)
        request->connection_row = &w->p_db;
}

#endif

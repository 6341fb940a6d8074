/* SPDX-License-Identifier: MIT */
/*
 * May this row be saved? One check for each object an administrator configures: the rules CFG-01..43 and
 * PWX-40 of the rulebooks that refuse a configuration, and advice about what is allowed but unwise. Rules
 * that only say how a row reads (CFG-04, -05, -13, -16, -17, -19, -21, -22, -34, -43) show in the decisions
 * that read it.
 *
 * Each check takes a struct of the row to be saved, what a decision's row does not carry, and the rows of the
 * tenant the rules look at, fetched by key; NULL means that there is none, and a condition on it is not
 * evaluated. The ids of a row that is about to be created may be absent.
 *
 * ALLOW: save it. DENY: `unmet` has every rule broken, in the order of their numbers. ERROR:
 * UNSUPPORTED_INPUT, MISSING_INPUT without the row itself or for a list that is NULL and has a count,
 * ROW_OF_OTHER_... for a row that belongs to another, RESULT_TOO_SMALL when `findings` has too little room
 * for all, which leaves `result` with the room needed. The reasons are named after their rules, cfg_01 and so
 * on, but those of PWX-40, and have no OAuth error: nothing is sent to an application.
 *
 * `result`: NULL is fine. `findings` gets every single thing found, in the order of the rules: several of one
 * rule where a list has several elements that break it. NULL: they are not wanted.
 */
#ifndef ORGPOL_CONFIG_H
#define ORGPOL_CONFIG_H

#include "orgpol/decision.h"
#include "orgpol/model.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_config_severity {
    ORGPOL_SEVERITY_ERROR = 1, /* the rule refuses the row */
    ORGPOL_SEVERITY_ADVICE = 2 /* allowed, and worth a look */
};

#define ORGPOL_NO_INDEX UINT32_MAX

/* One thing found. Texts live as long as the library. The layout is frozen. */
struct orgpol_config_finding {
    uint16_t reason; /* enum orgpol_reason; 0 for advice */
    uint8_t severity;
    uint8_t reserved;
    uint32_t index;      /* element of `field`, when that is a list and it is one of them; ORGPOL_NO_INDEX */
    const char *rule;    /* "CFG-11" */
    const char *field;   /* member of the row, in the Management API's words, dots leading into objects:
                            "callbacks" */
    const char *member;  /* member of the field, or of the element, that is wrong; NULL: all of it */
    const char *message; /* what is wrong */
    const char *remedy;  /* what to change; NULL where nothing helps */
};

struct orgpol_config_result {
    uint32_t struct_size;
    uint32_t advice;      /* mask of enum orgpol_advice */
    size_t finding_count; /* how many there are, whatever the room */
};
#define ORGPOL_CONFIG_RESULT_INIT                           \
    {                                                       \
        (uint32_t)sizeof(struct orgpol_config_result), 0, 0 \
    }

enum orgpol_signing_algorithm {
    ORGPOL_SIGNING_UNSET = 0, /* the class's default, RS256 for strict applications */
    ORGPOL_SIGNING_HS256 = 1,
    ORGPOL_SIGNING_RS256 = 2,
    ORGPOL_SIGNING_RS512 = 3,
    ORGPOL_SIGNING_PS256 = 4
};

enum orgpol_refresh_token_expiration {
    ORGPOL_EXPIRATION_UNSET = 0, /* the class's default, expiring for strict applications */
    ORGPOL_EXPIRATION_EXPIRING = 1,
    ORGPOL_EXPIRATION_NON_EXPIRING = 2
};

/* Mask. */
enum orgpol_client_authentication_method {
    ORGPOL_CLIENT_AUTHENTICATION_PRIVATE_KEY_JWT = 1 << 0,
    ORGPOL_CLIENT_AUTHENTICATION_TLS = 1 << 1,             /* tls_client_auth */
    ORGPOL_CLIENT_AUTHENTICATION_SELF_SIGNED_TLS = 1 << 2, /* self_signed_tls_client_auth */
    ORGPOL_CLIENT_AUTHENTICATION_OTHER = 1 << 7
};

/* Mask. */
enum orgpol_default_organization_flow {
    ORGPOL_DEFAULT_ORGANIZATION_CLIENT_CREDENTIALS = 1 << 0,
    ORGPOL_DEFAULT_ORGANIZATION_OTHER = 1 << 7
};

/* A connection that token_vault_privileged_access.grants names. */
struct orgpol_granted_connection {
    uint32_t struct_size;
    uint32_t reserved;
    const struct orgpol_connection *connection;         /* NULL: there is none of that name, or two */
    const struct orgpol_enabled_client *enabled_client; /* it for the application; NULL: it is not enabled */
};
#define ORGPOL_GRANTED_CONNECTION_INIT                                    \
    {                                                                     \
        (uint32_t)sizeof(struct orgpol_granted_connection), 0, NULL, NULL \
    }

/*
 * An application to be saved. Of granted_connections, all elements have the struct_size of the first, which
 * is the distance between them.
 */
struct orgpol_client_config {
    uint32_t struct_size;
    uint8_t signing_algorithm;                /* jwt_configuration.alg: enum orgpol_signing_algorithm */
    uint8_t refresh_token_expiration_type;    /* enum orgpol_refresh_token_expiration */
    uint8_t has_infinite_idle_token_lifetime; /* refresh_token.infinite_idle_token_lifetime; default no.
                                                 infinite_token_lifetime is not read: the type above decides
                                                 whether tokens expire (TRAP-25) */
    uint8_t client_authentication_methods;    /* members of that object, and a token_endpoint_auth_method of
                                                 such a name: mask of enum orgpol_client_authentication_method */
    uint8_t has_no_grant_types;       /* grant_types is []: ORGPOL_GRANT_TYPE_OTHER is no unknown word then */
    uint8_t has_default_organization; /* default_organization is an object */
    uint8_t default_organization_flows; /* mask of enum orgpol_default_organization_flow */
    uint8_t reserved;
    uint32_t reserved2;
    const struct orgpol_client *client;   /* the row to be saved; required */
    const struct orgpol_client *previous; /* the row before an update; NULL: it is created */
    const struct orgpol_options *options; /* NULL: every default */
    const struct orgpol_str *allowed_origins;
    size_t allowed_origin_count;
    const struct orgpol_str *web_origins;
    size_t web_origin_count;
    /* One for each grant of client.token_vault_privileged_access, in their order. */
    const struct orgpol_granted_connection *granted_connections;
    size_t granted_connection_count; /* 0: they are not known, and no advice is about them */
};
#define ORGPOL_CLIENT_CONFIG_INIT                                                                            \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_client_config), 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, \
            NULL, 0, NULL, 0                                                                                 \
    }

/*
 * May this application be saved? Rules CFG-01 (needs `previous`; modes are compared as they read), -02, -03
 * (permissive only where absent_security_mode says that the tenant is eligible, or where the application is
 * already), -06 to -12, -14, -15, -18 and -20. The class is that of every decision (LOGIN-02). Advice:
 * NO_PROMPT_UNRELIABLE for a strict application that may use organizations without a prompt (PROMPT-29); and,
 * in the findings only, a permissive application whose organization_usage reads as deny (CFG-22).
 *
 * The settings of a privileged worker, client.token_vault_privileged_access, may not be saved (PWX-40;
 * reasons of these names) with credentials_missing, too_many_credentials (over 2), credential_invalid (an
 * unknown alg or credential_type, a kid that is not 10 to 64 letters, digits, - and _, a name of over 128
 * characters), too_many_ip_entries (over 10), ip_entry_invalid, too_many_grants (over 5),
 * too_many_grant_scopes (over 20 in all), grant_scopes_empty or grant_connection_repeated (of the first 1,024
 * grants, by any grant). They may be saved where no exchange could succeed, with advice:
 * PRIVILEGED_ACCESS_INCOMPLETE (no credentials, addresses or grants, or app_type resource_server, PWX-02 to
 * -04; no address is needed where the option enforce_ip_allowlist is off), CLIENT_NOT_ELIGIBLE (ELIG-05, with
 * the block or the grant type), GRANT_TYPE_MISSING (ELIG-06), ROTATION_ENABLED (RTX-04, with the grant type),
 * and of granted_connections CONNECTION_UNKNOWN (PWX-41) and CONNECTION_NOT_ENABLED (PWX-34).
 *
 * Errors besides those above: ROW_OF_OTHER_CLIENT when `previous`, or a row that enables a connection, has
 * another client_id; ROW_OF_OTHER_CONNECTION when a connection has another name than its grant, or such a row
 * is another connection's; MISSING_INPUT when granted_connections are not as many as the grants. Cost: linear
 * in the lists.
 */
ORGPOL_API struct orgpol_decision orgpol_check_client_config(const struct orgpol_client_config *config,
                                                             struct orgpol_config_result *result,
                                                             struct orgpol_config_finding *findings,
                                                             size_t capacity);

/* A connection of the organization: its row, and the connection that it names. */
struct orgpol_configured_connection {
    uint32_t struct_size;
    uint32_t reserved;
    const struct orgpol_enabled_connection *enabled_connection; /* required */
    const struct orgpol_connection *connection;                 /* NULL: there is none of that id */
};
#define ORGPOL_CONFIGURED_CONNECTION_INIT                                    \
    {                                                                        \
        (uint32_t)sizeof(struct orgpol_configured_connection), 0, NULL, NULL \
    }

/* An invitation into the organization, and the rows it names. */
struct orgpol_configured_invitation {
    uint32_t struct_size;
    uint8_t is_used;         /* accepted: it is history, and no rule is about it; default open */
    uint8_t has_login_route; /* initiate_login_uri of its client, or the tenant's default_redirection_uri */
    uint16_t reserved;
    uint32_t ttl_sec;    /* 0: the default, 604800 */
    uint32_t role_count; /* roles it gives */
    struct orgpol_str client_id;
    struct orgpol_str connection_id;                            /* absent: none is named */
    const struct orgpol_client *client;                         /* NULL: there is none of that id */
    const struct orgpol_connection *connection;                 /* NULL: there is none, or none is named */
    const struct orgpol_enabled_connection *enabled_connection; /* it in the organization as saved, or NULL */
};
#define ORGPOL_CONFIGURED_INVITATION_INIT                                                      \
    {                                                                                          \
        (uint32_t)sizeof(struct orgpol_configured_invitation), 0, 0, 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, NULL, NULL, NULL                                                  \
    }

/*
 * An organization to be saved, with its relations. Of the two arrays of structs, all elements have the
 * struct_size of the first, which is the distance between them.
 */
struct orgpol_organization_config {
    uint32_t struct_size;
    uint32_t reserved;
    /* Required. null for third_party_client_access is ORGPOL_WORD_UNKNOWN, not absent (CFG-24). */
    const struct orgpol_organization *organization;
    const struct orgpol_organization *same_name; /* another organization with this name, or NULL */
    const struct orgpol_options *options;        /* NULL: every default */
    const struct orgpol_configured_connection *enabled_connections;
    size_t enabled_connection_count;
    const struct orgpol_configured_invitation *invitations;
    size_t invitation_count;
    const struct orgpol_str *client_grants; /* ids of the grants associated */
    size_t client_grant_count;
    const struct orgpol_str *discovery_domains; /* their domain */
    size_t discovery_domain_count;
    size_t client_count; /* applications listed in it */
};
#define ORGPOL_ORGANIZATION_CONFIG_INIT                                                                      \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_organization_config), 0, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0, \
            NULL, 0, 0                                                                                       \
    }

#define ORGPOL_ORGANIZATION_CONNECTIONS_MAX 10    /* CFG-37 */
#define ORGPOL_ORGANIZATION_CLIENT_GRANTS_MAX 100 /* CFG-35 */
#define ORGPOL_ORGANIZATION_CLIENTS_MAX 100       /* CFG-39 */
#define ORGPOL_ORGANIZATION_DOMAINS_MAX 100       /* CFG-38 */
#define ORGPOL_INVITATION_TTL_MAX 2592000         /* seconds; CFG-40 */
#define ORGPOL_INVITATION_ROLES_MAX 50            /* CFG-40 */

/*
 * May this organization be saved? Rules CFG-23, -24, -35 and -37 to -40. The tenth connection and the
 * hundredth grant, domain and application are allowed, one more is not. Beyond those limits, elements are
 * counted and not looked for a second time. Errors besides those above: ROW_OF_OTHER_ORGANIZATION for a
 * `same_name` of another name and for a row that enables a connection elsewhere, ROW_OF_OTHER_CONNECTION and
 * ROW_OF_OTHER_CLIENT. Cost: linear in the lists, and up to the limits quadratic.
 */
ORGPOL_API struct orgpol_decision
orgpol_check_organization_config(const struct orgpol_organization_config *config,
                                 struct orgpol_config_result *result, struct orgpol_config_finding *findings,
                                 size_t capacity);

/* A connection to be saved. */
struct orgpol_connection_config {
    uint32_t struct_size;
    uint32_t organization_count;                /* organizations that have it enabled */
    const struct orgpol_connection *connection; /* required */
    /* Another connection enabled for Cross App Access with the same issuer of the identity provider, or NULL.
     */
    const struct orgpol_connection *same_issuer;
};
#define ORGPOL_CONNECTION_CONFIG_INIT                                    \
    {                                                                    \
        (uint32_t)sizeof(struct orgpol_connection_config), 0, NULL, NULL \
    }

/* May this connection be saved? Rule CFG-42. Cost: constant. */
ORGPOL_API struct orgpol_decision
orgpol_check_connection_config(const struct orgpol_connection_config *config,
                               struct orgpol_config_result *result, struct orgpol_config_finding *findings,
                               size_t capacity);

/* An API to be saved. */
struct orgpol_resource_server_config {
    uint32_t struct_size;
    uint8_t is_client_policy_allow_all; /* subject_type_authorization.client.policy is allow_all, a word the
                                           row reads as unknown; default no */
    uint8_t reserved;
    uint16_t reserved2;
    const struct orgpol_resource_server *resource_server; /* required */
};
#define ORGPOL_RESOURCE_SERVER_CONFIG_INIT                                    \
    {                                                                         \
        (uint32_t)sizeof(struct orgpol_resource_server_config), 0, 0, 0, NULL \
    }

/* May this API be saved? Rule CFG-36. Cost: constant. */
ORGPOL_API struct orgpol_decision
orgpol_check_resource_server_config(const struct orgpol_resource_server_config *config,
                                    struct orgpol_config_result *result,
                                    struct orgpol_config_finding *findings, size_t capacity);

/* A client grant to be saved. */
struct orgpol_client_grant_config {
    uint32_t struct_size;
    uint8_t was_system; /* an update of a grant whose row has is_system; default no, and no for a new one */
    uint8_t reserved;
    uint16_t reserved2;
    const struct orgpol_client_grant *client_grant;       /* required */
    const struct orgpol_client_grant *same_key;           /* another grant of its key (CFG-26), or NULL */
    const struct orgpol_client *client;                   /* the application it names; NULL: none */
    const struct orgpol_resource_server *resource_server; /* the API of its audience; NULL: none */
    const struct orgpol_options *options;                 /* NULL: every default */
};
#define ORGPOL_CLIENT_GRANT_CONFIG_INIT                                                            \
    {                                                                                              \
        (uint32_t)sizeof(struct orgpol_client_grant_config), 0, 0, 0, NULL, NULL, NULL, NULL, NULL \
    }

/*
 * May this client grant be saved? Rules CFG-25 to -30, -32 and -33. Advice: UNKNOWN_SCOPE
 * for scopes the API does not have (CFG-31). A `same_key` with the id of the grant is the grant itself.
 * Errors besides those above: TOO_MANY_SCOPES for more than 1,024 in the grant or in the API,
 * ROW_OF_OTHER_CLIENT, ROW_OF_OTHER_RESOURCE_SERVER, ROW_OF_OTHER_CLIENT_GRANT. Cost: linear in the scopes.
 */
ORGPOL_API struct orgpol_decision
orgpol_check_client_grant_config(const struct orgpol_client_grant_config *config,
                                 struct orgpol_config_result *result, struct orgpol_config_finding *findings,
                                 size_t capacity);

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* The names of answers.c: those of the members in include/orgpol. What two families have stands once, in the
 * request of the first; requests.c copies it. */
#include "answers.h"

static const char *const protocols[] = {"unset",         "oidc",           "samlp",         "wsfed",
                                        "classic_login", "lock",           "device_code",   "password",
                                        "passkey",       "token_exchange", "refresh_token", NULL};
static const char *const mfa[] = {"unset", "satisfied", "required", "failed", NULL};
static const char *const verdicts[] = {"unset", "allow", "deny", NULL};
static const char *const modes[] = {"unset", "strict", "permissive", NULL};
static const char *const absent_modes[] = {"strict", "permissive", NULL};
static const char *const metadata[] = {"unset", "cimd", "dcr", NULL};
static const char *const usages[] = {"unset", "deny", "allow", "require", NULL};
static const char *const behaviors[] = {"unset", "no_prompt", "pre_login_prompt", "post_login_prompt", NULL};
static const char *const auth_methods[] = {"unset",
                                           "none",
                                           "client_secret_post",
                                           "client_secret_basic",
                                           "private_key_jwt",
                                           "tls_client_auth",
                                           "self_signed_tls_client_auth",
                                           NULL};
static const char *const app_types[] = {"unset",           "spa", "native", "regular_web", "non_interactive",
                                        "resource_server", NULL};
static const char *const redirection_policies[] = {"unset", "open_redirect_protection", "allow_always", NULL};
static const char *const response_modes[] = {"unset", "web_message", NULL};
static const char *const access_words[] = {"unset", "block", "allow", NULL};
static const char *const statuses[] = {"unset", "disabled", "enabled", NULL};
static const char *const profiles[] = {"unset", "audience", "compatibility", NULL};
static const char *const user_policies[] = {"unset", "allow_all", "deny_all", "require_client_grant", NULL};
static const char *const client_policies[] = {"unset", "deny_all", "require_client_grant", NULL};
static const char *const subject_types[] = {"unset", "client", "user", NULL};

#define AT(path) offsetof(struct facts, path)
#define NOTHING AT(is_row_given[ROW_NONE])
#define ROW(name, row)                                  \
    {                                                   \
#name, 0, NULL, KIND_ROW, AT(is_row_given[row]) \
    }
#define FLAG(path)                                \
    {                                             \
#path, AT(path), NULL, KIND_FLAG, NOTHING \
    }
#define WORD(path, words)                          \
    {                                              \
#path, AT(path), words, KIND_WORD, NOTHING \
    }
#define TEXT(path)                                \
    {                                             \
#path, AT(path), NULL, KIND_TEXT, NOTHING \
    }
#define U32(path)                                \
    {                                            \
#path, AT(path), NULL, KIND_U32, NOTHING \
    }
/* Other names than those of the member. */
#define OPTION(name)                                                            \
    {                                                                           \
#name, AT(options.name), NULL, KIND_FLAG, AT(is_row_given[ROW_OPTIONS]) \
    }
#define SETTING(name, kind, words)                                            \
    {                                                                         \
#name, AT(settings.name), words, kind, AT(is_row_given[ROW_SETTINGS]) \
    }
#define LIST(name, list)                         \
    {                                            \
        name, AT(list), NULL, KIND_LIST, NOTHING \
    }
#define LIMIT(path, has)                         \
    {                                            \
#path, AT(path), NULL, KIND_U64, AT(has) \
    }
#define QUOTA(path, row)                                                                 \
    ROW(path, row), FLAG(path.is_not_enforced), LIMIT(path.per_hour, path.has_per_hour), \
        LIMIT(path.per_day, path.has_per_day)
#define USAGE(path, row)                                                     \
    ROW(path, row), {#path ".hour", AT(path.hour), NULL, KIND_U64, NOTHING}, \
    {                                                                        \
#path ".day", AT(path.day), NULL, KIND_U64, NOTHING                  \
    }
#define REQUEST(name, path, kind, words)     \
    {                                        \
        name, AT(path), words, kind, NOTHING \
    }

static const struct member members[] = {
    OPTION(require_app_connection_in_org),
    {"refresh_recheck_off", AT(options.refresh_recheck), NULL, KIND_FLAG, AT(is_row_given[ROW_OPTIONS])},
    {"absent_security_mode", AT(options.absent_security_mode), absent_modes, KIND_WORD,
     AT(is_row_given[ROW_OPTIONS])},
    OPTION(user_grant_ceiling),
    SETTING(has_enabled_rule, KIND_FLAG, NULL),
    SETTING(allow_organization_name_in_authentication_api, KIND_FLAG, NULL),
    SETTING(has_credentials_exchange_hook, KIND_FLAG, NULL),
    SETTING(resource_parameter_profile, KIND_WORD, profiles),
    SETTING(default_audience, KIND_TEXT, NULL),

    ROW(client, ROW_CLIENT),
    TEXT(client.client_id),
    FLAG(client.is_first_party),
    WORD(client.third_party_security_mode, modes),
    WORD(client.external_metadata_type, metadata),
    WORD(client.redirection_policy, redirection_policies),
    WORD(client.organization_usage, usages),
    WORD(client.organization_require_behavior, behaviors),
    FLAG(client.identity_assertion_authorization_grant_active),
    LIST("client.grant_types", grant_types),
    WORD(client.token_endpoint_auth_method, auth_methods),
    FLAG(client.has_client_authentication_methods),
    WORD(client.app_type, app_types),
    FLAG(client.default_organization_for_client_credentials),
    TEXT(client.default_organization_id),

    ROW(organization, ROW_ORGANIZATION),
    WORD(organization.third_party_client_access, access_words),
    FLAG(organization.is_app_entitlement_active),
    U32(organization.enabled_connection_count),

    ROW(connection, ROW_CONNECTION),
    FLAG(connection.is_domain_connection),
    FLAG(connection.is_authentication_inactive),
    WORD(connection.cross_app_access_resource_app_status, statuses),
    U32(connection.enabled_client_count),
    TEXT(connection.strategy),

    ROW(enabled_client, ROW_ENABLED_CLIENT),
    ROW(enabled_connection, ROW_ENABLED_CONNECTION),
    FLAG(enabled_connection.is_disabled),
    FLAG(enabled_connection.assign_membership_on_login),
    FLAG(enabled_connection.is_signup_enabled),
    ROW(organization_client, ROW_ORGANIZATION_CLIENT),
    FLAG(organization_client.use_for_member_access),
    ROW(member, ROW_MEMBER),
    ROW(user, ROW_USER),

    ROW(cross_app_access, ROW_CROSS_APP_ACCESS),
    FLAG(cross_app_access.is_assertion_valid),
    U32(cross_app_access.organization_count),
    TEXT(cross_app_access.assertion_resource),
    TEXT(cross_app_access.resource),

    ROW(resource_server, ROW_RESOURCE_SERVER),
    FLAG(resource_server.is_system),
    WORD(resource_server.user_policy, user_policies),
    WORD(resource_server.client_policy, client_policies),
    LIST("resource_server.scopes", resource_server_scopes),
    ROW(client_grant, ROW_CLIENT_GRANT),
    WORD(client_grant.subject_type, subject_types),
    WORD(client_grant.organization_usage, usages),
    FLAG(client_grant.allow_any_organization),
    FLAG(client_grant.allow_all_scopes),
    LIST("client_grant.scopes", client_grant_scopes),
    LIST("client_grant.authorization_details_types", client_grant_types),
    ROW(default_client_grant, ROW_DEFAULT_CLIENT_GRANT),
    WORD(default_client_grant.subject_type, subject_types),
    FLAG(default_client_grant.allow_all_scopes),
    LIST("default_client_grant.scopes", default_client_grant_scopes),
    LIST("default_client_grant.authorization_details_types", default_client_grant_types),
    ROW(organization_client_grant, ROW_ORGANIZATION_CLIENT_GRANT),
    QUOTA(client_quota, ROW_CLIENT_QUOTA),
    QUOTA(default_client_quota, ROW_DEFAULT_CLIENT_QUOTA),
    QUOTA(organization_quota, ROW_ORGANIZATION_QUOTA),
    QUOTA(default_organization_quota, ROW_DEFAULT_ORGANIZATION_QUOTA),
    USAGE(client_usage, ROW_CLIENT_USAGE),
    USAGE(organization_usage, ROW_ORGANIZATION_USAGE),

    /* of the requests themselves */
    FLAG(is_third_party_login),
    REQUEST("protocol", login.protocol, KIND_WORD, protocols),
    REQUEST("mfa", login.mfa, KIND_WORD, mfa),
    REQUEST("response_mode", login.response_mode, KIND_WORD, response_modes),
    REQUEST("is_signup", login.is_signup, KIND_FLAG, NULL),
    REQUEST("is_invitation_accepted", login.is_invitation_accepted, KIND_FLAG, NULL),
    REQUEST("member_count", login.member_count, KIND_U32, NULL),
    REQUEST("organization_id", login.organization_id, KIND_TEXT, NULL),
    REQUEST("action_verdict", login.action_verdict, KIND_WORD, verdicts),
    REQUEST("is_client_authenticated", exchange.is_client_authenticated, KIND_FLAG, NULL),
    REQUEST("has_several_client_grants", exchange.has_several_client_grants, KIND_FLAG, NULL),
    REQUEST("audience", exchange.audience, KIND_TEXT, NULL),
    REQUEST("resource", exchange.resource, KIND_TEXT, NULL),
    REQUEST("sent_organization", exchange.sent_organization, KIND_TEXT, NULL),
    REQUEST("is_refresh", access.is_refresh, KIND_FLAG, NULL),
    LIST("scopes", scopes),
    LIST("original_scopes", original_scopes),
    LIST("authorization_details_types", authorization_details_types),
};

const struct member *find_member(const char *name)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (strcmp(members[i].name, name) == 0)
            return &members[i];
    return NULL;
}

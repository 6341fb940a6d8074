/* SPDX-License-Identifier: MIT */
#include "objects.h"

#define END     \
    {           \
        NULL, 0 \
    }
#define AT(type, member) offsetof(struct type, member)

static const struct word metadata_words[] = {
    {"cimd", ORGPOL_METADATA_CIMD},
    {"dcr", ORGPOL_METADATA_DCR},
    END,
};
static const struct word security_mode_words[] = {
    {"strict", ORGPOL_SECURITY_MODE_STRICT},
    {"permissive", ORGPOL_SECURITY_MODE_PERMISSIVE},
    END,
};
static const struct word redirection_words[] = {
    {"open_redirect_protection", ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION},
    {"allow_always", ORGPOL_REDIRECTION_ALLOW_ALWAYS},
    END,
};
static const struct word usage_words[] = {
    {"deny", ORGPOL_USAGE_DENY},
    {"allow", ORGPOL_USAGE_ALLOW},
    {"require", ORGPOL_USAGE_REQUIRE},
    END,
};
static const struct word behavior_words[] = {
    {"no_prompt", ORGPOL_BEHAVIOR_NO_PROMPT},
    {"pre_login_prompt", ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT},
    {"post_login_prompt", ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT},
    END,
};
static const struct word grant_type_words[] = {
    {"authorization_code", ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE},
    {"implicit", ORGPOL_GRANT_TYPE_IMPLICIT},
    END,
};
static const struct word access_words[] = {
    {"block", ORGPOL_ACCESS_BLOCK},
    {"allow", ORGPOL_ACCESS_ALLOW},
    END,
};
static const struct word cross_app_access_words[] = {
    {"enabled", ORGPOL_CROSS_APP_ACCESS_ENABLED},
    {"disabled", ORGPOL_CROSS_APP_ACCESS_DISABLED},
    END,
};
static const struct word subject_type_words[] = {
    {"client", ORGPOL_SUBJECT_TYPE_CLIENT},
    {"user", ORGPOL_SUBJECT_TYPE_USER},
    END,
};
static const struct word default_for_words[] = {
    {"third_party_clients", ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS},
    END,
};
static const struct word absent_mode_words[] = {
    {"strict", ORGPOL_ABSENT_SECURITY_MODE_STRICT},
    {"permissive", ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE},
    END,
};

static const struct field tenant_fields[] = {
    {"options", FIELD_OBJECT, AT(tenant_object, options), NULL, false},
    {"settings", FIELD_OBJECT, AT(tenant_object, settings), NULL, false},
    {"clients", FIELD_ARRAY, AT(tenant_object, clients), NULL, false},
    {"connections", FIELD_ARRAY, AT(tenant_object, connections), NULL, false},
    {"resource_servers", FIELD_ARRAY, AT(tenant_object, resource_servers), NULL, false},
    {"client_grants", FIELD_ARRAY, AT(tenant_object, client_grants), NULL, false},
    {"organizations", FIELD_ARRAY, AT(tenant_object, organizations), NULL, false},
    {"users", FIELD_ARRAY, AT(tenant_object, users), NULL, false},
    {"rules", FIELD_ARRAY, AT(tenant_object, rules), NULL, false},
};
const struct field_table orgpol_tenant_members = FIELD_TABLE(tenant_fields);

static const struct field option_fields[] = {
    {"require_app_connection_in_org", FIELD_FLAG, AT(orgpol_options, require_app_connection_in_org), NULL,
     false},
    {"absent_security_mode", FIELD_CHOICE, AT(orgpol_options, absent_security_mode), absent_mode_words,
     false},
    {"refresh_recheck", FIELD_FLAG_OFF, AT(orgpol_options, refresh_recheck), NULL, false},
};
const struct field_table orgpol_option_members = FIELD_TABLE(option_fields);

static const struct field setting_fields[] = {
    {"allow_organization_name_in_authentication_api", FIELD_FLAG,
     AT(orgpol_tenant_settings, allow_organization_name_in_authentication_api), NULL, false},
    {"default_audience", FIELD_TEXT, AT(orgpol_tenant_settings, default_audience), NULL, false},
};
const struct field_table orgpol_setting_members = FIELD_TABLE(setting_fields);

static const struct field client_fields[] = {
    {"client_id", FIELD_TEXT, AT(client_object, row.client_id), NULL, false},
    {"external_client_id", FIELD_TEXT, AT(client_object, external_client_id), NULL, false},
    {"external_metadata_type", FIELD_WORD, AT(client_object, row.external_metadata_type), metadata_words,
     false},
    {"is_first_party", FIELD_FLAG, AT(client_object, row.is_first_party), NULL, false},
    {"third_party_security_mode", FIELD_WORD, AT(client_object, row.third_party_security_mode),
     security_mode_words, false},
    {"redirection_policy", FIELD_WORD, AT(client_object, row.redirection_policy), redirection_words, false},
    {"organization_usage", FIELD_WORD, AT(client_object, row.organization_usage), usage_words, false},
    {"organization_require_behavior", FIELD_WORD, AT(client_object, row.organization_require_behavior),
     behavior_words, false},
    {"identity_assertion_authorization_grant.active", FIELD_FLAG,
     AT(client_object, row.identity_assertion_authorization_grant_active), NULL, false},
    {"grant_types", FIELD_MASK, AT(client_object, row.grant_types), grant_type_words, false},
};
const struct field_table orgpol_client_members = FIELD_TABLE(client_fields);

static const struct field connection_fields[] = {
    {"id", FIELD_TEXT, AT(connection_object, row.id), NULL, false},
    {"name", FIELD_TEXT, AT(connection_object, name), NULL, false},
    {"strategy", FIELD_TEXT, AT(connection_object, row.strategy), NULL, false},
    {"is_domain_connection", FIELD_FLAG, AT(connection_object, row.is_domain_connection), NULL, false},
    {"authentication.active", FIELD_FLAG_OFF, AT(connection_object, row.is_authentication_inactive), NULL,
     false},
    {"cross_app_access_resource_app.status", FIELD_WORD,
     AT(connection_object, row.cross_app_access_resource_app_status), cross_app_access_words, false},
    {"enabled_clients", FIELD_ARRAY, AT(connection_object, enabled_clients), NULL, false},
};
const struct field_table orgpol_connection_members = FIELD_TABLE(connection_fields);

static const struct field resource_server_fields[] = {
    {"identifier", FIELD_TEXT, AT(orgpol_resource_server, identifier), NULL, false},
    {"is_system", FIELD_FLAG, AT(orgpol_resource_server, is_system), NULL, false},
};
const struct field_table orgpol_resource_server_members = FIELD_TABLE(resource_server_fields);

static const struct field client_grant_fields[] = {
    {"client_id", FIELD_TEXT, AT(orgpol_client_grant, client_id), NULL, false},
    {"default_for", FIELD_WORD, AT(orgpol_client_grant, default_for), default_for_words, false},
    {"audience", FIELD_TEXT, AT(orgpol_client_grant, audience), NULL, false},
    {"subject_type", FIELD_WORD, AT(orgpol_client_grant, subject_type), subject_type_words, false},
};
const struct field_table orgpol_client_grant_members = FIELD_TABLE(client_grant_fields);

static const struct field organization_fields[] = {
    {"id", FIELD_TEXT, AT(organization_object, row.id), NULL, false},
    {"name", FIELD_TEXT, AT(organization_object, row.name), NULL, false},
    {"third_party_client_access", FIELD_WORD, AT(organization_object, row.third_party_client_access),
     access_words, false},
    {"is_app_entitlement_active", FIELD_FLAG, AT(organization_object, row.is_app_entitlement_active), NULL,
     false},
    {"enabled_connections", FIELD_ARRAY, AT(organization_object, enabled_connections), NULL, false},
    {"connections", FIELD_ARRAY, AT(organization_object, connections), NULL, false},
    {"clients", FIELD_ARRAY, AT(organization_object, clients), NULL, false},
    {"members", FIELD_ARRAY, AT(organization_object, members), NULL, false},
};
const struct field_table orgpol_organization_members = FIELD_TABLE(organization_fields);

static const struct field enabled_connection_fields[] = {
    {"connection_id", FIELD_TEXT, AT(orgpol_enabled_connection, connection_id), NULL, false},
    {"is_enabled", FIELD_FLAG_OFF, AT(orgpol_enabled_connection, is_disabled), NULL, false},
    {"assign_membership_on_login", FIELD_FLAG, AT(orgpol_enabled_connection, assign_membership_on_login),
     NULL, false},
    {"is_signup_enabled", FIELD_FLAG, AT(orgpol_enabled_connection, is_signup_enabled), NULL, false},
};
const struct field_table orgpol_enabled_connection_members = FIELD_TABLE(enabled_connection_fields);

static const struct field organization_client_fields[] = {
    {"client_id", FIELD_TEXT, AT(orgpol_organization_client, client_id), NULL, false},
    {"use_for_member_access", FIELD_FLAG, AT(orgpol_organization_client, use_for_member_access), NULL, false},
};
const struct field_table orgpol_organization_client_members = FIELD_TABLE(organization_client_fields);

static const struct field organization_member_fields[] = {
    {"user_id", FIELD_TEXT, AT(orgpol_organization_member, user_id), NULL, false},
};
const struct field_table orgpol_organization_member_members = FIELD_TABLE(organization_member_fields);

static const struct field user_fields[] = {
    {"user_id", FIELD_TEXT, AT(orgpol_user, user_id), NULL, false},
};
const struct field_table orgpol_user_members = FIELD_TABLE(user_fields);

static const struct field rule_fields[] = {
    {"enabled", FIELD_FLAG_OFF, AT(rule_object, is_disabled), NULL, false},
};
const struct field_table orgpol_rule_members = FIELD_TABLE(rule_fields);

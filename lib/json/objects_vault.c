/* SPDX-License-Identifier: MIT */
/* The objects that only Token Vault reads. An empty text is a value here, and no word. */
#include "objects.h"

#define END     \
    {           \
        NULL, 0 \
    }
#define AT(type, member) offsetof(struct type, member)

static const struct word algorithm_words[] = {
    {"RS256", ORGPOL_CREDENTIAL_ALGORITHM_RS256},
    {"RS384", ORGPOL_CREDENTIAL_ALGORITHM_RS384},
    {"PS256", ORGPOL_CREDENTIAL_ALGORITHM_PS256},
    END,
};
static const struct word credential_type_words[] = {
    {"public_key", ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY},
    END,
};
static const struct word access_type_words[] = {
    {"offline", ACCESS_TYPE_OFFLINE},
    END,
};

static const struct field token_policy_fields[] = {
    {"audience", FIELD_TEXT, AT(token_policy_object, audience), NULL, false},
    {"scope", FIELD_ARRAY, AT(token_policy_object, scope), NULL, false},
};
const struct field_table orgpol_token_policy_members = FIELD_TABLE(token_policy_fields);

static const struct field privileged_access_fields[] = {
    {"credentials", FIELD_ARRAY, AT(privileged_access_object, credentials), NULL, false},
    {"ip_allowlist", FIELD_ARRAY, AT(privileged_access_object, ip_allowlist), NULL, false},
    {"grants", FIELD_ARRAY, AT(privileged_access_object, grants), NULL, false},
};
const struct field_table orgpol_privileged_access_members = FIELD_TABLE(privileged_access_fields);

static const struct field credential_fields[] = {
    {"id", FIELD_TEXT, AT(credential_object, id), NULL, false},
    {"kid", FIELD_TEXT, AT(credential_object, row.kid), NULL, false},
    {"alg", FIELD_GIVEN_WORD, AT(credential_object, row.alg), algorithm_words, false},
    {"credential_type", FIELD_GIVEN_WORD, AT(credential_object, row.credential_type), credential_type_words,
     false},
    {"name", FIELD_TEXT, AT(credential_object, row.name), NULL, false},
    {"expires_at", FIELD_GIVEN_TIME, AT(credential_object, row.expires_at), NULL, false},
};
const struct field_table orgpol_credential_members = FIELD_TABLE(credential_fields);

static const struct field worker_grant_fields[] = {
    {"connection", FIELD_TEXT, AT(worker_grant_object, connection), NULL, false},
    {"scopes", FIELD_ARRAY, AT(worker_grant_object, scopes), NULL, false},
};
const struct field_table orgpol_worker_grant_members = FIELD_TABLE(worker_grant_fields);

static const struct field identity_fields[] = {
    {"provider", FIELD_TEXT, AT(identity_object, provider), NULL, false},
    {"user_id", FIELD_VALUE, AT(identity_object, user_id), NULL, false},
};
const struct field_table orgpol_identity_members = FIELD_TABLE(identity_fields);

_Static_assert((int)ORGPOL_REFRESH_TOKEN_STORED_NO == (int)ORGPOL_SETTING_OFF &&
                   (int)ORGPOL_REFRESH_TOKEN_STORED_YES == (int)ORGPOL_SETTING_ON,
               "read as a setting");

static const struct field connected_account_fields[] = {
    {"id", FIELD_TEXT, AT(connected_account_object, row.id), NULL, false},
    {"connection", FIELD_TEXT, AT(connected_account_object, row.connection), NULL, false},
    {"access_type", FIELD_GIVEN_WORD, AT(connected_account_object, access_type), access_type_words, false},
    {"scopes", FIELD_ARRAY, AT(connected_account_object, scopes), NULL, false},
    {"created_at", FIELD_GIVEN_TIME, AT(connected_account_object, row.created_at), NULL, false},
    {"expires_at", FIELD_GIVEN_TIME, AT(connected_account_object, row.expires_at), NULL, false},
    {"org_id", FIELD_TEXT, AT(connected_account_object, org_id), NULL, false},
    {"organization_id", FIELD_TEXT, AT(connected_account_object, organization_id), NULL, false},
    {"idp_user_id", FIELD_TEXT, AT(connected_account_object, row.idp_user_id), NULL, false},
    {"email", FIELD_TEXT, AT(connected_account_object, row.email), NULL, false},
    {"access_token_expires_at", FIELD_SECONDS, AT(connected_account_object, row.access_token_expires_at),
     NULL, false},
    {"access_token_issued_at", FIELD_SECONDS, AT(connected_account_object, row.access_token_issued_at), NULL,
     false},
    {"refresh_token_stored", FIELD_SETTING, AT(connected_account_object, row.refresh_token_stored), NULL,
     false},
    {"last_used_at", FIELD_SECONDS, AT(connected_account_object, row.last_used_at), NULL, false},
    {"user_id", FIELD_TEXT, AT(connected_account_object, row.user_id), NULL, false},
};
const struct field_table orgpol_connected_account_members = FIELD_TABLE(connected_account_fields);

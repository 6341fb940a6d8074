/* SPDX-License-Identifier: MIT */
/* What a question of answers.c can say: every row and fact of the three families, and where a name puts its
 * value. */
#ifndef ORGPOL_TEST_ORACLE_ANSWERS_H
#define ORGPOL_TEST_ORACLE_ANSWERS_H

#include <stddef.h>
#include <string.h>

#include "orgpol/user_grant.h"

#define LONGEST_LIST 16

struct list {
    struct orgpol_str items[LONGEST_LIST];
    size_t count;
    uint8_t is_given;
};

enum row {
    ROW_NONE,
    ROW_OPTIONS,
    ROW_SETTINGS,
    ROW_CLIENT,
    ROW_ORGANIZATION,
    ROW_CONNECTION,
    ROW_ENABLED_CLIENT,
    ROW_ENABLED_CONNECTION,
    ROW_ORGANIZATION_CLIENT,
    ROW_MEMBER,
    ROW_USER,
    ROW_CROSS_APP_ACCESS,
    ROW_RESOURCE_SERVER,
    ROW_CLIENT_GRANT,
    ROW_DEFAULT_CLIENT_GRANT,
    ROW_ORGANIZATION_CLIENT_GRANT,
    ROW_CLIENT_QUOTA,
    ROW_DEFAULT_CLIENT_QUOTA,
    ROW_ORGANIZATION_QUOTA,
    ROW_DEFAULT_ORGANIZATION_QUOTA,
    ROW_CLIENT_USAGE,
    ROW_ORGANIZATION_USAGE,
    ROW_COUNT
};

struct facts {
    uint8_t is_row_given[ROW_COUNT];
    uint8_t is_third_party_login; /* ask orgpol_can_third_party_login */
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_organization organization;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    struct orgpol_organization_client organization_client;
    struct orgpol_organization_member member;
    struct orgpol_user user;
    struct orgpol_cross_app_access cross_app_access;
    struct orgpol_resource_server resource_server;
    struct orgpol_client_grant client_grant;
    struct orgpol_client_grant default_client_grant;
    struct orgpol_organization_client_grant organization_client_grant;
    struct orgpol_token_quota client_quota;
    struct orgpol_token_quota default_client_quota;
    struct orgpol_token_quota organization_quota;
    struct orgpol_token_quota default_organization_quota;
    struct orgpol_token_usage client_usage;
    struct orgpol_token_usage organization_usage;
    struct list grant_types;
    struct list scopes;
    struct list original_scopes;
    struct list authorization_details_types;
    struct list resource_server_scopes;
    struct list client_grant_scopes;
    struct list client_grant_types;
    struct list default_client_grant_scopes;
    struct list default_client_grant_types;
    struct orgpol_login_request login;
    struct orgpol_client_grant_request exchange;
    struct orgpol_user_grant_request access;
};

enum kind { KIND_ROW, KIND_FLAG, KIND_WORD, KIND_U32, KIND_U64, KIND_TEXT, KIND_LIST };

/* One name: where its value goes. */
struct member {
    const char *name;
    size_t offset;
    const char *const *words; /* their numbers are those of the enum; NULL at the end */
    uint8_t kind;             /* enum kind */
    size_t given;             /* a byte that becomes 1 when the name is given */
};

const struct member *find_member(const char *name);

/* Every row as its initializer has it, and no row given. */
void init_facts(struct facts *facts);

/* Puts the lists where they belong, and the ids of every row: there is one of each. */
void finish_facts(struct facts *facts);

struct orgpol_decision ask_login(struct facts *facts);
struct orgpol_decision ask_client_grant(struct facts *facts);
struct orgpol_decision ask_user_grant(struct facts *facts);

#endif

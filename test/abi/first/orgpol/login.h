/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_LOGIN_H
#define ORGPOL_LOGIN_H
#include "orgpol/decision.h"
#include "orgpol/model.h"
#ifdef __cplusplus
extern "C" {
#endif
enum orgpol_protocol {
    ORGPOL_PROTOCOL_UNSET = 0,
    ORGPOL_PROTOCOL_OIDC = 1,
    ORGPOL_PROTOCOL_SAMLP = 2,
    ORGPOL_PROTOCOL_WSFED = 3,
    ORGPOL_PROTOCOL_CLASSIC_LOGIN = 4,
    ORGPOL_PROTOCOL_LOCK = 5,
    ORGPOL_PROTOCOL_DEVICE_CODE = 6,
    ORGPOL_PROTOCOL_PASSWORD = 7,
    ORGPOL_PROTOCOL_PASSKEY = 8,
    ORGPOL_PROTOCOL_TOKEN_EXCHANGE = 9,
    ORGPOL_PROTOCOL_REFRESH_TOKEN = 10
};
enum orgpol_mfa {
    ORGPOL_MFA_UNSET = 0,
    ORGPOL_MFA_SATISFIED = 1,
    ORGPOL_MFA_REQUIRED = 2,
    ORGPOL_MFA_FAILED = 3
};
enum orgpol_action_verdict {
    ORGPOL_ACTION_VERDICT_UNSET = 0,
    ORGPOL_ACTION_VERDICT_ALLOW = 1,
    ORGPOL_ACTION_VERDICT_DENY = 2
};
enum orgpol_response_mode {
    ORGPOL_RESPONSE_MODE_UNSET = 0,
    ORGPOL_RESPONSE_MODE_WEB_MESSAGE = 1
};
#define ORGPOL_MEMBER_LIMIT 100000u
struct orgpol_cross_app_access {
    uint32_t struct_size;
    uint8_t is_assertion_valid;
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t organization_count;
    uint32_t reserved3;
    struct orgpol_str assertion_resource;
    struct orgpol_str resource;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_client_grant *client_grant;
    const struct orgpol_client_grant *default_client_grant;
};
#define ORGPOL_CROSS_APP_ACCESS_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_cross_app_access), 0, 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            NULL, NULL, NULL \
    }
struct orgpol_login_request {
    uint32_t struct_size;
    uint8_t protocol;
    uint8_t mfa;
    uint8_t action_verdict;
    uint8_t response_mode;
    uint8_t is_signup;
    uint8_t is_invitation_accepted;
    uint16_t reserved;
    uint32_t member_count;
    uint32_t reserved2;
    struct orgpol_str organization_id;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_organization *organization;
    const struct orgpol_connection *connection;
    const struct orgpol_enabled_client *enabled_client;
    const struct orgpol_enabled_connection *enabled_connection;
    const struct orgpol_organization_client *organization_client;
    const struct orgpol_organization_member *member;
    const struct orgpol_user *user;
    const struct orgpol_cross_app_access *cross_app_access;
};
#define ORGPOL_LOGIN_REQUEST_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_login_request), 0, 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL \
    }
struct orgpol_login_result {
    uint32_t struct_size;
    uint32_t advice;
    struct orgpol_str org_id;
    struct orgpol_str org_name;
    struct orgpol_str audience;
};
#define ORGPOL_LOGIN_RESULT_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_login_result), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }
ORGPOL_API struct orgpol_decision orgpol_can_login(const struct orgpol_login_request *request,
                                                   struct orgpol_login_result *result);
ORGPOL_API struct orgpol_decision orgpol_can_third_party_login(const struct orgpol_login_request *request,
                                                               struct orgpol_login_result *result);
ORGPOL_API struct orgpol_str orgpol_cross_app_access_audience(const struct orgpol_cross_app_access *exchange,
                                                              const struct orgpol_tenant_settings *settings);
#ifdef __cplusplus
}
#endif
#endif

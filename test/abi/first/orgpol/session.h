/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_SESSION_H
#define ORGPOL_SESSION_H
#include "orgpol/login.h"
#ifdef __cplusplus
extern "C" {
#endif
enum orgpol_session_kind {
    ORGPOL_SESSION_UNSET = 0,
    ORGPOL_SESSION_BROWSER = 1,
    ORGPOL_SESSION_TRANSFER = 2,
    ORGPOL_SESSION_DELEGATED = 3
};
struct orgpol_session {
    uint32_t struct_size;
    uint8_t kind;
    uint8_t is_login_prompted;
    uint8_t is_interaction_needed;
    uint8_t reserved;
    struct orgpol_str
        organization_id;
};
#define ORGPOL_SESSION_INIT \
    { \
        (uint32_t)sizeof(struct orgpol_session), 0, 0, 0, 0, ORGPOL_STR_NONE \
    }
ORGPOL_API struct orgpol_decision orgpol_can_reuse_session(const struct orgpol_login_request *login,
                                                           const struct orgpol_session *session);
ORGPOL_API struct orgpol_decision orgpol_can_offer_connections(const struct orgpol_organization *organization,
                                                               uint32_t visible_connection_count);
#ifdef __cplusplus
}
#endif
#endif

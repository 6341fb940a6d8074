/* SPDX-License-Identifier: MIT */
/* Before credentials are asked for: session reuse, and connections to offer. */
#include "orgpol/session.h"

#include "decision.h"
#include "login.h"
#include "rows.h"
#include "text.h"

/* LOGIN-30: what makes a session's connection unfit, and the unknown rows without which nothing can be said.
 */
#define UNFIT (LOGIN_BIT(UNKNOWN_CLIENT) | LOGIN_BIT(UNKNOWN_ORGANIZATION) | CONNECTION_CONDITIONS)

struct orgpol_decision orgpol_can_reuse_session(const struct orgpol_login_request *login,
                                                const struct orgpol_session *session)
{
    static const struct orgpol_session no_session = ORGPOL_SESSION_INIT;
    const bool present = session != NULL;
    struct orgpol_session copy;
    struct login_copies copies;
    struct login_rows rows;
    bool unsupported = false;
    enum orgpol_reason error = orgpol_read_login(login, &rows, &copies);

    session = read_row(session, &no_session, &copy, sizeof no_session, &unsupported);
    if (error == ORGPOL_REASON_NONE &&
        (unsupported || session->reserved || session->kind > ORGPOL_SESSION_DELEGATED ||
         rows.request->cross_app_access || rows.request->protocol == ORGPOL_PROTOCOL_REFRESH_TOKEN))
        error = ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_SESSION, error);

    const bool delegated = session->kind == ORGPOL_SESSION_DELEGATED;
    const bool transferred = session->kind == ORGPOL_SESSION_TRANSFER;
    const bool same_organization = text_same(session->organization_id, rows.request->organization_id);
    const bool other_organization = !text_absent(session->organization_id) & !same_organization;
    const bool unfit = (orgpol_login_unmet(&rows) & UNFIT) != 0;
    const bool unusable = !present | (session->is_login_prompted != 0) | unfit; /* LOGIN-30 LOGIN-31 */
    const bool interaction = (session->is_interaction_needed != 0) | !same_organization | unusable;
    const bool mismatch = transferred & other_organization;
    const uint64_t unmet = 0 SESSION_TABLE(FAMILY_UNMET, SESSION);

    return orgpol_answer(ORGPOL_FAMILY_SESSION, unmet,
                         (uint32_t)mismatch * ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN |
                             (uint32_t)((unmet != 0) & !delegated) * ORGPOL_MUST_AUTHENTICATE);
}

struct orgpol_decision orgpol_can_offer_connections(const struct orgpol_organization *organization,
                                                    uint32_t visible_connection_count)
{
    static const struct orgpol_organization no_organization = ORGPOL_ORGANIZATION_INIT;
    const bool found = organization != NULL;
    struct orgpol_organization copy;
    bool unsupported = false;

    organization = read_row(organization, &no_organization, &copy, sizeof no_organization, &unsupported);
    if (unsupported || organization->reserved || organization->reserved2)
        return orgpol_error(ORGPOL_FAMILY_CONNECTION_OFFER, ORGPOL_REASON_UNSUPPORTED_INPUT);
    if (found && text_absent(organization->id))
        return orgpol_error(ORGPOL_FAMILY_CONNECTION_OFFER, ORGPOL_REASON_ROW_WITHOUT_ID);

    const bool any = organization->enabled_connection_count != 0;
    const bool visible = visible_connection_count != 0;
    const uint64_t unmet = 0 CONNECTION_OFFER_TABLE(FAMILY_UNMET, CONNECTION_OFFER);

    return orgpol_answer(ORGPOL_FAMILY_CONNECTION_OFFER, unmet, 0);
}

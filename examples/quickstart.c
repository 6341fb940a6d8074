/* SPDX-License-Identifier: MIT */
/* May a partner's application log Jonno in through Rocky Mountain High? */
#include <orgpol.h>
#include <stdio.h>

int main(void)
{
    /* The rows your server has fetched. What is not set is the default, or else the stricter choice. */
    struct orgpol_client app = ORGPOL_CLIENT_INIT;
    app.client_id = ORGPOL_STR("tpc_trailmap"); /* is_first_party is not set: a strict third party */
    app.organization_usage = ORGPOL_USAGE_ALLOW;

    struct orgpol_organization org = ORGPOL_ORGANIZATION_INIT;
    org.id = ORGPOL_STR("org_rocky");

    struct orgpol_connection database = ORGPOL_CONNECTION_INIT;
    database.id = ORGPOL_STR("con_travel0");
    database.is_domain_connection = 1;

    struct orgpol_enabled_connection enabled = ORGPOL_ENABLED_CONNECTION_INIT;
    enabled.organization_id = org.id;
    enabled.connection_id = database.id;

    struct orgpol_login_request login = ORGPOL_LOGIN_REQUEST_INIT;
    login.organization_id = ORGPOL_STR("org_rocky");
    login.client = &app;
    login.organization = &org;
    login.connection = &database;
    login.enabled_connection = &enabled; /* no membership row: Jonno is not a member */

    struct orgpol_decision decision = orgpol_can_third_party_login(&login, NULL);
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        return puts("allowed") < 0;
    for (unsigned place = 0; place < orgpol_family_size(decision.family); place++)
        if (decision.unmet >> place & 1) {
            uint16_t reason = orgpol_family_reason(decision.family, place);
            printf("%s: %s\n", orgpol_reason_info(reason)->rule, orgpol_reason_info(reason)->remedy);
        }
    return 1;
}

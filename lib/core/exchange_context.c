/* SPDX-License-Identifier: MIT */
/* A token exchange: organization (X9), second factors (X10) and connection (X11). */
#include "exchange.h"

/* ORG-15: the session's organization, if it is in one, exists, and the user, if there is one, is its member.
 */
static bool is_organization_good(const struct exchange_rows *in)
{
    const bool member = (in->request->member != NULL) | !in->accounts.has_user;
    const bool known = in->request->organization != NULL;

    return !text_given(in->token->org_id) || (known & member);
}

static bool is_challenged(const struct exchange_rows *in)
{
    switch (in->options->adaptive_mfa) {
    case ORGPOL_ADAPTIVE_MFA_VERDICT: return in->request->risk_verdict == ORGPOL_RISK_CHALLENGE;
    case ORGPOL_ADAPTIVE_MFA_ALLOW: return false;
    default: return true;
    }
}

static void find_connection_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const struct orgpol_options *options = in->options;
    const struct connection_faults faults = connection_faults_of(
        in->connection, in->has_connection_row, in->request->enabled_client != NULL, in->has_client, options);
    const bool must_be_enabled =
        (in->variant != VARIANT_ACCESS) | (options->access_token_client_enabled != 0); /* VAULT-20 */
    const bool developer_keys = in->has_connection_row && orgpol_is_on_developer_keys(in->connection);

    is->strategy_unsupported = faults.unsupported;
    is->bound_upstream = faults.bound_upstream;
    is->connection_unknown = faults.unknown & in->names_connection;
    is->purpose_off = faults.purpose_off & (options->purpose_off_exchange == ORGPOL_DENIED); /* VAULT-21 */
    is->not_enabled = faults.not_enabled & must_be_enabled;
    is->advice |= (uint32_t)developer_keys * ORGPOL_ADVICE_DEVELOPER_KEYS;
}

void orgpol_find_context_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const uint8_t policy = in->settings->mfa_policy;
    const bool adaptive = policy == ORGPOL_MFA_POLICY_ADAPTIVE;
    const bool never = (policy == ORGPOL_MFA_POLICY_UNSET) | (policy == ORGPOL_MFA_POLICY_NEVER);
    const bool must_be_member =
        in->options->organization_membership == ORGPOL_ORGANIZATION_MEMBERSHIP_REQUIRE;

    is->not_member = must_be_member & !is_organization_good(in);
    is->mfa_always = !never & !adaptive;
    is->risk_challenge = adaptive & is_challenged(in);
    is->action_requires_mfa = in->request->action_requires_mfa != 0;
    find_connection_faults(in, is);
}

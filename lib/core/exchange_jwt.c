/* SPDX-License-Identifier: MIT */
/* The JWT that a privileged worker signs: its header and payload (PWX-10 to -23). */
#include "exchange.h"

/* ---- the key ---- */

static bool is_public_key(const struct orgpol_credential *credential)
{
    return (credential->credential_type == ORGPOL_CREDENTIAL_TYPE_UNSET) |
           (credential->credential_type == ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY);
}

/* PWX-12: the one credential of the JWT's kid; without a kid, the one that there is. NULL: none, or several.
 */
static const struct orgpol_credential *credential_of(const struct exchange_rows *in)
{
    const struct orgpol_privileged_access *access = in->access;
    const struct orgpol_str kid = in->token->kid;
    const bool only = access->credential_count == 1;
    const struct orgpol_credential *found = NULL;
    size_t count = 0;

    for (size_t i = 0; i < access->credential_count; i++) {
        const struct orgpol_credential *credential = &access->credentials[i];
        const bool named = text_given(kid) ? text_equal(kid, credential->kid) : only;
        const bool fits = named & is_public_key(credential);

        found = fits ? credential : found;
        count += fits;
    }
    return count == 1 ? found : NULL;
}

/* PWX-11: one of the algorithms, and the credential's, where it is known. An unknown word is of no token. */
static bool is_algorithm_good(struct orgpol_str alg, const struct orgpol_credential *credential)
{
    const bool rs256 = text_same(alg, ORGPOL_STR("RS256"));
    const bool rs384 = text_same(alg, ORGPOL_STR("RS384"));
    const bool ps256 = text_same(alg, ORGPOL_STR("PS256"));

    if (credential == NULL)
        return rs256 | rs384 | ps256;
    switch (credential->alg) {
    case ORGPOL_CREDENTIAL_ALGORITHM_UNSET:
    case ORGPOL_CREDENTIAL_ALGORITHM_RS256: return rs256;
    case ORGPOL_CREDENTIAL_ALGORITHM_RS384: return rs384;
    case ORGPOL_CREDENTIAL_ALGORITHM_PS256: return ps256;
    default: return false;
    }
}

/* ---- the audience ---- */

/* PWX-16: https://{domain}/ exactly; by the option the bare host too. */
static bool names_host(struct orgpol_str audience, struct orgpol_str host, bool lenient)
{
    return orgpol_is_url_of(audience, host, ORGPOL_STR("/")) || (lenient && text_equal(audience, host));
}

/* One of the audiences is the tenant; by the option on any of its hosts. */
static bool is_for_tenant(const struct exchange_rows *in)
{
    const struct orgpol_subject_token *token = in->token;
    const struct orgpol_tenant_settings *settings = in->settings;
    const bool lenient = in->options->lenient_worker_audience != 0;
    const size_t hosts = lenient ? settings->custom_domain_count : 0;
    bool found = false;

    for (size_t i = 0; i < token->audience_count; i++) {
        found |= names_host(token->audiences[i], settings->domain, lenient);
        for (size_t host = 0; host < hosts; host++)
            found |= names_host(token->audiences[i], settings->custom_domains[host], lenient);
    }
    return found;
}

/* ---- times and texts ---- */

/* PWX-21: in the future, iat by more than the clocks may differ. */
static bool is_from_future(const struct exchange_rows *in)
{
    const uint32_t skew = clock_skew_of(in->options);
    const struct orgpol_time iat = in->token->iat;
    const struct orgpol_time nbf = in->token->nbf;
    const int64_t now = in->request->now_s;

    return (iat.is_given && iat.s > seconds_after(now, skew)) || (nbf.is_given && nbf.s > now);
}

/* PWX-23 */
static bool is_audit_context_good(const struct exchange_rows *in)
{
    const struct orgpol_str context = in->token->audit_context;
    const bool bytes = in->options->audit_context_unit == ORGPOL_AUDIT_CONTEXT_BYTES;
    const size_t length = bytes ? text_length(context) : orgpol_code_points(context);

    return !text_absent(context) & (length <= ORGPOL_AUDIT_CONTEXT_MAX);
}

struct jwt_faults orgpol_jwt_faults_of(const struct exchange_rows *in)
{
    const struct orgpol_subject_token *token = in->token;
    const struct orgpol_options *options = in->options;
    const int64_t now = in->request->now_s;
    const struct orgpol_credential *credential = credential_of(in);
    const bool has_credentials = in->access->credential_count > 0; /* else PWX-02 says so */
    const bool enforces_jti = !options->enforce_jti_off;           /* PWX-43 */

    if (!in->has_token)
        return (struct jwt_faults){.typ_wrong = false};
    return (struct jwt_faults){
        .typ_wrong = (token->kind != ORGPOL_SUBJECT_TOKEN_JWT) |
                     !text_same(token->typ, ORGPOL_STR("token-vault-req+jwt")),
        .alg_wrong = !is_algorithm_good(token->alg, credential),
        .key_unknown = has_credentials & (credential == NULL),
        .credential_expired = credential && time_is_over(credential->expires_at, now),
        .signature_wrong = !token->is_valid,
        .iss_wrong = !text_equal(token->iss, in->request->client_id),
        .aud_wrong = !is_for_tenant(in),
        .sub_missing = !text_given(token->sub),
        .iat_missing = !token->iat.is_given,
        .too_old = token->iat.is_given && seconds_since(token->iat.s, now) > ORGPOL_WORKER_JWT_MAX_AGE_S,
        .expired = time_is_over(token->exp, now),
        .not_yet_valid = is_from_future(in),
        .audit_context_wrong = !options->enforce_audit_context_off & !is_audit_context_good(in),
        .jti_missing = enforces_jti & !text_given(token->jti),
        .jti_reused = enforces_jti & text_given(token->jti) & !token->is_jti_unused,
    };
}

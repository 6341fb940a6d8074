/* SPDX-License-Identifier: MIT */
/* The organization claims of a token that somebody validates. */
#include "orgpol/token.h"

#include "decision.h"
#include "rows.h"
#include "text.h"

static enum orgpol_reason check_request(const struct orgpol_token_organization_request *request)
{
    if (request->reserved || request->reserved2 || request->validator > ORGPOL_TOKEN_VALIDATOR_API)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (text_absent(request->issuer) ||
        (request->known_organizations == NULL && request->known_organization_count > 0))
        return ORGPOL_REASON_MISSING_INPUT;
    for (size_t i = 0; i < request->known_organization_count; i++)
        if (text_absent(request->known_organizations[i].id))
            return ORGPOL_REASON_ROW_WITHOUT_ID;
    return ORGPOL_REASON_NONE;
}

static uint64_t unmet_conditions(const struct orgpol_token_organization_request *request)
{
    const struct orgpol_str expected = request->expected_organization;
    const bool relying = request->validator != ORGPOL_TOKEN_VALIDATOR_API;
    const bool issued_here = text_same(request->iss, request->issuer);
    const bool expects = !text_absent(expected); /* TOKEN-27: otherwise only claims that are there matter */
    const bool expects_id = text_is_organization_id(expected);
    const bool expects_name = expects & !expects_id;
    const bool has_id = !text_absent(request->org_id); /* TOKEN-28 */
    const bool has_name = !text_absent(request->org_name);
    const bool id_matches = expects_id & has_id & text_same(expected, request->org_id);
    const bool name_matches = expects_name & has_name & text_same_folded(expected, request->org_name);
    const bool claims_any =
        has_id | (expects_name & has_name); /* a name alone is held against the one expected */
    bool known = false;
    bool contradicted = false; /* TOKEN-26: this id has another name, or this name another id */

    for (size_t i = 0; i < request->known_organization_count; i++) {
        const struct orgpol_known_organization *organization = &request->known_organizations[i];
        const bool named = !text_absent(organization->name);
        const bool of_id = has_id & text_same(organization->id, request->org_id);
        const bool of_name = has_name & named & text_same_folded(organization->name, request->org_name);

        known |= of_id;
        contradicted |= has_id & has_name & named & (of_id != of_name);
    }
    return 0 TOKEN_ORGANIZATION_TABLE(FAMILY_UNMET, TOKEN_ORGANIZATION);
}

struct orgpol_decision
orgpol_check_token_organization(const struct orgpol_token_organization_request *request,
                                struct orgpol_token_organization_result *result)
{
    static const struct orgpol_token_organization_request no_request = ORGPOL_TOKEN_ORGANIZATION_REQUEST_INIT;
    struct orgpol_token_organization_result answer = ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT;
    struct orgpol_token_organization_request copy;
    bool unsupported = !write_result(result, &answer, sizeof answer);
    struct orgpol_decision decision;
    enum orgpol_reason error;

    request = read_row(request, &no_request, &copy, sizeof no_request, &unsupported);
    error = unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : check_request(request);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_TOKEN_ORGANIZATION, error);
    decision = orgpol_answer(ORGPOL_FAMILY_TOKEN_ORGANIZATION, unmet_conditions(request), 0);
    if (decision.effect == ORGPOL_EFFECT_ALLOW) {
        answer.org_id = request->org_id;
        answer.org_name = request->org_name;
        write_result(result, &answer, sizeof answer);
    }
    return decision;
}

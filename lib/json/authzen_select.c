/* SPDX-License-Identifier: MIT */
/* select_connected_account: finds the user's accounts, asks the core, writes the answer. */
#include "orgpol/select.h"

#include "authzen_grant.h"
#include "authzen_vault.h"

#define AT(member) offsetof(struct orgpol_account_request, member)

static const struct field context_fields[] = {
    {"login_hint", FIELD_TEXT, AT(login_hint), NULL, false},
    {"organization", FIELD_TEXT, AT(organization_id), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

static void answer(struct evaluation *evaluation, const struct orgpol_account_result *result)
{
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;

    values.subject_token = ORGPOL_STR("user"); /* who is unknown: there is no token here */
    orgpol_answer_decision_begin(evaluation->answer, evaluation->decision, result->advice, &values);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ALLOW) {
        orgpol_answer_account(evaluation->answer, result->account);
        orgpol_answer_texts(evaluation->answer, "scopes", result->account->scopes,
                            result->account->scope_count);
    }
    orgpol_answer_decision_end(evaluation->answer, evaluation->decision);
}

enum orgpol_status orgpol_authzen_select(struct evaluation *evaluation)
{
    const struct orgpol_tenant *tenant = evaluation->tenant;
    struct orgpol_account_request request = ORGPOL_ACCOUNT_REQUEST_INIT;
    struct orgpol_user user;
    struct orgpol_account_result result = ORGPOL_ACCOUNT_RESULT_INIT;
    enum orgpol_status status = ORGPOL_OK;

    if (evaluation->context)
        status = orgpol_decode_fields(evaluation->context, PATH_MEMBER(NULL, "context"), &context_members,
                                      &request, evaluation->error);
    if (status != ORGPOL_OK)
        return status;
    request.connection = evaluation->resource_id;
    request.options = &tenant->options;
    orgpol_find_accounts(tenant, evaluation->subject_id, &request, &user);
    evaluation->decision = orgpol_select_connected_account(&request, &result);
    if (evaluation->decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_fail_with_reason(evaluation);
    answer(evaluation, &result);
    return ORGPOL_OK;
}

/* SPDX-License-Identifier: MIT */
/* check_client_config and the checks of the other objects: finds the row, asks the core, writes the answer.
 */
#include <string.h>

#include "authzen.h"
#include "config.h"
#include "orgpol/search.h"

struct config_context {
    const cJSON *object;
    const cJSON *previous;
};

static const struct field context_fields[] = {
    {"object", FIELD_OBJECT, offsetof(struct config_context, object), NULL, false},
    {"previous", FIELD_OBJECT, offsetof(struct config_context, previous), NULL, false},
};
static const struct field_table context_members = FIELD_TABLE(context_fields);

/* What check_client_config says of Token Vault: allowed, and refused when it is used. */
#define WARNINGS                                                                                            \
    (ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE | ORGPOL_ADVICE_CLIENT_NOT_ELIGIBLE |                       \
     ORGPOL_ADVICE_GRANT_TYPE_MISSING | ORGPOL_ADVICE_ROTATION_ENABLED | ORGPOL_ADVICE_CONNECTION_UNKNOWN | \
     ORGPOL_ADVICE_CONNECTION_NOT_ENABLED)

/* Which check a resource type has. */
static const struct {
    const char *type;
    check_config *check;
} checks[] = {
    {"client", orgpol_config_client},
    {"organization", orgpol_config_organization},
    {"connection", orgpol_config_connection},
    {"resource_server", orgpol_config_resource_server},
    {"client_grant", orgpol_config_client_grant},
};

enum orgpol_status orgpol_authzen_config(struct evaluation *evaluation)
{
    const struct json_path *path = PATH_MEMBER(NULL, "context");
    const struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct config_context context = {0};
    struct config_check check = {.tenant = evaluation->tenant,
                                 .id = evaluation->resource_id,
                                 .object_path = PATH_MEMBER(path, "object"),
                                 .previous_path = PATH_MEMBER(path, "previous"),
                                 .result = ORGPOL_CONFIG_RESULT_INIT,
                                 .room = evaluation->room,
                                 .error = evaluation->error};
    enum orgpol_status status = ORGPOL_OK;
    size_t at = 0;

    if (evaluation->context)
        status =
            orgpol_decode_fields(evaluation->context, path, &context_members, &context, evaluation->error);
    check.object = context.object;
    check.previous = context.previous;
    while (strcmp(checks[at].type, evaluation->resource_type) != 0)
        at++;
    if (status == ORGPOL_OK)
        status = checks[at].check(&check);
    if (check.is_row_missing)
        evaluation->unfit = ORGPOL_AUTHZEN_SEARCH_RESOURCE;
    if (status != ORGPOL_OK)
        return status;
    evaluation->decision = check.decision;
    if (check.decision.effect == ORGPOL_EFFECT_ERROR)
        return orgpol_decode_fail(evaluation->error, check.object_path, "%s",
                                  orgpol_reason_info(check.decision.reason)->summary);
    /* no_prompt_unreliable is advice of the actions that log in (WIRE section 1), and a finding of lint. */
    orgpol_answer_decision_begin(evaluation->answer, check.decision,
                                 check.result.advice & ORGPOL_ADVICE_UNKNOWN_SCOPE, &values);
    if (checks[at].check == orgpol_config_client)
        orgpol_answer_advice(evaluation->answer, "warnings", check.result.advice & WARNINGS);
    orgpol_answer_decision_end(evaluation->answer, check.decision);
    return ORGPOL_OK;
}

/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a request to a tenant with Token Vault: an answer or an error, never both, and never an
 * account of anybody but the subject. The same bytes as a batch, and as a search of each kind.
 */
#include <cjson/cJSON.h>

#include "fuzz/replay.h"
#include "orgpol.h"
#include "orgpol/search.h"

static const struct orgpol_tenant *tenant(void)
{
    static struct orgpol_tenant *loaded;

    if (loaded == NULL) {
        char *document = whole_file("test/vectors/vault.json");

        MUST(orgpol_tenant_load(document, strlen(document), NULL, &loaded, NULL) == ORGPOL_OK);
        free(document);
    }
    return loaded;
}

static const char *text_at(const cJSON *object, const char *outer, const char *inner)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, outer);

    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(member, inner));
}

/* SEL-14: whose account an allowed answer gives. */
static void check_owner(const cJSON *request, const cJSON *context)
{
    const char *const action = text_at(request, "action", "name");
    const char *const owner = text_at(context, "connected_account", "user_id");
    const cJSON *asked = cJSON_GetObjectItemCaseSensitive(request, "context");
    const char *subject = text_at(request, "subject", "id");

    if (owner == NULL)
        return;
    if (strcmp(action, "check_token_exchange") == 0)
        subject = text_at(asked, "subject_token", "sub");
    MUST(subject && strcmp(owner, subject) == 0);
}

static void check_answer(const char *request, size_t size, const char *answer, bool allowed)
{
    cJSON *asked = cJSON_ParseWithLength(request, size);
    cJSON *document = cJSON_Parse(answer);
    const cJSON *decision = cJSON_GetObjectItemCaseSensitive(document, "decision");
    const cJSON *context = cJSON_GetObjectItemCaseSensitive(document, "context");

    MUST(asked && cJSON_IsBool(decision) && (cJSON_IsTrue(decision) != 0) == allowed);
    if (allowed)
        check_owner(asked, context);
    else
        MUST(cJSON_GetObjectItemCaseSensitive(context, "reason"));
    cJSON_Delete(document);
    cJSON_Delete(asked);
}

/* The answer is whole, in JSON, or an error that permits and lists nothing. */
static void check_whole(enum orgpol_status status, const char *answer, size_t length, size_t size)
{
    cJSON *document;

    if (length >= size) {
        MUST(status != ORGPOL_OK && *answer == '\0');
        return;
    }
    document = cJSON_Parse(answer);
    MUST(strlen(answer) == length && cJSON_IsObject(document));
    /* The error of an evaluation is text, that of a request an object. */
    MUST((cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(
              cJSON_GetObjectItemCaseSensitive(document, "context"), "error")) != 0) ==
         (status != ORGPOL_OK));
    if (status != ORGPOL_OK)
        MUST(strncmp(answer, "{\"decision\":false,", 18) == 0);
    cJSON_Delete(document);
}

static void check_many(const char *request, size_t size, char *answer, size_t room)
{
    size_t length = 0;
    enum orgpol_status status =
        orgpol_authzen_evaluations(tenant(), request, size, NULL, answer, room, &length, NULL);

    check_whole(status, answer, length, room);
    for (uint32_t search = ORGPOL_AUTHZEN_SEARCH_SUBJECT; search <= ORGPOL_AUTHZEN_SEARCH_ACTION; search++) {
        status = orgpol_authzen_search(tenant(), search, request, size, NULL, answer, room, &length, NULL);
        check_whole(status, answer, length, room);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char answer[1 << 16];
    struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
    size_t length = 0;
    const enum orgpol_status status = orgpol_authzen_evaluate(
        tenant(), (const char *)data, size, NULL, answer, sizeof answer, &length, &decision, NULL);

    MUST(length < sizeof answer && strlen(answer) == length);
    if (status == ORGPOL_OK) {
        MUST(decision.effect != ORGPOL_EFFECT_ERROR);
        check_answer((const char *)data, size, answer, decision.effect == ORGPOL_EFFECT_ALLOW);
    } else {
        MUST(decision.effect == ORGPOL_EFFECT_ERROR);
        MUST(strncmp(answer, "{\"decision\":false,", 18) == 0 && strstr(answer, "\"reason\":") == NULL);
    }
    check_many((const char *)data, size, answer, sizeof answer);
    return 0;
}

REPLAY("test/fuzz/requests.corpus")

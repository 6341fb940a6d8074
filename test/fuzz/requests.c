/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a request to a tenant with Token Vault: an answer or an error, never both, and never an
 * account of anybody but the subject. The same bytes as a batch, and as a search of each kind.
 */
#define MUTATIONS 250

#include "fuzz/answers.h"
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
    static struct asked asked;

    ask(tenant(), (const char *)data, size, &asked);
    check_many((const char *)data, size, asked.text, sizeof asked.text);
    return 0;
}

REPLAY("test/fuzz/requests.corpus")

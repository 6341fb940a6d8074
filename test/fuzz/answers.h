/* SPDX-License-Identifier: MIT */
/* What every answer to an AuthZEN request must be, whatever was asked of which tenant. */
#ifndef ORGPOL_TEST_FUZZ_ANSWERS_H
#define ORGPOL_TEST_FUZZ_ANSWERS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "fuzz/replay.h"
#include "orgpol.h"
#include "orgpol/authzen.h"

#define ANSWER_ROOM (1 << 16)

/* One request, and what came of it. */
struct asked {
    enum orgpol_status status;
    struct orgpol_decision decision;
    size_t length;
    char text[ANSWER_ROOM];
};

static inline const cJSON *member_of(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static inline const char *text_at(const cJSON *object, const char *outer, const char *inner)
{
    return cJSON_GetStringValue(member_of(member_of(object, outer), inner));
}

/* SEL-14: whose account an allowed answer gives. */
static inline void check_owner(const cJSON *request, const cJSON *context)
{
    const char *const action = text_at(request, "action", "name");
    const char *const owner = text_at(context, "connected_account", "user_id");
    const char *subject = text_at(request, "subject", "id");

    if (owner == NULL)
        return;
    if (strcmp(action, "check_token_exchange") == 0)
        subject = text_at(member_of(request, "context"), "subject_token", "sub");
    MUST(subject && strcmp(owner, subject) == 0);
}

/* The names are those of the unmet conditions, in evaluation order, and the first is the reason. */
static inline void check_unmet(const cJSON *context, const struct orgpol_decision *decision)
{
    const cJSON *name = member_of(context, "unmet")->child;
    const char *reason = cJSON_GetStringValue(member_of(context, "reason"));

    MUST(reason && orgpol_reason_by_name(orgpol_str_of(reason)) == decision->reason);
    MUST(decision->unmet != 0);
    for (unsigned place = 0; place < orgpol_family_size(decision->family); place++) {
        const uint16_t condition = orgpol_family_reason(decision->family, place);

        if (!(decision->unmet >> place & 1))
            continue;
        MUST(name && strcmp(name->valuestring, orgpol_reason_info(condition)->name) == 0);
        MUST(name != member_of(context, "unmet")->child || condition == decision->reason);
        name = name->next;
    }
    MUST(name == NULL);
}

/* An allow or a denial, in the answer as in the decision. */
static inline void check_decided(const cJSON *request, const cJSON *document,
                                 const struct orgpol_decision *decision)
{
    const cJSON *word = member_of(document, "decision");
    const cJSON *context = member_of(document, "context");
    const bool allowed = decision->effect == ORGPOL_EFFECT_ALLOW;

    MUST(cJSON_IsBool(word) && (cJSON_IsTrue(word) != 0) == allowed && cJSON_IsObject(context));
    MUST(decision->effect != ORGPOL_EFFECT_ERROR);
    if (allowed) {
        MUST(decision->unmet == 0 && decision->reason == 0 && member_of(context, "reason") == NULL);
        check_owner(request, context);
    } else {
        check_unmet(context, decision);
    }
}

static inline void check_refused(const struct asked *asked)
{
    MUST(asked->decision.effect == ORGPOL_EFFECT_ERROR && asked->decision.unmet == 0);
    MUST(strncmp(asked->text, "{\"decision\":false,", 18) == 0 && strstr(asked->text, "\"reason\":") == NULL);
}

/* Asks, and checks that the answer is whole, in JSON, and says what the decision is; or permits nothing. */
static inline void ask(const struct orgpol_tenant *tenant, const char *request, size_t size,
                       struct asked *asked)
{
    cJSON *document;
    cJSON *read;

    asked->decision = (struct orgpol_decision){.effect = ORGPOL_EFFECT_ALLOW};
    asked->status = orgpol_authzen_evaluate(tenant, request, size, NULL, asked->text, sizeof asked->text,
                                            &asked->length, &asked->decision, NULL);
    MUST(asked->length < sizeof asked->text && strlen(asked->text) == asked->length);
    document = cJSON_Parse(asked->text);
    MUST(cJSON_IsObject(document));
    if (asked->status == ORGPOL_OK) {
        read = cJSON_ParseWithLength(request, size);
        MUST(read);
        check_decided(read, document, &asked->decision);
        cJSON_Delete(read);
    } else {
        check_refused(asked);
    }
    cJSON_Delete(document);
}

#endif

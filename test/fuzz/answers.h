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
    const cJSON *document; /* of the tenant; NULL: one in which linked profiles are not the user's */
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

/* LINK-05: the option, and an identity of the subject's profile that is the owner. */
static inline bool is_linked(const cJSON *document, const char *subject, const char *owner)
{
    const cJSON *const carries = member_of(member_of(document, "options"), "link_carries_accounts");
    const cJSON *user;
    const cJSON *identity;

    cJSON_ArrayForEach(user, member_of(document, "users"))
    {
        const char *const id = cJSON_GetStringValue(member_of(user, "user_id"));

        if (id == NULL || strcmp(id, subject) != 0)
            continue;
        cJSON_ArrayForEach(identity, member_of(user, "identities"))
        {
            const char *const provider = cJSON_GetStringValue(member_of(identity, "provider"));
            const char *const name = cJSON_GetStringValue(member_of(identity, "user_id"));
            const size_t length = provider ? strlen(provider) : 0;

            if (cJSON_IsTrue(carries) && provider && name && strncmp(owner, provider, length) == 0 &&
                owner[length] == '|' && strcmp(owner + length + 1, name) == 0)
                return true;
        }
    }
    return false;
}

/* SEL-14: whose account an allowed answer gives. */
static inline void check_owner(const cJSON *document, const cJSON *request, const cJSON *context)
{
    const char *const action = text_at(request, "action", "name");
    const char *const owner = text_at(context, "connected_account", "user_id");
    const char *subject = text_at(request, "subject", "id");

    if (owner == NULL)
        return;
    if (strcmp(action, "check_token_exchange") == 0)
        subject = text_at(member_of(request, "context"), "subject_token", "sub");
    MUST(subject && (strcmp(owner, subject) == 0 || is_linked(document, subject, owner)));
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
static inline void check_decided(const cJSON *request, const cJSON *answer, const struct asked *asked)
{
    const struct orgpol_decision *const decision = &asked->decision;
    const cJSON *word = member_of(answer, "decision");
    const cJSON *context = member_of(answer, "context");
    const bool allowed = decision->effect == ORGPOL_EFFECT_ALLOW;

    MUST(cJSON_IsBool(word) && (cJSON_IsTrue(word) != 0) == allowed && cJSON_IsObject(context));
    MUST(decision->effect != ORGPOL_EFFECT_ERROR);
    if (allowed) {
        MUST(decision->unmet == 0 && decision->reason == 0 && member_of(context, "reason") == NULL);
        check_owner(asked->document, request, context);
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
    cJSON *answer;
    cJSON *read;

    asked->decision = (struct orgpol_decision){.effect = ORGPOL_EFFECT_ALLOW};
    asked->status = orgpol_authzen_evaluate(tenant, request, size, NULL, asked->text, sizeof asked->text,
                                            &asked->length, &asked->decision, NULL);
    MUST(asked->length < sizeof asked->text && strlen(asked->text) == asked->length);
    answer = cJSON_Parse(asked->text);
    MUST(cJSON_IsObject(answer));
    if (asked->status == ORGPOL_OK) {
        read = cJSON_ParseWithLength(request, size);
        MUST(read);
        check_decided(read, answer, asked);
        cJSON_Delete(read);
    } else {
        check_refused(asked);
    }
    cJSON_Delete(answer);
}

#endif

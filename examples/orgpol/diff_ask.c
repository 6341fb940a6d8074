/* SPDX-License-Identifier: MIT */
/* One question to both tenants. What they say is the library's; here it is only compared. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

bool write_request(struct bytes *to, const char *const *parts)
{
    to->length = 0;
    while (*parts && append_text(to, *parts))
        parts++;
    return *parts == NULL;
}

uint8_t outcome_of(const struct orgpol_tenant *tenant, const char *request, size_t length, bool by_scope,
                   struct bytes *answer, bool *failed)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision;
    const enum orgpol_status status = ask(tenant, request, length, answer, &decision, &error);

    if (status == ORGPOL_ERR_MEMORY) {
        *failed = true; /* no answer is not an answer that differs */
        if (answer->length < answer->size)
            complain("out of memory");
        return ORGPOL_EFFECT_ERROR;
    }
    if (status != ORGPOL_OK)
        return ORGPOL_EFFECT_ERROR;
    /* A scope outside a user's grant is left out of it, and no denial (UAPI-09). Quotes inside texts are
     * escaped, so this is the member. */
    if (by_scope && decision.effect == ORGPOL_EFFECT_ALLOW && strstr(answer->ptr, "\"scopes\":[]"))
        return ORGPOL_EFFECT_DENY;
    return decision.effect;
}

/* Moves a member, if it is there. False when memory ends. */
static bool move(cJSON *from, cJSON *to, const char *name)
{
    cJSON *member = cJSON_DetachItemFromObjectCaseSensitive(from, name);

    if (member == NULL || cJSON_AddItemToObject(to, name, member))
        return true;
    cJSON_Delete(member);
    return false;
}

/* {"decision":false,"reason":...,"rule":...,"unmet":[...]}, on the heap; NULL when memory ends. */
static char *brief(const char *answer, bool by_scope)
{
    cJSON *whole = cJSON_Parse(answer);
    cJSON *context = cJSON_GetObjectItemCaseSensitive(whole, "context");
    cJSON *to = cJSON_CreateObject();
    bool done = whole && to;
    char *text = NULL;

    done = done && move(whole, to, "decision") && move(context, to, "reason") && move(context, to, "rule") &&
           move(context, to, "unmet");
    /* Of a denial the error is the OAuth one, which the reason implies; of no answer it is what is wrong. */
    if (cJSON_GetObjectItemCaseSensitive(to, "reason") == NULL)
        done = done && move(context, to, "error");
    if (by_scope)
        done = done && move(cJSON_GetObjectItemCaseSensitive(context, "grant"), to, "scopes");
    if (done)
        text = cJSON_PrintUnformatted(to);
    cJSON_Delete(whole);
    cJSON_Delete(to);
    return text;
}

static struct flip *new_flip(struct diff *diff)
{
    struct flip *flips = with_room(diff->flips, diff->flip_count, &diff->flip_size, sizeof *flips);

    if (flips == NULL)
        return NULL;
    diff->flips = flips;
    flips[diff->flip_count] = (struct flip){0};
    return &flips[diff->flip_count++];
}

bool ask_both(struct diff *diff, const struct question *question)
{
    uint8_t outcome[SIDES];
    struct flip *flip;
    bool failed = false;

    for (int side = 0; side < SIDES; side++)
        outcome[side] = outcome_of(diff->tenants[side], diff->request.ptr, diff->request.length,
                                   question->by_scope, &diff->answers[side], &failed);
    if (failed)
        return false;
    diff->asked++;
    if (outcome[OLD] == outcome[NEW])
        return true;
    flip = new_flip(diff);
    if (flip == NULL) {
        complain("out of memory");
        return false;
    }
    flip->request = strdup(diff->request.ptr);
    flip->before = brief(diff->answers[OLD].ptr, question->by_scope);
    flip->after = brief(diff->answers[NEW].ptr, question->by_scope);
    flip->protocol = question->protocol;
    flip->member = question->crowd ? question->crowd->member : NULL;
    flip->users = question->crowd ? question->crowd->users : 0;
    flip->made_up = question->crowd && question->crowd->made_up;
    flip->cell = diff->cell;
    flip->order = diff->flip_count;
    flip->outcome[OLD] = outcome[OLD];
    flip->outcome[NEW] = outcome[NEW];
    flip->by_scope = question->by_scope;
    if (flip->request && flip->before && flip->after)
        return true;
    complain("out of memory");
    return false;
}

/* The names of reasons stand in quotes in the list of unmet conditions; nothing else of an answer is such a
 * word. */
static bool is_denied_for(const char *answer, const char *const *reasons)
{
    const char *unmet = strstr(answer, "\"unmet\":[");
    char word[64];

    for (; unmet && *reasons; reasons++) {
        snprintf(word, sizeof word, "\"%s\"", *reasons);
        if (strstr(unmet, word))
            return true;
    }
    return false;
}

bool always_denied(struct diff *diff, const char *const *reasons, bool *denied)
{
    bool failed = false;

    *denied = true;
    for (int side = 0; side < SIDES; side++) {
        const uint8_t outcome = outcome_of(diff->tenants[side], diff->request.ptr, diff->request.length,
                                           false, &diff->answers[side], &failed);

        *denied &= outcome == ORGPOL_EFFECT_DENY && is_denied_for(diff->answers[side].ptr, reasons);
    }
    return !failed;
}

bool put_question(struct diff *diff, const struct question *question, const char *const *parts)
{
    if (write_request(&diff->request, parts))
        return ask_both(diff, question);
    complain("out of memory");
    return false;
}

const char *if_named(const struct id *id, const char *text)
{
    return id ? text : "";
}

const char *quoted(const struct id *id)
{
    return id ? id->quoted : "";
}

void show_progress(const struct diff *diff, const char *what, size_t done, size_t of)
{
    if (diff->progress)
        fprintf(stderr, "\r\033[Korgpol: %s %zu of %zu, %zu questions, %zu flips", what, done, of,
                diff->asked, diff->flip_count);
}

void clear_progress(const struct diff *diff)
{
    if (diff->progress)
        fputs("\r\033[K", stderr);
}

/* SPDX-License-Identifier: MIT */
/* The questions of an audit, and what their answers say. */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

bool append_word(struct bytes *text, const char *word, const char *between)
{
    return append_text(text, text->length > 0 ? between : "") && append_text(text, word);
}

bool add_item(cJSON *object, const char *name, cJSON *item)
{
    if (item && cJSON_AddItemToObject(object, name, item))
        return true;
    cJSON_Delete(item);
    return false;
}

bool add_text(cJSON *object, const char *name, const char *text)
{
    return text == NULL || add_item(object, name, cJSON_CreateString(text));
}

/* {"type": ..., "id": ...}; NULL when memory ends. */
static cJSON *entity(const char *type, const char *id)
{
    cJSON *object = cJSON_CreateObject();

    if (add_text(object, "type", type) && add_text(object, "id", id))
        return object;
    cJSON_Delete(object);
    return NULL;
}

/* The request's text, on the heap; NULL when memory ends. */
static char *request_text(const struct question *question, cJSON *context)
{
    cJSON *request = cJSON_CreateObject();
    cJSON *action = cJSON_CreateObject();
    char *text = NULL;
    /* Each takes what it is given, even when it fails. */
    const bool named = add_text(action, "name", question->action);
    const bool has_context = add_item(request, "context", context);
    const bool has_action = add_item(request, "action", action);
    const bool has_subject = add_item(request, "subject", entity(question->subject_type, question->subject));

    if (named && has_context && has_action && has_subject &&
        add_item(request, "resource", entity(question->resource_type, question->resource)))
        text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    return text;
}

cJSON *audit_ask(struct audit *audit, const struct question *question, cJSON *context)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision;
    char *text = request_text(question, context);
    enum orgpol_status status;
    cJSON *answer;

    if (text == NULL) {
        complain("out of memory");
        return NULL;
    }
    status = ask(question->tenant, text, strlen(text), &audit->answer, &decision, &error);
    cJSON_free(text);
    if (audit->answer.length >= audit->answer.size)
        return NULL;
    if (status != ORGPOL_OK) {
        complain("%s: %s about %s '%s' and %s '%s': %s", audit->tenant_file, question->action,
                 question->subject_type, question->subject, question->resource_type, question->resource,
                 error.message);
        return NULL;
    }
    answer = cJSON_ParseWithLength(audit->answer.ptr, audit->answer.length);
    if (answer == NULL)
        complain("out of memory");
    return answer;
}

bool answer_allows(const cJSON *answer)
{
    return row_true(answer, "decision");
}

const cJSON *answer_member(const cJSON *answer, const char *outer, const char *inner)
{
    const cJSON *member = row_member(row_member(answer, "context"), outer);

    return inner ? row_member(member, inner) : member;
}

bool answer_names(const cJSON *answer, const char *list, const char *word)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, answer_member(answer, list, NULL))
    {
        if (text_is(cJSON_GetStringValue(item), word))
            return true;
    }
    return false;
}

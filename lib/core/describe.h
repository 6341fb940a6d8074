/* SPDX-License-Identifier: MIT */
/* A description in parts: pieces of its template and filled placeholders in turn. Private to both layers. */
#ifndef ORGPOL_CORE_DESCRIBE_H
#define ORGPOL_CORE_DESCRIBE_H

#include "orgpol/decision.h"
#include "text.h"

/* One that is being read. */
struct description {
    const char *at; /* the rest of the template */
    const struct orgpol_description_values *values;
    size_t part; /* how many parts of {scopes}, when that is next, were given */
};

/* The value of a placeholder, `name` being the text between its braces; of a name that is none, no text. */
static inline struct orgpol_str description_value(struct orgpol_str name,
                                                  const struct orgpol_description_values *values)
{
    if (text_same(name, ORGPOL_STR("org_id")))
        return values->org_id;
    if (text_same(name, ORGPOL_STR("user_id")))
        return values->user_id;
    if (text_same(name, ORGPOL_STR("client_id")))
        return values->client_id;
    if (text_same(name, ORGPOL_STR("audience")))
        return values->audience;
    if (text_same(name, ORGPOL_STR("grant_type")))
        return values->grant_type;
    if (text_same(name, ORGPOL_STR("subject_token")))
        return values->subject_token;
    return ORGPOL_STR("");
}

/* The next part of {scopes}: a scope, or the space behind it. `behind` is where the template goes on. */
static inline struct orgpol_str description_scope(struct description *description, const char *behind)
{
    const size_t count = description->values->scopes ? description->values->scope_count : 0;
    const size_t part = description->part++;
    const size_t scope = part / 2;

    if (part % 2 == 1)
        return ORGPOL_STR(" ");
    if (scope + 1 >= count) {
        description->at = behind;
        description->part = 0;
    }
    return scope < count ? description->values->scopes[scope] : ORGPOL_STR("");
}

/* The next part, which may be empty; {NULL, 0} at the end, and where a placeholder does not end. */
static inline struct orgpol_str description_next(struct description *description)
{
    const char *const at = description->at;
    struct orgpol_str part;
    const char *end;

    if (*at == '\0')
        return (struct orgpol_str)ORGPOL_STR_NONE;
    if (*at != '{') {
        end = strchr(at, '{');
        description->at = end ? end : at + strlen(at);
        return (struct orgpol_str){at, (size_t)(description->at - at)};
    }
    end = strchr(at, '}');
    if (end == NULL)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    part = (struct orgpol_str){at + 1, (size_t)(end - at) - 1};
    if (text_same(part, ORGPOL_STR("scopes"))) {
        part = description_scope(description, end + 1);
    } else {
        part = description_value(part, description->values);
        description->at = end + 1;
    }
    return text_absent(part) ? ORGPOL_STR("") : part;
}

#endif

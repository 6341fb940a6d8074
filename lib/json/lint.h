/* SPDX-License-Identifier: MIT */
/* Lint on its way through a document. Private. */
#ifndef ORGPOL_JSON_LINT_H
#define ORGPOL_JSON_LINT_H

#include "answer.h"
#include "config.h"
#include "orgpol/lint.h"

struct lint {
    const struct orgpol_tenant *tenant;
    const cJSON *document;
    struct answer *answer;
    struct orgpol_lint_result result;
    struct orgpol_config_finding *findings; /* room that is used for every row */
    size_t capacity;
    struct room room; /* where the document's tree is */
    struct orgpol_json_error *error;
};

/* What a line says besides where. Texts may be NULL but for the rule and the message. */
struct lint_line {
    const char *rule;
    const char *field;
    const char *message;
    const char *remedy;
    bool is_error;
};

/* Writes a line. Names in the path may have dots, which lead into objects. */
void orgpol_lint_write(struct lint *lint, const struct json_path *path, const struct lint_line *line);

/* The configuration checks over every row. */
enum orgpol_status orgpol_lint_rows(struct lint *lint);

/* Words that orgpol does not know. */
void orgpol_lint_words(struct lint *lint);

/* Options that are not the default. */
void orgpol_lint_options(struct lint *lint);

/* Ids that lead nowhere. */
enum orgpol_status orgpol_lint_references(struct lint *lint);

/* Two rows under one key. */
enum orgpol_status orgpol_lint_duplicates(struct lint *lint);

/* A section of the document, or a member of a row; NULL when it is absent or null. */
static inline const cJSON *lint_member(const cJSON *object, const char *name)
{
    return orgpol_decode_member(object, name);
}

/* The member that a name with dots leads to. */
const cJSON *orgpol_lint_nested(const cJSON *object, const char *name);

/* Its text; absent when it is no text. */
struct orgpol_str orgpol_lint_text(const cJSON *object, const char *name);

#endif

/* SPDX-License-Identifier: MIT */
/* Writing JSON into a caller's buffer. Private. */
#ifndef ORGPOL_JSON_ANSWER_H
#define ORGPOL_JSON_ANSWER_H

#include <string.h>

#include "orgpol/vault.h"
#include "strict.h"

/* A buffer that is written while there is room in it, and the length needed is counted. */
struct answer {
    char *bytes;
    size_t size;
    size_t length;
    bool is_comma_due; /* before what comes next */
};

/* A name with its length, which the compiler knows of a literal. */
static inline struct orgpol_str answer_name(const char *name)
{
    return (struct orgpol_str){name, name ? strlen(name) : 0};
}

/* What follows begins the text: what was written before is dropped. */
static inline void answer_restart(struct answer *to)
{
    to->length = 0;
    to->is_comma_due = false;
}

/* JSON as it stands, without a comma before it. */
void orgpol_answer_raw(struct answer *answer, const char *json);

/*
 * Opens and closes objects and arrays, and writes members, or, with name NULL, elements. Those most used have
 * the name's length handed on.
 */
void orgpol_answer_open_named(struct answer *answer, struct orgpol_str name, char bracket);
void orgpol_answer_text_named(struct answer *answer, struct orgpol_str name, struct orgpol_str text);
void orgpol_answer_texts_named(struct answer *answer, struct orgpol_str name, const struct orgpol_str *texts,
                               size_t count);
void orgpol_answer_bool_named(struct answer *answer, struct orgpol_str name, bool value);
void orgpol_answer_null_named(struct answer *answer, struct orgpol_str name);

static inline void orgpol_answer_open(struct answer *to, const char *name, char bracket)
{
    orgpol_answer_open_named(to, answer_name(name), bracket);
}

void orgpol_answer_close(struct answer *answer, char bracket);

static inline void orgpol_answer_text(struct answer *to, const char *name, struct orgpol_str text)
{
    orgpol_answer_text_named(to, answer_name(name), text);
}

static inline void orgpol_answer_texts(struct answer *to, const char *name, const struct orgpol_str *texts,
                                       size_t count)
{
    orgpol_answer_texts_named(to, answer_name(name), texts, count);
}

static inline void orgpol_answer_bool(struct answer *to, const char *name, bool value)
{
    orgpol_answer_bool_named(to, answer_name(name), value);
}

static inline void orgpol_answer_null(struct answer *to, const char *name)
{
    orgpol_answer_null_named(to, answer_name(name));
}

static inline void orgpol_answer_text_or_null(struct answer *to, const char *name, struct orgpol_str text)
{
    if (text.len > 0)
        orgpol_answer_text(to, name, text);
    else
        orgpol_answer_null(to, name);
}

void orgpol_answer_joined(struct answer *answer, const char *name, struct orgpol_str first,
                          struct orgpol_str second); /* one text of two parts */
/* One text of several, with a space between them. */
void orgpol_answer_spaced(struct answer *answer, const char *name, const struct orgpol_str *texts,
                          size_t count);
void orgpol_answer_number(struct answer *answer, const char *name, unsigned number);
void orgpol_answer_integer(struct answer *answer, const char *name, int64_t number);

/* The words of a mask of enum orgpol_advice. */
void orgpol_answer_advice(struct answer *answer, const char *name, uint32_t advice);

/*
 * Everything a decision says by itself: opens {"decision":...,"context":{ and writes the members of a denial,
 * or http_status, obligations and advice. The caller adds the family's result and calls
 * orgpol_answer_decision_end.
 */
void orgpol_answer_decision_begin(struct answer *answer, struct orgpol_decision decision, uint32_t advice,
                                  const struct orgpol_description_values *values);

/*
 * The same for the actions of the My Account API: a denial has `problem` in place of `error` and
 * `error_description`, unless it is NULL; `http_status` is that of the answer.
 */
void orgpol_answer_problem_begin(struct answer *answer, struct orgpol_decision decision, uint32_t advice,
                                 const struct orgpol_problem_entry *problem, unsigned http_status);

void orgpol_answer_decision_end(struct answer *answer, struct orgpol_decision decision);

/* {"decision":false,"context":{"error":{...}}} */
void orgpol_answer_error(struct answer *answer, const struct orgpol_json_error *error);

/* Ends the text in the buffer. False, and an empty text, when it did not fit. */
bool orgpol_answer_finish(struct answer *answer);

#endif

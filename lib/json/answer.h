/* SPDX-License-Identifier: MIT */
/* Writing JSON into a caller's buffer. Private. */
#ifndef ORGPOL_JSON_ANSWER_H
#define ORGPOL_JSON_ANSWER_H

#include "orgpol/vault.h"
#include "strict.h"

/* A buffer that is written as far as it goes while the length needed is counted. */
struct answer {
    char *bytes;
    size_t size;
    size_t length;
    char last; /* last byte written, which tells whether a comma is due */
};

/* JSON as it stands, without a comma before it. */
void orgpol_answer_raw(struct answer *answer, const char *json);

/* Opens and closes objects and arrays; a name is NULL in an array and at the top. */
void orgpol_answer_open(struct answer *answer, const char *name, char bracket);
void orgpol_answer_close(struct answer *answer, char bracket);

/* Members, or, with name NULL, elements. */
void orgpol_answer_text(struct answer *answer, const char *name, struct orgpol_str text);
void orgpol_answer_joined(struct answer *answer, const char *name, struct orgpol_str first,
                          struct orgpol_str second); /* one text of two parts */
void orgpol_answer_text_or_null(struct answer *answer, const char *name, struct orgpol_str text);
void orgpol_answer_texts(struct answer *answer, const char *name, const struct orgpol_str *texts,
                         size_t count);
/* One text of several, with a space between them. */
void orgpol_answer_spaced(struct answer *answer, const char *name, const struct orgpol_str *texts,
                          size_t count);
void orgpol_answer_number(struct answer *answer, const char *name, unsigned number);
void orgpol_answer_integer(struct answer *answer, const char *name, int64_t number);
void orgpol_answer_bool(struct answer *answer, const char *name, bool value);
void orgpol_answer_null(struct answer *answer, const char *name);

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

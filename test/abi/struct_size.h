/* SPDX-License-Identifier: MIT */
/* What struct_size.py writes about the public headers, and what struct_size.c does with it. */
#ifndef ORGPOL_TEST_ABI_STRUCT_SIZE_H
#define ORGPOL_TEST_ABI_STRUCT_SIZE_H

#include "orgpol.h"

struct layout;

struct member {
    const char *name;
    size_t offset;
    size_t size;
    struct layout *target; /* the struct with a struct_size that it points to, or NULL */
    int count_offset;      /* of the member that says how many there are; -1: there is one */
    int is_list;           /* a list of pointers */
    int is_result;         /* the library writes there */
};

/* A struct that begins with its struct_size, or the arguments of a function. */
struct layout {
    const char *name;
    size_t size;
    const struct member *members;
    int member_count;
    long asked;   /* how often it was given with each of its sizes */
    long decided; /* of these, to a decision */
    long allowed; /* that was an allow */
};

/* What an answer is: a decision, an orgpol_status, or anything else. */
enum kind { IS_DECISION, IS_STATUS, IS_VALUE };

struct outcome {
    unsigned char bytes[16];
    size_t length;
};

struct function {
    struct layout *arguments;
    void (*ask)(const void *arguments, struct outcome *outcome);
    enum kind kind;
    int calls[4]; /* that were examined, by effect; of other kinds the last */
};

void keep(struct outcome *outcome, const void *answer, size_t length);
void examine(struct function *function, const void *arguments);

extern struct layout *const layouts[];
extern const size_t layout_count;

/* The vectors, which ask the questions. */
int evaluations_main(void);
int session_main(void);

#endif

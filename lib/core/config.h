/* SPDX-License-Identifier: MIT */
/* What the configuration checks share: collecting findings, and lists of elements. Private. */
#ifndef ORGPOL_CORE_CONFIG_H
#define ORGPOL_CORE_CONFIG_H

#include <stdbool.h>

#include "orgpol/config.h"
#include "rows.h"

/* Findings on their way into the caller's array. */
struct config_findings {
    struct orgpol_config_finding *array; /* NULL: not wanted */
    size_t capacity;
    size_t count;
    uint32_t advice;
};

/* Where in the row: a field, an element of it or ORGPOL_NO_INDEX, a member of that or NULL. */
struct config_place {
    const char *field;
    const char *member;
    uint32_t index;
};

#define AT_FIELD(name) ((struct config_place){(name), NULL, ORGPOL_NO_INDEX})
#define AT_MEMBER(name, part) ((struct config_place){(name), (part), ORGPOL_NO_INDEX})
#define AT_ELEMENT(name, at, part) ((struct config_place){(name), (part), (uint32_t)(at)})

/* Records a finding when the condition is met, and gives the condition back. */
bool orgpol_config_found(struct config_findings *findings, enum orgpol_reason reason, bool met,
                         struct config_place place);

#define FOUND(findings, number, condition, place) \
    orgpol_config_found((findings), ORGPOL_REASON_CFG_##number, (condition), (place))

/* One piece of advice; `bit` is 0 where there is none for it. */
struct config_advice {
    uint32_t bit; /* enum orgpol_advice */
    const char *rule;
    const char *message;
    const char *remedy;
};

/* The same for advice. */
void orgpol_config_advise(struct config_findings *findings, const struct config_advice *advice, bool met,
                          struct config_place place);

/* The decision, after the result is written; an error when the findings do not fit. */
struct orgpol_decision orgpol_config_answer(enum orgpol_family family, uint64_t unmet,
                                            const struct config_findings *findings,
                                            struct orgpol_config_result *result);

/* Writes the strictest result. False: its struct cannot be written. */
bool orgpol_config_begin(struct orgpol_config_result *result);

/* Two rows of one id, of which either may be absent. */
bool orgpol_config_other_id(struct orgpol_str a, struct orgpol_str b);

/*
 * Looks for elements that stand in the list before, among the first `limit`, and records each under `reason`.
 * `fold`: letters compare without case.
 */
bool orgpol_config_twice(struct config_findings *findings, enum orgpol_reason reason, const char *field,
                         const struct orgpol_str *texts, size_t count, size_t limit, bool fold);

/* An element of an array of structs, all of which have the size of the first. */
static inline const void *element(const void *array, size_t index)
{
    uint32_t size;

    memcpy(&size, array, sizeof size);
    return (const char *)array + index * (usable_size(size) ? size : 0);
}

/* One element is as long as the first, so that the next stands where it is looked for. */
static inline bool of_size(const void *array, size_t index)
{
    return memcmp(array, element(array, index), sizeof(uint32_t)) == 0;
}

#endif

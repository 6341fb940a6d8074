/* SPDX-License-Identifier: MIT */
/* Prints lib/core/REASONS.md, the reference page of the catalogue. */
#include <stdio.h>

#include "orgpol.h"

/* Text in a table cell. */
static void cell(const char *text)
{
    for (; text && *text; text++)
        if (*text == '|' || *text == '{' || *text == '<')
            printf("\\%c", *text);
        else
            putchar(*text);
    fputs(" | ", stdout);
}

/* What the My Account API answers. */
static void problem(uint16_t reason)
{
    const struct orgpol_problem_entry *entry = orgpol_problem_info(reason);

    printf("%u `%s` %s: ", entry->http_status, entry->type, entry->title);
    cell(entry->detail);
    putchar('\n');
}

static void family(uint8_t number)
{
    printf("\n## %s\n\n| # | rule | reason | cause | remedy | status, error, description "
           "|\n|--:|---|---|---|---|---|\n",
           orgpol_family_name(number));
    for (unsigned place = 0; place < orgpol_family_size(number); place++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(orgpol_family_reason(number, place));

        printf("| %u | %s | `%s` | ", place, info->rule, info->name);
        cell(info->summary);
        cell(info->remedy);
        if (number >= ORGPOL_FAMILY_CONNECT && number <= ORGPOL_FAMILY_MANAGE) {
            problem(orgpol_family_reason(number, place));
            continue;
        }
        printf("%u ", info->http_status);
        if (info->error)
            printf("`%s` ", info->error);
        cell(info->description);
        putchar('\n');
    }
}

int main(void)
{
    puts("# Reasons\n\nEvery reason orgpol gives, written by `make reference` from "
         "[reasons.def](reasons.def). A family is the\nordered list of the conditions of one decision: `#` "
         "is the "
         "bit in `unmet`, and the first unmet one is the reason.");
    for (uint8_t number = 1; number < ORGPOL_FAMILY_COUNT; number++)
        if (orgpol_family_name(number))
            family(number);
    puts("\n## Errors of the input\n\nNo decision was made; `effect` is ERROR and `unmet` is 0.\n\n"
         "| reason | cause | remedy |\n|---|---|---|");
    for (uint16_t reason = 1; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);

        if (info == NULL || info->rule)
            continue;
        printf("| `%s` | ", info->name);
        cell(info->summary);
        cell(info->remedy);
        putchar('\n');
    }
    return 0;
}

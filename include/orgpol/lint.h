/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with a tenant document, and what is worth a look: every rule of the configuration checks
 * (orgpol/config.h) over every row, and what no decision complains about because it reads it strictly.
 */
#ifndef ORGPOL_LINT_H
#define ORGPOL_LINT_H

#include "orgpol/json.h"

#ifdef __cplusplus
extern "C" {
#endif

struct orgpol_lint_result {
    uint32_t struct_size;
    uint32_t reserved;
    size_t error_count;  /* lines with severity error */
    size_t advice_count; /* lines with severity advice */
};
#define ORGPOL_LINT_RESULT_INIT                              \
    {                                                        \
        (uint32_t)sizeof(struct orgpol_lint_result), 0, 0, 0 \
    }

/*
 * Reads a tenant document of `length` bytes and writes what it finds into `answer`, one JSON object a line:
 *
 *   {"pointer":"/clients/3/callbacks/0","rule":"CFG-11","severity":"error","field":"callbacks",
 *    "message":"...","remedy":"..."}
 *
 * `pointer`: RFC 6901, where it is, or, for a member that is missing, where it would be. `field`: the member
 * of the row, with dots into objects. `remedy` may be absent. Rules are read as of rows that stand there:
 * none is created or changed, so CFG-01, -03 and -33 find nothing. `rule` and `severity`:
 *
 *   CFG-nn       error   a rule of orgpol/config.h
 *   PWX-40       error   settings of a privileged worker that may not be saved (orgpol/config.h)
 *   PWX-02, -03, -04, -34, -41, ELIG-05, -06, RTX-04
 *                advice  what may be saved and makes Token Vault exchanges fail (orgpol/config.h)
 *   CFG-31       advice  a grant names a scope that its API does not have
 *   PROMPT-29    advice  No Prompt on a third-party application that may use organizations
 *   CFG-22       advice  a permissive application that has organizations switched on
 *   CFG-43       advice  a word orgpol does not know; it can only restrict
 *   CFG-19       advice  organization_discovery_methods is empty, or has a method twice
 *   TRAP-48      advice  a name that begins with org_ is taken for an id
 *   reference    advice  an id that leads nowhere matches nothing; where the document has the section at all
 *   duplicate    advice  two rows under one key: found by no lookup, or read as the stricter of both; an id,
 *                        a scope or a permission twice in a list. Client grants are CFG-26, names of
 *                        organizations CFG-23, their connections, grants and domains CFG-37, -35 and -38
 *   limit        error   a client grant of more than 1,024 scopes, its own or its API's: no decision reads it
 *   option       advice  a choice other than the rulebook's default, or a name no option has
 *
 * The answer is written as orgpol_authzen_evaluate writes its: at most `size` bytes with the terminator, the
 * whole length into *answer_length, and ORGPOL_ERR_BUFFER with an empty answer when it does not fit. A
 * document without findings gives an empty answer and ORGPOL_OK, and so does one that cannot be loaded as a
 * tenant, with the status and `error` of orgpol_tenant_load. `result` has the counts also when the buffer is
 * too small. `options`, `result`, `error` and `answer_length` may be NULL, and `answer` when size is 0.
 *
 * Cost: that of a load, and close to linear besides.
 */
ORGPOL_API enum orgpol_status orgpol_tenant_lint(const char *json, size_t length,
                                                 const struct orgpol_json_options *options, char *answer,
                                                 size_t size, size_t *answer_length,
                                                 struct orgpol_lint_result *result,
                                                 struct orgpol_json_error *error);

#ifdef __cplusplus
}
#endif

#endif

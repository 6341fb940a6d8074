/* SPDX-License-Identifier: MIT */
/* The parameters of an OAuth request in `context`: `query` or `parameters`. Private. */
#ifndef ORGPOL_JSON_PARAMETERS_H
#define ORGPOL_JSON_PARAMETERS_H

#include "authzen.h"
#include "orgpol/authorize.h"

/* The two members, read by the action's own table of fields. */
struct parameter_members {
    struct orgpol_str query;
    const cJSON *parameters;
};

struct parameter_list {
    struct orgpol_parameter *list; /* room for ORGPOL_PARAMETER_LIMIT, when there are any */
    size_t count;
};

/* Reads whichever member is there; both are an error, and so is neither when one is needed. */
enum orgpol_status orgpol_read_parameters(const struct evaluation *evaluation,
                                          const struct parameter_members *members, bool needed,
                                          struct parameter_list *parameters);

/* The first value under the name that is not empty. */
struct orgpol_str orgpol_parameter_value(const struct parameter_list *parameters, struct orgpol_str name);

/*
 * Fails when a client_id of the request is neither the id that the evaluation has for the client nor one of
 * the client's own; `client` may be NULL. `party` is enum orgpol_authzen_search: which of the two it is.
 */
enum orgpol_status orgpol_check_client_id(struct evaluation *evaluation,
                                          const struct parameter_members *members,
                                          const struct parameter_list *parameters,
                                          const struct orgpol_client *client, uint32_t party);

#endif

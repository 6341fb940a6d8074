/* SPDX-License-Identifier: MIT */
/*
 * The searches of OpenID AuthZEN Authorization API 1.0: who may, on what, and which actions, bytes in, bytes
 * out.
 *
 *   {"subject":  {"type": "user"},
 *    "action":   {"name": "can_third_party_login"},
 *    "resource": {"type": "client", "id": "tpc_x"},
 *    "context":  {"organization": "org_a", "connection": "con_db"},
 *    "page":     {"limit": 50}}
 *
 * A search is an evaluation (orgpol/authzen.h) with one part left out: the id of the subject, the id of the
 * resource - an id that is sent is ignored - or the whole action. Its results are those for which an
 * evaluation of the rest, with them in that part, is answered with "decision": true:
 *
 *   {"page": {"next_token": "01003200...", "count": 50},
 *    "results": [{"type": "user", "id": "auth0|u1"}, ...]}
 *
 * An action is {"name": "can_login"}. Candidates are the rows of the tenant, in its order:
 *
 *   user                users, then who is only a member of organizations
 *   client              clients, by client_id
 *   connection          by name for the actions of Token Vault, by id for check_connection_config
 *   resource_server     by identifier
 *   organization        by id
 *   client_grant        by id
 *   connected_account   those in the subject's profile, a `user`'s
 *
 * Each id is there once; an id that two rows hold is found by no lookup, and no result either. `anonymous`
 * and `endpoint` have no list, and searching them is an error. A type that the action does not take, or that
 * nothing is known of, is no error but an empty list, as the specification's certification asks; the answer
 * then has "context": {"note"}, which says why.
 *
 * Errors of the request are errors, and no empty list: when the evaluation of a candidate is one - a member
 * of `context` that is required and absent, say - so is the search, and the pointer is into the request. With
 * no candidates, the rest of the request is checked all the same. Two things are no error: parameters of an
 * OAuth request that name one client leave the others out of the results, and an action that the rest of the
 * request lacks something for is not among the actions found.
 *
 * Pages. `page` has limit, a whole number, the most results of a page: ORGPOL_AUTHZEN_SEARCH_LIMIT unless
 * given, ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT where more is; and token, the next_token of the page before ("" is
 * the first page). Other members are ignored, properties must be an object. next_token is "" on the last
 * page, and a page can have fewer results than its limit and still not be the last, even none: one page
 * evaluates at most ORGPOL_AUTHZEN_SEARCH_MAX_CANDIDATES candidates - fewer for requests over 6 KiB, such as
 * those with a tenant inside - which bounds its cost. A limit of 0 asks whether there is any result: a
 * next_token that is not "" says that there may be, and leads to a page of the usual limit. `total` is never
 * there: it would cost every evaluation of all pages on each page.
 *
 * A token is text that holds the limit, the place to go on and a hash of the rest of the request, in which
 * the order of members and the spaces between them do not count. With another request or limit it is an
 * error, and so is one that is malformed or altered; a limit need not be repeated. It is no secret and no
 * permission: who makes one up reads nothing that a search from the beginning does not give. Over one loaded
 * tenant all pages together have each result once. A tenant that was loaded anew may have its rows elsewhere;
 * pages before and after that can miss or repeat results, as the specification allows. Tokens hold from one
 * machine to another, and not from one version of orgpol to another.
 */
#ifndef ORGPOL_SEARCH_H
#define ORGPOL_SEARCH_H

#include "orgpol/authzen.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is searched. */
enum orgpol_authzen_search {
    ORGPOL_AUTHZEN_SEARCH_UNSET = 0,
    ORGPOL_AUTHZEN_SEARCH_SUBJECT = 1,
    ORGPOL_AUTHZEN_SEARCH_RESOURCE = 2,
    ORGPOL_AUTHZEN_SEARCH_ACTION = 3
};

#define ORGPOL_AUTHZEN_SEARCH_LIMIT 100      /* results of a page, unless page.limit says */
#define ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT 1000 /* and the most that page.limit can ask for */
/* The most candidates evaluated for one page, and how many bytes they may read, each all of the request. */
#define ORGPOL_AUTHZEN_SEARCH_MAX_CANDIDATES 10000
#define ORGPOL_AUTHZEN_SEARCH_MAX_BYTES 67108864

/*
 * Answers one page of a search of `length` bytes against `tenant`, or, when that is NULL, against its
 * context.tenant; both is an error, and so is neither. `search` is enum orgpol_authzen_search; unset or
 * another value is ORGPOL_ERR_ARGUMENT.
 *
 * Parameters, statuses, the answer in case of an error, and what happens when the buffer is too small, are
 * those of orgpol_authzen_evaluate. A buffer that is too small costs the evaluations of the page once more:
 * an entry takes the bytes of type and id and about 25 more.
 *
 * Cost: that of one evaluation to read the request, one pass over its tree for the token, and up to
 * ORGPOL_AUTHZEN_SEARCH_MAX_CANDIDATES evaluations, each of which reads the context's members again.
 */
ORGPOL_API enum orgpol_status orgpol_authzen_search(const struct orgpol_tenant *tenant, uint32_t search,
                                                    const char *request, size_t length,
                                                    const struct orgpol_json_options *options, char *answer,
                                                    size_t size, size_t *answer_length,
                                                    struct orgpol_json_error *error);

#ifdef __cplusplus
}
#endif

#endif

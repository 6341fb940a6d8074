/* SPDX-License-Identifier: MIT */
/* The AuthZEN server: what its parts share. */
#ifndef ORGPOL_AUTHZEN_SERVER_H
#define ORGPOL_AUTHZEN_SERVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <microhttpd.h>

#include "orgpol/authzen.h"
#include "orgpol/search.h"
#include "orgpol/tenant.h"

/* The command line. */
struct settings {
    const char *tenant;
    const char *listen;   /* ADDRESS:PORT */
    const char *base_url; /* NULL: no metadata document */
    size_t max_body;      /* bytes */
    size_t max_connections;
    size_t threads;
    size_t timeout_s;
};

/* True when the program goes on; otherwise it ends with *status. */
bool read_settings(char **arguments, struct settings *settings, int *status);

/* Prints a line to standard error, as ASCII without control characters: "?" for every other byte. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The tenant that is asked, which can be replaced while requests are answered: each request holds the one it
 * began with, and whoever lets go of a replaced one last frees it.
 */
struct held_tenant {
    struct orgpol_tenant *tenant;
    size_t holders;
};
struct tenants {
    pthread_mutex_t lock;
    struct held_tenant *current;
    uint8_t hash_key[16];
};

/* Before threads start: nothing is loaded, and a hash key is drawn. */
void tenants_init(struct tenants *tenants);

/* Reads the file and puts it in place of what is there. On failure, false after a complaint: nothing changed.
 */
bool tenants_load(struct tenants *tenants, const char *file);

/* What is current, until it is let go of. */
struct held_tenant *tenants_hold(struct tenants *tenants);
void tenants_release(struct tenants *tenants, struct held_tenant *held);

/* When no request is under way any more. */
void tenants_free(struct tenants *tenants);

/*
 * Connections, each with the time by which its client must have begun a request, sent all of it, or taken the
 * whole answer. libmicrohttpd's own timeout begins anew with every byte.
 *
 * Only clients are waited for. So that time is on the clock of the thread that serves the connection, which
 * stands still while the thread makes an answer, to this client or another.
 */
struct worker {
    pthread_t thread;
    int64_t answering_since; /* monotonic milliseconds; 0: it is not */
    int64_t answered_ms;     /* how long it was, in all */
};
struct connection_slot {
    int fd; /* -1: free */
    struct worker *worker;
    bool in_request;  /* its first line has arrived, its answer is not sent */
    int64_t deadline; /* on the worker's clock; 0: over */
};
struct connections {
    pthread_mutex_t lock;
    struct connection_slot *slots;
    size_t count;
    struct worker *workers;
    size_t worker_count; /* those that have had a connection */
    size_t worker_room;
    int64_t timeout_ms;
};

bool connections_init(struct connections *connections, const struct settings *settings);
void connections_free(struct connections *connections);

/* For libmicrohttpd: a connection begins or ends. */
void connections_notify(void *connections, struct MHD_Connection *connection, void **slot,
                        enum MHD_ConnectionNotificationCode code);

/* The stages of a request. The first gives the client its whole time, however long it was silent before. */
enum stage { STAGE_BEGUN, STAGE_ANSWERING, STAGE_ANSWERED, STAGE_DONE };

/* False when the connection could not be entered above, and must end. */
bool connections_stage(struct connections *connections, struct MHD_Connection *connection, enum stage stage);

/* Ends the connections whose time is over. */
void connections_cut_slow(struct connections *connections);

/* Ends those that are between requests; returns how many are left, ending ones included. */
size_t connections_cut_idle(struct connections *connections);

/* What all requests share. */
struct server {
    const struct settings *settings;
    struct tenants tenants;
    struct connections connections;
    char *metadata; /* NULL: none */
    size_t metadata_length;
    struct orgpol_str base_path; /* of the base URL, without a slash at the end */
    atomic_bool stopping;
};

/* What is sent back. */
struct reply {
    unsigned status; /* of HTTP */
    char *text;      /* malloc'ed JSON; NULL: memory ran out */
    size_t length;
};

/* An error as the specification has it: a message, here as a JSON string. */
void reply_error(struct reply *reply, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* One question to the library. */
typedef enum orgpol_status ask(const struct orgpol_tenant *tenant, const char *request, size_t length,
                               const struct orgpol_json_options *options, char *answer, size_t size,
                               size_t *answer_length, struct orgpol_json_error *error);

ask ask_evaluation;
ask ask_search_subject;
ask ask_search_resource;
ask ask_search_action;

/*
 * Makes the metadata document of a server that listens at `url`, unless a base URL was given. Without one,
 * and at an address that is no loopback, there is none. False after a complaint.
 */
bool metadata_init(struct server *server, const char *url);

/* Puts a request to the current tenant. */
void reply_ask(struct reply *reply, struct server *server, ask *question, const char *request, size_t length);

/* For libmicrohttpd: a request's first line has arrived. */
void *http_begin(void *server, const char *target, struct MHD_Connection *connection);

/* For libmicrohttpd: a request's header, its body piece by piece, its end, and its disposal. */
enum MHD_Result http_handle(void *server, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *data, size_t *length,
                            void **request);
void http_completed(void *server, struct MHD_Connection *connection, void **request,
                    enum MHD_RequestTerminationCode code);

/* Leaves percent-encoding as it was sent: no path that is served needs any. */
size_t http_keep_escapes(void *server, struct MHD_Connection *connection, char *text);

/*
 * A listening socket at ADDRESS:PORT (numeric; IPv6 in brackets), and where it listens, as a URL. -1 after a
 * complaint.
 */
int listen_at(const char *place, char *url, size_t size);

#endif
